"""Circuits."""

from __future__ import annotations

import contextlib
import operator
import os
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np

from . import _core
from ._errors import Error, UsageError
from ._gate_methods import Angle, GateMethods, Qubits, _list
from ._parameter import Parameter, _real

class Register(NamedTuple):
    """A register: its name, its first qubit or bit, and how many there are."""

    name: str
    offset: int
    size: int


class Instruction(NamedTuple):
    """One instruction of a circuit.

    ``kind`` is ``"gate"``, ``"measure"``, ``"reset"``, ``"barrier"``, ``"if"`` or another kind of control flow;
    ``name`` the gate's name in the gate table, without its controls. ``params`` are numbers or :class:`Parameter`.
    ``on_zero`` are those of the controls that act on \\|0>. ``matrix`` is that of a ``unitary``; ``condition``,
    ``body`` and ``orelse`` belong to ``"if"``; ``blocks`` to other control flow; ``line`` is where it stood in a text.
    """

    kind: str
    name: str
    qubits: Tuple[int, ...]
    params: Tuple[Any, ...]
    controls: Tuple[int, ...]
    on_zero: Tuple[int, ...]
    clbit: Optional[int]
    line: int
    matrix: Optional[np.ndarray] = None
    condition: Any = None
    body: Tuple["Instruction", ...] = ()
    orelse: Tuple["Instruction", ...] = ()
    blocks: Tuple[Tuple["Instruction", ...], ...] = ()


def _instruction(raw: Tuple[Any, ...]) -> Instruction:
    kind, name, qubits, params, controls, on_zero, clbit, line, extra = raw
    params = tuple(Parameter(constant=p[0], terms=p[1]) if isinstance(p, tuple) else p for p in params)
    base = (kind, name, qubits, params, controls, on_zero, clbit, line)
    if kind == "if":
        return Instruction(*base, condition=extra[0], body=tuple(map(_instruction, extra[1])),
                           orelse=tuple(map(_instruction, extra[2])))
    if name == "unitary":
        return Instruction(*base, matrix=np.array(extra, dtype=np.complex128))
    if extra:
        return Instruction(*base, blocks=tuple(tuple(map(_instruction, b)) for b in extra))
    return Instruction(*base)


def _angle(value: Any) -> "float | Parameter":
    if isinstance(value, (str, Parameter)):
        return Parameter.of(value)
    return _real(value, "an angle is a number, the name of a parameter or a Parameter")


