"""An audited document -> a file to take away: its page, its workbook, itself with comments."""

from __future__ import annotations

from pathlib import Path

from extractor.api import Audited
from extractor.exports.as_html import render
from extractor.exports.folder import labels
from extractor.web import messages

PAGE = messages.Made(".html", "text/html; charset=utf-8")


def make(task: messages.Make, result: Audited) -> messages.Made | messages.Missing:
    """Write one download to its place."""
    if task.kind == "page":
        Path(task.target).write_text(render(result.report, result.audit, labels()), "utf-8")
        return PAGE
    return messages.Missing("这个版本还不能导出这种文件。", installed=False)
