"""A method for every gate of the gate table. What type checkers see of them is in _gate_methods.pyi, which
bindings_cli/python/stubs/make_stubs.py writes."""

from __future__ import annotations

import inspect
import operator
from typing import Any, Callable, Iterable, List, Tuple, Union

import numpy as np

from . import _core
from ._errors import UsageError
from ._parameter import Parameter

Angle = Union[float, str, Parameter]
Qubits = Union[int, Iterable[int]]


def _list(qubits: Qubits) -> List[int]:
    many = [qubits] if isinstance(qubits, (int, np.integer)) else qubits
    try:
        numbers = [operator.index(q) for q in many]  # type: ignore[union-attr]
    except TypeError:
        raise UsageError(f"qubits and bits are whole numbers, not {qubits!r}") from None
    if any(q < 0 for q in numbers):
        raise UsageError(f"qubits and bits count from 0, got {min(numbers)}")
    return numbers


def _method(name: str, targets: int, params: Tuple[str, ...], doc: str, controls: int) -> Callable[..., Any]:
    qubits = [f"control{i}" if controls > 1 else "control" for i in range(controls)]
    qubits += [f"qubit{i}" if targets > 1 else "qubit" for i in range(targets)]
    rename = {"lambda": "lam"}
    words = [rename.get(p, p) for p in params] + qubits
    called = "c" * controls + name

    def method(self: Any, *args: Any, controls: Qubits = (), on_zero: Qubits = (), **named: Any) -> Any:
        if len(args) + len(named) != len(words) or any(w not in words[len(args):] for w in named):
            raise UsageError(f"{called} takes {', '.join(words) or 'no arguments'}; got {len(args) + len(named)} argument(s)")
        values = list(args) + [named[w] for w in words[len(args):]]
        more = values[len(params):len(params) + len(words) - len(params) - targets]
        self.gate(name, values[len(words) - targets:] if targets else [], values[:len(params)],
                  controls=more + _list(controls), on_zero=on_zero)
        return self

    method.__name__ = method.__qualname__ = called
    method.__doc__ = f"{doc}\n\nArguments: {', '.join(words)}; `controls` and `on_zero`: further controls."
    kind = inspect.Parameter
    signature = [kind("self", kind.POSITIONAL_OR_KEYWORD)] + [kind(w, kind.POSITIONAL_OR_KEYWORD) for w in words]
    signature += [kind(w, kind.KEYWORD_ONLY, default=()) for w in ("controls", "on_zero")]
    method.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    return method


# One base only: the module's classes cannot be combined with others before version 3 of nanobind, the last for Python 3.9
# being 2.
class GateMethods(_core.Circuit):
    """The methods of :class:`Circuit` that append gates."""


for _name, _targets, _params, _doc in _core.gate_table:
    if _name == "unitary":
        continue
    for _controls in range(3):
        _called = "c" * _controls + _name
        if _called not in vars(GateMethods):
            setattr(GateMethods, _called, _method(_name, _targets, tuple(_params), _doc, _controls))
