"""What can go wrong. Every error of Qiao is a :class:`Error`; its text is what the command line prints."""

from __future__ import annotations

import builtins
from typing import Any, Dict, List, Optional


class ProgramWarning(UserWarning):
    """A remark about a program that can be used all the same."""


class Error(Exception):
    """An operation that could not be carried out.

    Attributes:
        message: what is wrong.
        hint: what to do about it; may be empty.
        diagnostics: for programs, all that was found: dictionaries with ``severity``, ``code`` (``"Q0201"``),
            ``file``, ``line``, ``column``, ``message`` and ``help``.
        code, file, line, column: of the first error among the diagnostics, else ``None``.
    """

    def __init__(self, message: str = "", hint: str = "", diagnostics: Optional[List[Dict[str, Any]]] = None) -> None:
        super().__init__(message + ("\nhelp: " + hint if hint else ""))
        self.message = message
        self.hint = hint
        self.diagnostics = list(diagnostics or [])
        first = next((d for d in self.diagnostics if d["severity"] == "error"), {})
        self.code: Optional[str] = first.get("code")
        self.file: Optional[str] = first.get("file")
        self.line: Optional[int] = first.get("line")
        self.column: Optional[int] = first.get("column")

    def __reduce__(self) -> Any:
        return type(self), (self.message, self.hint, self.diagnostics)


class UsageError(Error, ValueError):
    """Something was asked that has no meaning: a wrong argument, an index out of range."""


class InputError(Error, ValueError):
    """A program or a file is wrong."""


class UnsupportedError(Error, NotImplementedError):
    """Meaningful, but not possible in this version or in the target language."""


class LimitError(Error, MemoryError):
    """A limit refused it: memory, branches, nesting."""


class FileError(Error, OSError):
    """A file could not be read or written."""

    def __str__(self) -> str:
        return Exception.__str__(self)


class UndecidedError(Error):
    """The question has no answer within the given effort."""


class InterruptedError(Error, builtins.InterruptedError):
    """The work was stopped."""


class InternalError(Error):
    """A defect of Qiao; please report it."""
