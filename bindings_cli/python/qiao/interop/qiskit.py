"""Qiskit's circuits and ours, and the engine as a Qiskit backend.

>>> from qiskit import QuantumCircuit                                    # doctest: +SKIP
>>> from qiao.interop.qiskit import QiaoBackend                          # doctest: +SKIP
>>> backend = QiaoBackend()                    # was: AerSimulator()     # doctest: +SKIP
>>> backend.run(circuit, shots=1000).result().get_counts()               # doctest: +SKIP
"""

from __future__ import annotations

import dataclasses
import difflib
import time
import uuid
import warnings
from typing import Any, Collection, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import (Barrier, BreakLoopOp, ContinueLoopOp, Delay, ForLoopOp, IfElseOp, Measure, SwitchCaseOp,
                            WhileLoopOp)
from qiskit.providers import BackendV2, JobStatus, JobV1, Options
from qiskit.quantum_info import SparsePauliOp
from qiskit.result import Result as QiskitResult
from qiskit.transpiler import Target

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError, UsageError
from .._functions import _seed, _whole
from .._functions import run as _run
from .._functions import verify as _verify
from .._pauli import PauliSum, SumLike
from .._results import Verification
from ._qiskit_primitives import EstimatorV2, SamplerV2, check_shots, derived_seed, observable_of
from ._qiskit_reader import Reader, has_jumps

__all__ = ["EstimatorV2", "QiaoBackend", "QiaoJob", "SamplerV2", "from_qiskit", "hamiltonian_from_qiskit",
           "hamiltonian_to_qiskit", "to_qiskit"]

def from_qiskit(circuit: QuantumCircuit, *, certificate: bool = False) -> Any:
    """A Qiskit circuit as ours: registers, parameters by name, gates of the table as themselves, others by their
    definition or matrix, control flow with conditions of any expression, classical variables, the global phase.
    ``for`` loops are unrolled.

    Args:
        certificate: also return a :class:`Verification`: ours against Qiskit's own OpenQASM 3 export, read by our parser,
            or, where that is not possible, against the matrix that Qiskit computes (up to 10 qubits); its ``note`` says
            which. Without either the verdict is ``"undecided"``.

    Returns:
        :class:`Circuit`, with `certificate` a pair of it and the verification.

    Raises :class:`UnsupportedError` for parameters that are not linear in their symbols, durations and delays that are
    computed, classical values of more than 64 bits.
    """
    ours = Reader(circuit).circuit
    return (ours, _certificate(circuit, ours)) if certificate else ours


def _certificate(source: QuantumCircuit, ours: Circuit) -> Verification:
    from qiskit import qasm3

    found, why = None, ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The exporter divides the numbers of loops as OpenQASM divides integers: 1 / 3 would be 0.
            unrolled = _unrolled(source)
            if _has_loop_parameters(unrolled):
                raise UnsupportedError("OpenQASM 3 divides the integers of for loops otherwise than Qiskit")
            exported = Circuit(qasm3.dumps(unrolled), name="<qiskit.qasm3.dumps>")
            found = _verify(ours, exported, strict=True)
        found = dataclasses.replace(found, note="compared with Qiskit's OpenQASM 3 export" + _and(found.note))
        if found.verdict == "equal":
            return found
        why = found.detail
        if [r[::2] for r in ours.cregs] != [r[::2] for r in exported.cregs]:
            found, why = None, "Qiskit's OpenQASM 3 export has other registers"
    except Exception as error:  # of the exporter, for gates it cannot write, or of our parser
        why = _first_line(error)
    try:
        return _compared_with_matrix(source, ours)
    except Exception as error:
        if found is not None and found.verdict == "not equal":  # and no matrix that says the exporter is wrong
            return found
        return Verification("undecided", "none", float("nan"), why or _first_line(error), None)


def _compared_with_matrix(source: QuantumCircuit, ours: Circuit) -> Verification:
    from qiskit.quantum_info import Operator

    if source.num_qubits > 10 or ours.parameters or ours.has_control_flow:
        raise UnsupportedError("Qiskit computes no matrix of this circuit")
    bare = QuantumCircuit(source.qubits, global_phase=source.global_phase)
    for item in source.data:
        if not isinstance(item.operation, (Barrier, Delay, Measure)):
            bare.append(item.operation, item.qubits)
    theirs = Circuit(bare.num_qubits).unitary(Operator(bare).data, range(bare.num_qubits))
    found = _verify(ours._without_measurements(), theirs, strict=True)
    note = "compared with Qiskit's matrix" + (", measurements left out" if len(bare.data) < len(source.data) else "")
    return dataclasses.replace(found, note=note + _and(found.note))


