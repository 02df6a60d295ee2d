"""Running, asking, comparing and translating circuits."""

from __future__ import annotations

import contextlib
import json
import operator
import os
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from . import _core
from ._circuit import Circuit
from ._errors import UsageError
from ._gate_methods import _list
from ._pauli import PauliSum, SumLike
from ._results import Estimate, Result, Translation, Verification

Values = Union[None, Mapping[str, Any], Sequence[float], np.ndarray]
Progress = Union[None, bool, Callable[[float], Any]]


@contextlib.contextmanager
def _progress(progress: Progress) -> Iterator[Optional[Callable[[float], Any]]]:
    """True: a bar of tqdm, if that is installed."""
    if progress is None or progress is False:
        yield None
    elif callable(progress):
        yield progress
    else:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            yield None
            return
        with tqdm(total=1.0, bar_format="{l_bar}{bar}| {elapsed}<{remaining}") as bar:
            yield lambda share: bar.update(share - bar.n) if share > bar.n else None


def _values(circuit: _core.Circuit, values: Values) -> Tuple[np.ndarray, bool]:
    """Rows of values in the order of the circuit's parameters, and whether only one was given."""
    names = circuit._symbols
    if values is None:
        if names:
            raise UsageError(f"the circuit has {len(names)} parameter(s) without a value, the first is '{names[0]}'\n"
                             "help: give values, or bind them first")
        return np.zeros((1, 0)), True
    if isinstance(values, Mapping):
        for name in names:
            if name not in values:
                raise UsageError(f"parameter '{name}' has no value")
        for name in values:
            if name not in names:
                raise UsageError(f"the circuit has no parameter '{name}'")
        try:
            columns = np.broadcast_arrays(*[np.asarray(values[n]) for n in names]) if names else []
        except ValueError:
            raise UsageError("the values of all parameters have one length: how many sets there are") from None
        values = np.stack(columns, axis=-1) if names else np.zeros(0)
    try:
        array = np.asarray(values)
        if np.iscomplexobj(array) or np.ma.isMaskedArray(values):  # NumPy would drop the imaginary part, and the mask
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise UsageError("values are real numbers, shape (parameters,) or (sets, parameters)") from None
    if array.ndim not in (1, 2) or array.shape[-1] != len(names):
        raise UsageError(f"values have shape ({len(names)},) or (sets, {len(names)}), one column for each of "
                         f"{', '.join(names) or 'no parameters'}; got {array.shape}")
    if not np.isfinite(array).all():
        raise UsageError("values must be finite")
    return np.ascontiguousarray(np.atleast_2d(array)), array.ndim == 1


def _as_circuit(source: Any) -> Circuit:
    if isinstance(source, Circuit):
        return source
    if isinstance(source, (str, os.PathLike, _core.Circuit)):
        return Circuit(source)
    kind = type(source)
    hint = ""
    if kind.__name__ in ("QuantumCircuit", "Circuit"):
        package = kind.__module__.partition(".")[0]
        hint = f"\nhelp: qiao.interop.{package}.from_{package}(circuit)" if package in ("qiskit", "mindquantum") else ""
    raise UsageError(f"a circuit is a qiao.Circuit, the text of a program or a path, not {kind.__name__}{hint}")


def _whole(value: Any, what: str, low: int, high: int = 2**64 - 1) -> int:
    """A whole number; 1e3 is one, too."""
    number = int(value) if isinstance(value, (float, np.floating)) and float(value).is_integer() else value
    try:
        number = operator.index(number)
    except TypeError:
        raise UsageError(f"{what}: {value!r} is not a whole number") from None
    if not low <= number <= high:
        wanted = "a positive number" if (low, high) == (1, 2**64 - 1) else f"a number from {low} to " + \
            ("2^64 - 1" if high == 2**64 - 1 else str(high))
        raise UsageError(f"{what}: {number} is not {wanted}")
    return number


def _seed(value: Any) -> Optional[int]:
    return None if value is None else _whole(value, "seed", 0)


