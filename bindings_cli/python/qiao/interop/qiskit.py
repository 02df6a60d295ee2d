"""Qiskit's circuits and ours, and the engine as a Qiskit backend.

>>> from qiskit import QuantumCircuit                                    # doctest: +SKIP
>>> from qiao.interop.qiskit import QiaoBackend                          # doctest: +SKIP
>>> backend = QiaoBackend()                    # was: AerSimulator()     # doctest: +SKIP
>>> backend.run(circuit, shots=1000).result().get_counts()               # doctest: +SKIP
"""

from __future__ import annotations

import cmath
import uuid
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import ControlledGate, ControlFlowOp, IfElseOp, Measure, ParameterExpression, Reset
from qiskit.circuit import Parameter as QiskitParameter
from qiskit.circuit.library import UnitaryGate
from qiskit.providers import BackendV2, JobStatus, JobV1, Options
from qiskit.result import Result as QiskitResult
from qiskit.transpiler import Target

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError
from .._functions import run as _run
from .._parameter import Parameter

# Qiskit's names where they are not those of the gate table.
_NAMES = {"u1": "p", "u3": "u", "global_phase": "gphase"}
_TABLE = {row[0]: row for row in _core.gate_table}
_IDLE = {"delay", "barrier"}


def _parameter(value: Any) -> "float | Parameter":
    """A linear expression as a parameter of ours."""
    if not isinstance(value, ParameterExpression):
        return float(value)
    symbols = list(value.parameters)
    if not symbols:
        return float(value)
    zero = {s: 0.0 for s in symbols}
    constant = float(value.bind(zero))
    terms = {s.name: float(value.bind({**zero, s: 1.0})) - constant for s in symbols}
    # A linear function is known from these values; another one differs somewhere else.
    for seed in (0.37, -1.93):
        point = {s: seed * (i + 1) for i, s in enumerate(symbols)}
        linear = constant + sum(terms[s.name] * v for s, v in point.items())
        if abs(float(value.bind(point)) - linear) > 1e-9 * (1 + abs(linear)):
            raise UnsupportedError(f"the parameter {value} is not linear in its symbols", "bind it first")
    return Parameter(constant=constant, terms=terms)


