"""Symbols in angles."""

from __future__ import annotations

import numbers
from typing import Any, Dict, Mapping, Union

from ._errors import UsageError


def _real(value: Any, what: str) -> float:
    """A real number; NumPy would drop an imaginary part with a warning."""
    try:
        number = complex(value)
    except (TypeError, ValueError):
        raise UsageError(f"{what}: {value!r} is not a number") from None
    if number.imag != 0:
        raise UsageError(f"{what}: {value!r} has an imaginary part")
    return number.real


class Parameter:
    """A linear expression ``constant + sum(factor * symbol)`` in named symbols; angles are radians.

    >>> theta = Parameter("theta")
    >>> 2 * theta + 0.5
    Parameter(0.5 + 2*theta)
    """

    __slots__ = ("constant", "terms")

    def __init__(self, name: str = "", *, constant: float = 0.0, terms: "Mapping[str, float] | None" = None) -> None:
        self.constant = float(constant)
        self.terms: Dict[str, float] = {k: float(v) for k, v in (terms or {}).items() if v != 0}
        if name:
            self.terms[name] = self.terms.get(name, 0.0) + 1.0

    @staticmethod
    def of(value: "Union[Parameter, str, float]") -> "Parameter":
        """A number, the name of a symbol, or a parameter as a parameter."""
        if isinstance(value, Parameter):
            return value
        if isinstance(value, str):
            if not value:
                raise UsageError("a parameter needs a name")
            return Parameter(value)
        return Parameter(constant=_real(value, "a parameter's value"))

    def bind(self, values: Mapping[str, float]) -> float:
        """The number for ``values[name]`` of every symbol."""
        return self.constant + sum(f * values[name] for name, f in self.terms.items())

    def __add__(self, other: Any) -> "Parameter":
        other = Parameter.of(other)
        terms = dict(self.terms)
        for name, factor in other.terms.items():
            terms[name] = terms.get(name, 0.0) + factor
        return Parameter(constant=self.constant + other.constant, terms=terms)

    __radd__ = __add__

    def __neg__(self) -> "Parameter":
        return self * -1

    def __sub__(self, other: Any) -> "Parameter":
        return self + -Parameter.of(other)

    def __rsub__(self, other: Any) -> "Parameter":
        return Parameter.of(other) - self

    def __mul__(self, factor: Any) -> "Parameter":
        if not isinstance(factor, numbers.Real):
            return NotImplemented
        return Parameter(constant=self.constant * float(factor), terms={k: v * float(factor) for k, v in self.terms.items()})

    __rmul__ = __mul__

    def __truediv__(self, divisor: float) -> "Parameter":
        return self * (1 / divisor)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (int, float)):
            return not self.terms and self.constant == other
        return isinstance(other, Parameter) and self.constant == other.constant and self.terms == other.terms

    def __hash__(self) -> int:
        return hash((self.constant, tuple(sorted(self.terms.items()))))

    def __repr__(self) -> str:
        parts = [f"{self.constant:g}"] if self.constant or not self.terms else []
        parts += [name if f == 1 else f"{f:g}*{name}" for name, f in self.terms.items()]
        return f"Parameter({' + '.join(parts)})"