def _threads(value: Any) -> int:
    return _whole(value, "threads", 0, 2**31 - 1)


def run(circuit: Any, shots: int = 1024, *, values: Values = None, exact: bool = False, seed: Optional[int] = None,
        precision: str = "f64", threads: int = 0, max_memory: int = 0, max_branches: int = 65536,
        progress: Progress = None) -> Any:
    """Runs a circuit (or a text or path) and returns what it measures.

    Args:
        shots: how often; ``exact=True`` computes probabilities instead, over all measurement branches.
        values: numbers for the circuit's parameters: a dictionary by name, or an array of shape (parameters,).
            An array of shape (sets, parameters), or arrays in the dictionary, run every set: a list of results.
        seed: the same seed gives the same counts at any number of threads (set i of a sweep uses seed + i).
        precision: ``"f64"`` or ``"f32"``, of the amplitudes.
        threads: 0: what the machine allows.
        max_memory: bytes for the state; 0: what the machine allows.
        progress: a function that gets the share done, or True for a bar of tqdm.

    Returns:
        :class:`Result`, or a list of them for a sweep.

    Raises:
        UsageError: parameters without values. LimitError: the state does not fit (before anything is allocated).
        KeyboardInterrupt: Ctrl-C.

    >>> run(Circuit(1, 1).x(0).measure(0, 0), shots=10).counts
    {'1': 10}
    """
    circuit = _as_circuit(circuit)
    shots, seed, threads = _whole(shots, "shots", 1), _seed(seed), _threads(threads)
    max_memory, max_branches = _whole(max_memory, "max_memory", 0), _whole(max_branches, "max_branches", 1)
    table, single = _values(circuit, values)
    with _progress(progress) as report:
        rows = _core._run(circuit, table if circuit._symbols else None, shots, seed, bool(exact), precision, threads,
                          max_memory, max_branches, report)
    if not circuit._symbols and not single:
        raise UsageError("a sweep needs a circuit with parameters")
    results = [Result(**r) for r in rows]
    return results[0] if single else results


def sample(circuit: Any, shots: int = 1024, *, values: Values = None, seed: Optional[int] = None, precision: str = "f64",
           threads: int = 0, max_memory: int = 0, max_branches: int = 65536, progress: Progress = None) -> Any:
    """Counts of all qubits at the end of a circuit, measured or not: a dictionary from ``"q[n-1]...q[0]"``.

    Options are those of :func:`run`; with several sets of values a list.

    >>> sample(Circuit(2).x(1), shots=5)
    {'10': 5}
    """
    whole = _as_circuit(circuit).copy()
    qubits = range(whole.num_qubits)
    name = "all"
    while name in {r.name for r in whole.qregs + whole.cregs}:
        name += "_"
    try:
        first = whole.add_creg(name, len(qubits)).offset
    except UsageError:
        raise UsageError("sample: the circuit has classical variables\nhelp: measure into registers and run it") from None
    whole.measure(qubits, range(first, first + len(qubits)))
    found = run(whole, shots, values=values, seed=seed, precision=precision, threads=threads, max_memory=max_memory,
                max_branches=max_branches, progress=progress)
    out = []
    for result in found if isinstance(found, list) else [found]:
        counts: Dict[str, int] = {} if len(qubits) else {"": shots}
        for key, n in result.counts.items() if len(qubits) else ():
            bits = key.partition(" ")[0]  # of the last register
            counts[bits] = counts.get(bits, 0) + n
        out.append(counts)
    return out if isinstance(found, list) else out[0]


def _is_pairs(terms: Sequence[Any]) -> bool:
    """Whether a list is one sum, ``[("ZZ", 1.0), ...]``, rather than several."""
    return len(terms) > 0 and all(isinstance(t, tuple) and len(t) == 2 and isinstance(t[0], str) and not isinstance(t[1], str)
                                  for t in terms)


