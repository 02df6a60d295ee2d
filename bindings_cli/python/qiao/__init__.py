"""Qiao: quantum circuits - OpenQASM, simulation, translation, proofs, optimisation.

>>> import qiao
>>> bell = qiao.Circuit(2, 2).h(0).cx(0, 1).measure_all()
>>> sorted(qiao.run(bell, shots=1000, seed=1).counts)
['00', '11']
"""

from ._circuit import Circuit, Gate, Instruction, Register, gates, languages
from ._core import __version__
from ._errors import (Error, FileError, InputError, InternalError, InterruptedError, LimitError, ProgramWarning,
                      UndecidedError, UnsupportedError, UsageError)
from ._functions import (StateVector, estimate, expectation, gradient, run, sample, translate, verify)
from ._optimisation import Evaluation
from ._parameter import Parameter
from ._pauli import PauliSum
from ._place import PlaceResult, place
from ._qaoa import Instance, QaoaResult, QaoaRun, problem_kinds, qaoa
from ._results import Estimate, Result, Translation, Verification
from ._vqe import Molecule, VqeResult, VqeState, vqe

__all__ = [
    "Circuit", "Error", "Estimate", "Evaluation", "FileError", "Gate", "InputError", "Instance", "Instruction",
    "InternalError", "InterruptedError", "LimitError", "Molecule", "Parameter", "PauliSum", "PlaceResult", "ProgramWarning",
    "QaoaResult", "QaoaRun", "Register", "Result", "StateVector", "Translation", "UndecidedError", "UnsupportedError",
    "UsageError", "Verification", "VqeResult", "VqeState", "estimate", "expectation", "gates", "gradient", "languages",
    "place", "problem_kinds", "qaoa", "run", "sample", "translate", "verify", "vqe", "__version__",
]
