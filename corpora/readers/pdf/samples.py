"""Makes the sample PDFs of this folder and what must be read from them: ``python corpora/readers/pdf/samples.py``.

Needs reportlab, which nothing else does: the samples are kept, so that the tests need not make them. All text is
invented.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TITLE = "清源县水务局2023年政府信息公开工作年度报告"
OPENING = (
    "本报告按照《中华人民共和国政府信息公开条例》和上级有关规定编写，由总体情况、主动公开、依申请公开、复议诉讼、问题与改进、"
    "其他事项六个部分组成，所列数据的统计期限自2023年1月1日起至12月31日止。如有疑问，请与清源县水务局办公室联系。"
)
OVERVIEW = (
    "（一）主动公开。全年通过县政府门户网站公开信息1286条，其中政务动态733条、水质公告219条、招标公告64条、财政资金信息35条、"
    "其他信息235条；通过政务新媒体发布信息2417条，较2022年增加308条。围绕农村供水、防汛调度、河湖长制等重点工作举办新闻发布会4场，"
    "制作图解和短视频27个，回应群众关切96次，平均办理时间2.5个工作日。",
    "（二）依申请公开。全年新收申请23件，上年结转2件，均按期答复，其中予以公开11件、部分公开3件、不予公开4件、无法提供5件，"
    "其余2件结转下年度继续办理。没有因申请公开收取费用。",
    "（三）平台建设。对门户网站水务专栏进行改版，归并重复栏目6个，新设“节水行动”“工程建设”两个专题，全年浏览量34.6万人次。",
)
HEADER = (
    ("（单位：件）", 0, 3, 3, 1), ("申请人情况", 3, 1, 10, 1),
    ("自然人", 3, 2, 4, 2), ("法人或其他组织", 4, 1, 9, 2), ("总计", 9, 2, 10, 2),
    ("商业企业", 4, 1, 5, 3), ("科研机构", 5, 1, 6, 3), ("公益组织", 6, 1, 7, 3), ("法律服务", 7, 1, 8, 3), ("其他",
    8, 1, 9, 3),
)  # fmt: skip
#: label column by column (None: goes on from above), then the seven figures.
ROWS: tuple[tuple[str | None, str | None, str | None, str], ...] = (
    ("一、新收申请", "", "", "17 3 0 1 2 0 23"),
    ("二、上年结转", "", "", "2 0 0 0 0 0 2"),
    ("三、办理结果", "（一）予以公开", "", "8 2 0 1 0 0 11"),
    (None, "（二）部分公开", "", "3 0 0 0 0 0 3"),
    (None, "（三）不予公开", "1.国家秘密", "0 0 0 0 0 0 0"),
    (None, None, "2.法律禁止", "1 0 0 0 0 0 1"),
    (None, None, "3.内部事务", "2 0 0 0 1 0 3"),
    (None, "（四）无法提供", "1.不掌握", "4 0 0 0 0 0 4"),
    (None, None, "2.需制作", "0 1 0 0 0 0 1"),
    (None, "（五）总计", "", "18 3 0 1 1 0 23"),
    ("四、结转下年", "", "", "1 0 0 0 1 0 2"),
)
CLOSING = (
    "五、存在的主要问题及改进情况",
    "一是部分信息更新不够及时，个别栏目内容偏少；二是解读材料形式单一，群众看不懂的情况仍然存在。下一步，将按月检查栏目更新，"
    "把解读工作纳入年度考核，增加图解和短视频的比重。",
    "六、其他需要报告的事项",
    "全年没有其他需要报告的事项。",
)


def cells() -> list[list[Any]]:
    """The table of the report as (row, column, row span, column span, text)."""
    found: list[list[Any]] = []
    above = {0: 0, 1: 1, 2: 2}
    for text, column, height, end, row in HEADER:
        found.append([row - 1, column, height, end - column, text])
    for number, (*labels, figures) in enumerate(ROWS, len(above)):
        column = 0
        while column < 3:
            end = column + 1
            while end < 3 and labels[end] == "" and labels[column]:
                end += 1
            if labels[column] is None:
                last = next(c for c in reversed(found) if c[1] == column and c[3] == end - column)
                last[2] += 1
            else:
                found.append([number, column, 1, end - column, labels[column]])
            column = end
        found.extend([number, 3 + k, 1, 1, figure] for k, figure in enumerate(figures.split()))
    return sorted(found, key=lambda c: (c[0], c[1]))


def _table(placed: Sequence[Sequence[Any]]) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    rows = max(c[0] + c[2] for c in placed)
    texts = [[""] * 10 for _ in range(rows)]
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 9),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, column, height, width, text in placed:
        texts[row][column] = text
        if height > 1 or width > 1:
            style.append(("SPAN", (column, row), (column + width - 1, row + height - 1)))
    return Table(texts, colWidths=[60, 65, 60] + [42] * 7, rowHeights=24, style=style, repeatRows=3)


def make(folder: Path = HERE) -> None:
    """Write the samples and their expected readings."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK")
    large = ParagraphStyle("title", parent=body, fontSize=20, leading=30, firstLineIndent=0, alignment=1, spaceAfter=20)
    before = [OPENING, "一、总体情况", *OVERVIEW, "三、收到和处理政府信息公开申请情况"]

    def number(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(297, 40, f"— {document.page} —")

    for name, lock in (("report", None), ("encrypted", ""), ("locked", "secret")):
        encrypt = None if lock is None else StandardEncryption(lock, ownerPassword="owner", strength=128)
        template = SimpleDocTemplate(
            str(folder / f"{name}.pdf"), pagesize=(595, 842), title=TITLE, invariant=1, encrypt=encrypt,
            leftMargin=57, rightMargin=57,
        )  # fmt: skip
        story = [Paragraph(TITLE, large), *(Paragraph(text, body) for text in before), _table(cells()), Spacer(1, 20)]
        story += [Paragraph(text, body) for text in CLOSING]
        template.build(story, onFirstPage=number, onLaterPages=number)
        if name != "locked":
            expected = {"paragraphs": [TITLE, *before, *CLOSING], "grids": [cells()]}
            text = json.dumps(expected, ensure_ascii=False, indent=1)
            (folder / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    make()
