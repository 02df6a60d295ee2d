"""Objects of Qiskit and MindQuantum to circuits of ours and back, against their own matrices."""
import numpy as np
import pytest

import qiao

qiskit = pytest.importorskip("qiskit")
from qiskit import QuantumCircuit  # noqa: E402
from qiskit.circuit import ClassicalRegister, Parameter, QuantumRegister  # noqa: E402
from qiskit.circuit.random import random_circuit  # noqa: E402
from qiskit.quantum_info import Operator  # noqa: E402

from qiao.interop.qiskit import QiaoBackend, from_qiskit, to_qiskit  # noqa: E402
from test_circuit import every_gate  # noqa: E402


def infidelity(a, b):
    """1 - |tr(a^dagger b)|^2 / d^2."""
    return 1 - abs(np.vdot(a, b) / a.shape[0]) ** 2


def matrix(c):
    """The circuit's matrix as the engine sees it, column by column."""
    n = c.num_qubits
    columns = []
    for i in range(2**n):
        state = qiao.StateVector(n)
        state._set_basis(i)
        columns.append(state.apply(c).numpy())
    return np.array(columns).T


def test_every_gate_through_qiskit(random):
    for gate, controls, params, qubits, c in every_gate(random):
        getattr(c, "c" * controls + gate.name)(*params, *qubits)
        if not c.num_qubits:
            continue
        there = to_qiskit(c)
        mine = matrix(c)
        assert np.abs(mine - Operator(there).data).max() < 1e-10, gate.name
        back = from_qiskit(there)
        assert np.abs(mine - matrix(back)).max() < 1e-10, gate.name


def test_random_circuits_of_qiskit():
    for seed in range(200):
        source = random_circuit(4, 4, max_operands=4, seed=seed)
        c = from_qiskit(source)
        expected = Operator(source).data
        assert infidelity(expected, Operator(to_qiskit(c)).data) < 1e-10, seed
        if seed % 10 == 0:
            assert np.abs(expected - matrix(c)).max() < 1e-10, seed


def test_names_parameters_phase_and_definitions():
    a, c = QuantumRegister(2, "alpha"), ClassicalRegister(3, "gamma")
    theta, phi = Parameter("theta"), Parameter("phi")
    source = QuantumCircuit(a, QuantumRegister(1, "beta"), c, ClassicalRegister(1, "delta"), global_phase=0.25)
    inner = QuantumCircuit(2, name="mine", global_phase=0.5)
    inner.rx(2 * theta + phi, 0)
    inner.cx(0, 1)
    source.append(inner.to_gate(), [2, 0])
    source.append(inner.to_gate().control(1, ctrl_state=0), [1, 2, 0])
    source.h(2)
    source.measure(0, 3)
    ours = from_qiskit(source)
    assert [r.name for r in ours.qregs] == ["alpha", "beta"] and [r.name for r in ours.cregs] == ["gamma", "delta"]
    assert set(ours.parameters) == {"theta", "phi"}
    back = to_qiskit(ours)
    assert [(r.name, r.size) for r in back.qregs + back.cregs] == [(r.name, r.size) for r in source.qregs + source.cregs]
    assert {p.name for p in back.parameters} == {"theta", "phi"}
    for circuit in (source, back):
        circuit.remove_final_measurements(inplace=True) if circuit.num_clbits else None
    numbers = {"theta": 0.4, "phi": -1.1}
    one, two = (Operator(x.assign_parameters(numbers)).data for x in (source, back))
    assert np.abs(one - two).max() < 1e-10
    nonlinear = QuantumCircuit(1)
    nonlinear.rx(theta * theta, 0)
    with pytest.raises(qiao.UnsupportedError, match="not linear"):
        from_qiskit(nonlinear)


def test_a_gate_of_a_user_called_like_one_of_the_table():
    fake = QuantumCircuit(1, name="h")
    fake.x(0)
    source = QuantumCircuit(1)
    source.append(fake.to_gate(), [0])
    assert qiao.sample(from_qiskit(source), 5) == {"1": 5}