class Circuit(GateMethods):
    """A quantum program: qubits, classical bits, gates, measurements, conditions.

    ``Circuit(n)`` has n qubits in a register ``q``, ``Circuit(n, m)`` also m classical bits in ``c``;
    ``Circuit("OPENQASM 3; ...")`` reads a program in any language of :func:`languages`, ``Circuit(path)`` (a
    :class:`os.PathLike`) a file. Qubit 0 is the least significant bit of a state index, angles are radians, the
    global phase is kept.

    Every gate of :func:`gates` is a method: parameters first, then qubits, then ``controls`` (on \\|1>) and
    ``on_zero`` (on \\|0>); with a ``c`` or ``cc`` in front of its name the first one or two qubits are controls.
    Methods return the circuit, so that calls can be chained. Raises :class:`UsageError` for qubits or bits that do
    not exist or repeat.

    >>> bell = Circuit(2, 2).h(0).cx(0, 1).measure_all()
    >>> sorted(run(bell, shots=100, seed=1).counts)
    ['00', '11']
    """

    def __init__(self, source: "Union[int, str, os.PathLike[str], _core.Circuit, None]" = None, num_clbits: int = 0, *,
                 name: str = "<text>", inputs: Optional[Mapping[str, Any]] = None,
                 include_paths: Sequence[str] = (), qelib1: str = "extended") -> None:
        if source is None:
            super().__init__()
        elif isinstance(source, (int, np.integer)):
            if min(int(source), int(num_clbits)) < 0:
                raise UsageError(f"a circuit has 0 or more qubits and bits, not {source} and {num_clbits}")
            super().__init__(int(source), num_clbits)
        elif isinstance(source, _core.Circuit):
            super().__init__(source)
        elif isinstance(source, os.PathLike):
            super().__init__(_core.Circuit._from_file(os.fspath(source), dict(inputs or {}), list(include_paths), qelib1))
        elif isinstance(source, str):
            super().__init__(_core.Circuit._from_text(source, name, dict(inputs or {}), list(include_paths), qelib1))
        else:
            raise UsageError(f"a circuit is made from a number of qubits, a text or a path, not {type(source).__name__}")

    @classmethod
    def from_text(cls, text: str, **options: Any) -> "Circuit":
        """Reads a program; `inputs` gives values to its inputs. Raises :class:`InputError` with every mistake."""
        return cls(text, **options)

    @classmethod
    def from_file(cls, path: "Union[str, os.PathLike[str]]", **options: Any) -> "Circuit":
        """Reads a file in any language of :func:`languages`."""
        import pathlib

        return cls(pathlib.Path(path), **options)

    # ---- shape
    @property
    def qregs(self) -> Tuple[Register, ...]:
        """Quantum registers in order."""
        return tuple(Register(*r) for r in self._qregs)

    @property
    def cregs(self) -> Tuple[Register, ...]:
        """Classical registers in order."""
        return tuple(Register(*r) for r in self._cregs)

    @property
    def parameters(self) -> Tuple[str, ...]:
        """Names of the symbols, in the order in which arrays of values have them."""
        return tuple(self._symbols)

    def add_qreg(self, name: str, size: int) -> Register:
        """Adds a quantum register behind those that are there."""
        return Register(name, self._add_qreg(name, size), size)

    def add_creg(self, name: str, size: int) -> Register:
        """Adds a classical register behind those that are there."""
        return Register(name, self._add_creg(name, size), size)

    @property
    def depth(self) -> int:
        """Layers of gates, measurements and resets."""
        return int(self._statistics()[1])

    @property
    def num_gates(self) -> int:
        """Gates, controlled ones counted once."""
        return int(self._statistics()[0])

    def count_ops(self) -> Dict[str, int]:
        """How often each gate occurs, by its name with controls: ``{"h": 1, "cx": 1}``."""
        return dict(self._statistics()[2])

    # ---- building
    def gate(self, name: str, qubits: Qubits, params: "Union[Angle, Sequence[Angle]]" = (), *, controls: Qubits = (),
             on_zero: Qubits = ()) -> "Circuit":
        """Appends the gate called `name` in :func:`gates`."""
        if isinstance(params, (str, Parameter)) or np.isscalar(params):
            params = [params]  # type: ignore[list-item]
        self._gate(name, _list(qubits), [_angle(p) for p in params],  # type: ignore[union-attr]
                   _list(controls), _list(on_zero))
        return self

    def unitary(self, matrix: Any, qubits: Qubits, *, controls: Qubits = (), on_zero: Qubits = ()) -> "Circuit":
        """Appends any unitary: shape (2^k, 2^k) on k <= 10 qubits, the first the least significant bit of the row."""
        self._unitary(np.ascontiguousarray(matrix, dtype=np.complex128), _list(qubits), _list(controls), _list(on_zero))
        return self

    def measure(self, qubits: Qubits, clbits: Qubits) -> "Circuit":
        """Measures qubits into classical bits, pairwise."""
        qubits, clbits = _list(qubits), _list(clbits)
        if len(qubits) != len(clbits):
            raise UsageError(f"measure: {len(qubits)} qubits into {len(clbits)} bits")
        for q, c in zip(qubits, clbits):
            self._measure(q, c)
        return self

    def measure_all(self, register: str = "meas") -> "Circuit":
        """Measures all qubits, into the classical bits if there are just as many, else into a new register."""
        n = self.num_qubits
        name, taken = register, {r.name for r in self.qregs + self.cregs}
        while name in taken:
            name = f"{register}{len(taken)}" if name == register else name + "_"
        first = 0 if self.num_clbits == n else self.add_creg(name, n).offset
        return self.measure(range(n), range(first, first + n))

    def reset(self, qubits: Qubits) -> "Circuit":
        """Puts qubits to \\|0>."""
        for q in _list(qubits):
            self._reset(q)
        return self

    def barrier(self, qubits: Optional[Qubits] = None) -> "Circuit":
        """Without effect; all qubits if none are given."""
        self._barrier(list(range(self.num_qubits)) if qubits is None else _list(qubits))
        return self

    @contextlib.contextmanager
    def if_(self, clbits: "Union[int, str, Sequence[int]]", value: int = 1) -> Iterator["Circuit"]:
        """What is appended inside ``with`` happens if the bits (one, consecutive ones, or a register by name), the
        first the least significant, have this value.

        >>> c = Circuit(1, 1).h(0).measure(0, 0)
        >>> with c.if_(0):
        ...     _ = c.x(0)
        """
        first, count = self._bits(clbits)
        self._begin_if(first, count, value)
        try:
            yield self
        finally:
            self._end()

    @contextlib.contextmanager
    def if_else(self, clbits: "Union[int, str, Sequence[int]]", value: int = 1) -> Iterator[Callable[[], None]]:
        """As :meth:`if_`; calling what ``with`` gives begins the other branch."""
        first, count = self._bits(clbits)
        self._begin_if(first, count, value)
        try:
            yield self._begin_else
        finally:
            self._end()

    def _bits(self, clbits: "Union[int, str, Sequence[int]]") -> Tuple[int, int]:
        if isinstance(clbits, str):
            for r in self.cregs:
                if r.name == clbits:
                    return r.offset, r.size
            raise UsageError(f"there is no classical register '{clbits}'")
        bits = _list(clbits)
        if not bits:
            raise UsageError("a condition is on at least one bit")
        if bits != list(range(bits[0], bits[0] + len(bits))):
            raise UsageError("a condition is on consecutive bits")
        return bits[0], len(bits)

    # ---- whole circuits
    def __iter__(self) -> Iterator[Instruction]:
        return iter([_instruction(raw) for raw in self._instructions()])

    def __getitem__(self, i: Any) -> Any:
        return [_instruction(raw) for raw in self._instructions()][i]

    def __add__(self, other: "_core.Circuit") -> "Circuit":
        """This circuit, then `other` on the same qubits and bits (by number)."""
        return Circuit(self._add(other))

    def inverse(self) -> "Circuit":
        """The inverse. Raises :class:`UsageError` if the circuit measures, resets or branches."""
        return Circuit(self._inverse())

    def bind(self, values: "Union[Mapping[str, float], Sequence[float], None]" = None, **named: float) -> "Circuit":
        """Numbers for all parameters: by name, or in the order of :attr:`parameters`.

        >>> Circuit(1).rx("theta", 0).bind(theta=0.5)[0].params
        (0.5,)
        """
        if values is None:
            values = {}
        if not isinstance(values, Mapping):
            if len(values) != len(self.parameters):
                raise UsageError(f"the circuit has {len(self.parameters)} parameters, got {len(values)} values")
            values = dict(zip(self.parameters, values))
        given = {str(k): _real(v, f"parameter '{k}'") for k, v in {**values, **named}.items()}
        unknown = set(given) - set(self.parameters)
        if unknown:
            raise UsageError(f"the circuit has no parameter '{sorted(unknown)[0]}'")
        return Circuit(self._bind(given))

    def copy(self) -> "Circuit":
        """An independent copy."""
        return Circuit(self)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> "Circuit":
        return Circuit(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _core.Circuit) and self._equal(other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        try:
            return _unpickle, (self._emit("json"),)
        except Error:  # loops and variables, which JSON does not hold
            return _unpickle, (self._emit("qasm3"),)

    # ---- text and pictures
    def to(self, language: str) -> str:
        """The program in one of :func:`languages`; see :func:`translate` for a proof that it is the same."""
        return self._emit(language)

    def draw(self, width: int = 80, ascii: bool = False) -> str:
        """The circuit as text, folded at `width` columns (0: not folded)."""
        try:
            return self._draw(operator.index(width), bool(ascii))
        except TypeError:
            raise UsageError(f"draw: the width is a number of columns, not {width!r}") from None

    def __str__(self) -> str:
        return self.draw()

    def __repr__(self) -> str:
        return (f"<qiao.Circuit: {self.num_qubits} qubits, {self.num_clbits} bits, {len(self)} instructions"
                + (f", parameters {', '.join(self.parameters)}" if self.parameters else "") + ">")

    def _repr_svg_(self) -> str:
        return self._svg()


def _unpickle(text: str) -> Circuit:
    return Circuit(text, name="<pickle>")


class Gate(NamedTuple):
    """A row of the gate table."""

    name: str
    num_qubits: int
    params: Tuple[str, ...]
    doc: str


def gates() -> List[Gate]:
    """The gate table: every gate there is, without controls."""
    return [Gate(*row) for row in _core.gate_table]


def languages() -> Dict[str, str]:
    """The languages that circuits are read from and written to, with what they are."""
    return {name: what for name, _, what in _core.dialects}
