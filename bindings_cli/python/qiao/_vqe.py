"""Molecules and VQE."""

from __future__ import annotations

import json
import os
import warnings
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np

from . import _core
from ._circuit import Circuit
from ._errors import ProgramWarning, UnsupportedError, UsageError
from ._functions import _whole
from ._optimisation import Callback, Evaluation, _CommandDocument, _given, _html_table, _read, _watching
from ._parameter import _real
from ._pauli import PauliSum

CHEMICAL_ACCURACY = 1.6e-3  # Hartree


class Molecule(_core.Molecule):
    """Electrons in real orthonormal orbitals that both spins share (RHF, ROHF, CASSCF).

    Args:
        one: one-electron integrals in Hartree, shape (n, n).
        two: two-electron integrals (pq\\|rs) in chemists' notation, shape (n, n, n, n).
        electrons: how many (a closed shell), or numbers with spin up and down.
        core: constant energy: nuclear repulsion and frozen electrons.

    Raises :class:`UsageError` for integrals without the symmetry of real orbitals.

    >>> Molecule(np.diag([-1.0, 0.5]), np.zeros((2, 2, 2, 2)), 2).reference_energy
    -2.0
    """

    def __init__(self, one: Any, two: Any = None, electrons: "Union[int, Tuple[int, int]]" = 0, core: float = 0.0) -> None:
        if isinstance(one, _core.Molecule):
            super().__init__(one)
            return
        if isinstance(electrons, (int, np.integer)):
            if electrons % 2:
                raise UsageError(f"{electrons} electrons are no closed shell\nhelp: electrons=(up, down)")
            electrons = (electrons // 2, electrons // 2)
        arrays = [np.asarray(a) for a in (one, two)]
        if any(np.iscomplexobj(a) for a in arrays):
            raise UnsupportedError("complex integrals", "orbitals must be real")
        if arrays[0].ndim != 2 or arrays[1].ndim != 4:
            raise UsageError(f"integrals have shapes (n, n) and (n, n, n, n), not {arrays[0].shape} and {arrays[1].shape}")
        h, g = (np.ascontiguousarray(a, dtype=np.float64) for a in arrays)
        if not isinstance(electrons, (tuple, list)) or len(electrons) != 2:
            raise UsageError(f"electrons: {electrons!r} is neither a number nor a pair (up, down)")
        up, down = (_whole(e, "electrons", 0, len(h)) for e in electrons)
        super().__init__(h, g, _real(core, "core"), up, down)

    @classmethod
    def from_fcidump(cls, path: "Union[str, os.PathLike[str]]") -> "Molecule":
        """Reads an FCIDUMP file. Raises :class:`InputError` with the line that is wrong."""
        return cls(_core.Molecule._from_fcidump(_read(path), os.fspath(path)))

    @classmethod
    def from_pyscf(cls, calculation: Any) -> "Molecule":
        """The orbitals of a converged PySCF calculation: RHF, ROHF, RKS, or CASCI and CASSCF (their active space).

        Raises :class:`UnsupportedError` for orbitals that differ between the spins or are complex, and for what the integrals
        do not hold: solvents, orbitals occupied out of order, energies that are not those of the Hamiltonian. Warns of
        calculations that have not converged, and of solvers with a penalty on the spin.
        """
        from pyscf import ao2mo

        orbitals = calculation.mo_coeff
        if orbitals is None:
            raise UsageError("the PySCF calculation has no orbitals yet\nhelp: call its kernel() first")
        if isinstance(orbitals, (tuple, list)) or np.ndim(orbitals) != 2:
            raise UnsupportedError("orbitals that differ between the spins (UHF) or points of reciprocal space", "use RHF or ROHF")
        if len(orbitals) != calculation.mol.nao:
            raise UnsupportedError("orbitals that mix the spins (GHF)", "use RHF or ROHF")
        if np.iscomplexobj(orbitals):
            raise UnsupportedError("complex orbitals", "orbitals must be real")
        if getattr(calculation, "with_solvent", None) is not None:
            raise UnsupportedError("a PySCF calculation with a solvent: its Hamiltonian depends on the state",
                                   "do it without, or give integrals: qiao.Molecule(one, two, electrons, core)")
        if getattr(calculation, "converged", True) is False:
            warnings.warn("the PySCF calculation has not converged", ProgramWarning, stacklevel=3)
        if hasattr(calculation, "get_h2eff"):  # an active space
            if getattr(getattr(calculation, "fcisolver", None), "ss_penalty", None):
                warnings.warn("the PySCF calculation has a penalty on the spin (fix_spin); the Hamiltonian is without it",
                              ProgramWarning, stacklevel=3)
            one, core = calculation.get_h1eff()
            n = calculation.ncas
            return cls(one, ao2mo.restore(1, calculation.get_h2eff(), n), tuple(calculation.nelecas), core)
        occupied = np.asarray(getattr(calculation, "mo_occ", []), dtype=float)
        if (np.diff(occupied) > 1e-9).any() or np.abs(occupied - occupied.round()).max(initial=0) > 1e-9:
            raise UnsupportedError("a PySCF calculation whose orbitals are not occupied in order, the lowest doubly",
                                   "sort the orbitals (mo_coeff, mo_occ) so that the occupied ones are first")
        one = orbitals.T @ calculation.get_hcore() @ orbitals
        n = orbitals.shape[1]
        if getattr(calculation, "with_df", None) is not None and calculation._eri is None:
            two = calculation.with_df.ao2mo(orbitals)
        else:
            source = calculation._eri if calculation._eri is not None else calculation.mol
            two = ao2mo.kernel(source, orbitals)
        molecule = cls(one, ao2mo.restore(1, two, n), tuple(calculation.mol.nelec), calculation.energy_nuc())
        energy, ours = calculation.e_tot, molecule.reference_energy
        # Of Kohn and Sham's energies the functional is a part that no Hamiltonian has.
        if not hasattr(calculation, "xc") and getattr(calculation, "converged", True) and abs(energy - ours) > 1e-5:
            raise UnsupportedError(f"a PySCF calculation whose energy {energy:.8f} is not that of its integrals, {ours:.8f}: it has "
                                   "terms that these do not hold (a dispersion correction, exxdiv, a penalty)",
                                   "do it without, or give integrals: qiao.Molecule(one, two, electrons, core)")
        if hasattr(calculation, "xc") and getattr(calculation, "exxdiv", None) is not None:
            raise UnsupportedError(f"a periodic PySCF calculation with exxdiv = {calculation.exxdiv!r}", "set it to None")
        return molecule

    @property
    def one(self) -> np.ndarray:
        """One-electron integrals in Hartree, shape (n, n); a copy."""
        return np.asarray(self._arrays()[0])

    @property
    def two(self) -> np.ndarray:
        """Two-electron integrals (pq\\|rs), shape (n, n, n, n); a copy."""
        return np.asarray(self._arrays()[1])

    def active_space(self, electrons: int, orbitals: int) -> "Molecule":
        """So many electrons in so many orbitals; lower orbitals stay occupied, higher ones empty."""
        return Molecule(self._active_space(electrons, orbitals))

    def frozen_core(self, orbitals: int) -> "Molecule":
        """The lowest orbitals stay occupied."""
        return Molecule(self._frozen_core(orbitals))

    def __reduce__(self) -> Any:
        return Molecule, (self.one, self.two, self.electrons, self.core)

    def __repr__(self) -> str:
        up, down = self.electrons
        return f"<qiao.Molecule: {up} + {down} electrons in {self.orbitals} orbitals>"


class VqeState(_CommandDocument):
    """A state that VQE found. Energies are in Hartree (of a Pauli sum: in its units)."""

    def __init__(self, document: Dict[str, Any]) -> None:
        self._document = document

    @property
    def interrupted(self) -> bool:
        """Whether its optimisation was stopped."""
        return bool(self._document["optimisation"]["stopped"] == "interrupted")

    @property
    def energy(self) -> float:
        """Free of noise, also with shots."""
        return float(self._document["energy"])

    @property
    def error(self) -> Optional[float]:
        """Beyond the exact energy; ``None`` if that was not computed."""
        error = self._document["error"]
        return None if error is None else float(error)

    @property
    def estimate(self) -> Tuple[float, float]:
        """With shots: the energy as measured and its standard error."""
        if "estimate" not in self._document:
            raise UsageError("the energy was not measured: it is exact without shots")
        return float(self._document["estimate"]), float(self._document["standard_error"])

    @property
    def parameters(self) -> np.ndarray:
        """In radians, shape (parameters,)."""
        return np.array(self._document["parameters"])

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
        """Energies of all evaluations, shape (evaluations,)."""
        return np.array([h[2] for h in self._document["optimisation"]["history"]])

    @property
    def gradient_norms(self) -> np.ndarray:
        """Of all evaluations, shape (evaluations,); NaN where no gradient was computed."""
        return np.array([np.nan if h[3] is None else h[3] for h in self._document["optimisation"]["history"]])

    @property
    def steps(self) -> np.ndarray:
        """Of ADAPT: energy after each operator, shape (operators,)."""
        return np.array([s["energy"] for s in self._document.get("steps", [])])


class VqeResult(_CommandDocument):
    """The result of :func:`vqe`. ``states`` are those that were sought, from the ground state up; the attributes of the
    ground state are here, too. ``to_dict`` is the document of ``qiao vqe --json``."""

    def __init__(self, run: Any, name: str) -> None:
        self._run = run
        self._name = name
        self._document = json.loads(run.document)
        self._result: Dict[str, Any] = self._document["results"][0]
        self._circuits: Dict[int, Circuit] = {}
        self.states: Tuple[VqeState, ...] = tuple(VqeState(s) for s in self._result["states"])

    @property
    def interrupted(self) -> bool:
        """Whether it was stopped (by Ctrl-C or a callback) and is the best found until then."""
        return bool(self._result["interrupted"])

    @property
    def seed(self) -> int:
        """With the same seed the same call gives the same result."""
        return int(self._document["options"]["seed"])

    @property
    def exact(self) -> np.ndarray:
        """The lowest energies of exact diagonalisation (FCI), shape (states,); empty if not computed."""
        return np.array(self._result["exact"]["energies"])

    @property
    def reference_energy(self) -> float:
        """Of the reference determinant (Hartree-Fock); of a Pauli sum that of \\|0...0>."""
        return float(self._result["reference_energy"])

    @property
    def num_qubits(self) -> int:
        """Of :meth:`circuit`."""
        return int(self._result["qubits"])

    @property
    def within_chemical_accuracy(self) -> bool:
        """Whether the ground state's error is known and at most 1.6e-3 Ha."""
        return self.error is not None and abs(self.error) <= CHEMICAL_ACCURACY

    energy = property(lambda self: self.states[0].energy, doc=VqeState.energy.__doc__)
    error = property(lambda self: self.states[0].error, doc=VqeState.error.__doc__)
    parameters = property(lambda self: self.states[0].parameters, doc=VqeState.parameters.__doc__)
    history = property(lambda self: self.states[0].history, doc=VqeState.history.__doc__)

    def circuit(self, state: int = 0, *, symbolic: bool = False) -> Circuit:
        """The circuit of a state, with its parameters or symbols ``theta0, theta1, ...``."""
        if state not in self._circuits:
            if not 0 <= state < len(self.states):
                raise UsageError(f"state {state} is not one of {len(self.states)}")
            self._circuits[state] = Circuit(self._run.circuit(state))
        circuit = self._circuits[state]
        return circuit.copy() if symbolic else circuit.bind(self.states[state].parameters.tolist())

    def hamiltonian(self) -> _core.PauliSum:
        """The Pauli sum on the qubits of :meth:`circuit`."""
        if self._run is None:
            raise UsageError("a result from a pickle does not hold its Hamiltonian")
        return PauliSum(self._run.hamiltonian())

    def __getstate__(self) -> Dict[str, Any]:
        for state in range(len(self.states)):
            self.circuit(state)
        return {**self.__dict__, "_run": None}

    def __repr__(self) -> str:
        error = "" if self.error is None else f", error {self.error:+.2e}"
        return f"<qiao.VqeResult: {self._name}, energy {self.energy:.10f}{error}>"

    def _repr_html_(self) -> str:
        rows = [["reference", f"{self.reference_energy:.10f}", "", "", ""]]
        for k, s in enumerate(self.states):
            rows.append([f"state {k}", f"{s.energy:.10f}", "" if s.error is None else f"{s.error:+.2e}",
                         str(len(s.parameters)), str(s.evaluations)])
        rows += [[f"exact, state {k}", f"{e:.10f}", "", "", ""] for k, e in enumerate(self.exact)]
        return _html_table(["", "energy", "error", "parameters", "evaluations"], rows)


def vqe(problem: Any, *, ansatz: Optional[str] = None, active_space: Optional[Tuple[int, int]] = None, frozen_core: int = 0,
        mapping: Optional[str] = None, two_qubit_reduction: Optional[bool] = None, spin_adapted: Optional[bool] = None,
        symmetry: Optional[bool] = None, layers: Optional[int] = None, pool: Optional[str] = None,
        pool_tolerance: Optional[float] = None, max_operators: Optional[int] = None, states: Optional[int] = None,
        deflation_weight: Optional[float] = None, shots: Optional[int] = None, starts: Optional[int] = None,
        initial: "Union[VqeResult, Sequence[float], np.ndarray, None]" = None, exact: Optional[bool] = None,
        general_engine: Optional[bool] = None, optimizer: Optional[str] = None, max_evaluations: Optional[int] = None,
        max_time: Optional[float] = None, tolerance: Optional[float] = None, gtol: Optional[float] = None,
        step: Optional[float] = None, seed: Optional[int] = None, threads: Optional[int] = None,
        callback: Optional[Callback] = None, progress: bool = False) -> VqeResult:
    """Ground and excited states of a molecule or a Pauli sum, the exact ones beside them; as ``qiao vqe``.

    Args:
        problem: a PySCF calculation (RHF, ROHF, CASCI, CASSCF), a :class:`Molecule`, the path (:class:`os.PathLike`) or
            text of an FCIDUMP file, or a Hermitian Pauli sum.
        ansatz: ``"uccsd"``, ``"kupccgsd"``, ``"adapt"``, ``"hea"`` (the only one for Pauli sums).
        active_space: (electrons, orbitals). frozen_core: so many orbitals stay occupied.
        mapping: ``"jordan-wigner"``, ``"parity"``, ``"bravyi-kitaev"``; `two_qubit_reduction` with parity.
        states: the ground state and excited ones, by deflation with `deflation_weight` in Hartree (default: from a bound of
            the energies).
        shots: for each energy; without, energies are exact.
        initial: parameters to begin with, or a result that has them.
        tolerance: change of the energy in Hartree that ends it (default: 1e-10 of the distance from the reference). gtol: norm of the gradient that does.
        callback, progress: as of :func:`qaoa`.

    Raises:
        UsageError, InputError: options or a problem that make no sense. UnsupportedError: UHF or complex orbitals.

    >>> result = vqe("Z0 Z1 + 0.5 X0 + 0.5 X1", ansatz="hea", seed=1)
    >>> round(result.energy, 6), result.within_chemical_accuracy
    (-1.414214, True)
    """
    if isinstance(initial, VqeResult):
        initial = initial.parameters
    options = _given(dict(
        ansatz=ansatz, mapping=mapping, two_qubit_reduction=two_qubit_reduction, spin_adapted=spin_adapted,
        symmetry=symmetry, layers=layers, pool=pool, pool_tolerance=pool_tolerance, max_operators=max_operators,
        states=states, deflation_weight=deflation_weight, shots=shots, starts=starts, exact=exact,
        initial=None if initial is None else np.asarray(initial, dtype=np.float64).tolist(), general_engine=general_engine,
        optimizer=optimizer, max_evaluations=max_evaluations, max_time=max_time, tolerance=tolerance, gtol=gtol, step=step,
        seed=seed, threads=threads))
    name = type(problem).__name__
    if isinstance(problem, os.PathLike):
        name, problem = os.fspath(problem), _read(problem)
        if problem.lstrip()[:4].upper() == "&FCI":
            problem = Molecule(_core.Molecule._from_fcidump(problem, name))
    elif isinstance(problem, str):
        name = "<text>"
        if problem.lstrip()[:4].upper() == "&FCI":
            problem = Molecule(_core.Molecule._from_fcidump(problem, name))
    elif hasattr(problem, "mo_coeff"):
        problem = Molecule.from_pyscf(problem)
    elif not isinstance(problem, _core.Molecule):
        problem = PauliSum.of(problem)
    if isinstance(problem, _core.Molecule):
        if active_space is not None and frozen_core:
            raise UsageError("active_space and frozen_core exclude each other")
        if active_space is not None:
            if not isinstance(active_space, (tuple, list)) or len(active_space) != 2:
                raise UsageError(f"active_space: {active_space!r} is no pair (electrons, orbitals)")
            problem = problem._active_space(*(_whole(n, "active_space", 0, 2**31) for n in active_space))
        elif frozen_core:
            problem = problem._frozen_core(_whole(frozen_core, "frozen_core", 0, 2**31))
    elif active_space is not None or frozen_core:
        raise UsageError(f"{name}: a Pauli sum has no orbitals to freeze")
    run = _core._vqe_molecule if isinstance(problem, _core.Molecule) else \
        _core._vqe_text if isinstance(problem, str) else _core._vqe_sum

    def make(evaluations: int, best: float, norm: float, parameters: int, state: int) -> Evaluation:
        return Evaluation(evaluations, best, best, norm, parameters, state)

    with _watching(callback, progress, make) as watch:
        return VqeResult(run(problem, name, options, watch), name)
