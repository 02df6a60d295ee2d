"""What functions return."""

from __future__ import annotations

import dataclasses
import html
import json
import os
import tempfile
from typing import Any, Dict, List, Optional, Tuple, Union

import numpy as np


class _Document:
    """A result that can be written down."""

    def to_dict(self) -> Dict[str, Any]:
        """The result in dictionaries, lists, numbers and strings, ready for JSON."""
        return dict(dataclasses.asdict(self))  # type: ignore[call-overload]

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes :meth:`to_dict` as JSON; an existing file is replaced only by a complete one."""
        path = os.fspath(path)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path) or ".", prefix=".qiao-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(self.to_dict(), out, indent=2)
                out.write("\n")
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise

    def _rows(self) -> List[Tuple[str, str]]:
        return [(k, str(v)) for k, v in self.to_dict().items()]

    def _repr_html_(self) -> str:
        cells = "".join(f"<tr><th style='text-align:left'>{html.escape(k)}</th><td><code>{html.escape(v)}</code></td></tr>"
                        for k, v in self._rows())
        return f"<table>{cells}</table>"


@dataclasses.dataclass(frozen=True)
class Result(_Document):
    """What a run measured. Keys are as in Qiskit: registers separated by spaces, the last declared leftmost, in each
    the highest bit first.

    ``counts`` with shots; ``probabilities`` with ``exact=True`` (those above 1e-15); ``qubits``: the most probable
    basis states of the qubits before the final measurements, for exact runs and circuits without measurements.
    ``time`` is in seconds.
    """

    method: str
    shots: int
    seed: int
    counts: Dict[str, int]
    probabilities: Dict[str, float]
    qubits: Dict[str, float]
    precision: str
    threads: int
    isa: str
    memory_bytes: int
    norm_error: float
    time: Dict[str, float]

    def arrays(self) -> Tuple[List[str], np.ndarray]:
        """Labels in order and their counts or probabilities, for plots."""
        table: Dict[str, Any] = self.counts or self.probabilities or self.qubits
        labels = sorted(table)
        return labels, np.array([table[k] for k in labels])

    def _rows(self) -> List[Tuple[str, str]]:
        labels, values = self.arrays()
        order = sorted(range(len(labels)), key=lambda i: (-values[i], labels[i]))
        rows = [(labels[i], f"{values[i]:g}") for i in order[:16]]
        if len(order) > 16:
            rows.append((f"({len(order) - 16} more)", f"{values[order[16:]].sum():g}"))
        return rows


@dataclasses.dataclass(frozen=True)
class Verification(_Document):
    """Whether two circuits are equal: ``verdict`` is ``"equal"``, ``"not equal"``, ``"undecided"`` or
    ``"not comparable"`` (qubits or results that do not fit, inputs of other types); true in a condition if they are
    equal. ``compared`` says in what. ``global_phase`` is that of the second relative to the first, in radians."""

    verdict: str
    method: str
    infidelity: float
    detail: str
    global_phase: Optional[float]
    counter_example: Optional[str] = None
    note: str = ""
    compared: str = ""  # "results and the states of all qubits" or a part of these
    states: Optional[str] = None  # the verdicts on the two parts, as far as they are known: states for every input,
    results: Optional[str] = None  # and results of runs from |0...0>
    scope: str = ""  # what the verdict covers, in words
    covers: Optional[Dict[str, Any]] = None  # inputs and results that it speaks of, delays, channels
    missed: Optional[Dict[str, float]] = None
    first_difference: Optional[Dict[str, Dict[str, int]]] = None

    def __bool__(self) -> bool:
        return self.verdict == "equal"


@dataclasses.dataclass(frozen=True)
class Translation(_Document):
    """A program in another language (``str()`` gives its ``text``) and the certificate of ``qiao translate``, whose
    ``verdict`` says whether it was read back and found equal."""

    text: str
    language: str
    certificate: Dict[str, Any]

    @property
    def verdict(self) -> str:
        """Of the certificate: ``"equal"``, ``"not equal"`` or ``"undecided"``."""
        return str(self.certificate["verdict"])

    @property
    def changes(self) -> List[Dict[str, Any]]:
        """What the language does not hold as the program had it."""
        return list(self.certificate["changes"])

    def __str__(self) -> str:
        return self.text


@dataclasses.dataclass(frozen=True)
class Estimate(_Document):
    """What a run would need. ``f32`` and ``f64``: ``bytes`` of memory, whether it ``fits``, ``seconds`` expected on
    this machine, ``largest_qubits`` that would fit."""

    declared_qubits: int
    active_qubits: int
    clbits: int
    gates: int
    depth: int
    gates_by_name: Dict[str, int]
    measurements: int
    resets: int
    branches: bool
    available_bytes: int
    f32: Dict[str, Any]
    f64: Dict[str, Any]
