"""Running, sweeps, states, proofs; values from NumPy's linear algebra."""
import copy
import json
import os
import pathlib
import pickle
import signal
import threading
import time

import numpy as np
import pytest

import qiao

PAULIS = {"I": np.eye(2), "X": np.array([[0, 1], [1, 0]]), "Y": np.array([[0, -1j], [1j, 0]]), "Z": np.diag([1, -1])}


def dense(letters):
    """The matrix of a string, the leftmost letter the highest qubit."""
    m = np.eye(1)
    for letter in letters:
        m = np.kron(m, PAULIS[letter])
    return m


def ansatz(n, layers):
    c = qiao.Circuit(n)
    for layer in range(layers):
        for q in range(n):
            c.ry(f"a{layer}_{q}", q)
        for q in range(n - 1):
            c.cx(q, q + 1)
    return c


def test_counts_and_probabilities():
    c = qiao.Circuit(3)
    c.add_creg("a", 2)
    c.add_creg("b", 1)
    c.x(0).h(2).measure([0, 1], [0, 1]).measure(2, 2)
    r = qiao.run(c, shots=1000, seed=3)
    assert set(r.counts) == {"0 01", "1 01"} and sum(r.counts.values()) == 1000
    assert qiao.run(c, shots=1000, seed=3, threads=1).counts == r.counts
    exact = qiao.run(c, exact=True)
    assert exact.probabilities == pytest.approx({"0 01": 0.5, "1 01": 0.5}, abs=1e-15)
    assert json.loads(json.dumps(r.to_dict()))["counts"] == r.counts
    labels, values = r.arrays()
    assert labels == ["0 01", "1 01"] and values.sum() == 1000
    assert "0 01" in r._repr_html_()


def test_save_is_whole(tmp_path):
    r = qiao.run(qiao.Circuit(1, 1).measure_all())
    r.save(tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text()) == r.to_dict()
    assert os.listdir(tmp_path) == ["r.json"]


@pytest.mark.parametrize("precision, dtype, tolerance", [("f64", np.complex128, 1e-12), ("f32", np.complex64, 1e-5)])
@pytest.mark.parametrize("n", [1, 3, 6, 11, 16])
def test_view_of_a_state(n, precision, dtype, tolerance, random):
    amplitudes = random.normal(size=2**n) + 1j * random.normal(size=2**n)
    amplitudes /= np.linalg.norm(amplitudes)
    state = qiao.StateVector.from_amplitudes(amplitudes, precision=precision)
    # What a map of qubits and a global phase make of the layout is undone by the view.
    state.apply(qiao.Circuit(n).x(0).gphase(0.5).swap(0, n - 1) if n > 1 else qiao.Circuit(1).x(0).gphase(0.5))
    expected = amplitudes.reshape([2] * n)
    expected = np.flip(expected, axis=n - 1)
    if n > 1:
        expected = np.swapaxes(expected, 0, n - 1)
    expected = (expected * np.exp(0.5j)).reshape(-1)
    view = state.numpy()
    assert view.dtype == dtype and view.shape == (2**n,) and not view.flags.writeable
    assert np.abs(view - expected).max() < tolerance
    assert np.shares_memory(view, state.numpy())
    # questions while an array looks on, and after it is gone
    for _ in range(2):
        assert abs(state.amplitude(2**n - 1) - expected[-1]) < tolerance
        assert abs(state.norm_squared() - 1) < tolerance
        view = None
    kept = state.numpy(writable=True)
    with pytest.raises(qiao.UsageError, match="NumPy array"):
        state.apply(qiao.Circuit(n).h(0))
    kept[:] = 0
    kept[1] = 1
    del kept
    assert state.sample(5, seed=1) == {"1".rjust(n, "0"): 5}
    copy = state.copy()
    state.apply(qiao.Circuit(n).x(0))
    assert abs(copy.inner_product(state)) < tolerance and abs(copy.fidelity(copy) - 1) < tolerance


