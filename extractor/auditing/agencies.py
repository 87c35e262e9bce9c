"""What kind of body reports, as far as its name tells: governments and their departments, and who can make no rules (规章)."""

from __future__ import annotations

from typing import Literal

import regex

from lexicons.reports.disclosure.audit_words import audit_words

Kind = Literal["government", "department", "other"]
#: A county or a district in a name: no 自治区, 地区, 社区, and no 县 of 县域.
COUNTY = regex.compile(r"[\u4e00-\u9fff](?:县(?!域)|旗|(?<!自治)(?<![地社景山林园片库防疆灾牧矿特])区(?!域|划|块))")
SEAT = regex.compile(r"(?:人民政府(?:办公[室厅])?|政府办公室|办事处|党政(?:综合)?办公室)$")


def kind_of(agency: str | None) -> Kind:
    """A government (its office reports for it), a department of one, or another body.

    >>> kind_of("柏林县清溪镇人民政府"), kind_of("柏林县教育局"), kind_of("柏林县第一中学"), kind_of(None)
    ('government', 'department', 'other', 'other')
    """
    words = audit_words()
    name = agency or ""
    if name.endswith(words.governments):
        return "government"
    return "department" if name.endswith(words.departments) and not name.endswith("管理委员会") else "other"


def makes_no_rules(agency: str | None) -> str:
    """Why a body can make no rules: the words of its name that say so; "" where it may, or where its name does not tell.

    >>> makes_no_rules("柏林县清溪镇人民政府"), makes_no_rules("柏林市云台区教育局"), makes_no_rules("柏林市人民政府")
    ('镇', '区', '')
    >>> makes_no_rules("某某自治区教育厅"), makes_no_rules("柏林市市场监督管理局")
    ('', '')
    """
    name = agency or ""
    body = SEAT.sub("", name)
    if body != name:
        for ending in audit_words().townships:
            if body.endswith(ending):
                return ending
    found = COUNTY.findall(name)
    return found[-1][-1] if found else ""
