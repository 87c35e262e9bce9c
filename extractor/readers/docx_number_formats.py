"""A list number as Word prints it: 3 in "chineseCounting" is 三 (w:numFmt; ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

#: The bullet's own format, whose characters belong to symbol fonts and are no numbers.
BULLET, NONE = "bullet", "none"
PLAIN, LEGAL_SIMPLIFIED, LEGAL_TRADITIONAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
UNITS, LEGAL_UNITS, LEGAL_UNITS_TRADITIONAL = ("", "十", "百", "千"), ("", "拾", "佰", "仟"), ("", "拾", "佰", "仟")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _below_myriad(number: int, digits: str, units: tuple[str, ...], terse: bool) -> str:
    """A number below ten thousand in words; ``terse`` leaves out zeros and the one before a unit (百十)."""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += digits[0].replace("〇", "零") if gap and not terse else ""
        text += ("" if terse and digit == 1 and power else digits[digit]) + units[power]
        gap = False
    return text


def _counting(digits: str, units: tuple[str, ...], terse: bool = False, bare_ten: bool = True) -> Callable[[int], str]:
    def write(number: int) -> str:
        if number <= 0 or number >= 10000:
            return _digital(number)
        text = _below_myriad(number, digits, units, terse)
        return text[1:] if bare_ten and 10 <= number < 20 and text[0] == digits[1] else text

    return write


def _digital(number: int) -> str:
    return "".join(PLAIN[int(d)] for d in str(abs(number)))


def _counting_then_digital(number: int) -> str:
    """Words up to 99, single digits above: 一〇〇."""
    return _counting(PLAIN, UNITS)(number) if 0 < number < 100 else _digital(number)


def _alphabet(first: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        if number <= 0 or number > 780:  # 30 times the alphabet, where Word stops too
            return str(number)
        return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)

    return write


def _listed(characters: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        return characters[number - 1] if 0 < number <= len(characters) else str(number)

    return write


def _run(first: str, length: int) -> Callable[[int], str]:
    return _listed("".join(chr(ord(first) + i) for i in range(length)))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(FULL_WIDTH),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": _alphabet("A"),
    "lowerLetter": _alphabet("a"),
    "chineseCounting": _counting_then_digital,
    "taiwaneseCounting": _counting_then_digital,
    "chineseCountingThousand": _counting(PLAIN, UNITS),
    "taiwaneseCountingThousand": _counting(PLAIN, UNITS),
    "japaneseCounting": _counting(PLAIN, UNITS, terse=True),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _counting(LEGAL_SIMPLIFIED, LEGAL_UNITS, bare_ten=False),
    "ideographLegalTraditional": _counting(LEGAL_TRADITIONAL, LEGAL_UNITS_TRADITIONAL, bare_ten=False),
    "ideographTraditional": _listed("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _listed("子丑寅卯辰巳午未申酉戌亥"),
    "numberInDash": lambda n: f"- {n} -",
    BULLET: lambda _: "",
    NONE: lambda _: "",
}


def number_text(number: int, number_format: str) -> str:
    """The number as text; a format that is not known is written in plain digits, as Word does.

    >>> [number_text(n, "chineseCounting") for n in (3, 10, 12, 20, 101)]
    ['三', '十', '十二', '二十', '一〇一']
    >>> [number_text(n, "chineseCountingThousand") for n in (101, 110, 1050)]
    ['一百零一', '一百一十', '一千零五十']
    >>> number_text(21, "decimalEnclosedCircle"), number_text(4, "upperRoman"), number_text(27, "lowerLetter")
    ('21', 'IV', 'aa')
    >>> number_text(1, "bullet")
    ''
    """
    return FORMATS.get(number_format, str)(number)
