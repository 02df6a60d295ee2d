"""The stubs are those of the module, and the types of the package and its examples agree."""
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PYTHON = ROOT / "bindings_cli" / "python"


def test_stubs_are_current(tmp_path):
    subprocess.run([sys.executable, PYTHON / "stubs" / "make_stubs.py", tmp_path], check=True)
    for name in ("_core.pyi", "_gate_methods.pyi"):
        assert (tmp_path / name).read_text() == (PYTHON / "qiao" / name).read_text(), \
            f"{name} is old: run bindings_cli/python/stubs/make_stubs.py"


def test_types(tmp_path):
    api = pytest.importorskip("mypy.api")
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import qiao\n"
                     "depth: str = qiao.Circuit(1).h(0).cx(0, 1).depth\n"  # line 2: an int
                     "qiao.Circuit(1).hadamard(0)\n"  # line 3: no such gate
                     "qiao.Circuit(1).rx('t')\n"  # line 4: no qubit
                     "qiao.vqe('Z0', ansatz=3)\n"  # line 5
                     "energy: float = qiao.vqe('Z0').energy\n")
    out, _, _ = api.run([f"--config-file={ROOT / 'pyproject.toml'}", f"--cache-dir={tmp_path}", "--no-error-summary",
                         str(PYTHON / "qiao"), str(PYTHON / "examples"), str(wrong)])
    found = [line for line in out.splitlines() if " note: " not in line]
    assert [line.split(":")[1] for line in found] == ["2", "3", "4", "5"], out
