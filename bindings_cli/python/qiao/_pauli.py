"""Observables."""

from __future__ import annotations

from typing import Any, Iterable, List, Mapping, Tuple, Union

from . import _core

SumLike = Union[str, _core.PauliSum, Mapping[str, complex], Iterable[Tuple[str, complex]]]


PauliSum = _core.PauliSum


def _of(value: SumLike) -> _core.PauliSum:
    """A text, a sum, pairs or a dictionary of strings and coefficients as a sum."""
    if isinstance(value, PauliSum):
        return value
    if isinstance(value, str):
        return PauliSum(value)
    pairs = value.items() if isinstance(value, Mapping) else value
    total = PauliSum()
    for string, coefficient in pairs:
        total._iadd(PauliSum(string or "I") * complex(coefficient))
    return total


def _terms(self: Any) -> List[Tuple[str, complex]]:
    out = []
    for x, z, c in self._masks():
        letters = []
        for q in range(max(x.bit_length(), z.bit_length())):
            letter = "IXZY"[(x >> q & 1) | (z >> q & 1) << 1]
            if letter != "I":
                letters.append(f"{letter}{q}")
        out.append((" ".join(letters) or "I", c))
    return out


# The module's own class, so that what its operators return has these, too; in the stub by stubs/core.pat.
setattr(PauliSum, "terms", property(_terms, doc="Pairs of a string (``\"X0 Z3\"``, ``\"I\"``) and its coefficient."))
setattr(PauliSum, "__repr__", lambda self: f"<qiao.PauliSum: {len(self)} terms on {self.num_qubits} qubits>")
setattr(PauliSum, "of", staticmethod(_of))
