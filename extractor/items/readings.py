"""Reads the outline of a region from top to bottom and writes down a draft for every problem and measure.

The scene (``Setting``) goes along: headings, labels and lead-ins change it, points take their role from it, and where it is
silent the words of the points decide.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.items.couples import Couple, coupled, coupled_in_sentences, told_in_couples
from extractor.items.drafts import Draft, resolve, shown, title_of, trimmed
from extractor.items.enumerators import Mark, find_marks
from extractor.items.headlines import over_chapter, read_headline
from extractor.items.leads import Family, Setting, carried, read_heading, read_lead
from extractor.items.likeness import closes, family_of, is_closing, is_planned, says_none
from extractor.items.outlines import Listing, Part, Point, Prose, outline, paragraph_end, sentences
from extractor.items.recalls import recalled, refers_back, still_there
from extractor.items.shapes import shape
from extractor.items.splits import head_of, is_body, labelled, named_in_passing, over_to_measure
from extractor.items.statements import explains, family_in, recall_is_over, told_last
from extractor.items.votes import scene_of_list, vote

#: A first sentence of unnumbered prose this short, followed by more in its paragraph, is a title.
_PROSE_TITLE = 12


class Reading:
    """The drafts of one region; built by ``read`` and never shared."""

    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self.year = year
        self.marks: tuple[Mark, ...] = find_marks(text)
        self.drafts: list[Draft] = []
        self._bonds = 0

    def read(self, start: int, end: int, setting: Setting) -> Setting:
        """Read a range; returns the scene as it is at the end."""
        parts = outline(self.text, start, end, self.marks, self._opens, self._heads)
        for index, part in enumerate(parts):
            if isinstance(part, Prose):
                setting = self._prose(part, setting, parts[index + 1] if index + 1 < len(parts) else None)
            else:
                setting = self._listing(part, setting)
        return setting

    def _opens(self, sentence: str) -> bool:
        """Whether a sentence leads in something new."""
        core = sentence.strip("。；！？\n")
        if read_heading(core, self.year) is not None or closes(core):
            return True
        lead = read_lead(core, Setting(), self.year)
        return lead.announced and (lead.setting.family in ("measure", "cause") or lead.content == len(core))

    def _heads(self, head: str) -> bool:
        """Whether a point's first words are a role heading."""
        return read_headline(head, self.year) is not None

    # prose

    def _prose(self, part: Prose, setting: Setting, following: Part | None) -> Setting:
        ranges = sentences(self.text, part.start, part.end)
        skip_to = part.start
        for index, (start, end) in enumerate(ranges):
            if start < skip_to:
                continue
            begin, stop = trimmed(self.text, start, end)
            core = self.text[begin:stop] + ("：" if self.text[stop : stop + 1] == "：" else "")
            if not core or says_none(core):
                continue
            before_list = isinstance(following, Listing) and index == len(ranges) - 1
            titled = before_list and self.text[stop : stop + 1] == "\n"
            heading = read_headline(core, self.year) if titled else read_heading(core, self.year)
            if heading is not None:
                fresh = begin == 0 or self.text[begin - 1] == "\n"
                setting = carried(heading, Setting() if fresh and recall_is_over(heading, setting, self.drafts) else setting, core)
                continue
            recall = recalled(core, self.year, setting.previous)
            if recall is not None:
                about = Setting("problem", previous=True, why="引语所提上年问题")
                self._add(begin + recall.start, begin + recall.end, about, "problem", self._bond())
                setting = Setting("measure", "past", previous=True, why=f"引语“{core[: recall.rest][-8:].rstrip('，')}”")
                core, begin = core[recall.rest :], begin + recall.rest
            if explains(core, begin, setting, self.drafts):
                self.drafts[-1] = replace(self.drafts[-1], end=stop)
                continue
            still = still_there(core, self.year) if told_last(setting, self.drafts) else 0
            if still:
                setting = Setting("problem", why=f"引语“{core[:still].rstrip('，：')[-12:]}”")
                core, begin = core[still:], begin + still
            lead = read_lead(core, setting, self.year)
            setting = lead.setting
            if before_list and isinstance(following, Listing):
                setting = self._announce(core, lead.content, setting, following, begin)
                continue
            if begin + lead.content < stop:
                paragraph = paragraph_end(self.text, ranges, index, self._opens)
                bare = lead.content == 0 or core[lead.content - 1] == "："
                skip_to = self._statement(begin + lead.content, stop, setting, paragraph, bare)
        return setting

    def _announce(self, core: str, content: int, setting: Setting, listing: Listing, begin: int) -> Setting:
        """The sentence before a listing is its lead-in, unless it is a problem and the list its remedy."""
        if content < len(core) and shape("{problem_nouns}[^。；]{0,8}已[^。；]{0,6}(?:整改|解决|改进|完成)").search(core):
            return Setting("measure", "past", previous=setting.previous, why=f"引语“{core[-12:]}”")
        over = shape(r"，(?={therefore}|{future}|(?:{subjects})将|20\d\d年)").search(core, content)
        if over and family_of(core[content : over.start()]) == "problem":
            self._add(begin + content, begin + over.start(), replace(setting, family="problem"), "problem")
            return read_lead(core[over.end() :], Setting("measure", why="位置：问题之后"), self.year).setting
        if content < len(core) and refers_back(core, content, self.year):
            return Setting("measure", "past", previous=True, why=f"引语“{core[:12]}”")
        if setting.family == "" and content < len(core):
            if shape("{problem_nouns}").search(core) and not shape("{future}").search(core):
                return replace(setting, family="problem", why=f"引语“{core[-12:]}”")
            if shape("{measure_nouns+future}").search(core) or is_planned(core):
                return replace(setting, family="measure", why=f"引语“{core[-12:]}”")
        remedied = vote(self._texts(listing)) == "measure" and not core.endswith("：")
        if content < len(core) and remedied and family_of(core[content:]) == "problem":
            self._add(begin + content, begin + len(core), replace(setting, family="problem"), "problem")
            return replace(setting, family="measure", why="位置：问题之后")
        return setting

    def _statement(self, start: int, end: int, setting: Setting, paragraph: int, whole: bool) -> int:
        """A sentence with content of its own; returns up to where the text is spoken for."""
        content = self.text[start:end]
        last = self.drafts[-1] if self.drafts else None
        family = family_in(content, setting)
        if family == "problem" and self.text[start - 1 : start] == "是" and "，是" in content:
            for piece in regex.finditer(r"(?:^|，是)(?P<told>.+?)(?=，是|$)", content):
                self._add(start + piece.start(1), start + piece.end(1), setting, family)
            return end
        if family in ("", "cause") or (family == "measure" and last and is_closing(content)):
            return end
        if whole and setting.family and end - start <= _PROSE_TITLE and "，" not in content and self.text[end : end + 1] == "。":
            _, stop = trimmed(self.text, end, paragraph)
            body = self.text[end + 1 : stop]
            agree = family_of(content) == family and family_in(body, setting) == family
            if stop > end + 4 and agree and is_body(content, body, family):
                self._point_text(start, stop, setting, family)
                return paragraph
        self._point_text(start, end, setting, family)
        return end

    # listings

    def _texts(self, listing: Listing) -> tuple[str, ...]:
        return tuple(self.text[p.start : p.end].strip("\n") for p in listing.points)

    def _listing(self, listing: Listing, setting: Setting) -> Setting:
        if setting.family == "cause":
            return setting
        setting = scene_of_list(setting, self._texts(listing))
        sisters = setting.previous and told_in_couples(self._texts(listing))
        for point in listing.points:
            after = self._point(point, setting, sisters)
            head, _ = head_of(self.text, point.start, point.end, self.year)
            if after.family and point is listing.points[-1] and read_heading(head, self.year) is not None:
                return replace(setting, family=after.family if not setting.family else setting.family)
        return setting

    def _point(self, point: Point, setting: Setting, sisters: bool = False) -> Setting:
        start, end = trimmed(self.text, point.start, point.end)
        if start >= end or says_none(self.text[start:end]):
            return setting
        head, after_head = head_of(self.text, point.start, point.end, self.year)
        heading = read_heading(head, self.year) or over_chapter(self.text, point, after_head, self.marks, setting, self.year)
        if heading is not None:
            return self.read(after_head, point.end, carried(heading, setting, head))
        named = recalled(self.text[point.mark.start : point.mark.end], self.year, True) if setting.previous else None
        if named is not None:
            self._couple(Couple((point.mark.start + named.start, point.mark.start + named.end), (start, end)))
            return setting
        if self._labels(start, end, setting, point.mark.kind == "topic"):
            return setting
        parts = outline(self.text, start, point.end, self.marks, self._opens, self._heads)
        if any(isinstance(part, Listing) for part in parts) and self._nested(start, end, head, parts, setting):
            return setting
        family = setting.family or family_of(self.text[start:end])
        if family:
            self._point_text(start, end, setting, family, sisters)
        return setting

    def _labels(self, start: int, end: int, setting: Setting, topical: bool) -> bool:
        pieces = labelled(self.text, start, end, self.year)
        if not pieces:
            return False
        bond = self._bond()
        answered = setting.previous and len(pieces) > 1 and pieces[1].setting.family == "measure"
        for piece in pieces:
            begin, stop = trimmed(self.text, piece.start, piece.end)
            content = self.text[begin:stop]
            family = piece.setting.family or ("problem" if answered else family_of(content) if topical or setting.family != "measure" else "")
            subject = not piece.setting.family and regex.search("(?:方面|领域|环节)$", content) and "。" not in content
            if begin < stop and family not in ("", "cause") and not subject:
                merged = replace(piece.setting, family=family, previous=piece.setting.previous or setting.previous)
                self._whole_or_listed(begin, stop, merged, bond)
        return True

    def _whole_or_listed(self, start: int, end: int, setting: Setting, bond: int) -> None:
        """One piece of a labelled point: the points of its own list, or itself."""
        before = len(self.drafts)
        if any(start <= mark.start < end for mark in self.marks):
            self.read(start, end, setting)
        else:
            self._add(start, end, setting, setting.family)
        self.drafts[before:] = [replace(draft, bond=bond) for draft in self.drafts[before:]]

    def _nested(self, start: int, end: int, head: str, parts: tuple[Part, ...], setting: Setting) -> bool:
        """A point with a list inside: a container of points, a problem with its measures, or (False) one point with its list."""
        for part in parts[1:]:
            if not isinstance(part, Prose) or setting.family == "measure":
                continue
            for begin, stop in sentences(self.text, part.start, part.end):
                lead = read_lead(self.text[begin:stop].strip("。；\n"), Setting(), self.year)
                if lead.setting.family == "measure" and family_of(self.text[start:begin]) == "problem":
                    bond, before = self._bond(), len(self.drafts)
                    self._add(*trimmed(self.text, start, begin), replace(setting, family="problem"), "problem")
                    self.read(begin, end, Setting("measure", why="条目内转入措施"))
                    self.drafts[before:] = [replace(d, bond=bond) for d in self.drafts[before:]]
                    return True
        if len(head) > 24 or (family_of(head) and not regex.search("(?:方面|领域|环节|上)$", head)):
            return False
        listed = next(part for part in parts if isinstance(part, Listing))
        self.read(listed.points[0].mark.start, end, setting)
        return True

    # points

    def _listed(self) -> bool:
        """Whether last year's problems stand in a list of their own, so that an answer only names one again."""
        return any(draft.role == "previous_problem" and not draft.bond and not draft.hidden for draft in self.drafts)

    def _bond(self) -> int:
        self._bonds += 1
        return self._bonds

    def _point_text(self, start: int, end: int, setting: Setting, family: Family, sisters: bool = False) -> None:
        """One point: split where it goes over to the measure or names its problem in passing."""
        recall = recalled(self.text[start:end], self.year, setting.previous)
        if recall is not None and start + recall.rest < end - 2:
            self._couple(Couple((start + recall.start, start + recall.end), (start + recall.rest, end)))
            return
        told = coupled_in_sentences(self.text, start, end, sisters) if setting.previous and not self._listed() else None
        if told is not None and (sisters or told.answer[0] > told.problem[1] + 1):
            self._couple(told)
            return
        if family == "problem":
            over = over_to_measure(self.text, start, end, self.year, setting.previous)
            if over is not None:
                bond = self._bond()
                self._add(*trimmed(self.text, start, over[0]), setting, "problem", bond)
                tense = replace(over[1].setting, previous=setting.previous)
                self._add(*trimmed(self.text, over[1].start, over[1].end), tense, "measure", bond)
                return
        couple = coupled(self.text, start, end, sisters) if setting.previous and not self._listed() else None
        if couple is not None:
            self._couple(couple)
            return
        passing = named_in_passing(self.text, start, end)
        if family == "measure" and passing is not None:
            bond = self._bond()
            problem = Setting("problem", previous=setting.previous, why="措施首句所针对")
            # 关于…的问题 and 针对“…”的问题 state the problem; 针对…, is a part of the measure where problems stand elsewhere
            stated = self.text.startswith("关于", start) or self.text[passing[0] - 1] == "“"
            self._add(passing[0], passing[1], problem, "problem", bond, hidden=not stated)
            self._add(passing[2], end, setting, "measure", bond, whole=-1 if stated else start)
            return
        self._add(start, end, setting, family)

    def _couple(self, couple: Couple) -> None:
        """A problem of last year and what was done about it."""
        bond, why = self._bond(), "上年问题与整改并述"
        self._add(*trimmed(self.text, *couple.problem), Setting("problem", previous=True, why=why), "problem", bond)
        self._add(*trimmed(self.text, *couple.answer), Setting("measure", "past", None, True, why), "measure", bond)

    def _add(
        self, start: int, end: int, setting: Setting, family: Family, bond: int = 0, hidden: bool = False, whole: int = -1
    ) -> None:
        if not self.text[start:end].strip("等"):
            return
        role, year, why = resolve(setting, family, self.text[start:end], self.year)
        title = title_of(self.text, start, end)
        self.drafts.append(Draft(start, end, role, year, why, title, bond, hidden, whole))


def read_drafts(text: str, setting: Setting, year: int | None) -> tuple[Draft, ...]:
    """The drafts of a region's view, in order.

    >>> t = "存在的问题：一是解读少；二是更新慢。下一步，将加强培训。"
    >>> [(d.role, t[d.start : d.end]) for d in read_drafts(t, Setting(), 2024)]
    [('current_problem', '解读少'), ('current_problem', '更新慢'), ('next_measure', '加强培训')]
    >>> read_drafts("无。", Setting(), 2024)
    ()
    """
    reading = Reading(text, year)
    reading.read(0, len(text), setting)
    return shown(reading.drafts, text)