def test_expectations_and_sweeps(random):
    n = 4
    c = ansatz(n, 2)
    values = random.uniform(-3, 3, (7, len(c.parameters)))
    h1, h2 = {"ZIXY": 0.5, "IIZZ": -1.25}, "X0 X1 + 0.5"
    m1 = 0.5 * dense("ZIXY") - 1.25 * dense("IIZZ")
    m2 = dense("IIXX") + 0.5 * np.eye(16)
    got = qiao.expectation(c, [h1, h2], values)
    assert got.shape == (7, 2)
    for row, (a, b) in zip(values, got):
        psi = qiao.StateVector.from_circuit(c, row).numpy()
        assert abs(a - (psi.conj() @ m1 @ psi).real) < 1e-12
        assert abs(b - (psi.conj() @ m2 @ psi).real) < 1e-12
    assert np.array_equal(got, qiao.expectation(c, [h1, h2], values, threads=1))
    assert np.array_equal(got[:, 0], qiao.expectation(c, list(h1.items()), values))
    named = {name: values[:, i] for i, name in enumerate(c.parameters)}
    assert np.array_equal(got[:, 0], qiao.expectation(c, h1, named))
    energies, slopes = qiao.gradient(c, h1, values)
    assert np.allclose(energies, got[:, 0], atol=1e-12) and slopes.shape == values.shape
    step = np.zeros(values.shape[1])
    step[3] = np.pi / 2  # the parameter-shift rule is exact for ry
    shifted = (qiao.expectation(c, h1, values + step) - qiao.expectation(c, h1, values - step)) / 2
    assert np.allclose(slopes[:, 3], shifted, atol=1e-12)
    measured = ansatz(n, 2).measure_all()
    results = qiao.run(measured, shots=50, values=values, seed=5)
    assert len(results) == 7 and results[2].counts == qiao.run(measured.bind(values[2]), shots=50, seed=7).counts


@pytest.mark.parametrize("call, message", [
    (lambda c: qiao.run(c), "without a value"),
    (lambda c: qiao.run(c, values=[1, 2, 3]), r"shape \(2,\)"),
    (lambda c: qiao.run(c, values={"a0_0": 1.0}), "a0_1"),
    (lambda c: qiao.run(c, values=["x", "y"]), "real numbers"),
    (lambda c: qiao.run(c, values=[0, np.nan]), "finite"),
    (lambda c: qiao.run(c, values=[0, 0], shots=0), "shots"),
    (lambda c: qiao.run(c, values=[0, 0], precision="f16"), "f16"),
    (lambda c: qiao.expectation(c, "1j Z0", [0, 0]), "Hermitian"),
    (lambda c: qiao.expectation(c, "Z7", [0, 0]), "qubit 7"),
    (lambda c: qiao.StateVector(2).amplitude("012"), "012"),
    (lambda c: qiao.StateVector.from_amplitudes([1, 0, 0]), r"\(2\^n,\)"),
    (lambda c: qiao.StateVector.from_amplitudes([1, 1]), "norm"),
    (lambda c: qiao.translate(c, "cobol"), "cobol"),
])
def test_mistakes(call, message):
    with pytest.raises(qiao.UsageError, match=message):
        call(ansatz(2, 1))


def test_limits_and_sums():
    with pytest.raises(qiao.LimitError, match="available") as caught:
        qiao.run(entangled(50))
    assert isinstance(caught.value, MemoryError)
    with pytest.raises(qiao.InputError):
        qiao.PauliSum("0.5 [X0 Q1]")
    z = qiao.PauliSum("Z0")
    assert (z @ z).terms == [("I", 1 + 0j)] and (2 * z + z).simplified().terms == [("Z0", 3 + 0j)]


def entangled(n):
    c = qiao.Circuit(n)
    for q in range(n):
        c.h(q).t(q)
    for q in range(n - 1):
        c.cx(q, q + 1).h(q)
    return c


# What a register is called says nothing; Stim's results come in the order of measurement.
def test_verify_and_the_order_of_results(tmp_path):
    head = "OPENQASM 3.0;\nqubit[2] q;\nbit[2] {0};\nU(pi, 0, pi) q[0];\n{0}[{1}] = measure q[0];\n{0}[{2}] = measure q[1];\n"
    a = qiao.Circuit(head.format("c", 1, 0))
    for name in ("k", "rec", "d"):
        assert qiao.verify(a, qiao.Circuit(head.format(name, 0, 1))).verdict == "not equal"
        assert qiao.verify(a, qiao.Circuit(head.format(name, 1, 0)))
    stim = tmp_path / "x.stim"
    stim.write_text("X 0\nM 0 1\n")
    assert qiao.verify(a, qiao.Circuit.from_file(stim)) and qiao.verify(qiao.Circuit.from_file(stim), a)
    stim.write_text("X 1\nM 0 1\n")
    assert not qiao.verify(a, qiao.Circuit.from_file(stim))
    assert qiao.verify(a, qiao.Circuit(3)).verdict == "not comparable"


