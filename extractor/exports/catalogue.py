"""The catalogue of checks -> what people read about it: one check for the terminal, all of them as a page."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.auditing.findings import Check

VERDICTS = {"held": "一致", "broken": "不一致", "undecided": "待定"}
SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}
FAMILIES = {
    "agency": "机关名称", "claim": "断语", "deadline": "期限", "fee": "信息处理费", "group": "汇总", "form": "表格填报", "government": "政府的报告",
    "items": "问题与措施", "period": "年度", "structure": "结构", "table": "表内勾稽", "text": "正文", "unit": "单位", "years": "历年",
}  # fmt: skip


def entry_text(check: Check) -> str:
    """One check for the terminal."""
    examples = "\n".join(f"  {text} → {VERDICTS[verdict]}" for text, verdict in check.examples)
    return (
        f"{check.code}  {check.title}（{SEVERITIES[check.severity]}）\n\n{check.meaning}\n\n"
        f"消息：{check.template}\n处理：{check.advice}\n依据：{check.basis}\n示例：\n{examples}"
    )


def catalogue_page(checks: Iterable[Check]) -> str:
    """All checks as a Markdown page, by family.

    >>> catalogue_page(())
    '# 检查目录\\n\\n由 `gouji explain --all` 生成。共 0 项。\\n'
    """
    known = sorted(checks, key=lambda c: c.code)
    lines = ["# 检查目录", "", f"由 `gouji explain --all` 生成。共 {len(known)} 项。"]
    family = ""
    for check in known:
        own = check.code.split(".")[0]
        if own != family:
            family = own
            lines += ["", f"## {FAMILIES.get(own, own)}"]
        lines += ["", f"### {check.code}　{check.title}", "", f"{check.meaning}（级别：{SEVERITIES[check.severity]}）", ""]
        lines += [f"- 消息：{check.template}", f"- 处理：{check.advice}", f"- 依据：{check.basis}"]
        lines += [f"- 例：{text} → {VERDICTS[verdict]}" for text, verdict in check.examples]
    return "\n".join(lines) + "\n"
