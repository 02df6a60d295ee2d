"""QAOA."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Hashable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np

from . import _core
from ._circuit import Circuit
from ._errors import UsageError
from ._functions import _whole
from ._optimisation import Callback, Evaluation, _CommandDocument, _given, _html_table, _read, _watching
from ._parameter import _real
from ._pauli import PauliSum


class Instance(NamedTuple):
    """An optimisation problem: its kind, its text in the format of ``qiao qaoa``, a name for messages, and what its
    variables are called (empty: by their numbers)."""

    kind: str
    text: str
    name: str = "<instance>"
    labels: Tuple[Hashable, ...] = ()

    @classmethod
    def generate(cls, kind: str, size: int, seed: int = 1, **settings: float) -> "Instance":
        """A random instance of `size` variables, the same for the same seed anywhere; see :func:`problem_kinds`.
        `settings`: of ``select`` as with ``--generate-with``, for example ``accuracy=0.6, correlation=0.2``.

        >>> Instance.generate("labs", 8).kind
        'labs'
        """
        return cls(kind, _core._generate(kind, size, seed, settings), f"<{kind} of {size} variables, instance seed {seed}>")


def problem_kinds() -> Dict[str, str]:
    """Kinds of optimisation problems and the format of their files."""
    return {name: f"{summary}; {text}" for name, summary, text in _core.problem_kinds}


def _instance(problem: Any, kind: Optional[str]) -> Instance:
    if isinstance(problem, Instance):
        return problem
    if hasattr(problem, "is_directed") and hasattr(problem, "edges"):
        return _graph(problem, kind)
    if isinstance(problem, _core.PauliSum):
        return _ising(problem, kind)
    if isinstance(problem, (Mapping, np.ndarray)):
        return _qubo(problem, kind)
    if isinstance(problem, (str, os.PathLike)):
        if kind is None:
            raise UsageError("the kind of the problem is missing\nhelp: kind='maxcut', or another of "
                             + ", ".join(problem_kinds()))
        if isinstance(problem, os.PathLike):
            return Instance(kind, _read(problem), os.fspath(problem))
        return Instance(kind, problem, "<text>")
    raise UsageError(f"a problem is a networkx graph, a QUBO (matrix or dictionary), a diagonal PauliSum, the text or path of "
                     f"an instance, or an Instance, not {type(problem).__name__}")


def _graph(graph: Any, kind: Optional[str]) -> Instance:
    if kind not in (None, "maxcut"):
        raise UsageError(f"a graph is a problem of the kind 'maxcut', not '{kind}'")
    if graph.is_directed():
        raise UsageError("a cut is of an undirected graph\nhelp: graph.to_undirected()")
    labels = tuple(graph.nodes)
    place = {node: i for i, node in enumerate(labels)}
    lines = []
    for u, v, weight in graph.edges(data="weight", default=1):
        if u != v:  # an edge from a node to itself is never cut
            lines.append(f"e {place[u] + 1} {place[v] + 1} {_real(weight, f'the weight of the edge ({u}, {v})')!r}\n")
    text = f"p edge {len(labels)} {len(lines)}\n" + "".join(lines)
    return Instance("maxcut", text, "<graph>", labels)


def _qubo(problem: Any, kind: Optional[str]) -> Instance:
    if kind not in (None, "ising"):
        raise UsageError(f"a matrix or dictionary of coefficients is a problem of the kind 'ising', not '{kind}'")
    labels: Tuple[Hashable, ...] = ()
    if isinstance(problem, Mapping):
        if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in problem):
            raise UsageError("a QUBO is a dictionary from pairs of variables to coefficients, {(0, 1): -2.0, (1, 1): 1.5}")
        labels = tuple(dict.fromkeys(v for pair in problem for v in pair))
        if all(isinstance(v, (int, np.integer)) and v >= 0 for v in labels):
            labels = tuple(range(max(labels, default=0) + 1))  # type: ignore[type-var, operator]
        place = {v: i for i, v in enumerate(labels)}
        terms = [[place[i], place[j], _real(w, f"the coefficient of ({i}, {j})")] for (i, j), w in problem.items()]
        size = len(labels)
    else:
        if problem.ndim != 2 or problem.shape[0] != problem.shape[1]:
            raise UsageError(f"the matrix of a QUBO has shape (n, n), not {problem.shape}")
        if np.ma.isMaskedArray(problem):
            raise UsageError("the matrix of a QUBO is masked\nhelp: fill() what is missing")
        size = problem.shape[0]
        terms = [[int(i), int(j), _real(problem[i, j], f"the coefficient of ({i}, {j})")] for i, j in zip(*np.nonzero(problem))]
    return Instance("ising", json.dumps({"schema": "qiao.qubo/1", "variables": size, "terms": terms}), "<qubo>", labels)


def _ising(problem: _core.PauliSum, kind: Optional[str]) -> Instance:
    if kind not in (None, "ising"):
        raise UsageError(f"a PauliSum is a problem of the kind 'ising', not '{kind}'")
    terms = []
    for x, z, c in problem._masks():
        if x or abs(c.imag) > 1e-12:
            raise UsageError("the cost of QAOA is a real sum of products of Z; this one has "
                             + ("another Pauli matrix" if x else "a complex coefficient"))
        terms.append([[q for q in range(z.bit_length()) if z >> q & 1], c.real])
    document = {"schema": "qiao.ising/1", "variables": max(problem.num_qubits, 1), "terms": terms}
    return Instance("ising", json.dumps(document), "<sum>")


class QaoaRun(_CommandDocument):
    """QAOA of one depth ``p``. Energies and values are those of the problem (``QaoaResult.value_name``)."""

    def __init__(self, document: Dict[str, Any]) -> None:
        self._document = document

    @property
    def interrupted(self) -> bool:
        """Whether its optimisation was stopped."""
        return bool(self._document["optimisation"]["stopped"] == "interrupted")

    @property
    def p(self) -> int:
        """Layers."""
        return int(self._document["p"])

    @property
    def expectation(self) -> float:
        """Expected value at the angles found, exact."""
        return float(self._document["expectation"])

    @property
    def approximation_ratio(self) -> float:
        """value / optimum for positive values that are maximised, else (worst - value) / (worst - optimum)."""
        return float(self._document["approximation_ratio"])

    @property
    def probability_of_optimum(self) -> float:
        """Of all optimal strings together."""
        return float(self._document["probability_of_optimum"])

    @property
    def gamma(self) -> np.ndarray:
        """Angles of the cost layers in radians, shape (p,); not with ``parameters="multi-angle"``."""
        return np.array(self._document["gamma"])

    @property
    def beta(self) -> np.ndarray:
        """Angles of the mixer layers in radians, shape (p,); not with ``parameters="multi-angle"``."""
        return np.array(self._document["beta"])

    @property
    def angles(self) -> np.ndarray:
        """All angles: gamma then beta, shape (2p,), or those of the multi-angle form."""
        d = self._document
        return np.array(d["angles"] if "angles" in d else d["gamma"] + d["beta"])

    @property
    def evaluations(self) -> int:
        """Of the whole optimisation."""
        return int(self._document["optimisation"]["evaluations"])

    @property
    def stopped(self) -> str:
        """Why the optimiser stopped: ``"converged"``, ``"roundoff-limited"``, ..."""
        return str(self._document["optimisation"]["stopped"])

    @property
    def history(self) -> np.ndarray:
        """What was minimised at each evaluation, shape (evaluations,)."""
        return np.array([h[2] for h in self._document["optimisation"]["history"]])

    @property
    def distribution(self) -> Tuple[np.ndarray, np.ndarray]:
        """Values and their probabilities in 40 bins from optimum to worst, shapes (40,) and (40,)."""
        pairs = np.array(self._document["distribution"]).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


class QaoaResult(_CommandDocument):
    """The result of :func:`qaoa`. ``runs`` has one :class:`QaoaRun` for each depth; the attributes of the last are here,
    too. ``to_dict`` is the document of ``qiao qaoa --json``, which ``start_from`` of a later call takes."""

    def __init__(self, document: Dict[str, Any], instance: Instance) -> None:
        self._document = document
        self.instance = instance
        self.runs: Tuple[QaoaRun, ...] = tuple(QaoaRun(r) for r in document["runs"])

    @property
    def seed(self) -> int:
        """With the same seed the same call gives the same result."""
        return int(self._document["settings"]["seed"])

    @property
    def value_name(self) -> str:
        """What values are: ``"cut"``, ``"cost"``, ..."""
        return str(self._document["problem"]["value"])

    @property
    def maximised(self) -> bool:
        """Whether larger values are better."""
        return bool(self._document["problem"]["maximised"])

    @property
    def optimum(self) -> float:
        """The best value of all allowed strings: the simulation computes them all."""
        return float(self._document["classical"]["optimum"]["value"])

    @property
    def _best(self) -> Dict[str, Any]:
        last = self.runs[-1]._document
        found: Dict[str, Any] = last.get("best_sample", self._document["classical"]["optimum"])
        return found

    @property
    def value(self) -> float:
        """Of the best string drawn from the last run's state (with ``samples=0`` of the optimum)."""
        return float(self._best["value"])

    @property
    def bitstring(self) -> str:
        """The best string drawn, variable 0 rightmost."""
        return str(self._best["string"])

    @property
    def assignment(self) -> Dict[Hashable, int]:
        """Variables (of a graph: nodes) and their bits in the best string drawn."""
        bits = [int(b) for b in reversed(self.bitstring)]
        return dict(zip(self.instance.labels or range(len(bits)), bits))

    @property
    def classical(self) -> Dict[str, float]:
        """Values that classical methods give."""
        return {m["method"]: float(m["value"]) for m in self._document["classical"]["methods"]}

    @property
    def heldout(self) -> Optional[Dict[str, Any]]:
        """Of a problem with held-out items (``select``): scores there, what the best sample gains over each classical
        method with intervals, and the verdict; else None."""
        return self._document.get("heldout")

    p = property(lambda self: self.runs[-1].p, doc=QaoaRun.p.__doc__)
    expectation = property(lambda self: self.runs[-1].expectation, doc=QaoaRun.expectation.__doc__)
    approximation_ratio = property(lambda self: self.runs[-1].approximation_ratio, doc=QaoaRun.approximation_ratio.__doc__)
    probability_of_optimum = property(lambda self: self.runs[-1].probability_of_optimum,
                                      doc=QaoaRun.probability_of_optimum.__doc__)
    gamma = property(lambda self: self.runs[-1].gamma, doc=QaoaRun.gamma.__doc__)
    beta = property(lambda self: self.runs[-1].beta, doc=QaoaRun.beta.__doc__)
    history = property(lambda self: self.runs[-1].history, doc=QaoaRun.history.__doc__)
    distribution = property(lambda self: self.runs[-1].distribution, doc=QaoaRun.distribution.__doc__)

    def circuit(self, p: Optional[int] = None, *, symbolic: bool = False) -> Circuit:
        """The circuit of depth `p` (default: the last) with measurements, its angles found or symbols
        ``gamma0 ... beta0 ...``. Raises :class:`UsageError` for angles and mixers without a circuit."""
        run = self.runs[-1] if p is None else next((r for r in self.runs if r.p == p), None)
        if run is None:
            raise UsageError(f"there is no run of depth {p}; depths are {', '.join(str(r.p) for r in self.runs)}")
        angles = [] if symbolic else run.angles.tolist()
        return Circuit(_core._qaoa_circuit(*self.instance[:3], self._document["settings"]["mixer"], run.p, angles))

    def __repr__(self) -> str:
        return (f"<qiao.QaoaResult: {self.instance.kind}, p = {self.p}, expected {self.value_name} {self.expectation:.6g}, "
                f"best drawn {self.value:.6g}, optimum {self.optimum:.6g}>")

    def _repr_html_(self) -> str:
        rows = [[f"QAOA p = {r.p}, expected", f"{r.expectation:.8g}", f"{r.approximation_ratio:.5f}",
                 f"{r.probability_of_optimum:.4g}", str(r.evaluations)] for r in self.runs]
        rows.append(["best drawn", f"{self.value:.8g}", "", "", ""])
        rows.append(["optimum", f"{self.optimum:.8g}", "", "", ""])
        rows += [[name, f"{v:.8g}", "", "", ""] for name, v in self.classical.items()]
        return _html_table(["", self.value_name, "ratio", "P(optimum)", "evaluations"], rows)


