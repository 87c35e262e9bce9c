"""Short invented reports, any number of them and no two alike, for tests of the store and of runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from corpora import load_reports
from corpora.rendering import render

SHORT = """某县水利局{year}年政府信息公开工作年度报告
一、总体情况
{year}年主动公开政府信息{published}条，其中公开政策文件{first}条、工作动态{second}条。收到政府信息公开申请{new}件，均已办结。
五、存在的主要问题及改进情况
存在的问题：公开不够及时。改进措施：每季度开展一次培训，今年已办{trained}次。
六、其他需要报告的事项
收取信息处理费0元。
"""


def short_text(number: int) -> str:
    """A report of some lines; every fifth has a total that its parts do not make."""
    first, second = 10 + number, 3 + number % 7
    wrong = number % 5 == 0
    values = {"year": 2021 + number % 4, "published": first + second + wrong, "first": first, "second": second}
    return SHORT.format(**values, new=number % 9, trained=1 + number % 4)


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts; the first few are whole reports with all tables, the others short."""
    for number in range(count):
        yield f"{number:05}.txt", whole_texts()[number] if number < len(whole_texts()) else short_text(number)


@cache
def whole_texts() -> tuple[str, ...]:
    """Reports with all their tables."""
    return tuple(render(report, "pipes") for report in load_reports("tuned")[:2])
