"""Placing the experts of mixture-of-experts models."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

import numpy as np

from . import _core
from ._errors import UsageError
from ._functions import Progress, _progress
from ._optimisation import _CommandDocument, _given, _html_table

Trace = Union[str, "os.PathLike[str]", np.ndarray]


class PlaceResult(_CommandDocument):
    """The result of :func:`place`. ``solver`` is the one with the best fit, ``map`` its placement: the expert in each
    slot, shape (layers, slots); slot s is on device ``s // slots_per_device``."""

    def __init__(self, document: Dict[str, Any], solver: str, placement: np.ndarray, devices: int, experts: int) -> None:
        self._document = document
        self.solver = solver
        self.map = placement
        self.devices = devices
        self.experts = experts

    @property
    def seed(self) -> int:
        """With the same seed and ``moves`` the same call gives the same result."""
        return int(self._document["seed"])

    @property
    def slots_per_device(self) -> int:
        """Experts that a device holds."""
        return int(self.map.shape[1]) // self.devices

    @property
    def by_device(self) -> np.ndarray:
        """Experts on each device, shape (layers, devices, slots_per_device); a view of ``map``."""
        return self.map.reshape(len(self.map), self.devices, -1)

    @property
    def solvers(self) -> List[str]:
        """Solvers that were compared, best first."""
        return [s["solver"] for s in self._document["solvers"]]

    def _row(self, solver: Optional[str]) -> Dict[str, Any]:
        wanted = solver or self.solver
        for row in self._document["solvers"]:
            if row["solver"] == wanted:
                return dict(row)
        raise UsageError(f"there is no result of '{wanted}'; solvers are {', '.join(self.solvers)}")

    def heldout(self, solver: Optional[str] = None) -> Dict[str, float]:
        """Scores on held-out tokens of a solver (default: the best): ``step_seconds``, ``nodes_per_token``, ..."""
        return {k: float(v) for k, v in self._row(solver)["heldout"].items()}

    def gain(self, solver: Optional[str] = None, over: str = "contiguous") -> Tuple[float, float, float]:
        """How much shorter the step is than with ``"contiguous"``, ``"eplb"`` or the best classical ``"baseline"``: share,
        and the ends of its 95 % interval."""
        gain = self._row(solver).get(f"over_{over}")
        if gain is None:
            raise UsageError(f"there is no comparison with '{over}'")
        return float(gain["gain"]), float(gain["low"]), float(gain["high"])

    def arrays(self) -> Tuple[List[str], np.ndarray]:
        """Solvers and their step times on held-out tokens in seconds, for plots."""
        return self.solvers, np.array([s["heldout"]["step_seconds"] for s in self._document["solvers"]])

    @property
    def verdict(self) -> Optional[Dict[str, Any]]:
        """Whether a quantum solver is worth it: ``decision`` is ``"GO"`` or ``"SHELVE"``; ``None`` without one."""
        verdict: Optional[Dict[str, Any]] = self._document.get("verdict")
        return verdict

    def placement(self, format: str = "qiao") -> str:
        """The text of a placement file: ``"qiao"``, ``"sglang"``, ``"vllm"``, ``"trtllm"``."""
        return _core._placement_text(np.ascontiguousarray(self.map), self.devices, self.experts, format)

    def __repr__(self) -> str:
        gain, low, high = self.gain()
        return (f"<qiao.PlaceResult: {self.solver}, step time {-100 * gain:+.2f} % [{-100 * high:+.2f}, {-100 * low:+.2f}] "
                "against contiguous>")

    def _repr_html_(self) -> str:
        rows = []
        for s in self._document["solvers"]:
            gain, low, high = self.gain(s["solver"])
            rows.append([s["solver"], f"{1e6 * s['heldout']['step_seconds']:.0f}", f"{s['heldout']['nodes_per_token']:.3f}",
                         f"{-100 * gain:+.2f} % [{-100 * high:+.2f}, {-100 * low:+.2f}]"])
        return _html_table(["solver", "step (µs)", "nodes per token", "against contiguous, 95 %"], rows)