def qaoa(problem: Any, p: "Union[int, Sequence[int]]" = 1, *, kind: Optional[str] = None, mixer: Optional[str] = None,
         parameters: Optional[str] = None, start: Optional[str] = None, start_from: Optional[QaoaResult] = None,
         objective: Optional[str] = None, alpha: Optional[float] = None, eta: Optional[float] = None,
         shots: Optional[int] = None, depolarising: Optional[float] = None, readout_error: Optional[float] = None,
         samples: Optional[int] = None, optimizer: Optional[str] = None, max_evaluations: Optional[int] = None,
         max_time: Optional[float] = None, ftol: Optional[float] = None, gtol: Optional[float] = None,
         step: Optional[float] = None, starts: Optional[int] = None, seed: Optional[int] = None,
         precision: Optional[str] = None, threads: Optional[int] = None, callback: Optional[Callback] = None,
         progress: bool = False) -> QaoaResult:
    """Optimises the angles of QAOA and draws solutions, classical results beside; as ``qiao qaoa``.

    Args:
        problem: a networkx graph (MaxCut, edges weighted by ``weight``); a QUBO to minimise as a matrix of shape (n, n)
            or a dictionary ``{(i, j): w}``; a :class:`PauliSum` of Z's to minimise; the text or the path
            (:class:`os.PathLike`) of an instance of `kind`; an :class:`Instance`. At most about 28 variables fit.
        p: layers, or several depths that are run and reported together.
        kind: one of :func:`problem_kinds`.
        mixer: ``"x"``, ``"xy-ring"``, ``"xy-complete"``, ``"grover"``, ``"warm-start"``.
        parameters: ``"standard"``, ``"multi-angle"``, ``"fourier"``. start: ``"ramp"``, ``"interp"`` (from depth to
            depth), ``"fixed"``, ``"random"``. start_from: a result whose angles are scaled to this problem.
        objective: ``"expectation"``, ``"cvar"`` of the share `alpha`, ``"gibbs"`` with `eta`.
        shots: evaluate with so many instead of exactly, perhaps with `depolarising` and `readout_error` probabilities.
        samples: solutions drawn at the end (1024).
        optimizer, max_evaluations, max_time (seconds), ftol, gtol, step, starts: as on the command line.
        callback: called with an :class:`Evaluation` after each; ``StopIteration`` ends the run with the best so far, as
            does Ctrl-C (``result.interrupted``); other errors are raised here.
        progress: a line of tqdm, if that is installed.

    Raises:
        UsageError, InputError: options or a problem that make no sense. LimitError: too many variables.

    >>> result = qaoa({(0, 1): 2.0, (0, 0): -1.0, (1, 1): -1.0}, p=1, seed=1)
    >>> result.value, result.optimum
    (-1.0, -1.0)
    """
    instance = _instance(problem, kind)
    several = list(p) if isinstance(p, (list, tuple, range, np.ndarray)) else [p]
    depths: List[int] = sorted({_whole(depth, "p", 1) for depth in several})
    angles = scale = None
    if start_from is not None:
        last = start_from.runs[-1]._document
        if "gamma" not in last:
            raise UsageError("start_from: a result with one gamma and beta a layer is needed")
        angles, scale = last["gamma"] + last["beta"], start_from._document["angle_scale"]
    options = _given(dict(
        mixer=mixer, parameters=parameters, start=start, angles=angles, angle_scale=scale, objective=objective, alpha=alpha,
        eta=eta, shots=shots, depolarising=depolarising, readout_error=readout_error, samples=samples, optimizer=optimizer,
        max_evaluations=max_evaluations, max_time=max_time, ftol=ftol, gtol=gtol, step=step, starts=starts, seed=seed,
        precision=precision, threads=threads))
    with _watching(callback, progress, Evaluation) as watch:
        text = _core._qaoa(*instance[:3], depths, options, watch)
    return QaoaResult(json.loads(text), instance)
