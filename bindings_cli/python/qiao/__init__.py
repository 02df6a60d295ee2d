"""Qiao: quantum circuits - OpenQASM, simulation, translation, proofs.

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
from ._parameter import Parameter
from ._pauli import PauliSum
from ._results import Estimate, Result, Translation, Verification

__all__ = [
    "Circuit", "Error", "Estimate", "FileError", "Gate", "InputError", "Instruction", "InternalError",
    "InterruptedError", "LimitError", "Parameter", "PauliSum", "ProgramWarning", "Register", "Result", "StateVector",
    "Translation", "UndecidedError", "UnsupportedError", "UsageError", "Verification", "estimate", "expectation",
    "gates", "gradient", "languages", "run", "sample", "translate", "verify", "__version__",
]
