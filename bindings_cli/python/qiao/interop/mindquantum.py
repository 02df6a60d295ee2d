"""MindQuantum's circuits and Hamiltonians and ours."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, Iterable, List, Optional, Tuple

import numpy as np
from mindquantum.core import gates as G
from mindquantum.core.circuit import Circuit as MindQuantumCircuit
from mindquantum.core.operators import Hamiltonian, QubitOperator

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError, UsageError
from .._functions import verify as _verify
from .._parameter import Parameter
from .._pauli import PauliSum, SumLike, _from_masks
from .._results import Verification

# class of MindQuantum: gate of the table, factor of its angle
_ROTATIONS = {"RX": ("rx", 1), "RY": ("ry", 1), "RZ": ("rz", 1), "PhaseShift": ("p", 1), "Rxx": ("rxx", 1),
              "Ryy": ("ryy", 1), "Rzz": ("rzz", 1), "Rxz": ("rzx", 1), "GlobalPhase": ("gphase", -1), "Givens": ("givens", 1)}
_FIXED = {"XGate": "x", "YGate": "y", "ZGate": "z", "HGate": "h", "SWAPGate": "swap", "ISWAPGate": "iswap", "IGate": "id",
          "SXGate": "sx", "SGate": "s", "TGate": "t"}
# class of MindQuantum: Pauli string of which it is a rotation, its first letter on the first qubit
_PAULI_ROTATIONS = {"Rxy": "XY", "Ryz": "YZ"}
_DAGGERS = {"SGate": "sdg", "TGate": "tdg", "SXGate": "sxdg"}


def _angle(resolver: Any, factor: float) -> "float | Parameter":
    """A parameter resolver as a linear expression."""
    numbers = {"": resolver.const, **{str(name): value for name, value in resolver.items()}}
    if any(complex(v).imag for v in numbers.values()):
        raise UnsupportedError(f"the complex parameter {resolver.expression()}", "angles are real")
    constant = complex(numbers.pop("")).real * factor
    terms = {name: complex(value).real * factor for name, value in numbers.items()}
    return Parameter(constant=constant, terms=terms) if terms else constant


def _registers(keys: Iterable[str]) -> Dict[str, Tuple[str, int]]:
    """Register and bit of each key: keys ``c_0 ... c_4`` are a register ``c`` of five bits, others registers of one bit."""
    families: Dict[str, List[int]] = {}
    keys = list(dict.fromkeys(keys))
    for key in keys:
        name, _, number = key.rpartition("_")
        if name and name not in keys and number.isdigit() and str(int(number)) == number:
            families.setdefault(name, []).append(int(number))
    whole = {name for name, numbers in families.items() if len(numbers) > 1 and sorted(numbers) == list(range(len(numbers)))}
    out = {}
    for key in keys:
        name, _, number = key.rpartition("_")
        out[key] = (name, int(number)) if name in whole else (key, 0)
    return out


def from_mindquantum(circuit: MindQuantumCircuit, *, num_qubits: Optional[int] = None, certificate: bool = False) -> Any:
    """A MindQuantum circuit as ours: one register ``q`` (`num_qubits` wide if that is more than the gates reach),
    parameters by name. Measurements keep their keys: ``c_0 ... c_4`` are bits of a register ``c``, others registers of one
    bit, so that :func:`to_mindquantum` gives the same keys.

    Args:
        certificate: also return a :class:`Verification` against the matrix that MindQuantum computes (up to 10 qubits,
            parameters at random values, measurements left out; its ``note`` says so); ``"undecided"`` beyond.

    Returns:
        :class:`Circuit`, with `certificate` a pair of it and the verification.

    Raises :class:`UnsupportedError` for noise channels and gates without a matrix.
    """
    ours = _read(circuit, num_qubits)
    return (ours, _certificate(circuit, ours)) if certificate else ours


def _certificate(source: MindQuantumCircuit, ours: Circuit) -> Verification:
    n = ours.num_qubits
    if not 0 < n <= 10:
        return Verification("undecided", "none", float("nan"), f"a matrix of {n} qubits", None)
    try:
        mine = Circuit(ours._without_measurements())
    except UsageError as error:
        return Verification("undecided", "none", float("nan"), error.message, None)
    bare = MindQuantumCircuit([g for g in source if not isinstance(g, (G.Measure, G.BarrierGate))])
    random = np.random.default_rng(1)
    values = {str(name): float(random.uniform(-np.pi, np.pi)) for name in source.params_name}
    for q in range(n):  # gates that do nothing, so that the matrix has all qubits
        bare += G.I.on(q)
    matrix = bare.matrix(values) if values else bare.matrix()
    found = _verify(mine.bind(values) if values else mine, Circuit(n).unitary(matrix, range(n)), strict=True)
    note = "compared with MindQuantum's matrix" + (", parameters at random values" if values else "")
    return dataclasses.replace(found, note=note + (", measurements left out" if len(bare) - n < len(source) else ""))


def _read(circuit: MindQuantumCircuit, num_qubits: Optional[int]) -> Circuit:
    n = max(circuit.n_qubits, num_qubits or 0)
    out = Circuit()
    out.add_qreg("q", n)
    registers = _registers(gate.key for gate in circuit if isinstance(gate, G.Measure))
    sizes: Dict[str, int] = {}
    for name, _ in registers.values():
        sizes[name] = sizes.get(name, 0) + 1
    starts = {name: out.add_creg(name, size).offset for name, size in sizes.items()}
    keys = {key: starts[name] + bit for key, (name, bit) in registers.items()}
    for name in circuit.params_name:
        out._symbol(str(name))
    for gate in circuit:
        kind = type(gate).__name__
        if getattr(G, kind, None) is not type(gate):  # a gate of somebody else's
            kind = ""
        q: List[int] = list(gate.obj_qubits)
        controls: List[int] = list(gate.ctrl_qubits)
        if isinstance(gate, G.Measure):
            out.measure(q[0], keys[gate.key])
            if gate.reset_to is not None:
                out.reset(q[0])
                if gate.reset_to:
                    out.x(q[0])
        elif kind == "BarrierGate":
            out.barrier(q or range(n))
        elif kind in _ROTATIONS:
            name, factor = _ROTATIONS[kind]
            # A global phase acts on a qubit in MindQuantum, and on all of them with us.
            if kind == "Rxz":  # X on the first qubit; ours has Z there
                q.reverse()
            out.gate(name, [] if name == "gphase" else q, [_angle(gate.coeff, factor)], controls=controls)
        elif kind in _FIXED:
            daggered = getattr(gate, "hermitianed", False)
            name = _DAGGERS.get(kind, _FIXED[kind]) if daggered else _FIXED[kind]
            if kind == "ISWAPGate" and daggered:
                out.gate("xx_plus_yy", q, [np.pi, 0.0], controls=controls)
            else:
                out.gate(name, q, controls=controls)
        elif kind == "U3":
            out.gate("u", q, [_angle(a, 1) for a in (gate.theta, gate.phi, gate.lamda)], controls=controls)
        elif kind == "FSim":
            out.gate("fsim", q, [_angle(gate.theta, 1), _angle(gate.phi, 1)], controls=controls)
        elif kind in _PAULI_ROTATIONS:
            _pauli_rotation(out, _PAULI_ROTATIONS[kind], _angle(gate.coeff, 1), q, controls)
        elif kind == "RotPauliString":
            _pauli_rotation(out, gate.pauli_string.upper(), _angle(gate.coeff, 1), q, controls)
        elif kind == "GroupedPauli":
            for letter, qubit in zip(gate.pauli_string.upper(), q):
                if letter != "I":
                    out.gate(letter.lower(), qubit, controls=controls)
        elif kind == "SWAPalpha":  # e^{i pi a (1 - SWAP) / 2}, and SWAP = (1 + XX + YY + ZZ) / 2
            out.gate("gphase", [], [_angle(gate.coeff, np.pi / 4)], controls=controls)
            for name in ("rxx", "ryy", "rzz"):
                out.gate(name, q, [_angle(gate.coeff, np.pi / 2)], controls=controls)
        elif kind == "Rn" and sum(bool(len(r)) or r.const != 0 for r in gate.prs) <= 1:
            for name, resolver in zip(("rx", "ry", "rz"), gate.prs):
                if len(resolver) or resolver.const != 0:
                    out.gate(name, q, [_angle(resolver, 1)], controls=controls)
        else:
            out.unitary(_matrix(gate), q, controls=controls)
    return out


def _pauli_rotation(out: Circuit, letters: str, angle: "float | Parameter", qubits: List[int], controls: List[int]) -> None:
    """exp(-i angle P / 2) of a string, its first letter on the first qubit."""
    parts = [(letter, q) for letter, q in zip(letters, qubits) if letter != "I"]
    if not parts:
        out.gate("gphase", [], [-0.5 * angle], controls=controls)
        return
    turn: List[Tuple[str, int, float]] = []  # rotations to the axis Z
    turn += [("ry", q, -np.pi / 2) for letter, q in parts if letter == "X"]
    turn += [("rx", q, np.pi / 2) for letter, q in parts if letter == "Y"]
    chain = [(a, b) for (_, a), (_, b) in zip(parts, parts[1:])]
    for name, q, by in turn:
        out.gate(name, q, [by])
    for a, b in chain:
        out.gate("x", b, controls=a)
    out.gate("rz", parts[-1][1], [angle], controls=controls)
    for a, b in reversed(chain):
        out.gate("x", b, controls=a)
    for name, q, by in turn:
        out.gate(name, q, [-by])


def _matrix(gate: Any) -> np.ndarray:
    if isinstance(gate, G.NoiseGate):
        raise UnsupportedError(f"MindQuantum's channel {gate}", "noise is not simulated")
    if getattr(gate, "parameterized", False):
        raise UnsupportedError(f"MindQuantum's gate {gate}: its parameters are not angles of gates of ours",
                               "give them values first (apply_value)")
    try:
        matrix = np.asarray(gate.matrix(), dtype=np.complex128)
    except Exception:
        raise UnsupportedError(f"MindQuantum's gate {gate} has no matrix") from None
    if matrix.ndim != 2:
        raise UnsupportedError(f"MindQuantum's {gate} is no unitary")
    return matrix


def to_mindquantum(circuit: _core.Circuit, *, certificate: bool = False) -> Any:
    """Our circuit as MindQuantum's, the same as ``qiao translate --to mindquantum`` writes. The measurement key of bit i of
    a register ``c`` is ``c_i``, of a register of one bit its name.

    Args:
        certificate: also return a :class:`Verification` of the object, read back, against `circuit`.

    Returns:
        MindQuantum's circuit, with `certificate` a pair of it and the verification.

    Raises :class:`InputError` for what MindQuantum cannot hold (conditions), each with its place.
    """
    text = circuit._emit("mindquantum")
    scope: Dict[str, Any] = {}
    exec(compile(text, "<qiao>", "exec"), scope)  # text of our own writer
    sizes, keys = scope["classical_registers"], scope.get("keys", {})
    short = {key: name for key, (name, _) in keys.items() if sizes[name] == 1 and name not in keys}
    there = MindQuantumCircuit()
    for gate in scope["circuit"]:
        if isinstance(gate, G.Measure) and gate.key in short:
            gate = G.Measure(short[gate.key], reset_to=gate.reset_to).on(gate.obj_qubits[0])
        there += gate
    if not certificate:
        return there
    found = _verify(circuit, _read(there, circuit.num_qubits), strict=True)
    note = "compared with the object read back" + ("; " + found.note if found.note else "")
    return there, dataclasses.replace(found, note=note)


def hamiltonian_from_mindquantum(hamiltonian: "Hamiltonian | QubitOperator") -> _core.PauliSum:
    """A MindQuantum Hamiltonian or operator without parameters as a :class:`PauliSum`."""
    operator = hamiltonian.hamiltonian if isinstance(hamiltonian, Hamiltonian) else hamiltonian
    if not isinstance(operator, QubitOperator):
        raise UnsupportedError(f"a Hamiltonian made of a {type(operator).__name__}", "make it of a QubitOperator")
    masks = []
    for term, resolver in operator.terms.items():
        if len(resolver):
            raise UnsupportedError("a Hamiltonian with parameters", "give its parameters values first")
        x = z = 0
        for qubit, letter in term:
            letter = getattr(letter, "name", letter)
            x |= (letter in "XY") << qubit
            z |= (letter in "ZY") << qubit
        masks.append((x, z, complex(resolver.const)))
    return _from_masks(masks)


def hamiltonian_to_mindquantum(observable: SumLike) -> Hamiltonian:
    """A Pauli sum as a MindQuantum Hamiltonian."""
    operator = QubitOperator()
    for string, coefficient in PauliSum.of(observable).terms:
        value = coefficient.real if coefficient.imag == 0 else coefficient
        operator += QubitOperator("" if string == "I" else string, value)
    return Hamiltonian(operator)