def expectation(circuit: Any, observables: "Union[SumLike, Sequence[SumLike]]", values: Values = None, *,
                precision: str = "f64", threads: int = 0, progress: Progress = None) -> Any:
    """<H> of the circuit's final state for one or several Hermitian Pauli sums and one or many sets of values.

    Args:
        observables: one sum (``"Z0 Z1 + 0.5 X0"``, :class:`PauliSum`, ``[("ZZ", 1.0), ("IX", 0.5)]``) or a list of them.
        values: shape (parameters,) or (sets, parameters), or a dictionary by name; see :func:`run`.

    Returns:
        A float; with several sets an array of shape (sets,); with a list of m sums shape (m,) or (sets, m).

    Raises:
        UsageError: a sum that is not Hermitian or reaches qubits that are not there; a circuit that measures in
        its middle, resets or branches.

    >>> expectation(Circuit(1).ry("t", 0), "Z", [[0.0], [np.pi]]).round(12).tolist()
    [1.0, -1.0]
    """
    circuit = _as_circuit(circuit)
    threads = _threads(threads)
    many = isinstance(observables, (list, tuple)) and not _is_pairs(observables)
    sums = [PauliSum.of(s) for s in (observables if many else [observables])]  # type: ignore
    table, single = _values(circuit, values)
    with _progress(progress) as report:
        out = _core._expectations(circuit, sums, table, precision, threads, report)
    out = out if many else out[:, 0]
    if single:
        return out[0] if many else float(out[0])
    return out


def gradient(circuit: Any, observable: SumLike, values: Values, *, precision: str = "f64", threads: int = 0,
             progress: Progress = None) -> Tuple[Any, np.ndarray]:
    """<H> and its derivatives with respect to the circuit's parameters, exact up to rounding (adjoint method).

    Returns:
        (energy, slopes): a float and shape (parameters,), in the order of ``circuit.parameters``; for values of
        shape (sets, parameters) the shapes are (sets,) and (sets, parameters). Takes memory for two states.

    >>> energy, slopes = gradient(Circuit(1).ry("t", 0), "Z", [np.pi / 2])
    >>> slopes.round(12).tolist()
    [-1.0]
    """
    circuit = _as_circuit(circuit)
    table, single = _values(circuit, values)
    with _progress(progress) as report:
        energies, slopes = _core._gradients(circuit, PauliSum.of(observable), table, precision, threads, report)
    return (float(energies[0]), slopes[0]) if single else (energies, slopes)


