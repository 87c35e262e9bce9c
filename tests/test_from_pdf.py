"""PDF: tables however their rules are drawn, paragraphs and tables over page breaks, what is no text, what is
damaged.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.readers.pdf.writing import Sheet, width_of, write
from extractor.errors import UnreadableInput
from extractor.model import Block, Document
from extractor.readers import read
from extractor.readers.encodings import decode

SAMPLES = Path(__file__).parent.parent / "corpora" / "readers" / "pdf"
SHARED = Path(__file__).parent.parent.parent / "shared" / "dev"
XS, YS = (100, 200, 260, 320), (700, 680, 660, 640)
#: row, column, row span, column span, text
CELLS = (
    (0, 0, 2, 1, "事项"),
    (0, 1, 1, 2, "数量"),
    (1, 1, 1, 1, "本年"),
    (1, 2, 1, 1, "上年"),
    (2, 0, 1, 1, "规章"),
    (2, 1, 1, 1, "1"),
    (2, 2, 1, 1, "20"),
)
BOXES = [(XS[c], YS[r + rs], XS[c + cs], YS[r]) for r, c, rs, cs, _ in CELLS]


def document(*sheets: Sheet, title: str = "") -> Document:
    return read(write(list(sheets), title), "a.pdf")


def texts(found: Document, *kinds: str) -> list[str]:
    return [b.span.of(found.text) for b in found.blocks if not kinds or b.kind in kinds]


def grid_of(found: Document, block: Block | None = None) -> tuple[tuple[int, int, int, int, str], ...]:
    block = block or next(b for b in found.blocks if b.kind == "grid")
    return tuple((c.row, c.column, c.row_span, c.column_span, c.span.of(found.text)) for c in block.cells)


def labels(sheet: Sheet) -> None:
    for (*_, text), (left, bottom, _, _) in zip(CELLS, BOXES):
        sheet.text(left + 4, bottom + 6, text)


def edges() -> list[tuple[float, float, float, float]]:
    return [
        edge
        for x0, y0, x1, y1 in BOXES
        for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    ]


def strokes(sheet: Sheet) -> None:
    for edge in edges():
        sheet.line(*edge)


def cell_rectangles(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in BOXES:
        sheet.draw(f"{x0} {y0} {x1 - x0} {y1 - y0} re S")


def thin_fills(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        sheet.draw(f"{x0 - 0.3} {y0 - 0.3} {x1 - x0 + 0.6} {y1 - y0 + 0.6} re f")


def one_path(sheet: Sheet) -> None:
    sheet.draw(" ".join(f"{x0} {y0} m {x1} {y1} l" for x0, y0, x1, y1 in edges()) + " S")


def separate_borders(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in BOXES:
        outer = f"{x0 + 1} {y0 + 1} {x1 - x0 - 2} {y1 - y0 - 2} re"
        sheet.draw(f"{outer} {x0 + 1.75} {y0 + 1.75} {x1 - x0 - 3.5} {y1 - y0 - 3.5} re f*")


def dashes(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        steps = int(max(x1 - x0, y1 - y0) / 5)
        for k in range(steps):
            dx, dy = (x1 - x0) / steps, (y1 - y0) / steps
            sheet.line(x0 + k * dx, y0 + k * dy, x0 + (k + 0.6) * dx, y0 + (k + 0.6) * dy)


def double_lines(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        shift = 1.5
        sheet.line(x0, y0, x1, y1)
        sheet.line(
            x0 + (shift if x0 == x1 else 0),
            y0 + (shift if y0 == y1 else 0),
            x1 + (shift if x0 == x1 else 0),
            y1 + (shift if y0 == y1 else 0),
        )


def in_a_form(sheet: Sheet) -> None:
    sheet.form = [f"{x0 / 2} {y0 / 2} m {x1 / 2} {y1 / 2} l S" for x0, y0, x1, y1 in edges()]
    sheet.form_matrix = "2 0 0 2 10 -10"
    sheet.draw("q 1 0 0 1 -10 10 cm /X1 Do Q")


def scaled(sheet: Sheet) -> None:
    sheet.draw("q 0.1 0 0 0.1 0 0 cm")
    for x0, y0, x1, y1 in edges():
        sheet.line(x0 * 10, y0 * 10, x1 * 10, y1 * 10)
    sheet.draw("Q")


def no_bottom_rule(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        if y0 != YS[-1] or y1 != YS[-1]:
            sheet.line(x0, y0, x1, y1)


def no_side_rules(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        if not (x0 == x1 and x0 in (XS[0], XS[-1])):
            sheet.line(x0, y0, x1, y1)


def shaded_boxes(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in BOXES:
        sheet.draw(f"0.9 g {x0 + 0.5} {y0 + 0.5} {x1 - x0 - 1} {y1 - y0 - 1} re f 0 g")


DRAWN = (
    strokes,
    cell_rectangles,
    thin_fills,
    one_path,
    separate_borders,
    dashes,
    double_lines,
    in_a_form,
    scaled,
    no_bottom_rule,
    no_side_rules,
)


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_rules_drawn_in_any_way_give_the_same_cells(draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet()
    draw(sheet)
    labels(sheet)
    found = document(sheet)
    assert grid_of(found) == CELLS
    assert found.text == "事项 | 数量\n本年 | 上年\n规章 | 1 | 20"


def test_boxes_of_colour_without_rules_are_cells_and_a_highlight_is_none() -> None:
    sheet = Sheet()
    for row, (left, right) in enumerate((("规章", "1"), ("文件", "20"))):
        for column, text in enumerate((left, right)):
            x, y = 100 + 80 * column, 700 - 20 * row
            sheet.draw(f"0.9 g {x + 0.5} {y + 0.5} 79 19 re f 0 g")
            sheet.text(x + 4, y + 6, text)
    assert document(sheet).text == "规章 | 1\n文件 | 20"
    marked = Sheet()
    marked.draw("1 1 0 rg 130 698 60 12 re f 0 g")
    marked.text(100, 700, "本年制定规章1件。")
    assert texts(document(marked)) == ["本年制定规章1件。"]


@pytest.mark.parametrize("entries", ["", "/Rotate 90", "/CropBox [50 50 500 800]"])
def test_turned_and_cropped_pages(entries: str) -> None:
    sheet = Sheet(entries=entries)
    if "Rotate" in entries:
        sheet.width, sheet.height = 842, 595
        sheet.draw("q 0 1 -1 0 842 0 cm")
    strokes(sheet)
    labels(sheet)
    sheet.draw("Q" if "Rotate" in entries else "")
    sheet.text(20, 20, "框外") if "Crop" in entries else None
    found = document(sheet)
    assert grid_of(found) == CELLS
    cell = found.blocks[0].cells[-1]
    expected = (842 - 660, 260, 842 - 640, 320) if "Rotate" in entries else (260, 640, 320, 660)
    assert cell.origin is not None
    assert cell.origin.page == 1
    assert cell.origin.box == pytest.approx(expected, abs=1)


def test_cell_texts_are_put_together() -> None:
    sheet = Sheet()
    sheet.draw("100 600 40 100 re S 140 600 60 100 re S 200 600 60 100 re S 260 600 60 100 re S")
    for k, character in enumerate("三本年度结果"):
        sheet.text(115, 685 - 14 * k, character)
    for x, part in ((145, "1"), (150, "2"), (155, "8")):
        sheet.text(x, 650, part)
    sheet.text(205, 660, "142380.1234")
    sheet.text(205, 648, "56")
    sheet.text(265, 660, "申请")
    sheet.text(265, 648, "3件")
    sheet.draw("100 580 40 20 re S 140 580 60 20 re S 200 580 60 20 re S 260 580 60 20 re S")
    sheet.text(145, 586, "0")
    assert document(sheet).text == "三本年度结果 | 128 | 142380.123456 | 申请3件\n | 0 |  | "


def test_a_number_wider_than_its_column_stays_whole() -> None:
    sheet = Sheet()
    for x in (100, 160, 200):
        sheet.draw(f"{x} 600 {60 if x == 100 else 40} 40 re S")
    sheet.text(105, 620, "收费")
    sheet.text(161, 620, "123456.78", 10)
    sheet.text(225, 620, "9")
    assert document(sheet).text == "收费 | 123456.78 | 9"


def test_spread_digits_are_one_number_in_a_cell() -> None:
    sheet = Sheet()
    sheet.draw("100 600 60 40 re S 160 600 60 40 re S")
    sheet.text(105, 620, "收费")
    for k, figure in enumerate("128"):
        sheet.text(165 + 8 * k, 620, figure)
    sheet.text(100, 500, "12 13")
    assert texts(document(sheet)) == ["收费 | 128", "12 13"]


def test_label_turned_on_its_side() -> None:
    sheet = Sheet()
    sheet.draw("100 600 40 100 re S 140 600 60 100 re S 200 600 60 100 re S")
    sheet.turned(125, 620, "办理结果")
    sheet.text(150, 650, "共收到申请")
    sheet.text(210, 650, "12")
    assert document(sheet).text == "办理结果 | 共收到申请 | 12"


def table(
    sheet: Sheet, top: float, rows: list[tuple[list[str], float]], xs: tuple[int, ...] = (60, 160, 360, 535)
) -> float:
    """Draw rows of cells with their heights; returns the bottom."""
    for cells, height in rows:
        for left, right, text in zip(xs, xs[1:], cells):
            sheet.draw(f"{left} {top - height} {right - left} {height} re S")
            for k, line in enumerate(text.split("\n")):
                sheet.text(left + 5, top - 13 - 14 * k, line)
        top -= height
    return top


HEAD = (["类别", "事项", "数量"], 20.0)


def test_table_over_a_page_break_drops_the_repeated_header_and_the_page_numbers() -> None:
    one, two = Sheet(), Sheet()
    table(one, 120, [HEAD, (["主动公开", "规章", "1"], 20), (["主动公开", "文件", "20"], 20)])
    one.text(290, 30, "— 1 —")
    two.text(290, 800, "续表")
    table(two, 790, [HEAD, (["依申请", "新收", "300"], 20)])
    two.text(290, 30, "— 2 —")
    found = document(one, two)
    assert texts(found, "grid") == [
        "类别 | 事项 | 数量\n主动公开 | 规章 | 1\n主动公开 | 文件 | 20\n依申请 | 新收 | 300"
    ]
    assert texts(found, "paragraph") == []
    assert [c.origin.page for c in found.blocks[0].cells if c.origin][-1] == 2


def test_label_and_row_cut_by_a_page_break_are_joined() -> None:
    xs = (60, 105, 205, 535)
    one, two = Sheet(), Sheet()
    table(one, 120, [(["类别", "事项", "数量"], 20), (["（四）无", "1.本机关不掌握相关", "512"], 20)], xs)
    two.draw("60 740 45 50 re S")
    two.text(65, 777, "法提供")
    table(two, 790, [(["政府信息", ""], 25), (["2.没有现成信息", "44"], 25)], (105, 205, 535))
    found = document(one, two)
    assert grid_of(found)[3:] == (
        (1, 0, 2, 1, "（四）无法提供"),
        (1, 1, 1, 1, "1.本机关不掌握相关政府信息"),
        (1, 2, 1, 1, "512"),
        (2, 1, 1, 1, "2.没有现成信息"),
        (2, 2, 1, 1, "44"),
    )


def test_rows_on_both_sides_of_a_page_break_stay_apart() -> None:
    one, two = Sheet(), Sheet()
    table(one, 100, [(["行政许可", "处理决定", "5"], 20)])
    table(two, 790, [(["行政处罚", "处理决定", ""], 20), (["行政强制", "处理决定", ""], 20)])
    assert document(one, two).text == "行政许可 | 处理决定 | 5\n行政处罚 | 处理决定 | \n行政强制 | 处理决定 | "


def test_rows_in_columns_as_narrow_as_their_words_stay_apart() -> None:
    xs = (60, 110, 160)
    one, two = Sheet(), Sheet()
    table(one, 100, [(["行政许可", "5"], 20)], xs)
    table(two, 790, [(["行政处罚", ""], 20), (["行政强制", "7"], 20)], xs)
    assert document(one, two).text == "行政许可 | 5\n行政处罚 | \n行政强制 | 7"


def test_label_over_three_pages() -> None:
    xs = (60, 105, 205, 535)
    sheets = [Sheet(), Sheet(), Sheet()]
    table(sheets[0], 100, [(["（四）无", "1.不掌握", "5"], 20)], xs)
    for sheet, text, names in ((sheets[1], "法提供", "23"), (sheets[2], "", "45")):
        bottom = table(sheet, 790, [([f"{k}.事项", k], 20) for k in names], (105, 205, 535))
        sheet.draw(f"60 {bottom} 45 {790 - bottom} re S")
        sheet.text(65, 777, text)
        if sheet is sheets[1]:
            table(sheet, bottom, [([f"{k}.事项", k], 20) for k in "6" * 30], (105, 205, 535))
            sheet.draw(f"60 {bottom - 600} 45 600 re S")
    found = document(*sheets)
    labels_found = [cell for cell in grid_of(found) if cell[1] == 0]
    assert [cell[4] for cell in labels_found] == ["（四）无法提供", ""]


def test_rows_that_no_rule_parts_are_told_by_their_numbers() -> None:
    sheet = Sheet()
    table(sheet, 700, [(["类别", "事项", "数量"], 20), (["信访\n重复申请\n其他", "1\n12\n0", "3\n12\n40"], 60)])
    assert document(sheet).text == "类别 | 事项 | 数量\n信访 | 1 | 3\n重复申请 | 12 | 12\n其他 | 0 | 40"


def wrapped(text: str, width: float) -> list[str]:
    return [line for _, line in printed(text, 10, width - 10, 0)]


def printed_over_pages(groups: list[list[str]], seed: random.Random) -> tuple[list[Sheet], list[tuple[int, str]]]:
    """A table of groups of rows on pages of random height, cut between lines; and what to expect: (row span, text)."""
    names = [f"（{'一二三四五六七八'[k]}）" + "类情形说明内容文字"[: seed.randint(1, 9)] for k in range(len(groups))]
    sheets, bottom = [Sheet()], 790 - seed.randint(120, 400)
    y, xs = 790.0, (60, 110, 210, 260, 310)
    expected: list[tuple[int, str]] = []
    for name, rows in zip(names, groups):
        label, top = wrapped(name, 50), y
        expected.append((len(rows), name))
        for number, row in enumerate(rows):
            lines = wrapped(row, 100)
            if number == len(rows) - 1:
                lines += [""] * max(0, len(label) - sum(len(wrapped(r, 100)) for r in rows))
            figures = [str(seed.randint(0, 9999)), "0"]
            expected += [(1, row), *((1, figure) for figure in figures)]
            while lines:
                fit = min(int((y - bottom - 6) / 14), len(lines))
                if fit > 0:
                    height = 14 * fit + 6
                    for left, right, texts_ in zip(xs[1:], xs[2:], (lines[:fit], figures[:1], figures[1:])):
                        sheets[-1].draw(f"{left} {y - height} {right - left} {height} re S")
                        for k, line in enumerate(texts_):
                            sheets[-1].text(left + 5, y - 13 - 14 * k, line)
                    lines, figures, y = lines[fit:], [], y - height
                if not lines and number < len(rows) - 1:
                    break
                if top > y:
                    sheets[-1].draw(f"{xs[0]} {y} {xs[1] - xs[0]} {top - y} re S")
                    shown = min(int((top - y - 6) / 14), len(label))
                    for k, line in enumerate(label[:shown]):
                        sheets[-1].text(xs[0] + 5, top - 13 - 14 * k, line)
                    label = label[shown:]
                if lines:
                    sheets.append(Sheet())
                    y = top = 790.0
                    bottom = 790 - seed.randint(120, 400)
    return sheets, expected


@pytest.mark.parametrize("number", range(24))
def test_tables_cut_anywhere_by_page_breaks_are_whole_again(number: int) -> None:
    seed = random.Random(number)
    words = "申请人逾期不补正行政机关不再处理其政府信息公开申请事项的有关情况说明"
    groups = [
        [f"{k + 1}.{words[seed.randint(0, 9) :][: seed.randint(2, 24)]}" for k in range(seed.randint(1, 5))]
        for _ in range(seed.randint(3, 8))
    ]
    sheets, expected = printed_over_pages(groups, seed)
    assert [(cell[2], cell[4]) for cell in grid_of(document(*sheets))] == expected


def test_different_tables_are_not_joined() -> None:
    one, two = Sheet(), Sheet()
    table(one, 100, [(["规章", "件", "5"], 20)])
    two.text(60, 790, "三、依申请公开情况")
    table(two, 780, [(["新收", "件", "7"], 20)])
    assert len(texts(document(one, two), "grid")) == 2


def test_table_without_rules_keeps_a_printed_line_a_line() -> None:
    sheet = Sheet()
    for k, row in enumerate((("事项", "自然人", "总计"), ("予以公开", "12", "15"), ("部分公开", "3", "3"))):
        for x, text in zip((80, 250, 400), row):
            sheet.text(x, 700 - 20 * k, text)
    assert document(sheet).text == "事项  自然人  总计\n予以公开  12  15\n部分公开  3  3"


STORY = (
    "本年度共收到政府信息公开申请三十余件，其中自然人申请占多数，均在法定期限内办结，群众满意度明显提升；"
    "主动公开各类信息12345678901234567890条，比上一年度增加了不少，政务新媒体发布信息6789条，未发生泄密事件和不良影响。"
)


def printed(text: str, size: float = 12.0, width: float = 420.0, indent: int = 2) -> list[tuple[float, str]]:
    """The text as lines of a column with a first-line indent: (offset, line)."""
    lines: list[tuple[float, str]] = []
    offset, line = indent * size, ""
    for character in text:
        if width_of(line + character, size) + offset > width:
            lines.append((offset, line))
            offset, line = 0.0, ""
        line += character
    return [*lines, (offset, line)]


def test_paragraphs_are_rejoined_over_lines_and_pages() -> None:
    one, two = Sheet(), Sheet()
    lines = [*printed(STORY * 2), *printed("第二段" + STORY), *printed("第三段" + STORY)]
    for k, (offset, line) in enumerate(lines[:8]):
        one.text(80 + offset, 250 - 20 * k, line, 12)
    for k, (offset, line) in enumerate(lines[8:]):
        two.text(80 + offset, 760 - 20 * k, line, 12)
    one.text(290, 40, "- 1 -")
    two.text(290, 40, "- 2 -")
    assert any(before[-1].isdigit() and after[0].isdigit() for (_, before), (_, after) in pairwise(lines))
    assert texts(document(one, two)) == [STORY * 2, "第二段" + STORY, "第三段" + STORY]


def test_hanging_items_go_on_and_signatures_stay_apart() -> None:
    sheet = Sheet()
    first, *rest = printed("1." + STORY, indent=0)
    sheet.text(80, 740, first[1], 12)
    y = 720.0
    for _, line in printed("".join(line for _, line in rest), width=396, indent=0):
        sheet.text(104, y, line, 12)
        y -= 20
    sheet.text(416, y, "清源县水务局", 12)
    sheet.text(416, y - 20, "2024年1月20日", 12)
    assert texts(document(sheet)) == ["1." + STORY, "清源县水务局", "2024年1月20日"]


def test_headings_end_paragraphs_without_indents() -> None:
    sheet = Sheet()
    sheet.text(200, 780, "某县教育局年度报告", 22)
    y = 740.0
    for text in (STORY, "一、总体情况", STORY, "（一）主动公开。", STORY):
        for _, line in printed(text, indent=0):
            sheet.text(80, y, line, 12)
            y -= 20
    found = document(sheet)
    assert texts(found) == ["某县教育局年度报告", STORY, "一、总体情况", STORY, "（一）主动公开。", STORY]
    assert [b.kind for b in found.blocks] == ["heading"] + ["paragraph"] * 5


def test_title_on_two_lines_is_one_and_a_cover_line_is_another() -> None:
    sheet = Sheet()
    for y, text in ((780, "清源县水务局"), (750, "2023年政府信息公开工作年度报告"), (720, "编制：办公室")):
        sheet.text(290 - width_of(text, 20) / 2, y, text, 20)
    for k, (_, line) in enumerate(printed(STORY)):
        sheet.text(80 + (24 if k == 0 else 0), 680 - 20 * k, line, 12)
    assert texts(document(sheet)) == ["清源县水务局2023年政府信息公开工作年度报告", "编制：办公室", STORY]


@pytest.mark.parametrize("number", ["—{}—", "- {} -", "第{}页 共3页", "{}/3", "{}", "Page {} of 3"])
def test_page_numbers_are_dropped(number: str) -> None:
    sheets = [Sheet() for _ in range(3)]
    for k, sheet in enumerate(sheets, 1):
        sheet.text(80, 500, "正文内容。")
        sheet.text(290, 30, number.format(k))
    assert texts(document(*sheets)) == ["正文内容。"] * 3


def test_lone_figures_that_do_not_count_the_pages_stay() -> None:
    sheets = [Sheet() for _ in range(2)]
    for figure, sheet in zip((120, 37), sheets):
        sheet.text(80, 500, "正文内容。")
        sheet.text(80, 60, str(figure))
    assert texts(document(*sheets)) == ["正文内容。", "120", "正文内容。", "37"]


def test_running_heads_are_noise_and_come_once() -> None:
    sheets = [Sheet() for _ in range(3)]
    for k, sheet in enumerate(sheets):
        sheet.text(240, 800, "某县年度报告汇编")
        sheet.text(80, 500 - 20 * k, f"第{'一二三'[k]}页的正文。")
    found = document(*sheets)
    assert texts(found, "noise") == ["某县年度报告汇编"]
    assert texts(found, "paragraph") == ["第一页的正文。", "第二页的正文。", "第三页的正文。"]


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.draw("60 60 475 720 re S 60 700 475 80 re S")
    sheet.text(80, 740, "公告")
    sheet.text(80, 600, "正文内容。")
    assert texts(document(sheet), "paragraph") == ["公告", "正文内容。"]


def test_raised_figures_and_double_printing() -> None:
    sheet = Sheet()
    sheet.text(80, 700, "建成面积120平方米")
    sheet.text(80 + width_of("建成面积120平方米"), 704, "2", 6)
    for shift in (0, 0.4):
        sheet.text(80 + shift, 660, "二、主动公开1150条")
    assert texts(document(sheet)) == ["建成面积120平方米²", "二、主动公开1150条"]


def test_scans_are_refused_and_scanned_pages_said_so() -> None:
    scan, page, hidden = Sheet(), Sheet(), Sheet()
    scan.picture(0, 0, 595, 842)
    with pytest.raises(UnreadableInput, match="OCR") as refused:
        document(scan)
    assert refused.value.code == "input.scanned"
    page.text(80, 700, "正文有十个以上的字在此。")
    found = document(page, scan)
    assert [d.message() for d in found.diagnostics] == ["没有文字层，疑似扫描件或图片：第2页"]
    assert texts(found) == ["正文有十个以上的字在此。"]
    stamped = Sheet()
    stamped.picture(0, 0, 595, 842)
    stamped.text(80, 700, "办公室")
    assert texts(document(page, stamped)) == ["正文有十个以上的字在此。", "办公室"]
    hidden.picture(0, 0, 595, 842)
    hidden.text(80, 700, "识别出来的文字十个以上。", mode=3)
    assert document(hidden).confidence < 1 == document(page).confidence


def test_pages_of_outlines_and_empty_pages() -> None:
    outlines = Sheet()
    for k in range(80):
        outlines.draw(f"{80 + 5 * k} 500 m {83 + 5 * k} 505 l {81 + 5 * k} 507 l f")
    with pytest.raises(UnreadableInput) as refused:
        document(outlines)
    assert refused.value.code == "input.scanned"
    with pytest.raises(UnreadableInput) as refused:
        document(Sheet())
    assert refused.value.code == "input.empty"


def test_private_characters_are_mojibake() -> None:
    sheet = Sheet()
    sheet.text(80, 700, "正文内容")
    sheet.odd(80, 680, "de")
    found = document(sheet)
    assert [d.code for d in found.diagnostics] == ["input.mojibake"]
    assert texts(found) == ["正文内容", "\ue001\ue002"]


def test_ligatures_and_radicals_are_the_characters_that_they_stand_for() -> None:
    sheet = Sheet()
    sheet.odd(80, 700, "a")
    sheet.odd(80, 600, "bc")
    assert texts(document(sheet)) == ["fi", "文长"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("某县教育局2024年年度报告", "某县教育局2024年年度报告"), ("Microsoft Word - 年度报告.docx", "年度报告"),
    ("文档1", ""),
     ("scan_001.pdf", ""), ("", "")],
)  # fmt: skip
def test_title(title: str, kept: str) -> None:
    sheet = Sheet()
    sheet.text(80, 700, "正文内容")
    assert dict(document(sheet, title=title).metadata).get("title", "") == kept


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda p: p.stem)
def test_samples(path: Path) -> None:
    """Reports made by another producer read as they were written."""
    expected = json.loads(path.read_text("utf-8"))
    found = read(path.with_suffix(".pdf").read_bytes(), path.stem + ".pdf")
    assert texts(found, "paragraph", "heading") == expected["paragraphs"]
    grids = [[list(cell) for cell in grid_of(found, block)] for block in found.blocks if block.kind == "grid"]
    assert grids == expected["grids"]
    assert found == read(path.with_suffix(".pdf").read_bytes(), path.stem + ".pdf")


def test_locked_file_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="password") as refused:
        read((SAMPLES / "locked.pdf").read_bytes(), "locked.pdf")
    assert refused.value.code == "input.damaged"


def sample() -> bytes:
    one, two = Sheet(), Sheet()
    table(one, 120, [HEAD, (["主动公开", "规章", "1"], 20)])
    table(two, 790, [HEAD, (["依申请", "新收", "300"], 20)])
    two.text(80, 500, STORY, 8)
    return write([one, two], "年度报告")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(sample())
    end = data.draw(st.integers(9, len(whole)))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = read(bytes(whole[:end]), "a.pdf")
    except UnreadableInput:
        return
    for block in found.blocks:
        for cell in block.cells:
            assert block.span.covers(cell.span)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared reports")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*-pdf.pdf")), ids=lambda p: p.stem)
def test_shared_reports_read_like_their_text(path: Path) -> None:
    plain = decode(path.with_name(path.name.replace("-pdf.pdf", "-pipes.txt")).read_bytes())[0].splitlines()
    found = read(path.read_bytes(), path.name)
    assert [bare(t) for t in texts(found, "paragraph", "heading")] == [
        bare(line) for line in plain if line.strip() and "|" not in line
    ]
    rows = [[bare(c) for c in row.split(" | ") if c.strip()] for t in texts(found, "grid") for row in t.split("\n")]
    assert rows == [[bare(c) for c in line.split("|") if c.strip()] for line in plain if "|" in line]
