"""Which lines and grids of a page are a report's, which are furniture, and which could be either."""

from __future__ import annotations

from itertools import pairwise

import regex

from extractor.readers.html_flows import Piece
from lexicons.reading.web_pages import PageWords

#: A line this short that holds a furniture word and no sentence is furniture; a longer one must hold two of them.
SHORT = 80
#: A line that reaches this length in running sentences speaks; shorter ones are list entries, captions, menus.
SPEAKING = 25
STATUTORY_WEIGHT, GRID_WEIGHT, POINT_WEIGHT = 3.0, 10.0, 0.5
SENTENCE = regex.compile(r"[。；;！]|，.*，")
ORDINAL = r"[一二三四五六七八九十]{1,3}"
POINT = regex.compile(rf"(?:第?{ORDINAL}[、，.．是]|[（(]\s*(?:{ORDINAL}|\d{{1,2}})\s*[）)]|\d{{1,2}}[.．、])\S")
SIGNED = regex.compile(rf"\D{{0,30}}(?:20\d\d|二[〇○Ｏ0零]..)年(?:\d{{1,2}}|{ORDINAL})月(?:\d{{1,2}}|{ORDINAL})日")
MENU_BREAK = regex.compile(r"[\s|>»·/]+")
#: A line of which more than this share is links leads elsewhere.
LINKED = 0.55
DIGIT = regex.compile(r"\d")
#: A label of so many characters (发布日期) is one wherever it stands; 时间 and 来源 may open a line of the report.
CLEAR_LABEL = 4


def plain(text: str) -> str:
    """A line for comparing: no white space, full-width colons.

    >>> plain("来 源: 办公室")
    '来源：办公室'
    """
    return "".join(text.split()).replace(":", "：")


def is_byline(text: str, words: PageWords, inside: bool = False) -> bool:
    """Whether a line tells date, source and clicks of the page; ``inside`` a report it must do so beyond doubt.

    >>> from lexicons.reading.web_pages import page_words
    >>> [is_byline(t, page_words()) for t in ("发布时间:2024-01-05 来源：某局", "来源：广泛。", "时间：全年")]
    [True, False, True]
    >>> is_byline("时间：全年", page_words(), inside=True)
    False
    """
    line = plain(text)
    if len(line) > 2 * SHORT or "。" in line:
        return False
    held = [word for label in words.labels for word in label.words if f"{word}：" in line]
    if len(held) > 1 and not all(one in other for one, other in pairwise(held)):
        return True
    telling = [word for word in held if len(word) >= CLEAR_LABEL or not inside]
    return line.lstrip("[【（(").startswith(tuple(f"{word}：" for word in telling)) if telling else False


def is_chrome(piece: Piece, words: PageWords, inside: bool = False) -> bool:
    """Whether a piece is navigation, a share bar, a footer, a list of attachments or the page's byline.

    ``inside`` a report, between pieces that are surely its own, more is needed.

    >>> from lexicons.reading.web_pages import page_words
    >>> [is_chrome(Piece("", t), page_words()) for t in ("打印本页 关闭窗口", "访问量12万次。", "一、总体情况")]
    [True, False, False]
    """
    line = plain(piece.text)
    if piece.cells:
        return _index_table(piece, words)
    if inside and POINT.match(line):
        return False
    if not any(character.isalnum() for character in line):
        return True
    if line.strip("【】[]|>») ") in words.chrome.alone or is_byline(piece.text, words, inside):
        return True
    if sum(token in words.chrome.alone for token in MENU_BREAK.split(piece.text)) > 1:
        return True
    held = sum(word in line for word in words.chrome.contains)
    speaks = SENTENCE.search(line) is not None
    if held > 1 and not (inside and speaks):
        return True
    if held and not speaks and len(line) <= SHORT and not (inside and DIGIT.search(line)):
        return True
    if not speaks and (line.lower().endswith(words.chrome.files) or _attachment(line, words)):
        return True
    return _mostly_links(piece) and not (speaks and (inside or piece.size() > SHORT))


def _attachment(line: str, words: PageWords) -> bool:
    return len(line) <= SHORT and line.startswith(words.chrome.starts)


def _mostly_links(piece: Piece) -> bool:
    return piece.linked > LINKED * piece.size()


def _index_table(piece: Piece, words: PageWords) -> bool:
    """Whether a grid is the index table above an article (索引号, 发布机构 …), or a table of links."""
    if any(word in plain(piece.text) for word in words.report.statutory):
        return False
    labels = sum(words.field(plain(cell.text).strip("：【】[]")) is not None for cell in piece.cells)
    return labels > 1 or _mostly_links(piece)


def statutory(piece: Piece, words: PageWords) -> frozenset[str]:
    """Words of the statutory form in a piece that is no link and no single menu entry.

    >>> from lexicons.reading.web_pages import page_words
    >>> sorted(statutory(Piece("", "一、总体情况"), page_words())), statutory(Piece("", "行政复议"), page_words())
    (['总体情况'], frozenset())
    """
    line = plain(piece.text)
    telling = piece.cells or piece.level or len(line) >= 10 or POINT.match(line)
    if not telling or _mostly_links(piece):
        return frozenset()
    return frozenset(word for word in words.report.statutory if word in line)


def weight(piece: Piece, words: PageWords) -> float:
    """How strongly a piece shows where the report is; 0 for what may stand anywhere.

    >>> from lexicons.reading.web_pages import page_words
    >>> [weight(Piece("", text), page_words()) for text in ("二、主动公开政府信息情况", "（一）平台建设", "首页")]
    [3.0, 0.5, 0.0]
    """
    if is_chrome(piece, words):
        return 0.0
    held = len(statutory(piece, words))
    if piece.cells:
        return GRID_WEIGHT if held > 1 else POINT_WEIGHT
    line = plain(piece.text)
    speaks = 1 + len(line) / 200 if len(line) >= SPEAKING and SENTENCE.search(line) else 0.0
    if held:
        return STATUTORY_WEIGHT + speaks
    return speaks or (POINT_WEIGHT if POINT.match(line) else 0.0)


def is_signature(piece: Piece) -> bool:
    """Whether a line is the date at a report's end, its agency perhaps before it.

    >>> is_signature(Piece("", "某某局 2024年1月10日")), is_signature(Piece("", "2025年12月30日 星期二"))
    (True, False)
    """
    return not piece.cells and SIGNED.fullmatch(plain(piece.text)) is not None
