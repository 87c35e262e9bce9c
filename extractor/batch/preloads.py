"""Imported by the server that workers are forked from: everything is loaded, and one small report was read."""

from __future__ import annotations

import contextlib
import gc

REPORT = """某县水利局2023年政府信息公开工作年度报告
一、总体情况
2023年主动公开政府信息12条，收到政府信息公开申请3件，均已办结。
五、存在的主要问题及改进情况
存在的问题：公开不够及时。改进措施：加强培训。
六、其他需要报告的事项
无。
"""


def load() -> None:
    """Read a report, so that libraries, lexicons and patterns are loaded; what fails here is told by the workers."""
    with contextlib.suppress(Exception):
        from extractor.batch.work import read_row

        read_row({"path": "a.txt", "content": REPORT.encode()})
        gc.collect()
        gc.freeze()


load()