def _unrolled(circuit: QuantumCircuit) -> QuantumCircuit:
    """Without those outermost for loops whose parameter is used. (UnrollForLoops of Qiskit 2.6 fails on ``if`` without else.)"""
    out = circuit.copy_empty_like()
    for item in circuit.data:
        if item.operation.name != "for_loop" or item.operation.params[1] is None or has_jumps(item.operation.params[2]):
            out.append(item)
            continue
        indices, parameter, body = item.operation.params
        for i in indices:
            out.compose(_unrolled(body.assign_parameters({parameter: i}, strict=False)), item.qubits, item.clbits, inplace=True)
    return out


def _has_loop_parameters(circuit: QuantumCircuit) -> bool:
    return any((item.operation.name == "for_loop" and item.operation.params[1] is not None)
               or any(_has_loop_parameters(b) for b in getattr(item.operation, "blocks", ())) for item in circuit.data)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _and(note: str) -> str:
    return "; " + note if note else ""


def to_qiskit(circuit: _core.Circuit, *, certificate: bool = False) -> Any:
    """Our circuit as Qiskit's, the same as ``qiao translate --to qiskit`` writes.

    Args:
        certificate: also return a :class:`Verification` of the object, read back, against `circuit`.

    Returns:
        :class:`qiskit.QuantumCircuit`, with `certificate` a pair of it and the verification.
    """
    scope: Dict[str, Any] = {}
    exec(compile(circuit._emit("qiskit"), "<qiao>", "exec"), scope)  # text of our own writer
    if not certificate:
        return scope["circuit"]
    found = _verify(circuit, Reader(scope["circuit"]).circuit, strict=True)
    return scope["circuit"], dataclasses.replace(found, note="compared with the object read back" + _and(found.note))


def hamiltonian_from_qiskit(operator: SparsePauliOp) -> _core.PauliSum:
    """A Qiskit operator (SparsePauliOp, SparseObservable) without parameters as a :class:`PauliSum`; projectors are written
    as sums of Pauli matrices."""
    return observable_of(operator if hasattr(operator, "bit_terms") else operator.to_list())


def hamiltonian_to_qiskit(observable: SumLike, num_qubits: Optional[int] = None) -> SparsePauliOp:
    """A Pauli sum as a Qiskit operator on `num_qubits` (default: those it reaches)."""
    total = PauliSum.of(observable)
    terms = [([], [], 0.0)] if not len(total) else []  # type: List[Tuple[Any, Any, complex]]
    for string, c in total.terms:
        words = [] if string == "I" else string.split()
        terms.append(("".join(w[0] for w in words), [int(w[1:]) for w in words], c))
    return SparsePauliOp.from_sparse_list([("".join(a), b, c) for a, b, c in terms],
                                          num_qubits=max(num_qubits or 0, total.num_qubits, 1))


class QiaoJob(JobV1):
    """A job that is done when :meth:`QiaoBackend.run` returns."""

    def __init__(self, backend: "QiaoBackend", job_id: str, result: QiskitResult) -> None:
        super().__init__(backend, job_id)
        self._result = result

    def submit(self) -> None:
        pass

    def result(self, timeout: Optional[float] = None) -> QiskitResult:
        return self._result

    def cancel(self) -> bool:
        return False

    def status(self) -> JobStatus:
        return JobStatus.DONE


