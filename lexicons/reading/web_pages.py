"""The words of web pages: what tells a report, what is furniture, which labels and meta names hold metadata."""

from __future__ import annotations

from functools import cache

import msgspec

from lexicons.loading import LexiconError, entries, read_toml

FILE = "reading/html.toml"
FIELDS = ("title", "publisher", "published", "address")


class ReportWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that only a report's own lines hold."""

    statutory: tuple[str, ...]
    topical: tuple[str, ...]
    title_kind: tuple[str, ...]
    title_end: tuple[str, ...]
    title_subject: tuple[str, ...]
    title_breaks: tuple[str, ...]


class ChromeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of navigation, share bars, footers and lists of attachments."""

    contains: tuple[str, ...]
    alone: tuple[str, ...]
    starts: tuple[str, ...]
    files: tuple[str, ...]


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words printed before a value; an empty field is known but not kept."""

    field: str
    words: tuple[str, ...]


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of meta elements that hold one field; ``last`` where the labels on the page are better."""

    field: str
    names: tuple[str, ...]
    last: bool = False


class PageWords(msgspec.Struct, frozen=True):
    """The whole lexicon."""

    report: ReportWords
    chrome: ChromeWords
    labels: tuple[Label, ...]
    metas: tuple[Meta, ...]

    def field(self, word: str) -> str | None:
        """The field that a label fills, "" where it is known but not kept, None where it is no label.

        >>> words = page_words()
        >>> words.field("发布日期"), words.field("索引号"), words.field("规章")
        ('published', '', None)
        """
        return next((label.field for label in self.labels if word in label.words), None)


@cache
def page_words() -> PageWords:
    """The lexicon, validated: unknown fields and labels given twice are refused with file and entry.

    >>> "总体情况" in page_words().report.statutory
    True
    """
    tables = read_toml(FILE)
    try:
        report = msgspec.convert(tables.get("report"), ReportWords)
        chrome = msgspec.convert(tables.get("chrome"), ChromeWords)
    except msgspec.ValidationError as error:
        raise LexiconError(FILE, "report, chrome", str(error)) from None
    labels = entries(FILE, "label", Label)
    metas = entries(FILE, "meta", Meta)
    for field in [label.field for label in labels] + [meta.field for meta in metas]:
        if field and field not in FIELDS:
            raise LexiconError(FILE, field, f"no such field, known are {', '.join(FIELDS)}")
    for words in ([w for label in labels for w in label.words], [n for meta in metas for n in meta.names]):
        twice = next((word for word in words if words.count(word) > 1), None)
        if twice:
            raise LexiconError(FILE, twice, "given twice")
    return PageWords(report, chrome, labels, metas)