class _Reader:
    def __init__(self, source: QuantumCircuit) -> None:
        self.circuit = Circuit()
        self.source = source
        self._registers(source.qubits, source.qregs, self.circuit.add_qreg, "q")
        self._registers(source.clbits, source.cregs, self.circuit.add_creg, "c")
        for parameter in source.parameters:
            self.circuit._symbol(parameter.name)
        qubits = {bit: i for i, bit in enumerate(source.qubits)}
        clbits = {bit: i for i, bit in enumerate(source.clbits)}
        self.block(source, qubits, clbits)

    @staticmethod
    def _registers(bits: Sequence[Any], registers: Sequence[Any], add: Any, loose: str) -> None:
        """Registers in order; bits outside of every register, or in several, become registers of their own."""
        place = {bit: i for i, bit in enumerate(bits)}
        starts = {}
        covered: Dict[int, str] = {}
        for r in registers:
            where = [place[b] for b in r]
            if where and where == list(range(where[0], where[0] + len(where))) and not any(i in covered for i in where):
                starts[where[0]] = r
                covered.update((i, r.name) for i in where)
        i, names = 0, {r.name for r in registers}
        while i < len(bits):
            if i in starts:
                add(starts[i].name, len(starts[i]))
                i += len(starts[i])
                continue
            size = 1
            while i + size < len(bits) and i + size not in covered:
                size += 1
            while loose in names:
                loose += "_"
            names.add(loose)
            add(loose, size)
            i += size

    def block(self, source: QuantumCircuit, qubits: Dict[Any, int], clbits: Dict[Any, int]) -> None:
        phase = _parameter(source.global_phase)
        if isinstance(phase, Parameter) or phase != 0:
            self.circuit.gate("gphase", [], [phase])
        for item in source.data:
            operation = item.operation
            q = [qubits[b] for b in item.qubits]
            c = [clbits[b] for b in item.clbits]
            if isinstance(operation, IfElseOp):
                self.if_else(operation, q, c, clbits)
            elif isinstance(operation, ControlFlowOp):
                raise UnsupportedError(f"'{operation.name}' is not read yet", "unroll it, or write OpenQASM 3")
            elif isinstance(operation, Measure):
                self.circuit.measure(q, c)
            elif isinstance(operation, Reset):
                self.circuit.reset(q)
            elif operation.name == "barrier":
                self.circuit.barrier(q)
            elif operation.name == "delay":
                continue
            else:
                self.gate(operation, q, [], [])

    def if_else(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        condition = operation.condition
        if not isinstance(condition, tuple):
            raise UnsupportedError("a condition that is an expression is not read yet", "compare a bit or a register")
        target, value = condition
        # Blocks name the bits of the whole circuit, in the order of the instruction's.
        where = [clbits[b] for b in (target if hasattr(target, "__len__") else [target])]
        if where != list(range(where[0], where[0] + len(where))):
            raise UnsupportedError("a condition on a register whose bits are not consecutive")
        then, orelse = operation.blocks[0], operation.blocks[1] if len(operation.blocks) > 1 else None
        self.circuit._begin_if(where[0], len(where), int(value))
        self.block(then, dict(zip(then.qubits, q)), dict(zip(then.clbits, c)))
        if orelse is not None:
            self.circuit._begin_else()
            self.block(orelse, dict(zip(orelse.qubits, q)), dict(zip(orelse.clbits, c)))
        self.circuit._end()

    def gate(self, operation: Any, q: List[int], controls: List[int], on_zero: List[int]) -> None:
        if isinstance(operation, ControlledGate) and operation.name != "cu":
            n = operation.num_ctrl_qubits
            zeros = [b for i, b in enumerate(q[:n]) if not operation.ctrl_state >> i & 1]
            base = operation.base_gate
            # The base of a controlled gate may be a gate of the table whose parameters the controlled one holds.
            if operation.params and not base.params:
                base = base.copy()
                base.params = operation.params
            return self.gate(base, q[n:], controls + q[:n], on_zero + zeros)
        name = _NAMES.get(operation.name, operation.name)
        if operation.name == "unitary" or isinstance(operation, UnitaryGate):
            self.circuit.unitary(operation.to_matrix(), q, controls=controls, on_zero=on_zero)
            return None
        row = _TABLE.get(name)
        if row and row[1] == len(q) and len(row[2]) == len(operation.params) and _is_standard(operation):
            self.circuit.gate(name, q, [_parameter(p) for p in operation.params], controls=controls, on_zero=on_zero)
            return None
        definition = getattr(operation, "definition", None)
        if definition is None:
            try:
                matrix = operation.to_matrix()
            except Exception:
                raise UnsupportedError(f"'{operation.name}' has neither a definition nor a matrix") from None
            self.circuit.unitary(matrix, q, controls=controls, on_zero=on_zero)
            return None
        place = {b: q[i] for i, b in enumerate(definition.qubits)}
        phase = _parameter(definition.global_phase)
        if isinstance(phase, Parameter) or phase != 0:
            self.circuit.gate("gphase", [], [phase], controls=controls, on_zero=on_zero)
        for item in definition.data:
            inner = [place[b] for b in item.qubits]
            if item.operation.name in _IDLE:
                continue
            if isinstance(item.operation, (Measure, Reset, ControlFlowOp)):
                raise UnsupportedError(f"'{operation.name}' is defined with '{item.operation.name}'",
                                       "decompose() the circuit first")
            self.gate(item.operation, inner, controls, on_zero)
        return None


def _is_standard(operation: Any) -> bool:
    """Whether it is Qiskit's own gate rather than a user's of the same name."""
    return getattr(operation, "base_class", type(operation)).__module__.startswith("qiskit.circuit.library")


def from_qiskit(circuit: QuantumCircuit) -> Circuit:
    """A Qiskit circuit as ours: registers, parameters by name, gates of the table as themselves, others by their
    definition or matrix, ``if``/``else`` on bits and registers, the global phase.

    Raises :class:`UnsupportedError` for other control flow and parameters that are not linear in their symbols.
    """
    return _Reader(circuit).circuit


def to_qiskit(circuit: _core.Circuit) -> QuantumCircuit:
    """Our circuit as Qiskit's, the same as ``qiao translate --to qiskit`` writes."""
    scope: Dict[str, Any] = {}
    exec(compile(circuit._emit("qiskit"), "<qiao>", "exec"), scope)  # text of our own writer
    return scope["circuit"]


class QiaoJob(JobV1):
    """A job that is done when :meth:`QiaoBackend.run` returns."""

    def __init__(self, backend: "QiaoBackend", job_id: str, result: QiskitResult) -> None:
        super().__init__(backend, job_id)
        self._result = result

    def submit(self) -> None:
        pass

    def result(self) -> QiskitResult:
        return self._result

    def status(self) -> JobStatus:
        return JobStatus.DONE


class QiaoBackend(BackendV2):
    """Qiao's engine as a Qiskit backend. ``run`` takes circuits as they are: they need not be transpiled.

    Options, also of ``run``: ``shots`` (1024), ``seed`` or ``seed_simulator``, ``memory`` (outcomes shot by shot),
    ``precision`` (``"f64"``, ``"f32"``), ``threads`` (0: what the machine allows).
    """

    def __init__(self, **options: Any) -> None:
        from .. import __version__

        super().__init__(name="qiao", description="Qiao's state-vector engine", backend_version=__version__, **options)
        self._target: Optional[Target] = None

    @property
    def target(self) -> Target:
        if self._target is None:
            from qiskit.circuit.library.standard_gates import get_standard_gate_name_mapping

            # as many as fit into this machine's memory
            widest = max(_core._estimate(_core.Circuit(1, 0), 1)["f32"]["largest_qubits"], 1)
            target = Target(description="all qubits are connected", num_qubits=widest)
            for name, gate in get_standard_gate_name_mapping().items():
                if name in ("delay",):
                    continue
                target.add_instruction(gate, None, name=name)
            target.add_instruction(IfElseOp, name="if_else")
            self._target = target
        return self._target

    @property
    def max_circuits(self) -> None:
        return None

    @classmethod
    def _default_options(cls) -> Options:
        return Options(shots=1024, seed=None, seed_simulator=None, memory=False, precision="f64", threads=0)

    def run(self, run_input: Any, **options: Any) -> QiaoJob:
        """Runs one circuit or a list of them; the job returned is done."""
        chosen = {**self.options.__dict__, **options}
        seed = chosen["seed"] if chosen["seed"] is not None else chosen["seed_simulator"]
        circuits = run_input if isinstance(run_input, (list, tuple)) else [run_input]
        experiments = [self._experiment(c, chosen, None if seed is None else seed + i)
                       for i, c in enumerate(circuits)]
        job_id = str(uuid.uuid4())
        result = QiskitResult.from_dict({
            "backend_name": self.name, "backend_version": self.backend_version, "qobj_id": "", "job_id": job_id,
            "success": True, "results": experiments, "status": "COMPLETED"})
        return QiaoJob(self, job_id, result)

    @staticmethod
    def _experiment(source: QuantumCircuit, chosen: Dict[str, Any], seed: Optional[int]) -> Dict[str, Any]:
        result = _run(from_qiskit(source), chosen["shots"], seed=seed, precision=chosen["precision"],
                      threads=chosen["threads"])
        counts = {hex(int(key.replace(" ", ""), 2)): n for key, n in result.counts.items() if key}
        data: Dict[str, Any] = {"counts": counts}
        if chosen["memory"]:
            shots = np.repeat(list(counts), list(counts.values()))
            np.random.default_rng(result.seed).shuffle(shots)
            data["memory"] = shots.tolist()
        return {
            "shots": chosen["shots"], "success": True, "data": data, "seed": result.seed, "status": "DONE",
            "time_taken": sum(result.time.values()),
            "header": {"name": source.name, "memory_slots": source.num_clbits, "n_qubits": source.num_qubits,
                       "creg_sizes": [[r.name, r.size] for r in source.cregs],
                       "qreg_sizes": [[r.name, r.size] for r in source.qregs],
                       "global_phase": 0.0, "metadata": source.metadata or {}}}
