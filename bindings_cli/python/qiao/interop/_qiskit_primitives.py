"""Qiskit's primitives on Qiao's engine."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Tuple

import numpy as np
from qiskit import QuantumCircuit
from qiskit.primitives import (BaseEstimatorV2, BaseSamplerV2, BitArray, DataBin, PrimitiveJob, PrimitiveResult, PubResult,
                               SamplerPubResult)
from qiskit.primitives.containers.estimator_pub import EstimatorPub
from qiskit.primitives.containers.sampler_pub import SamplerPub

from .._circuit import Circuit
from .._errors import UnsupportedError, UsageError
from .._functions import expectation as _expectation
from .._functions import run as _run
from .._pauli import PauliSum
from ._qiskit_reader import Reader


def _sweep(circuit: QuantumCircuit, table: np.ndarray) -> List[Tuple[Circuit, Optional[np.ndarray]]]:
    """Circuits and the rows of values for each: one with all rows, if its parameters are linear expressions."""
    if not circuit.parameters:
        return [(Reader(circuit).circuit, None)] * len(table)
    try:
        return [(Reader(circuit).circuit, table)]
    except UnsupportedError:
        return [(Reader(circuit.assign_parameters(dict(zip(circuit.parameters, row)))).circuit, None) for row in table]


class SamplerV2(BaseSamplerV2):
    """Samples measured registers: as :class:`qiskit.primitives.StatevectorSampler`, for circuits with measurements in their
    middle and control flow, too. All values of a circuit's parameters run in one call; the same `seed` gives the same
    shots at any number of threads.

    Args:
        default_shots: of pubs that do not say. seed: of every job. precision: ``"f64"`` or ``"f32"``. threads: 0: all.
    """

    def __init__(self, *, default_shots: int = 1024, seed: Optional[int] = None, precision: str = "f64", threads: int = 0) -> None:
        self.default_shots = default_shots
        self.seed = seed
        self._options: Dict[str, Any] = {"precision": precision, "threads": threads}

    def run(self, pubs: Iterable[Any], *, shots: Optional[int] = None) -> PrimitiveJob:
        """Samples pubs: circuits, or tuples of a circuit, values for its parameters and a number of shots."""
        coerced = [SamplerPub.coerce(pub, self.default_shots if shots is None else shots) for pub in pubs]
        job = PrimitiveJob(self._run, coerced)
        job._submit()
        return job

    def _run(self, pubs: List[SamplerPub]) -> PrimitiveResult:
        return PrimitiveResult([self._pub(pub) for pub in pubs], metadata={"version": 2})

    def _pub(self, pub: SamplerPub) -> SamplerPubResult:
        circuit, shots = pub.circuit, pub.shots
        if not circuit.cregs:
            raise UsageError("the circuit has no classical registers to sample\nhelp: circuit.measure_all()")
        table = pub.parameter_values.as_array(circuit.parameters).reshape(pub.size, -1)
        seed = self.seed
        results: List[Any] = []
        for ours, rows in _sweep(circuit, table):
            found = _run(ours, shots, values=rows, seed=seed, **self._options)
            results += found if isinstance(found, list) else [found]
            seed = None if seed is None else seed + (len(table) if rows is not None else 1)
        place = {bit: i for i, bit in enumerate(circuit.clbits)}
        packed = {r.name: np.zeros((pub.size, shots, (len(r) + 7) // 8), dtype=np.uint8) for r in circuit.cregs}
        for i, result in enumerate(results):
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
    of that standard deviation, from `seed`.

    Args:
        default_precision: of pubs that do not say. threads: 0: all.
    """

    def __init__(self, *, default_precision: float = 0.0, seed: Optional[int] = None, threads: int = 0) -> None:
        self.default_precision = default_precision
        self.seed = seed
        self._threads = threads

    def run(self, pubs: Iterable[Any], *, precision: Optional[float] = None) -> PrimitiveJob:
        """Evaluates pubs: tuples of a circuit, observables, and values for the circuit's parameters."""
        coerced = [EstimatorPub.coerce(pub, self.default_precision if precision is None else precision) for pub in pubs]
        job = PrimitiveJob(self._run, coerced)
        job._submit()
        return job

    def _run(self, pubs: List[EstimatorPub]) -> PrimitiveResult:
        random = np.random.default_rng(self.seed)
        return PrimitiveResult([self._pub(pub, random) for pub in pubs], metadata={"version": 2})

    def _pub(self, pub: EstimatorPub, random: np.random.Generator) -> PubResult:
        circuit, values = pub.circuit, pub.parameter_values
        table = values.as_array(circuit.parameters).reshape(max(values.size, 1), -1)
        observables = np.empty(pub.observables.size, dtype=object)
        observables[:] = [PauliSum.of(o) for o in pub.observables.ravel().tolist()]
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
