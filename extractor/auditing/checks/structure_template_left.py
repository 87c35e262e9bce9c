"""What a template's author left for the writer: blanks before a measure word, XX, (此处填写…), instructions, lay-out notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from extractor.auditing.findings import Check, Finding
from extractor.auditing.ledger import Ledger
from extractor.auditing.passages import broken, passages, span_of, words_of
from extractor.patterns import BETWEEN
from lexicons.reports.disclosure.audit_words import audit_words

CHECK = Check(
    code="structure.template_left",
    title="疑似模板文字遗留",
    severity="warning",
    meaning="正文留有未填的空格、XX 一类的占位符或格式说明文字。",
    template="“{words}”疑为未填写或未删除的模板文字。",
    advice="填写实际数字，或删除说明文字。",
    basis="国办公开办函〔2021〕30号 年度报告格式",
    examples=(("公开信息 12 条", "held"), ("公开信息XX条", "broken"), ("公开信息   条", "broken")),
)
BLANK = regex.compile(
    r"""(?P<blank>
      (?<=共|总计|合计|发布|公开|信息|收到|受理|办理|办结|答复|新收|开展|召开|举办)   # 主动公开政府信息   条
      (?:[ \t\u3000\u00a0]{2,}|_{2,}|＿{2,})
      (?:条|件|次|篇|场|期|人次|万元|元)(?=[，,。；;、]|其中)
    | (?<=[\u4e00-\u9fff])(?<!二)(?:[XxＸ×]{2,}|[×＊]|○{2,}|\*{2,})\s*(?:年(?!级|轻|龄)|月|日|条|件|次|篇|场|期|人次|万元|元|％|%|个|家)  # XX条
    | (?:20\d\d|20[XxＸ×]{2}|[XxＸ×])\s*年\s*[XxＸ×]{1,2}\s*月\s*(?:[XxＸ×]{1,2}\s*日)?       # 2024年X月X日
    | [（(]\s*(?:文字描述|文字说明|正文内容)\s*[）)]                      # （文字描述）
    | [（(【\[]\s*(?:此处|请|在此|这里)[^）)】\]\n]{0,12}(?:填写|填报|插入|删除|补充|输入)[^）)】\]\n]{0,20}[）)】\]]
    )""",
    regex.VERBOSE,
)
#: What stands in every match of the above: without it there is none.
HINT = re.compile(r"[ \t\u3000\u00a0_＿XxＸ×＊○*（(【\[]\s*(?:[条件次篇场期人万元年月日％%个家]|文字|正文|此处|请|在此|这里)")
#: Two lay-out words so near each other are lay-out notes: （标题用黑体，正文用仿宋三号）.
NEAR = 12


def judge(ledger: Ledger) -> Iterator[Finding]:
    """One finding a place; nearer ones of the same line are one."""
    text = ledger.report.document.text
    lines: set[int] = set()
    matches = [m for hint, pattern in _patterns() if hint.search(text) for m in passages(ledger, pattern)]
    for match in sorted(matches, key=lambda m: m.start()):
        line = text.rfind("\n", 0, match.start()) + 1
        if line not in lines:
            lines.add(line)
            around = text[max(line, match.start() - 6) : match.end() + 4].split("\n")[0]
            yield broken(CHECK, span_of(match), words=" ".join(around.split(" ")) if "  " in around else words_of(around))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], regex.Pattern[str]], ...]:
    """Each pattern after one that is quicker and found wherever it is: most texts hold none of them."""
    instructions = "|".join(BETWEEN.join(map(regex.escape, w)) for w in audit_words().instructions)
    face = "|".join(map(regex.escape, sorted(audit_words().typefaces, key=len, reverse=True)))
    notes = regex.compile(rf"(?:{face})[^。\n]{{0,{NEAR}}}(?:{face})")
    return (HINT, BLANK), (re.compile(instructions), regex.compile(instructions)), (re.compile(face), notes)