class StateVector(_core.StateVector):
    """A state of n qubits to work with, at first \\|0...0>; qubit 0 is the least significant bit of an index.

    Memory is that of the qubits that something has touched. :meth:`numpy` shows the amplitudes without a copy.

    >>> state = StateVector.from_circuit(Circuit(2).h(0).cx(0, 1))
    >>> abs(state.numpy()).round(6).tolist()
    [0.707107, 0.0, 0.0, 0.707107]
    """

    def __init__(self, num_qubits: "Union[int, _core.StateVector]", *, precision: str = "f64", threads: int = 0) -> None:
        if isinstance(num_qubits, _core.StateVector):
            super().__init__(num_qubits)
        else:
            super().__init__(_whole(num_qubits, "qubits", 0, 2**32 - 1), precision, _threads(threads))

    @classmethod
    def from_circuit(cls, circuit: Any, values: Values = None, *, precision: str = "f64", threads: int = 0,
                     progress: Progress = None) -> "StateVector":
        """The final state of a circuit, measurements at its end passed over."""
        circuit = _as_circuit(circuit)
        state = cls(circuit.num_qubits, precision=precision, threads=threads)
        return state.apply(circuit, values, progress=progress)

    @classmethod
    def from_amplitudes(cls, amplitudes: Any, *, precision: str = "f64", threads: int = 0) -> "StateVector":
        """The state with these 2^n amplitudes, normalised to 1e-6."""
        array = np.ascontiguousarray(amplitudes, dtype=np.complex128)
        if array.ndim != 1 or array.size == 0 or array.size & (array.size - 1):
            raise UsageError(f"amplitudes have shape (2^n,), got {array.shape}")
        state = cls(int(array.size).bit_length() - 1, precision=precision, threads=threads)
        state._set(array)
        return state

    def apply(self, circuit: Any, values: Values = None, *, progress: Progress = None) -> "StateVector":
        """Applies a circuit's gates. After KeyboardInterrupt the state is \\|0...0>."""
        circuit = _as_circuit(circuit)
        table, single = _values(circuit, values)
        if not single:
            raise UsageError("apply takes one set of values")
        with _progress(progress) as report:
            self._apply(circuit, table[0].tolist(), report)
        return self

    def numpy(self, *, writable: bool = False) -> np.ndarray:
        """All amplitudes, shape (2^n,), complex128 or complex64: the state's own memory, not a copy.

        The engine keeps amplitudes in an order of its own; they are put into plain order in place, and back when the
        state is used after the array is gone. While an array is alive, questions are answered from a copy and changes
        are refused with :class:`UsageError`.
        """
        return np.asarray(self._view(writable))

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> np.ndarray:
        array = self.numpy()
        if dtype is not None and np.dtype(dtype) != array.dtype:
            return array.astype(dtype)
        return array.copy() if copy else array

    def copy(self) -> "StateVector":
        """An independent copy."""
        return StateVector(self)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> "StateVector":
        return StateVector(self)

    def __reduce__(self) -> Any:
        return _state_of, (self.numpy().copy(), self.precision)

    def amplitude(self, basis: "Union[str, int]") -> complex:
        """Of ``"q[n-1]...q[0]"`` or an index."""
        return self._amplitude(basis) if isinstance(basis, str) else self._amplitude_at(_whole(basis, "amplitude", 0))

    def probabilities(self, qubits: Any = None) -> np.ndarray:
        """Of the values of some qubits (at most 30): shape (2^k,), bit j of the index is ``qubits[j]``."""
        return np.asarray(self._probabilities(list(range(self.num_qubits)) if qubits is None else _list(qubits)))

    def sample(self, shots: int = 1024, *, seed: Optional[int] = None, qubits: Any = ()) -> Dict[str, int]:
        """Counts of all or of some qubits, ``qubits[0]`` rightmost."""
        return self._sample(_whole(shots, "shots", 1), _seed(seed), _list(qubits))

    def expectation(self, observable: SumLike) -> complex:
        """<H>; real if all coefficients are."""
        value = self._expectation(PauliSum.of(observable))
        return value.real if value.imag == 0 else value

    def entropy(self, qubits: Any, alpha: float = 1.0) -> float:
        """Of some qubits, in bits: von Neumann's, or Renyi's of order `alpha`."""
        return self._entropy(_list(qubits), alpha)

    def density_matrix(self, qubits: Any) -> np.ndarray:
        """Reduced density matrix of at most 10 qubits, the first the least significant."""
        return np.asarray(self._density(_list(qubits)))

    def norm_squared(self) -> float:
        """<psi\\|psi>."""
        return self._norm()

    def inner_product(self, other: "StateVector") -> complex:
        """<other\\|self>."""
        return other._inner(self)

    def fidelity(self, other: "StateVector") -> float:
        """\\|<other\\|self>\\|^2."""
        return abs(self.inner_product(other)) ** 2

    def __repr__(self) -> str:
        return f"<qiao.StateVector: {self.num_qubits} qubits, {self.precision}>"


def _state_of(amplitudes: np.ndarray, precision: str) -> StateVector:
    return StateVector.from_amplitudes(amplitudes, precision=precision)


def _pairs(given: Union[Mapping[str, str], Sequence[int], None], a: Circuit, b: Circuit) -> List[Tuple[str, str]]:
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [(str(x), str(y)) for x, y in given.items()]
    numbered = [(str(q), str(_whole(place, "qubit", 0))) for q, place in enumerate(given)]
    physical = [any(r.name == "$" for r in c.qregs) for c in (a, b)]
    first_is_device = physical[0] if physical[0] != physical[1] else a.num_qubits > b.num_qubits
    return [(y, x) for x, y in numbered] if first_is_device else numbered