def test_inputs_keep_their_types():
    text = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\ninput {} n;\nqubit q;\nrx({}) q;\n"
    whole, real = qiao.Circuit(text.format("int[8]", "0.5 * n")), qiao.Circuit(text.format("float[64]", "0.5 * n"))
    assert qiao.verify(whole, real).verdict == "not comparable"
    v = qiao.verify(whole, qiao.Circuit(text.format("int[8]", "n / 2.0")))
    assert v and v.covers["open_inputs"] == {"n": "int[8]"}
    assert "input int[8] n;" in qiao.translate(whole, "qasm3").text
    with pytest.raises(qiao.UsageError, match="not a whole number"):
        whole.bind({"n": 0.5})


def test_verify_says_what_it_compares():
    head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nry(0.4) q[0];\nrx(1.1) q[1];\n"
    swapped = qiao.Circuit(head + "swap q[0],q[1];\nmeasure q -> c;\n")
    crossed = qiao.Circuit(head + "measure q[1] -> c[0];\nmeasure q[0] -> c[1];\n")
    v = qiao.verify(swapped, crossed)
    assert v and v.compared == "results" and v.states == "not equal" and v.results == "equal"
    assert qiao.verify(swapped, crossed, strict=True).verdict == "not equal"
    assert qiao.verify(swapped, crossed, results_only=True)
    small, routed = qiao.Circuit(2).h(0).cx(0, 1), qiao.Circuit(4).h(3).cx(3, 2).swap(2, 1)
    assert qiao.verify(small, routed).verdict == "not comparable"
    assert qiao.verify(small, routed, qubit_map=[3, 2], output_map=[3, 1])
    assert qiao.verify(routed, small, qubit_map=[3, 2], output_map=[3, 1])
    assert qiao.verify(small, routed, qubit_map={"q[0]": "q[3]", "q[1]": "q[2]"}, output_map={"q[0]": "q[3]", "q[1]": "q[1]"})
    assert qiao.verify(small, routed, qubit_map=[3, 2], output_map=[3, 2]).verdict == "not equal"
    with pytest.raises(qiao.UsageError, match="exclude"):
        qiao.verify(small, routed, strict=True, results_only=True)


def test_verify_translate_estimate():
    a = qiao.Circuit(3).ccx(0, 1, 2).rz(0.3, 0)
    t = qiao.translate(a, "qasm2", basis=["rz", "sx", "cx"])
    assert t.verdict == "equal" and qiao.verify(a, qiao.Circuit(t.text))
    assert set(qiao.Circuit(t.text).count_ops()) <= {"rz", "sx", "cx"}
    v = qiao.verify(a, qiao.Circuit(3).ccx(0, 1, 2).rz(0.31, 0))
    assert not v and v.verdict == "not equal" and v.infidelity > 1e-6
    with pytest.raises(qiao.InputError) as caught:
        qiao.translate(qiao.Circuit(1).t(0), "stim")
    assert caught.value.code.startswith("T")
    e = qiao.estimate(entangled(30))
    assert e.gates == 118 and all(1 <= found["bytes"] / state < 1.001 for found, state in ((e.f64, 2**34), (e.f32, 2**33)))


def deep():
    c = qiao.Circuit(20)
    for _ in range(3000):
        for q in range(20):
            c.rx(0.1, q)
        for q in range(19):
            c.cx(q, q + 1)
    return c.measure_all()


def test_interrupt_and_progress():
    c = deep()
    seen = []

    def stop_at_some_progress(share):
        seen.append(share)
        if len(seen) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        qiao.run(c, progress=stop_at_some_progress)
    assert 3 <= len(seen) and seen == sorted(seen) and seen[-1] < 0.9

    def fail(share):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        qiao.run(c, progress=fail)


def test_other_threads_go_on():
    c = deep()
    started, ticks, done = threading.Event(), [], []

    def work():
        def stop(share):
            started.set()
            if len(ticks) >= 100:
                raise StopIteration
        try:
            qiao.run(c, progress=stop)
        except Exception as error:
            done.append(type(error))

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(60)
    while len(ticks) < 100:  # this loop runs only because the lock is free
        ticks.append(time.sleep(0))
    thread.join(60)
    assert not thread.is_alive() and len(done) == 1


