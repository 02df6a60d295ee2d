# What qiao/_pauli.py adds to a class of the module, for stubgen.
qiao._core.PauliSum.terms:
    @property
    def terms(self) -> list[tuple[str, complex]]:
        """Pairs of a string (``"X0 Z3"``, ``"I"``) and its coefficient."""

qiao._core.PauliSum.of:
    @staticmethod
    def of(value: str | PauliSum | Mapping[str, complex] | Iterable[tuple[str, complex]]) -> PauliSum:
        """A text, a sum, pairs or a dictionary of strings and coefficients as a sum."""

qiao._core.PauliSum.__repr__:
    def __repr__(self) -> str: ...

qiao._core.__prefix__:
    from collections.abc import Iterable
    from typing import Any

    __version__: str