def verify(a: Any, b: Any, *, max_error: float = 1e-16, exact_phase: bool = False,
           qubit_map: Union[Mapping[str, str], Sequence[int], None] = None,
           output_map: Union[Mapping[str, str], Sequence[int], None] = None, results_only: bool = False, strict: bool = False,
           start: Optional[str] = None, seed: int = 1, threads: int = 0, progress: Progress = None) -> Verification:
    """Whether two circuits are equal, as ``qiao verify`` decides it.

    Args:
        max_error: largest infidelity that still counts as equal.
        exact_phase: a global phase makes them different.
        qubit_map: the first's qubits to the second's, ``{"q[0]": "r[1]"}``; or, by qubit of the smaller circuit, its number
            in the other, as Qiskit's ``layout.initial_index_layout(filter_ancillas=True)`` has it. By name or else by
            place without it.
        output_map: where they are at the end, if that is elsewhere (``layout.final_index_layout``).
        results_only: compare the classical results alone, of runs from \\|0...0>.
        strict: equal only if the states of all qubits are, for every input. Else circuits that measure are also equal,
            ``compared`` says so, if a run from \\|0...0> shows the same.
        start: ``"zero"``, runs from \\|0...0> alone, or ``"any"``; usually ``"any"`` for states, ``"zero"`` for results.

    >>> bool(verify(Circuit(2).cx(0, 1), Circuit(2).h(1).cz(0, 1).h(1)))
    True
    """
    if not max_error >= 0:
        raise UsageError(f"max_error: {max_error!r} is not a number from 0 up")
    if results_only and strict:
        raise UsageError("results_only and strict exclude each other")
    if start not in (None, "zero", "any"):
        raise UsageError(f"start: {start!r} is neither 'zero' nor 'any'")
    first, second = _as_circuit(a), _as_circuit(b)
    compare = "results" if results_only else "states" if strict else "shown"
    with _progress(progress) as report:
        text = _core._verify(first, second, max_error, exact_phase, _pairs(qubit_map, first, second),
                             _pairs(output_map, first, second), compare, start or "", _whole(seed, "seed", 0),
                             _threads(threads), report)
    document = json.loads(text)
    for about_the_document in ("schema", "version", "a", "b", "max_error"):
        del document[about_the_document]
    return Verification(**document)


def translate(circuit: Any, to: str, *, basis: Sequence[str] = (), defer_measurements: bool = False, verify: bool = True,
              max_error: float = 1e-3, threads: int = 0, progress: Progress = None) -> Translation:
    """The program in another language, read back and compared, as ``qiao translate`` does it.

    Args:
        circuit: a circuit, the text of a program, or a path.
        to: one of :func:`languages`. basis: first rewrite into these gates, ``["rz", "sx", "cx"]``.

    Raises:
        InputError: the target cannot express the program; ``diagnostics`` name each place.

    >>> print(translate(Circuit(1).h(0), "qasm2").text.splitlines()[-1])
    h q[0];
    """
    from_file = False
    if isinstance(circuit, os.PathLike):
        text, name, from_file = "", os.fspath(circuit), True
    elif isinstance(circuit, str):
        text, name = circuit, "<text>"
    else:
        text, name = _as_circuit(circuit).to("json"), "<circuit>"
    words = basis if isinstance(basis, str) else ",".join(basis)
    with _progress(progress) as report:
        out, certificate = _core._translate(text, name, from_file, to, words, defer_measurements, verify, max_error,
                                            threads, report)
    return Translation(out, to, json.loads(certificate))


def estimate(circuit: Any, *, threads: int = 0) -> Estimate:
    """Memory and time that a run would need, without running it."""
    return Estimate(**_core._estimate(_as_circuit(circuit), threads))
