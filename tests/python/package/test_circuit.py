"""Building, reading, drawing, comparing circuits."""
import copy
import doctest
import importlib
import inspect
import os
import pathlib
import pickle
import pkgutil
import runpy
import subprocess
import sys

import numpy as np
import pytest

import qiao

ROOT = pathlib.Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "bindings_cli" / "examples"


def every_gate(random):
    """A circuit for each gate of the table and each of 0, 1, 2 controls."""
    for gate in qiao.gates():
        if gate.name == "unitary":
            continue
        for controls in range(3):
            c = qiao.Circuit(gate.num_qubits + controls)
            qubits = random.permutation(c.num_qubits).tolist()
            params = random.uniform(-3, 3, len(gate.params)).tolist()
            yield gate, controls, params, qubits, c


def test_every_gate_has_methods_and_comes_back_from_iteration(random):
    for gate, controls, params, qubits, c in every_gate(random):
        getattr(c, "c" * controls + gate.name)(*params, *qubits)
        op = c[0]
        assert (op.kind, op.name, list(op.params)) == ("gate", gate.name, params)
        assert list(op.controls) + list(op.qubits) == qubits
        assert gate.doc in getattr(c, gate.name).__doc__
        again = qiao.Circuit(c.num_qubits).gate(gate.name, qubits[controls:], params, controls=qubits[:controls])
        assert c == again
        assert pickle.loads(pickle.dumps(c)) == c


def test_negative_controls_differ_from_positive_ones():
    a = qiao.Circuit(2).x(1, controls=0)
    b = qiao.Circuit(2).x(1, on_zero=0)
    assert a != b and b[0].on_zero == (0,)
    assert qiao.sample(b, 7) == {"10": 7}
    assert qiao.sample(a, 7) == {"00": 7}


def test_inverse_undoes(random):
    c = qiao.Circuit(3)
    for gate, controls, params, qubits, other in every_gate(random):
        if other.num_qubits <= 3:
            getattr(c, "c" * controls + gate.name)(*params, *qubits)
    state = qiao.StateVector.from_circuit(c + c.inverse())
    assert abs(state.amplitude(0) - 1) < 1e-12
    assert len(c + c.inverse()) == 2 * len(c)


def test_unitary_is_checked_and_kept(random):
    q, _ = np.linalg.qr(random.normal(size=(4, 4)) + 1j * random.normal(size=(4, 4)))
    c = qiao.Circuit(2).unitary(q, [0, 1])
    assert np.array_equal(c[0].matrix, q)
    assert np.allclose(qiao.StateVector.from_circuit(c).numpy(), q[:, 0], atol=1e-14)
    with pytest.raises(qiao.UsageError, match="unitary"):
        qiao.Circuit(1).unitary([[1, 1], [0, 1]], 0)
    with pytest.raises(qiao.UsageError, match="2 by 3"):
        qiao.Circuit(1).unitary(np.ones((2, 3)), 0)


def test_parameters_are_linear_expressions():
    theta, phi = qiao.Parameter("theta"), qiao.Parameter("phi")
    c = qiao.Circuit(2).rx(2 * theta - phi / 2 + 1, 0).cp("phi", 0, 1)
    assert c.parameters == ("theta", "phi")
    assert c[0].params == (qiao.Parameter(constant=1, terms={"theta": 2, "phi": -0.5}),)
    assert c.bind(theta=0.25, phi=1.0)[0].params == (1.0,)
    assert c.bind([0.25, 1.0]) == c.bind({"theta": 0.25, "phi": 1.0})
    with pytest.raises(qiao.UsageError, match="no parameter 'psi'"):
        c.bind(psi=1)
    with pytest.raises(qiao.UsageError, match="'phi'"):
        c.bind(theta=1)
    d = qiao.Circuit(2).rz("phi", 0) + c
    assert d.bind(theta=0.5, phi=0.25) == qiao.Circuit(2).rz(0.25, 0) + c.bind(theta=0.5, phi=0.25)


def test_conditions():
    c = qiao.Circuit(2, 2).x(0).measure(0, 0)
    with c.if_(0):
        c.x(1)
    with c.if_else("c", 2) as orelse:
        c.h(1)
        orelse()
        c.z(1)
    c.measure(1, 1)
    assert qiao.run(c, shots=9).counts == {"11": 9}
    assert [op.kind for op in c] == ["gate", "measure", "if", "if", "measure"]
    assert c[2].body[0].name == "x" and c[3].orelse[0].name == "z"
    assert pickle.loads(pickle.dumps(c)) == c


