"""The catalogue of checks -> what people read about it: one check for the terminal, all of them as a page."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.auditing.findings import Check
from extractor.exports.tongues import CHINESE, Tongue
from extractor.exports.verdicts import GRADES, VERDICTS

FAMILIES = {
    "agency": "机关名称", "claim": "断语", "deadline": "期限", "fee": "信息处理费", "group": "汇总", "form": "表格填报", "government": "政府的报告",
    "items": "问题与措施", "period": "年度", "structure": "结构", "table": "表内勾稽", "text": "正文", "unit": "单位", "years": "历年",
}  # fmt: skip


def entry_text(check: Check, tongue: Tongue = CHINESE) -> str:
    """One check for the terminal; basis and examples are quoted as they are."""
    title, meaning, message, advice = tongue.check(check)
    examples = "\n".join(f"  {text} → {tongue.say(VERDICTS[verdict])}" for text, verdict in check.examples)
    head = tongue.say("{}  {}（{}）", check.code, title, tongue.say(GRADES[check.severity]))
    lines = (("消息：{}", message), ("处理：{}", advice), ("依据：{}", check.basis), ("示例：\n{}", examples))
    return f"{head}\n\n{meaning}\n\n" + "\n".join(tongue.say(name, words) for name, words in lines)


def catalogue_page(checks: Iterable[Check], tongue: Tongue = CHINESE) -> str:
    """All checks as a Markdown page, by family.

    >>> catalogue_page(())
    '# 检查目录\\n\\n由 `gouji explain --all` 生成。共 0 项。\\n'
    """
    known = sorted(checks, key=lambda c: c.code)
    lines = [tongue.say("# 检查目录"), "", tongue.say("由 `gouji explain --all` 生成。共 {} 项。", len(known))]
    family = ""
    for check in known:
        own = check.code.split(".")[0]
        if own != family:
            family = own
            lines += ["", f"## {tongue.say(FAMILIES[own])}"]
        title, meaning, message, advice = tongue.check(check)
        graded = tongue.say("{}（级别：{}）", meaning, tongue.say(GRADES[check.severity]))
        lines += ["", f"### {check.code}　{title}", "", graded, ""]
        lines += ["- " + tongue.say("消息：{}", message), "- " + tongue.say("处理：{}", advice), "- " + tongue.say("依据：{}", check.basis)]
        lines += ["- " + tongue.say("例：{} → {}", text, tongue.say(VERDICTS[verdict])) for text, verdict in check.examples]
    return "\n".join(lines) + "\n"
