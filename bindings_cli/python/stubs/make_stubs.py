"""Writes the stubs of the package from the module and the gate table: make_stubs.py [FOLDER], by default beside the sources.

    PYTHONPATH=build/release/python .venv-test/bin/python bindings_cli/python/stubs/make_stubs.py
"""
import inspect
import pathlib
import subprocess
import sys

from qiao._gate_methods import GateMethods

HERE = pathlib.Path(__file__).resolve().parent


def gate_methods() -> str:
    lines = [
        "# Written by bindings_cli/python/stubs/make_stubs.py from the gate table.",
        "from collections.abc import Iterable",
        "from typing import Union",
        "",
        "from typing_extensions import Self",
        "",
        "from . import _core",
        "from ._parameter import Parameter",
        "",
        "Angle = Union[float, str, Parameter]",
        "Qubits = Union[int, Iterable[int]]",
        "",
        "def _list(qubits: Qubits) -> list[int]: ...",
        "",
        "class GateMethods(_core.Circuit):",
    ]
    for name, method in vars(GateMethods).items():
        if name.startswith("_"):
            continue
        words = [p for p in inspect.signature(method).parameters.values() if p.name != "self"]
        typed = [f"{p.name}: {'int' if p.name.startswith(('qubit', 'control')) else 'Angle'}" for p in words
                 if p.kind is p.POSITIONAL_OR_KEYWORD]
        arguments = ", ".join(["self", *typed, "*", "controls: Qubits = ...", "on_zero: Qubits = ..."])
        summary = inspect.getdoc(method).splitlines()[0]
        lines += [f"    def {name}({arguments}) -> Self:", f"        {('r' if chr(92) in summary else '')}\"\"\"{summary}\"\"\"", ""]
    return "\n".join(lines[:-1]) + "\n"


def main() -> None:
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "qiao"
    (folder / "_gate_methods.pyi").write_text(gate_methods(), encoding="utf-8")
    core = folder / "_core.pyi"
    subprocess.run([sys.executable, "-m", "nanobind.stubgen", "-q", "-P", "-m", "qiao._core", "-p", str(HERE / "core.pat"),
                    "-o", str(core)], check=True)
    text = core.read_text(encoding="utf-8")
    # Objects that the module makes by hand: arrays and tuples.
    text = text.replace("-> object:", "-> Any:").replace("def __eq__(self, arg: PauliSum, /)", "def __eq__(self, arg: object, /)")
    core.write_text("# Written by bindings_cli/python/stubs/make_stubs.py.\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main()
