"""勾稽: reads Chinese government disclosure reports, extracts every figure, and holds everything against everything.

>>> import extractor
>>> extractor.to_record(extractor.audit_text("今天天气好。"))["agency"] is None
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from extractor.api import Audited as Audited
    from extractor.api import AuditedWorld as AuditedWorld
    from extractor.api import audit as audit
    from extractor.api import audit_many as audit_many
    from extractor.api import audit_text as audit_text
    from extractor.api import extract as extract
    from extractor.api import extract_many as extract_many
    from extractor.api import to_record as to_record

__all__ = ["Audited", "AuditedWorld", "__version__", "audit", "audit_many", "audit_text", "extract", "extract_many", "to_record"]


def __getattr__(name: str) -> Any:
    """The public names, loaded when they are first used: importing the package alone loads nothing heavy."""
    if name in __all__:
        from extractor import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
