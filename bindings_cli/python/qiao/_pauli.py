"""Observables."""

from __future__ import annotations

import re
from typing import Any, Iterable, List, Mapping, Tuple, Union

from . import _core
from ._errors import UnsupportedError, UsageError

SumLike = Union[str, _core.PauliSum, Mapping[str, complex], Iterable[Tuple[str, complex]]]


PauliSum = _core.PauliSum
# "XIZ", or "X0 Z2", in brackets or not; a text of digits would be a coefficient
_STRING = re.compile(r"\s*\[?\s*([IXYZ]*|[IXYZ][0-9]+(\s+[IXYZ][0-9]+)*)\s*\]?\s*")


def _from_masks(masks: Iterable[Tuple[int, int, complex]]) -> _core.PauliSum:
    """Of terms given as bits of their X's and Z's (both: Y)."""
    terms = list(masks)
    reach = max((max(x, z).bit_length() for x, z, _ in terms), default=0)
    if reach > 64:
        raise UnsupportedError(f"an observable on qubit {reach - 1}", "its qubits are 0 to 63")
    return PauliSum._from_masks(terms)


def _of(value: SumLike) -> _core.PauliSum:
    """A text, a sum, pairs or a dictionary of strings and coefficients as a sum."""
    if isinstance(value, PauliSum):
        return value
    if isinstance(value, str):
        return PauliSum(value)
    total = PauliSum()
    try:
        pairs = [(string, complex(c)) for string, c in (value.items() if isinstance(value, Mapping) else value)]
    except (TypeError, ValueError):
        raise UsageError(f"an observable is a text, a PauliSum, or pairs or a dictionary of strings and coefficients, not "
                         f"{type(value).__name__}\nhelp: PauliSum('Z0 Z1 + 0.5 X0'), {{'ZZ': 1.0}}") from None
    for string, coefficient in pairs:
        if not isinstance(string, str) or not _STRING.fullmatch(string):
            raise UsageError(f"{string!r} is no Pauli string\nhelp: letters I, X, Y, Z ('XIZ'), or letters with qubits ('X0 Z2')")
        total._iadd(PauliSum(string.strip() or "I") * coefficient)
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