def test_text_files_languages_and_pictures():
    for path in sorted(EXAMPLES.glob("*.qasm")):
        c = qiao.Circuit.from_file(path)
        assert c == qiao.Circuit(path.read_text(), include_paths=[str(EXAMPLES)])
        if path.stem == "bb84_sifting":  # counts in variables, which the JSON form does not have
            with pytest.raises(qiao.Error, match="T0101"):
                c.to("json")
            continue
        assert qiao.Circuit(c.to("json")) == c
        assert c._repr_svg_().startswith("<svg") and c.qregs[0].name in c.draw()
    bell = qiao.Circuit(2).h(0).cx(0, 1)
    for language in qiao.languages():
        again = qiao.Circuit(bell.to(language), name="x.stim" if language == "stim" else "<text>")
        assert qiao.verify(bell, again), language
    with pytest.raises(qiao.UsageError, match="did you mean 'qasm2'"):
        bell.to("qasm22")


def test_copies_are_independent():
    a = qiao.Circuit(1).h(0)
    b, c = copy.copy(a), copy.deepcopy(a)
    b.x(0)
    assert len(a) == 1 and len(b) == 2 and a == c and a != b
    assert a.count_ops() == {"h": 1} and b.depth == 2


def test_mistakes_in_programs_are_those_of_the_command_line(tmp_path):
    text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\nhadamard q[0];\ncx q[0], q[2];\n"
    with pytest.raises(qiao.InputError) as caught:
        qiao.Circuit(text, name="broken.qasm")
    error = caught.value
    assert (error.code, error.file, error.line, error.column) == ("Q0201", "broken.qasm", 4, 1)
    assert [d["code"] for d in error.diagnostics] == ["Q0201", "Q0401"]
    assert isinstance(pickle.loads(pickle.dumps(error)), qiao.InputError)
    file = tmp_path / "broken.qasm"
    file.write_text(text)
    command = os.environ.get("QIAO_COMMAND")
    if command:
        told = subprocess.run([command, "run", "broken.qasm"], cwd=tmp_path, capture_output=True, text=True)
        assert told.returncode == 3 and str(error) in told.stderr


@pytest.mark.parametrize("call, message", [
    (lambda c: c.h(5), "5"),
    (lambda c: c.h(-1), "count from 0"),
    (lambda c: c.cx(0, 0), "q"),
    (lambda c: c.h("q"), "whole numbers"),
    (lambda c: c.measure(0, 7), "7"),
    (lambda c: c.measure([0, 1], 0), "2 qubits into 1 bits"),
    (lambda c: c.rx(0), "takes theta, qubit"),
    (lambda c: c.gate("hadamard", 0), "unknown gate"),
    (lambda c: c.gate("rx", 0, [1, 2]), "rx"),
    (lambda c: c.if_("nothing").__enter__(), "no classical register"),
])
def test_mistakes_in_building(call, message):
    c = qiao.Circuit(2, 1)
    with pytest.raises(qiao.UsageError, match=message):
        call(c)
    assert len(c) == 0


def test_examples_in_the_documentation():
    names = {**{n: getattr(qiao, n) for n in qiao.__all__}, "np": np}
    modules = [importlib.import_module(f"qiao.{m.name}") for m in pkgutil.iter_modules(qiao.__path__) if m.name != "interop"]
    results = [doctest.testmod(module, extraglobs=names) for module in [qiao, *modules]]
    assert not any(r.failed for r in results) and sum(r.attempted for r in results) > 25
    doctest.run_docstring_examples(qiao.PauliSum, names, name="PauliSum")


def test_everything_public_is_documented():
    for name in qiao.__all__:
        thing = getattr(qiao, name)
        if name == "__version__":
            continue
        assert thing.__doc__, name
        for member, value in vars(thing).items() if isinstance(thing, type) else ():
            if not member.startswith("_") and (callable(value) or isinstance(value, (property, classmethod))):
                assert inspect.getdoc(getattr(thing, member)), f"{name}.{member}"


@pytest.mark.parametrize("script", sorted((ROOT / "bindings_cli/python/examples").glob("*.py")), ids=lambda p: p.stem)
def test_examples_run(script, capsys):
    runpy.run_path(str(script), run_name="__main__")  # in this process, which has imported the large packages already
    assert capsys.readouterr().out
