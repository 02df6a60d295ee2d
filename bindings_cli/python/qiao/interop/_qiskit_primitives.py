"""Qiskit's primitives on Qiao's engine."""

from __future__ import annotations

import warnings
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

import numpy as np
from qiskit import QuantumCircuit
from qiskit.primitives import (BaseEstimatorV2, BaseSamplerV2, BitArray, DataBin, PrimitiveJob, PrimitiveResult, PubResult,
                               SamplerPubResult)
from qiskit.primitives.containers.estimator_pub import EstimatorPub
from qiskit.primitives.containers.sampler_pub import SamplerPub

from .. import _core
from .._circuit import Circuit
from .._errors import LimitError, UnsupportedError, UsageError
from .._functions import _seed
from .._functions import expectation as _expectation
from .._functions import run as _run
from .._pauli import _from_masks
from ._qiskit_reader import Reader

# Qiskit's letters and bits for the parts of an observable: the lower two are a Pauli matrix (1: Z, 2: X, 3: Y), above them is
# which projector on one of its states it is (8: on +1, 4: on -1).
_PARTS = {"Z": 1, "X": 2, "Y": 3, "0": 9, "1": 5, "+": 10, "-": 6, "r": 11, "l": 7}
_MOST_TERMS = 1 << 20  # of an observable whose projectors are written as Pauli matrices


def derived_seed(seed: Optional[int], *numbers: int) -> Optional[int]:
    """A seed of its own for each part of a job, so that jobs of neighbouring seeds share nothing."""
    return None if seed is None else int(np.random.SeedSequence([seed, *numbers]).generate_state(1, np.uint64)[0])


def check_shots(shots: int, bytes_of_each: int) -> None:
    """Raises :class:`LimitError` where outcomes shot by shot do not fit into memory."""
    available = _core._estimate(_core.Circuit(1, 0), 1)["available_bytes"]
    if shots * bytes_of_each > available:
        raise LimitError(f"the outcomes of {shots} shots need {shots * bytes_of_each / 2**30:.3g} GiB, available are "
                         f"{available / 2**30:.3g} GiB", "fewer shots, or counts alone (QiaoBackend, qiao.run)")


class _Job(PrimitiveJob):
    """A job that stops working if Ctrl-C or cancel() end the waiting for it."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self._stop = _core.Stop()
        super().__init__(self._work, function, *arguments)

    def _work(self, function: Any, *arguments: Any) -> Any:
        self._stop.enter()
        try:
            return function(*arguments)
        finally:
            self._stop.leave()

    def result(self) -> Any:
        try:
            return super().result()
        except KeyboardInterrupt:
            self._stop.stop()
            raise

    def cancel(self) -> bool:
        self._stop.stop()
        return bool(super().cancel())

    def __getstate__(self) -> Any:
        return {**super().__getstate__(), "_stop": None, "_function": None, "_args": ()}


def _sweep(circuit: QuantumCircuit, table: np.ndarray) -> List[Tuple[Circuit, Optional[np.ndarray]]]:
    """Circuits and the rows of values for each: one with all rows, if its parameters are linear expressions."""
    if not circuit.parameters:
        return [(Reader(circuit).circuit, None)] * len(table)
    try:
        return [(Reader(circuit).circuit, table)]
    except UnsupportedError:
        return [(Reader(circuit.assign_parameters(dict(zip(circuit.parameters, row)))).circuit, None) for row in table]


def _terms(parts: Sequence[Tuple[int, int]], coefficient: complex) -> List[Tuple[int, int, complex]]:
    """Masks of X and Z of a product of parts, given as (bits of `_PARTS`, qubit)."""
    masks = [(0, 0, coefficient)]
    for part, qubit in parts:
        x, z = (part >> 1 & 1) << qubit, (part & 1) << qubit
        matrix = [(a | x, b | z, c) for a, b, c in masks]
        if part <= 3:
            masks = matrix
            continue
        if 2 * len(masks) > _MOST_TERMS:
            raise LimitError(f"an observable of projectors on {len(parts)} qubits", f"at most {_MOST_TERMS} terms are written out")
        sign = 0.5 if part & 8 else -0.5
        masks = [(a, b, 0.5 * c) for a, b, c in masks] + [(a, b, sign * c) for a, b, c in matrix]
    return masks


def observable_of(observable: Any) -> _core.PauliSum:
    """A Pauli sum from one of Qiskit's observables: labels with coefficients (a dictionary or pairs), or a SparseObservable."""
    if isinstance(observable, (Mapping, list)):
        found = []
        for label, coefficient in observable.items() if isinstance(observable, Mapping) else observable:
            unknown = set(label) - set(_PARTS) - {"I"}
            if unknown:
                raise UsageError(f"the observable '{label}' has the letter '{min(unknown)}'")
            parts = [(_PARTS[letter], qubit) for qubit, letter in enumerate(reversed(label)) if letter != "I"]
            try:
                found += _terms(parts, complex(coefficient))
            except TypeError:
                raise UsageError(f"the coefficient {coefficient} of '{label}' has a parameter\nhelp: give it a value") from None
        return _from_masks(found)
    terms = np.array(observable.bit_terms, dtype=np.uint8)
    qubits = np.array(observable.indices, dtype=np.int64)
    bounds = np.array(observable.boundaries, dtype=np.int64)
    coefficients = np.array(observable.coeffs, dtype=np.complex128)
    if (terms > 3).any() or (qubits > 63).any():
        found = []
        for i, coefficient in enumerate(coefficients.tolist()):
            of_term = slice(bounds[i], bounds[i + 1])
            found += _terms(list(zip(terms[of_term].tolist(), qubits[of_term].tolist())), coefficient)
        return _from_masks(found)
    term = np.repeat(np.arange(len(coefficients)), np.diff(bounds))
    bits = np.uint64(1) << qubits.astype(np.uint64)
    x, z = np.zeros(len(coefficients), dtype=np.uint64), np.zeros(len(coefficients), dtype=np.uint64)
    np.bitwise_or.at(x, term, np.where(terms & 2, bits, np.uint64(0)))
    np.bitwise_or.at(z, term, np.where(terms & 1, bits, np.uint64(0)))
    return _from_masks(zip(x.tolist(), z.tolist(), coefficients.tolist()))


