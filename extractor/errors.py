"""Exceptions: the input cannot be used at all, or the caller is wrong.

What could merely not be read inside a document is a diagnostic (``diagnostics``), never an exception.
"""

from __future__ import annotations


class GoujiError(Exception):
    """Root of the project's exceptions. Its text says what, where, and what to do next, in one sentence."""


class UnreadableInput(GoujiError):
    """The bytes hold no document that the readers know.

    ``code`` is the diagnostic code under which the input is recorded (see ``diagnostics``).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class WrongCall(GoujiError):
    """An argument names something that does not exist."""


class MissingPackage(GoujiError):
    """An optional package that is not installed is needed; its text says how to install it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"此功能需要 {package}。请用 pip install \"gouji[{extra}]\" 安装后重试。")
