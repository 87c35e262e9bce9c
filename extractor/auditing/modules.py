"""The files of a package of checks: one check a file, found by walking."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def check_files(package: ModuleType) -> tuple[Any, ...]:
    """The modules of a package that hold a check, sorted by its code; two with one code are refused.

    >>> from extractor.auditing import checks
    >>> check_files(checks)[0].CHECK.code
    'agency.name'
    """
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    found = [m for m in (importlib.import_module(f"{package.__name__}.{name}") for name in names) if hasattr(m, "CHECK")]
    codes = [m.CHECK.code for m in found]
    if len(set(codes)) != len(codes):
        raise AssertionError(f"two checks share a code: {sorted(codes)}")
    return tuple(sorted(found, key=lambda m: m.CHECK.code))
