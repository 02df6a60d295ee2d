"""MindQuantum's circuits and Hamiltonians and ours."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import numpy as np
from mindquantum.core import gates as G
from mindquantum.core.circuit import Circuit as MindQuantumCircuit
from mindquantum.core.operators import Hamiltonian, QubitOperator

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError
from .._parameter import Parameter
from .._pauli import PauliSum, SumLike

# class of MindQuantum: gate of the table, factor of its angle
_ROTATIONS = {"RX": ("rx", 1), "RY": ("ry", 1), "RZ": ("rz", 1), "PhaseShift": ("p", 1), "Rxx": ("rxx", 1),
              "Ryy": ("ryy", 1), "Rzz": ("rzz", 1), "Rxz": ("rzx", 1), "GlobalPhase": ("gphase", -1), "Givens": ("givens", 1)}
_FIXED = {"XGate": "x", "YGate": "y", "ZGate": "z", "HGate": "h", "SWAPGate": "swap", "ISWAPGate": "iswap", "IGate": "id",
          "SXGate": "sx", "SGate": "s", "TGate": "t"}
_DAGGERS = {"SGate": "sdg", "TGate": "tdg", "SXGate": "sxdg"}


def _angle(resolver: Any, factor: float) -> "float | Parameter":
    """A parameter resolver as a linear expression."""
    constant = complex(resolver.const).real * factor
    terms = {str(name): complex(value).real * factor for name, value in resolver.items()}
    return Parameter(constant=constant, terms=terms) if terms else constant


def from_mindquantum(circuit: MindQuantumCircuit, *, num_qubits: Optional[int] = None) -> Circuit:
    """A MindQuantum circuit as ours: one register ``q`` (`num_qubits` wide if that is more than the gates reach),
    parameters by name, each measurement a classical register named after its key.

    Raises :class:`UnsupportedError` for noise channels and gates without a matrix.
    """
    n = max(circuit.n_qubits, num_qubits or 0)
    out = Circuit()
    out.add_qreg("q", n)
    keys: Dict[str, int] = {}
    for gate in circuit:
        if isinstance(gate, G.Measure) and gate.key not in keys:
            keys[gate.key] = len(keys)
    if keys:
        out.add_creg("c", len(keys))
    for name in circuit.params_name:
        out._symbol(str(name))
    for gate in circuit:
        kind = type(gate).__name__
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
        else:
            out.unitary(_matrix(gate), q, controls=controls)
    return out


def _matrix(gate: Any) -> np.ndarray:
    try:
        return np.asarray(gate.matrix(), dtype=np.complex128)
    except Exception:
        raise UnsupportedError(f"MindQuantum's gate {gate} has no matrix", "noise is not simulated") from None


def to_mindquantum(circuit: _core.Circuit) -> MindQuantumCircuit:
    """Our circuit as MindQuantum's, the same as ``qiao translate --to mindquantum`` writes.

    Raises :class:`InputError` for what MindQuantum cannot hold (conditions), each with its place.
    """
    scope: Dict[str, Any] = {}
    exec(compile(circuit._emit("mindquantum"), "<qiao>", "exec"), scope)  # text of our own writer
    return scope["circuit"]


def hamiltonian_from_mindquantum(hamiltonian: "Hamiltonian | QubitOperator") -> _core.PauliSum:
    """A MindQuantum Hamiltonian or operator without parameters as a :class:`PauliSum`."""
    operator = hamiltonian.hamiltonian if isinstance(hamiltonian, Hamiltonian) else hamiltonian
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
    return PauliSum._from_masks(masks)


def hamiltonian_to_mindquantum(observable: SumLike) -> Hamiltonian:
    """A Pauli sum as a MindQuantum Hamiltonian."""
    operator = QubitOperator()
    for string, coefficient in PauliSum.of(observable).terms:
        value = coefficient.real if coefficient.imag == 0 else coefficient
        operator += QubitOperator("" if string == "I" else string, value)
    return Hamiltonian(operator)