def _observables(array: Any) -> List[_core.PauliSum]:
    if hasattr(array, "sparse_observables_array"):
        return [observable_of(o) for o in array.sparse_observables_array().reshape(-1)]
    return [observable_of(o) for o in array.ravel().tolist()]


class SamplerV2(BaseSamplerV2):
    """Samples measured registers: as :class:`qiskit.primitives.StatevectorSampler`, for circuits with measurements in their
    middle and control flow, too. All values of a circuit's parameters run in one call; the same `seed` gives the same
    shots at any number of threads.

    Args:
        default_shots: of pubs that do not say. seed: of every job, or a generator that gives each job one.
        precision: ``"f64"`` or ``"f32"``. threads: 0: all.
    """

    def __init__(self, *, default_shots: int = 1024, seed: "Optional[int | np.random.Generator]" = None, precision: str = "f64",
                 threads: int = 0) -> None:
        self.default_shots = default_shots
        self.seed = seed
        self._options: Dict[str, Any] = {"precision": precision, "threads": threads}

    def run(self, pubs: Iterable[Any], *, shots: Optional[int] = None) -> PrimitiveJob:
        """Samples pubs: circuits, or tuples of a circuit, values for its parameters and a number of shots."""
        coerced = [SamplerPub.coerce(pub, self.default_shots if shots is None else shots) for pub in pubs]
        if not all(pub.circuit.cregs for pub in coerced):
            warnings.warn("a circuit has no classical registers, its result is empty; circuit.measure_all() adds one",
                          stacklevel=2)
        seed = int(self.seed.integers(1 << 63)) if isinstance(self.seed, np.random.Generator) else _seed(self.seed)
        job = _Job(self._run, coerced, seed)
        job._submit()
        return job

    def _run(self, pubs: List[SamplerPub], seed: Optional[int]) -> PrimitiveResult:
        return PrimitiveResult([self._pub(pub, derived_seed(seed, i)) for i, pub in enumerate(pubs)], metadata={"version": 2})

    def _pub(self, pub: SamplerPub, seed: Optional[int]) -> SamplerPubResult:
        circuit, shots = pub.circuit, pub.shots
        # of each shot: its bits, and for one set of values after the other its place in the order and its rows
        check_shots(shots, sum((pub.size + 2) * ((len(r) + 7) // 8) for r in circuit.cregs) + 16)
        table = pub.parameter_values.as_array(circuit.parameters).reshape(pub.size, -1)
        results: List[Any] = []
        for ours, rows in _sweep(circuit, table) if circuit.cregs else ():
            found = _run(ours, shots, values=rows, seed=derived_seed(seed, len(results)), **self._options)
            results += found if isinstance(found, list) else [found]
        place = {bit: i for i, bit in enumerate(circuit.clbits)}
        packed = {r.name: np.zeros((pub.size, shots, (len(r) + 7) // 8), dtype=np.uint8) for r in circuit.cregs}
        for i, result in enumerate(results):
            if not result.counts:  # nothing is measured
                continue
            keys = [key.replace(" ", "") for key in result.counts]
            bits = np.array([[int(b) for b in reversed(key)] for key in keys], dtype=np.uint8).reshape(len(keys), -1)
            order = np.repeat(np.arange(len(keys)), list(result.counts.values()))
            np.random.default_rng(result.seed).shuffle(order)
            for r in circuit.cregs:
                columns = bits[:, [place[b] for b in reversed(r)]]  # highest bit first, as whole bytes
                padded = np.pad(columns, ((0, 0), (-len(r) % 8, 0)))
                packed[r.name][i] = np.packbits(padded, axis=1)[order]
        data = {r.name: BitArray(packed[r.name].reshape(*pub.shape, shots, -1), len(r)) for r in circuit.cregs}
        return SamplerPubResult(DataBin(**data, shape=pub.shape), metadata={"shots": shots, "circuit_metadata": circuit.metadata})


class EstimatorV2(BaseEstimatorV2):
    """Expectation values, exact (as :class:`qiskit.primitives.StatevectorEstimator`): a `precision` above 0 adds normal noise
    of that standard deviation, from `seed`. Projectors (``"0"``, ``"1"``, ``"+"``, ... in an observable) are written as sums
    of Pauli matrices.

    Args:
        default_precision: of pubs that do not say. seed: a number or a generator. threads: 0: all.
    """

    def __init__(self, *, default_precision: float = 0.0, seed: "Optional[int | np.random.Generator]" = None,
                 threads: int = 0) -> None:
        self.default_precision = default_precision
        self.seed = seed
        self._threads = threads

    def run(self, pubs: Iterable[Any], *, precision: Optional[float] = None) -> PrimitiveJob:
        """Evaluates pubs: tuples of a circuit, observables, and values for the circuit's parameters."""
        coerced = [EstimatorPub.coerce(pub, self.default_precision if precision is None else precision) for pub in pubs]
        job = _Job(self._run, coerced)
        job._submit()
        return job

    def _run(self, pubs: List[EstimatorPub]) -> PrimitiveResult:
        random = np.random.default_rng(self.seed)
        return PrimitiveResult([self._pub(pub, random) for pub in pubs], metadata={"version": 2})

    def _pub(self, pub: EstimatorPub, random: np.random.Generator) -> PubResult:
        circuit, values = pub.circuit, pub.parameter_values
        table = values.as_array(circuit.parameters).reshape(max(values.size, 1), -1)
        observables = np.empty(pub.observables.size, dtype=object)
        observables[:] = _observables(pub.observables)
        rows = np.broadcast_to(np.arange(len(table)).reshape(values.shape), pub.shape).ravel()
        which = np.broadcast_to(np.arange(len(observables)).reshape(pub.observables.shape), pub.shape).ravel()
        out = np.empty(len(rows))
        # Observables that are wanted at the same rows are evaluated together.
        groups: Dict[bytes, List[int]] = {}
        for o in np.unique(which):
            groups.setdefault(np.unique(rows[which == o]).tobytes(), []).append(int(o))
        for key, together in groups.items():
            needed = np.frombuffer(key, dtype=rows.dtype)
            found = np.concatenate([
                np.atleast_2d(_expectation(ours, list(observables[together]), part, threads=self._threads))
                for ours, part in _sweep(circuit, table[needed])])
            position = {int(r): i for i, r in enumerate(needed)}
            for column, o in enumerate(together):
                at = np.flatnonzero(which == o)
                out[at] = found[[position[int(r)] for r in rows[at]], column]
        if pub.precision > 0:
            out = random.normal(out, pub.precision)
        evs = out.reshape(pub.shape)
        data = DataBin(evs=evs, stds=np.full(pub.shape, pub.precision), shape=pub.shape)
        return PubResult(data, metadata={"target_precision": pub.precision, "circuit_metadata": circuit.metadata})