def test_arguments_are_what_they_mean():
    c = qiao.Circuit(2, 2).h(0)
    qiskit_like = type("QuantumCircuit", (), {"__module__": "qiskit.circuit"})()
    for call, message in [
            (lambda: qiao.run(None), "not NoneType"), (lambda: qiao.estimate(3), "not int"), (lambda: qiao.StateVector(1).apply(None), "NoneType"),
            (lambda: qiao.run(qiskit_like), "from_qiskit"), (lambda: qiao.run(c, None), "shots"), (lambda: qiao.run(c, 10.5), "shots"),
            (lambda: qiao.run(c, seed=1.5), "seed"), (lambda: qiao.run(c, seed=-1), "seed"), (lambda: qiao.run(c, threads=-1), "threads"),
            (lambda: qiao.run(c, max_memory=-1), "max_memory"), (lambda: qiao.sample(c, 0), "shots"),
            (lambda: qiao.verify(c, c, max_error=-1), "max_error"), (lambda: qiao.verify(c, c, max_error=float("nan")), "max_error"),
            (lambda: qiao.expectation(c, None), "observable"), (lambda: qiao.Circuit(-1), "0 or more"),
            (lambda: c.if_(0, 5).__enter__(), "never true"), (lambda: c.if_([]).__enter__(), "at least one"),
            (lambda: qiao.Circuit(1).rx("", 0), "name"), (lambda: qiao.Circuit(1).rx(None, 0), "angle"),
            (lambda: c.add_qreg("q", 1), "already"), (lambda: c.add_creg("q", 1), "already"), (lambda: c.add_creg("c", 1), "already")]:
        with pytest.raises(qiao.UsageError, match=message):
            call()
    with pytest.raises(qiao.FileError, match="nowhere"):
        qiao.translate(pathlib.Path("nowhere.qasm"), "qasm2")
    for option in ("seeed", "exact", "noise_model"):
        with pytest.raises(TypeError, match=option):
            qiao.sample(c, **{option: 1})
    with pytest.raises(qiao.LimitError):
        qiao.sample(entangled(20), 10, max_memory=1000)
    assert qiao.run(c.measure_all(), np.float64(1e3), seed=np.int64(3)).shots == 1000
    assert [r.name for r in qiao.Circuit(1).measure_all().measure_all().measure_all("x").cregs] == ["meas"]


def test_sums_and_states_are_values():
    z, x = qiao.PauliSum("Z0 Z2"), qiao.PauliSum("0.5j X1")
    assert sum([z, x]) == z + x and (-z).terms == [("Z0 Z2", -1)] and (z / 2).terms == [("Z0 Z2", 0.5)]
    for copied in (pickle.loads(pickle.dumps(z + x)), copy.deepcopy(z + x)):
        assert copied == z + x and copied.terms == (z + x).terms
    with pytest.raises(qiao.UsageError):
        z / 0
    with pytest.raises(qiao.UsageError):
        1 + z
    state = qiao.StateVector.from_circuit(ansatz(3, 1), [0.1, 0.2, 0.3], precision="f32")
    for copied in (pickle.loads(pickle.dumps(state)), copy.deepcopy(state)):
        assert copied.precision == "f32" and abs(copied.fidelity(state) - 1) < 1e-6
        copied.apply(qiao.Circuit(3).x(0))
        assert copied.fidelity(state) < 0.999


def test_sample_sees_all_qubits_of_any_program():
    assert qiao.sample(qiao.Circuit(40, 3).x(39).measure(39, 2), 5) == {"1" + 39 * "0": 5}
    assert qiao.sample(qiao.Circuit(0), 5) == {"": 5}
    c = qiao.Circuit(2, 1).h(0).measure(0, 0)
    with c.if_(0):
        c.x(1)
    assert set(qiao.sample(c, 100, seed=1)) == {"00", "11"}
    swept = qiao.sample(qiao.Circuit(1, 1).rx("t", 0).measure(0, 0), 5, values=[[0.0], [np.pi]], seed=1)
    assert swept == [{"0": 5}, {"1": 5}]


def test_shots_by_the_thousand_million():
    c = qiao.Circuit(8)
    for q in range(8):
        c.ry(0.3 + q, q)
    p = np.abs(qiao.StateVector.from_circuit(c).numpy()) ** 2
    shots = 2 * 10**9
    for counts in (qiao.run(c.copy().measure_all(), shots, seed=1).counts, qiao.sample(c, shots, seed=2),
                   qiao.StateVector.from_circuit(c).sample(shots, seed=3)):
        assert sum(counts.values()) == shots
        found = np.array([counts.get(f"{i:08b}", 0) for i in range(256)])
        assert np.abs(found - shots * p).max() < 6 * np.sqrt(shots * p.max())
        assert ((found - shots * p) ** 2 / (shots * p)).sum() < 256 + 6 * np.sqrt(512)
