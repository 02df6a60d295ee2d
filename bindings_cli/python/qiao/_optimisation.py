"""What the optimising functions have in common: watching them, reading files, results as documents."""

from __future__ import annotations

import contextlib
import copy
import os
import time
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Union

from . import _core
from ._results import _Document

Callback = Callable[["Evaluation"], Any]


class Evaluation(NamedTuple):
    """What a callback is told after an evaluation.

    ``evaluations`` counts those of the whole run; ``value`` is what was found there and ``best`` the best so far (an
    energy in Hartree, or the problem's value); ``gradient_norm`` that of the last gradient (0 before the first);
    ``parameters`` how many there are; ``state`` which one is sought (0: the ground state).
    """

    evaluations: int
    value: float
    best: float
    gradient_norm: float
    parameters: int = 0
    state: int = 0


@contextlib.contextmanager
def _watching(callback: Optional[Callback], progress: bool,
              make: Callable[..., Evaluation]) -> Iterator[Optional[Callable[..., Any]]]:
    """The function that the engine calls: the user's callback, and a line of tqdm if that is installed."""
    line = None
    if progress:
        try:
            from tqdm.auto import tqdm

            line = tqdm(unit=" evaluations")
        except ImportError:
            pass
    if callback is None and line is None:
        yield None
        return
    shown = [0.0]

    def told(*values: Any) -> None:
        e = make(*values)
        if callback is not None:
            callback(e)
        if line is not None and time.monotonic() - shown[0] > 0.1:
            shown[0] = time.monotonic()
            line.update(e.evaluations - line.n)
            line.set_postfix_str(f"best {e.best:.9g}")

    try:
        yield told
    finally:
        if line is not None:
            line.close()


def _given(options: Dict[str, Any]) -> Dict[str, Any]:
    """Options that were given."""
    return {k: v for k, v in options.items() if v is not None}


def _read(path: "Union[str, os.PathLike[str]]") -> str:
    """Raises :class:`FileError`."""
    return bytes(_core._read_file(os.fspath(path))).decode("utf-8", "replace")


class _CommandDocument(_Document):
    """A result whose document is that of a command's ``--json``."""

    _document: Dict[str, Any]

    def to_dict(self) -> Dict[str, Any]:
        """The document that the command of the same name writes with ``--json``."""
        return copy.deepcopy(self._document)

    @property
    def interrupted(self) -> bool:
        """Whether it was stopped (by Ctrl-C or a callback) and is the best found until then."""
        return bool(self._document["status"] == "interrupted")

    @property
    def seed(self) -> int:
        """With the same seed the same call gives the same result."""
        raise NotImplementedError


def _html_table(head: List[str], rows: List[List[str]]) -> str:
    import html

    cells = "".join(f"<th style='text-align:left'>{html.escape(h)}</th>" for h in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><tr>{cells}</tr>{body}</table>"