def test_backend():
    source = QuantumCircuit(2, 3)
    source.h(0)
    source.measure(0, 0)
    with source.if_test((source.clbits[0], 1)) as orelse:
        source.x(1)
    with orelse:
        source.h(1)
    source.measure(1, 2)
    backend = QiaoBackend()
    result = backend.run(source, shots=4000, seed=11, memory=True).result()
    counts = result.get_counts()
    assert set(counts) == {"000", "100", "101"} and sum(counts.values()) == 4000
    assert abs(counts["101"] - 2000) < 200 and abs(counts["100"] - 1000) < 200
    memory = result.get_memory()
    assert {k: memory.count(k) for k in counts} == counts
    assert backend.run(source, shots=4000, seed=11).result().get_counts() == counts
    two = QuantumCircuit(QuantumRegister(1, "q"), ClassicalRegister(1, "a"), ClassicalRegister(2, "b"))
    two.x(0)
    two.measure(0, 1)
    assert backend.run([two, two], shots=3).result().get_counts(1) == {"01 0": 3}
    ready = qiskit.transpile(source, backend)
    assert set(backend.run(ready, seed=1).result().get_counts()) == {"000", "100", "101"}


def test_primitives_of_qiskit():
    from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
    from qiskit.quantum_info import SparsePauliOp
    backend = QiaoBackend(seed_simulator=5)
    theta = Parameter("theta")
    source = QuantumCircuit(2)
    source.ry(theta, 0)
    source.cx(0, 1)
    measured = source.copy()
    measured.measure_all()
    sampled = BackendSamplerV2(backend=backend).run([(measured, [0.0, np.pi])], shots=50).result()[0].data.meas
    assert sampled.get_counts(0) == {"00": 50} and sampled.get_counts(1) == {"11": 50}
    observable = SparsePauliOp(["ZZ", "IZ"], [1, 0.5])
    value = BackendEstimatorV2(backend=backend).run([(source, observable, [0.3])], precision=0.01).result()[0].data.evs
    assert abs(value - (1 + 0.5 * np.cos(0.3))) < 0.05  # 5 standard deviations


mindquantum = pytest.importorskip("mindquantum")


def test_every_gate_through_mindquantum(random):
    from qiao.interop.mindquantum import from_mindquantum, to_mindquantum
    for gate, controls, params, qubits, c in every_gate(random):
        getattr(c, "c" * controls + gate.name)(*params, *qubits)
        if not c.num_qubits:
            continue
        there = to_mindquantum(c)
        mine = matrix(c)
        assert infidelity(mine, there.matrix()) < 1e-10, gate.name
        assert infidelity(mine, matrix(from_mindquantum(there, num_qubits=c.num_qubits))) < 1e-10, gate.name


def test_random_circuits_of_mindquantum():
    from mindquantum.utils import random_circuit as random_mindquantum
    from qiao.interop.mindquantum import from_mindquantum, to_mindquantum
    for seed in range(200):
        source = random_mindquantum(4, 20, seed=seed)
        n = source.n_qubits
        back = to_mindquantum(from_mindquantum(source))
        assert back.n_qubits == n
        assert infidelity(source.matrix(), back.matrix()) < 1e-10, seed


def test_parameters_and_hamiltonians_of_mindquantum():
    from mindquantum.core import gates as G
    from mindquantum.core.circuit import Circuit
    from mindquantum.core.operators import Hamiltonian, QubitOperator
    from qiao.interop.mindquantum import (from_mindquantum, hamiltonian_from_mindquantum, hamiltonian_to_mindquantum,
                                          to_mindquantum)
    source = Circuit([G.RX({"a": 2.0, "b": -0.5}).on(0), G.RY("a").on(1, 0)])
    ours = from_mindquantum(source)
    assert set(ours.parameters) == {"a", "b"}
    numbers = {"a": 0.7, "b": 0.2}
    expected = source.get_qs(pr=numbers)
    assert np.abs(qiao.StateVector.from_circuit(ours, numbers).numpy() - expected).max() < 1e-6
    assert set(to_mindquantum(ours).params_name) == {"a", "b"}
    operator = QubitOperator("X0 Y2", 0.5) + QubitOperator("Z1", -1.5) + QubitOperator("", 2.0)
    total = hamiltonian_from_mindquantum(Hamiltonian(operator))
    assert dict(total.terms) == {"X0 Y2": 0.5, "Z1": -1.5, "I": 2.0}
    assert hamiltonian_from_mindquantum(hamiltonian_to_mindquantum(total)).simplified() == total.simplified()
