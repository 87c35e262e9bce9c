"""A report of the corpora as the files that agencies publish: one prose and one set of tables, every format.

Text in three encodings, a saved page of a government's website, a DOCX with the template's merged cells, a PDF with ruled tables.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from corpora.merging import Merged, merged
from corpora.readers.docx.builder import cell, docx, paragraph, table
from corpora.readers.pdf.layout import Pages
from corpora.records import Report
from corpora.rendering import Flattening, form_tables, plain_text, render, tables

Format = Literal[
    "pipes", "pipes-gb18030", "pipes-utf-16", "lines", "lines-gb18030", "markdown", "markdown-utf-16", "html", "html-gb18030",
    "docx", "pdf",
]  # fmt: skip
FORMATS: dict[Format, str] = {
    "pipes": ".txt", "pipes-gb18030": ".txt", "pipes-utf-16": ".txt", "lines": ".txt", "lines-gb18030": ".txt",
    "markdown": ".md", "markdown-utf-16": ".md", "html": ".html", "html-gb18030": ".html", "docx": ".docx", "pdf": ".pdf",
}  # fmt: skip
TEXTS: dict[str, Flattening] = {"pipes": "pipes", "lines": "lines", "markdown": "markdown"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a report in reading order: a line of title, heading, prose or signature, or a table."""

    kind: Literal["title", "heading", "paragraph", "signature", "table"]
    text: str = ""
    cells: tuple[Merged, ...] = ()


def pieces(report: Report) -> Iterator[Piece]:
    """The report from title to signature."""
    yield from (Piece("title", line) for line in report.title.splitlines())
    yield from (Piece("paragraph", line) for line in plain_text(report.preamble).splitlines())
    forms, printed = form_tables(report), tables(report)
    for name, prose in report.sections:
        yield Piece("heading", prose.title)
        yield from (Piece("paragraph", line) for line in plain_text(prose.text).splitlines())
        if name in forms:
            yield Piece("table", cells=merged(forms[name], printed[name]))
    yield from (Piece("signature", line) for line in report.signature.splitlines())


def write(report: Report, form: Format) -> bytes:
    """The bytes of a report in a format; the encoding of text is part of the format's name."""
    kind, _, encoding = form.partition("-")
    if kind in TEXTS:
        return render(report, TEXTS[kind]).encode(encoding or "utf-8")
    if kind == "html":
        return _as_html(report, encoding or "utf-8").encode(encoding or "utf-8")
    return _as_docx(report) if kind == "docx" else _as_pdf(report)


def _as_html(report: Report, encoding: str) -> str:
    """A page as websites serve it: navigation, crumbs, by-line, the report, neighbours, the site's foot."""
    title = html.escape("".join(report.title.split()))
    body = "\n".join(_html_piece(piece) for piece in pieces(report))
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">
<title>{title}_法定主动公开内容</title>
<meta name="SiteName" content="云湖政务网"><meta name="SiteDomain" content="www.yunhu.example">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{report.year + 1}-01-20 16:08">
<style>.MsoTable td {{ border: 1px solid #000; }}</style><script>var hits = 10086; window.onload = function () {{}};</script></head>
<body>
<div class="header"><ul class="nav"><li><a href="/">网站首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bs/">办事服务</a></li>
<li><a href="/hd/">互动交流</a></li></ul><form action="/s"><input type="text" value="请输入关键字"><button>搜索</button></form></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/nb/">政府信息公开年报</a></div>
<div class="article">
<div class="meta"><span>发布日期：{report.year + 1}-01-20 16:08</span> <span>浏览次数：<b>1024</b></span> <span>字体：[大 中 小]</span></div>
<div class="content">
{body}
</div>
<div class="tools"><a href="javascript:print()">打印本页</a> <a href="javascript:close()">关闭窗口</a></div>
<p>上一篇：<a href="1.html">关于开展春季义务植树的通知</a></p><p>下一篇：<a href="3.html">关于调整窗口办公时间的公告</a></p></div>
<div class="footer"><p>主办单位：云湖政务网编辑部　网站标识码：3600000000</p><p>云ICP备05000000号-1　<a href="/map">网站地图</a></p></div>
</body></html>
"""


def _html_piece(piece: Piece) -> str:
    if piece.kind == "table":
        return f'<table class="MsoTable" border="1" cellspacing="0">\n{_html_rows(piece.cells)}\n</table>'
    text = html.escape(piece.text, quote=False)
    if piece.kind == "title":
        return f'<p style="text-align:center"><span style="font-size:22pt"><b>{text}</b></span></p>'
    if piece.kind == "heading":
        return f'<p style="text-indent:2em"><span style="font-family:黑体">{text}</span></p>'
    if piece.kind == "signature":
        return f'<p style="text-align:right">{text}</p>'
    # Editors leave spans that cut sentences and figures anywhere.
    half = len(text) // 2 if "&" not in text else 0
    return f"<p>　　<span>{text[:half]}</span><span>{text[half:]}</span></p>"


def _html_rows(cells: tuple[Merged, ...]) -> str:
    rows: dict[int, list[str]] = {}
    for one in cells:
        spans = f' rowspan="{one.row_span}"' * (one.row_span > 1) + f' colspan="{one.column_span}"' * (
            one.column_span > 1
        )
        text = html.escape(one.text, quote=False) or "&nbsp;"
        rows.setdefault(one.row, []).append(f"<td{spans}><p><span>{text}</span></p></td>")
    return "\n".join(f"<tr>{''.join(rows.get(r, ()))}</tr>" for r in range(max(rows) + 1))


def _as_docx(report: Report) -> bytes:
    """A document of paragraphs and tables; merged cells as word processors store them."""
    align = {"title": '<w:jc w:val="center"/>', "signature": '<w:jc w:val="right"/>'}
    body = ""
    for piece in pieces(report):
        if piece.kind == "table":
            body += _docx_table(piece.cells)
        else:
            body += paragraph(escape(piece.text), align.get(piece.kind, ""))
    return docx(body, title="")


def _docx_table(cells: tuple[Merged, ...]) -> str:
    width = max(c.column + c.column_span for c in cells)
    height = max(c.row + c.row_span for c in cells)
    parts: dict[tuple[int, int], str] = {}
    for one in cells:
        for r in range(one.row, one.row + one.row_span):
            properties = f'<w:gridSpan w:val="{one.column_span}"/>' if one.column_span > 1 else ""
            if one.row_span > 1:
                properties += '<w:vMerge w:val="restart"/>' if r == one.row else "<w:vMerge/>"
            parts[r, one.column] = cell(escape(one.text) if r == one.row else "", properties)
    rows = ["".join(parts.get((r, c), "") for c in range(width)) for r in range(height)]
    return table(*rows, grid='<w:gridCol w:w="600"/>' * width)


def _as_pdf(report: Report) -> bytes:
    """Pages of prose and ruled tables, numbered; the table of section three goes on over a page break."""
    pages = Pages()
    for piece in pieces(report):
        if piece.kind == "table":
            pages.table(piece.cells)
        elif piece.kind in {"title", "signature"}:
            pages.line(
                piece.text, 16 if piece.kind == "title" else 10.5, "center" if piece.kind == "title" else "right"
            )
        else:
            pages.paragraph(piece.text)
    return pages.bytes("".join(report.title.split()))