@contextlib.contextmanager
def _file(trace: Optional[Trace], what: str) -> Iterator[Optional[str]]:
    """A path, or an array in a file of its own."""
    if trace is None or isinstance(trace, (str, os.PathLike)):
        yield None if trace is None else os.fspath(trace)
        return
    if np.ma.isMaskedArray(trace):
        raise UsageError(f"{what}: a masked array")
    ids = np.asarray(trace)
    if ids.ndim != 3 or ids.dtype.kind not in "iu":
        raise UsageError(f"{what}: a trace is a path or an array of whole numbers of shape (tokens, layers, top_k), not "
                         f"{ids.dtype} of shape {ids.shape}")
    with tempfile.TemporaryDirectory(prefix="qiao-") as folder:
        path = os.path.join(folder, what + ".npy")
        if ids.size and not 0 <= int(ids.min()) <= int(ids.max()) < 2**31:
            raise UsageError(f"{what}: experts have numbers from 0 to 2^31 - 1, not {int(ids.min())} to {int(ids.max())}")
        np.save(path, np.ascontiguousarray(ids, dtype="<i4"))  # what the reader reads, whatever the array's type and order
        yield path


def place(trace: Trace, *, heldout: Optional[Trace] = None, cluster: Optional[str] = None, model: Optional[str] = None,
          solvers: Sequence[str] = ("auto",), objective: Optional[str] = None, budget: Optional[float] = None,
          moves: Optional[int] = None, ep_size: Optional[int] = None, slots_per_device: Optional[int] = None,
          homes: Optional[str] = None, copies: Optional[str] = None, batch_tokens: Optional[int] = None,
          max_tokens: Optional[int] = None, depth: Optional[int] = None, shots: Optional[int] = None,
          subproblem: Optional[int] = None, seed: Optional[int] = None, threads: Optional[int] = None,
          progress: Progress = None) -> PlaceResult:
    """Places experts on the devices of a cluster and scores the placement on tokens no solver saw; as ``qiao place``.

    Args:
        trace: which experts tokens were sent to: a file (``qiao trace``), or an array of shape (tokens, layers, top_k).
        heldout: the trace to score on; without, every fifth sequence of `trace` (of arrays: 128 tokens).
        cluster: a preset (``"ascend910b-64x8"``), ``"NODESxDEVICES"``, or a .json file. model: sizes; the same.
        solvers: ``"auto"``, ``"qaoa"``, ...; contiguous and eplb are always compared.
        objective: ``"step-time"``, ``"traffic"``, ``"balance"``.
        budget: seconds for each solver (10). moves: instead, moves per layer, which is reproducible.
        depth, shots, subproblem: layers, shots and experts of the problems of QAOA.
        progress: a function that gets the share done, or True for a bar of tqdm.

    Ctrl-C gives the best so far (``result.interrupted``).

    Raises:
        UsageError: options that make no sense. InputError: a trace that is wrong, with its place.

    >>> ids = np.random.default_rng(1).random((2048, 1, 8)).argsort(axis=2)[:, :, :2]
    >>> result = place(ids, cluster="2x2", moves=200, seed=1)
    >>> result.map.shape, sorted(result.map[0].tolist()) == list(range(8))
    ((1, 8), True)
    """
    with _file(trace, "trace") as train, _file(heldout, "heldout") as held, _progress(progress) as report:
        options = _given(dict(
            trace=train, heldout=held, cluster=cluster, model=model, objective=objective, budget=budget, moves=moves,
            ep_size=ep_size, slots_per_device=slots_per_device, homes=homes, copies=copies, batch_tokens=batch_tokens,
            max_tokens=max_tokens, depth=depth, shots=shots, subproblem=subproblem, seed=seed, threads=threads,
            solvers=[solvers] if isinstance(solvers, str) else list(solvers)))
        text, solver, placement, devices, experts = _core._place(options, report)
    return PlaceResult(json.loads(text), solver, placement, devices, experts)