class QiaoBackend(BackendV2):
    """Qiao's engine as a Qiskit backend. ``run`` takes circuits as they are: they need not be transpiled.

    Options, also of ``run``: ``shots`` (1024), ``seed`` or ``seed_simulator``, ``memory`` (outcomes shot by shot),
    ``precision`` (``"f64"``, ``"f32"``), ``threads`` (0: what the machine allows). Others are refused.
    """

    simulator = True

    def __init__(self, **options: Any) -> None:
        from .. import __version__

        super().__init__(name="qiao", description="Qiao's state-vector engine", backend_version=__version__)
        self.set_options(**_known(options, self.options))
        self._target: Optional[Target] = None

    @property
    def target(self) -> Target:
        if self._target is None:
            from qiskit.circuit.library.standard_gates import get_standard_gate_name_mapping

            # as many as fit into this machine's memory
            widest = max(_core._estimate(_core.Circuit(1, 0), 1)["f32"]["largest_qubits"], 1)
            target = Target(description="all qubits are connected", num_qubits=widest)
            for name, gate in get_standard_gate_name_mapping().items():
                target.add_instruction(gate, None, name=name)
            for name, flow in (("if_else", IfElseOp), ("for_loop", ForLoopOp), ("while_loop", WhileLoopOp),
                               ("switch_case", SwitchCaseOp), ("break_loop", BreakLoopOp), ("continue_loop", ContinueLoopOp)):
                target.add_instruction(flow, name=name)
            self._target = target
        return self._target

    @property
    def max_circuits(self) -> None:
        return None

    @classmethod
    def _default_options(cls) -> Options:
        return Options(shots=1024, seed=None, seed_simulator=None, memory=False, precision="f64", threads=0)

    def run(self, run_input: Any, parameter_binds: Optional[Sequence[Mapping[Any, Any]]] = None, **options: Any) -> QiaoJob:
        """Runs one circuit or a list of them; the job returned is done.

        Args:
            parameter_binds: for each circuit a dictionary from its parameters to as many values each as it is to be run.
            options: see the class; they hold for this call.

        Raises :class:`UsageError` for an option that does not exist.
        """
        chosen = {**self.options.__dict__, **_known(options, self.options)}
        chosen["shots"] = 1024 if chosen["shots"] is None else chosen["shots"]
        seed = _seed(chosen["seed"] if chosen["seed"] is not None else chosen["seed_simulator"])
        circuits = _bound(list(run_input) if isinstance(run_input, (list, tuple)) else [run_input], parameter_binds)
        start = time.perf_counter()
        experiments = [self._experiment(c, chosen, derived_seed(seed, i) if i else seed) for i, c in enumerate(circuits)]
        job_id = str(uuid.uuid4())
        result = QiskitResult.from_dict({
            "backend_name": self.name, "backend_version": self.backend_version, "qobj_id": "", "job_id": job_id,
            "success": True, "results": experiments, "status": "COMPLETED", "metadata": {},
            "time_taken": time.perf_counter() - start})
        return QiaoJob(self, job_id, result)

    @staticmethod
    def _experiment(source: QuantumCircuit, chosen: Dict[str, Any], seed: Optional[int]) -> Dict[str, Any]:
        if not isinstance(source, QuantumCircuit):
            raise UsageError(f"QiaoBackend runs QuantumCircuits, not {type(source).__name__}")
        ours = from_qiskit(source)
        if ours.parameters:
            raise UsageError(f"the parameter '{ours.parameters[0]}' of {source.name} has no value\n"
                             "help: assign_parameters(), or parameter_binds=[{parameter: [values]}]")
        if chosen["memory"]:
            check_shots(_whole(chosen["shots"], "shots", 1), 200 + source.num_clbits)
        result = _run(ours, chosen["shots"], seed=seed, precision=chosen["precision"],
                      threads=chosen["threads"])
        data: Dict[str, Any] = {}
        if result.counts:
            counts = {hex(int(key.replace(" ", "") or "0", 2)): n for key, n in result.counts.items()}
            data["counts"] = counts
            if chosen["memory"]:
                shots = np.repeat(list(counts), list(counts.values()))
                np.random.default_rng(result.seed).shuffle(shots)
                data["memory"] = shots.tolist()
        return {
            "shots": sum(result.counts.values()) or int(chosen["shots"]), "success": True, "data": data, "seed": result.seed,
            "status": "DONE", "time_taken": sum(result.time.values()),
            "header": {"name": source.name, "memory_slots": source.num_clbits, "n_qubits": source.num_qubits,
                       "creg_sizes": [[r.name, r.size] for r in source.cregs],
                       "qreg_sizes": [[r.name, r.size] for r in source.qregs],
                       "global_phase": 0.0, "metadata": source.metadata or {}}}


# Options of other backends and values that ask for what is done here.
_AS_ALWAYS = {"noise_model": (None,), "meas_level": (None, 2), "init_qubits": (None, True),
              "method": (None, "automatic", "statevector")}


def _known(options: Mapping[str, Any], known: Collection[str]) -> Dict[str, Any]:
    """Options that QiaoBackend has; those of other backends are left out where they ask for nothing else, or refused."""
    out = {}
    for name, value in options.items():
        if name in known:
            out[name] = value
        elif name not in _AS_ALWAYS:
            near = difflib.get_close_matches(name, list(known), 1)
            raise UsageError(f"QiaoBackend has no option '{name}'\nhelp: "
                             + (f"did you mean '{near[0]}'?" if near else "there are " + ", ".join(sorted(known))))
        elif not any(value is same or value == same for same in _AS_ALWAYS[name]):
            if name == "noise_model":
                raise UnsupportedError("noise_model: noise is not simulated", "run without it")
            raise UnsupportedError(f"{name}: another value than {_AS_ALWAYS[name][-1]!r}")
    return out


def _bound(circuits: List[QuantumCircuit], binds: Optional[Sequence[Mapping[Any, Any]]]) -> List[QuantumCircuit]:
    """Circuits with values for their parameters, one for each set of values."""
    if binds is None:
        return circuits
    if isinstance(binds, Mapping) or len(binds) != len(circuits):
        raise UsageError(f"parameter_binds has one dictionary for each of {len(circuits)} circuit(s)")
    out = []
    for circuit, values in zip(circuits, binds):
        columns = {parameter: np.atleast_1d(v) for parameter, v in values.items()}
        sizes = {len(v) for v in columns.values()} or {1}
        if len(sizes) > 1:
            raise UsageError("parameter_binds: all parameters of a circuit have the same number of values")
        out += [circuit.assign_parameters({p: v[i] for p, v in columns.items()}) for i in range(sizes.pop())]
    return out
