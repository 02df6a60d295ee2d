"""Qiskit's instructions as Qiskit means them: random ones beside Operator and a walk over the objects. QIAO_TEST_MORE=1: many more."""
import inspect
import os
import random as choose
import warnings

import numpy as np
import pytest

import qiao

qiskit = pytest.importorskip("qiskit")
from qiskit import QuantumCircuit  # noqa: E402
from qiskit.circuit import (AnnotatedOperation, ClassicalRegister, Clbit, ControlledGate, ControlModifier, Gate,  # noqa: E402
                            InverseModifier, Parameter, PowerModifier, QuantumRegister, Qubit)
from qiskit.circuit import library  # noqa: E402
from qiskit.circuit.classical import expr  # noqa: E402
from qiskit.circuit.library import standard_gates  # noqa: E402
from qiskit.quantum_info import Operator, random_unitary  # noqa: E402

from qiao.interop.qiskit import EstimatorV2, QiaoBackend, SamplerV2, from_qiskit  # noqa: E402
MORE = 20 if os.environ.get("QIAO_TEST_MORE") else 1


def matrix(c):
    """The circuit's matrix: what it does to one half of pairs of qubits."""
    n = c.num_qubits
    pairs = qiao.Circuit(2 * n)
    for q in range(n):
        pairs.h(n + q).cx(n + q, q)
    return qiao.StateVector.from_circuit(pairs).apply(c).numpy().reshape(2**n, 2**n).T * 2 ** (n / 2)


def same(source, values=None):
    """Whether from_qiskit of a circuit has Qiskit's matrix, its phase, too."""
    bound = source if values is None else source.assign_parameters(values)
    return np.abs(matrix(from_qiskit(bound)) - Operator(bound).data).max() < 1e-8


def standard_gate():
    """One of all classes of standard gates, with open controls and any angles."""
    classes = [c for _, c in sorted(vars(standard_gates).items()) if inspect.isclass(c) and issubclass(c, Gate)]
    kind = choose.choice(classes)
    known = inspect.signature(kind.__init__).parameters
    given = {name: choose.uniform(-4, 4) for name in ("theta", "phi", "lam", "gamma", "beta", "phase") if name in known}
    if "num_ctrl_qubits" in known:
        given["num_ctrl_qubits"] = choose.randint(1, 3)
    made = kind(**given)
    if "ctrl_state" in known and choose.random() < 0.6:
        made = kind(**given, ctrl_state=choose.randrange(2**made.num_ctrl_qubits))
    return made


def other_gate():
    """Gates of users with names of others, and wider ones of the library."""
    inner = QuantumCircuit(2, name=choose.choice(["cx", "h", "swap", "mine", "unitary", "barrier", "measure"]), global_phase=choose.uniform(-3, 3))
    inner.ry(choose.uniform(-3, 3), 0)
    inner.cp(choose.uniform(-3, 3), 1, 0)
    own = ControlledGate(choose.choice(["cx", "mine"]), 2, [], num_ctrl_qubits=1, definition=inner, base_gate=library.XGate(),
                         ctrl_state=choose.randrange(2))
    return choose.choice([
        inner.to_gate(), own, library.UnitaryGate(random_unitary(4, seed=choose.randrange(1 << 30))),
        library.MCMTGate(choose.choice([library.XGate(), library.RYGate(0.4)]), choose.randint(1, 2), choose.randint(1, 2)),
        library.PermutationGate(choose.sample(range(3), 3)), library.QFTGate(choose.randint(1, 3)), library.PauliGate("XIYZ"),
        library.ModularAdderGate(1), library.CUGate(0.1, 0.2, 0.3, 0.4).control(1)])


def modified(gate, depth=0):
    """Controlled, inverted, to a power, with annotations or without, several times."""
    try:
        out = choose.choice([
            lambda: gate.control(choose.randint(1, 2), ctrl_state=choose.choice([None, 0]), annotated=choose.choice([True, False])),
            lambda: gate.inverse(annotated=choose.choice([True, False])),
            lambda: gate.power(choose.choice([2, -1, 0.5, -2, 0, 1.5]), annotated=choose.choice([True, False])),
            lambda: AnnotatedOperation(gate, choose.sample([InverseModifier(), ControlModifier(1, choose.randrange(2)), PowerModifier(2),
                                                            PowerModifier(0.3)], choose.randint(1, 3))),
            lambda: gate])()
    except Exception:  # Qiskit cannot
        return gate
    if out.num_qubits > 5:
        return gate
    return modified(out, depth + 1) if depth < 2 and choose.random() < 0.4 else out


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_gates_of_every_kind_modified():
    choose.seed(5)
    for i in range(100 * MORE):
        gate = modified(standard_gate() if choose.random() < 0.6 else other_gate())
        n = max(gate.num_qubits, 1)
        source = QuantumCircuit(n, global_phase=0.7)
        for q in range(n):
            source.ry(0.3 * q + 0.2, q)
        source.append(gate, choose.sample(range(n), gate.num_qubits))
        assert same(source), (i, gate)


def test_a_controlled_gate_is_what_its_definition_says():
    sums = {}
    for a in range(8):
        for b in range(8):
            c = QuantumCircuit(6)
            for q in range(3):
                if a >> q & 1:
                    c.x(q)
                if b >> q & 1:
                    c.x(3 + q)
            c.append(library.ModularAdderGate(3), range(6))
            (key,) = qiao.sample(from_qiskit(c), 1)
            sums[a, b] = int(key[:3], 2)
    assert sums == {(a, b): (a + b) % 8 for a, b in sums}
    # what is one gate stays one
    assert [g.name for g in from_qiskit(_of(library.RYGate(0.3).control(3, ctrl_state=2, annotated=False)))] == ["ry"]
    assert [g.name for g in from_qiskit(_of(library.MCXGate(9)))] == ["x"]
    wide = from_qiskit(_of(library.RZGate(0.3).control(9, annotated=False)))
    assert len(wide) == 1 and wide[0].controls == tuple(range(9))


def _of(gate):
    c = QuantumCircuit(gate.num_qubits)
    c.append(gate, range(gate.num_qubits))
    return c


def test_open_cu_keeps_its_phase():
    c = QuantumCircuit(2)
    c.h(0)
    c.cu(0, 0, 0, np.pi, 0, 1, ctrl_state=0)
    c.h(0)
    assert same(c) and EstimatorV2().run([(c, "IZ")]).result()[0].data.evs == pytest.approx(-1)


class Tilted(Gate):
    """Called as a standard gate, with a definition and a phase of its own."""

    def __init__(self, angle):
        super().__init__("rx", 1, [angle])

    def _define(self):
        self.definition = QuantumCircuit(1, global_phase=self.params[0] / 3)
        self.definition.ry(self.params[0], 0)


def test_parameters_of_controlled_and_modified_blocks():
    a, b, z = Parameter("a"), Parameter("b"), Parameter("z")
    for made in range(8 * MORE):
        choose.seed(made)
        inner = QuantumCircuit(2, name=choose.choice(["cx", "u", "block"]), global_phase=a / 2)
        inner.rx(2 * a - b, 0)
        inner.append(Tilted(b), [1])
        inner.cu(a, b, 0.3, b, 1, 0, ctrl_state=made % 2)
        gate = inner.to_gate()
        for wrap in choose.choice([
                [lambda g: g.control(1, ctrl_state=0)], [lambda g: g.inverse(), lambda g: g.control(1)],
                [lambda g: g.control(1, annotated=True), lambda g: g.inverse(annotated=True)], [lambda g: g.power(2, annotated=True)]]):
            gate = wrap(gate)
        source = QuantumCircuit(3)
        source.h(range(3))
        source.append(gate, choose.sample(range(3), gate.num_qubits))
        for new in ({}, {a: 2 * z}, {a: z + 1, b: z}, {a: z**2}, {b: 0.4}):
            changed = source.assign_parameters(new)
            values = dict(zip(changed.parameters, (0.7, -1.2)))
            assert same(changed, values), (made, new)
            found = EstimatorV2().run([(changed, "ZXY", list(values.values()))]).result()[0].data.evs
            state = Operator(changed.assign_parameters(values)).data[:, 0]
            assert found == pytest.approx((state.conj() @ Operator.from_label("ZXY").data @ state).real, abs=1e-9)
    loop = QuantumCircuit(2, 1)
    loop.h(0)
    loop.x(1)
    with loop.for_loop(range(1, 4)) as i:
        turned = QuantumCircuit(1)
        turned.p(i, 0)
        loop.append(turned.to_gate().control(1), [0, 1])
    loop.h(0)
    loop.measure(0, 0)
    assert qiao.run(from_qiskit(loop), exact=True).probabilities["0"] == pytest.approx(np.cos(3) ** 2)
    pole = QuantumCircuit(1)
    pole.rx(1 / a, 0)
    assert EstimatorV2().run([(pole, "Z", [2.0])]).result()[0].data.evs == pytest.approx(np.cos(0.5))


class Conditioned(Gate):
    """As c_if of Qiskit 1 makes them."""

    def __init__(self, *condition):
        super().__init__("flip", 1, [])
        self.condition = condition

    def _define(self):
        self.definition = QuantumCircuit(1)
        self.definition.x(0)


def test_conditions_of_qiskit_1():
    a, b = ClassicalRegister(1, "a"), ClassicalRegister(2, "b")
    source = QuantumCircuit(QuantumRegister(2, "q"), a, b)
    source.h(0)
    source.measure(0, b[1])
    source.append(Conditioned(b, 2), [1])
    source.append(Conditioned(b[0], True), [1])
    source.measure(1, a[0])
    assert set(QiaoBackend().run(source, shots=200, seed=3).result().get_counts()) == {"00 0", "10 1"}
    controlled = QuantumCircuit(2, name="outer")
    controlled.append(Conditioned(b, 1), [0])
    outer = QuantumCircuit(3)
    outer.append(ControlledGate("c", 3, [], num_ctrl_qubits=1, definition=None, base_gate=Block(controlled)), range(3))
    with pytest.raises(qiao.UnsupportedError):
        from_qiskit(outer)


class Block(Gate):
    def __init__(self, definition):
        super().__init__("block", definition.num_qubits, [])
        self.definition = definition


def program(make):
    """A random program whose outcomes are certain, with bits in several registers, loose ones, blocks, sub-circuits."""
    n = choose.randint(2, 3)
    c = QuantumCircuit([Qubit() for _ in range(n)]) if choose.random() < 0.3 else QuantumCircuit(QuantumRegister(1, "b"), QuantumRegister(n - 1, "a"))
    c.add_register(ClassicalRegister(2, "c"))
    c.add_register(ClassicalRegister(3, "d"))
    if choose.random() < 0.4:
        c.add_register(ClassicalRegister(bits=choose.sample(c.clbits, 3), name="e"))
    make(c, c, 0)
    make(c, c, 0)
    last = ClassicalRegister(n, "z")
    c.add_register(last)
    c.measure(c.qubits, last)
    return c


def condition(c):
    register = choose.choice(c.cregs)
    value = choose.randrange(2 ** len(register))
    if choose.random() < 0.6:
        return choose.choice([(choose.choice(c.clbits), choose.randint(0, 1)), (register, value)])
    node = choose.choice([expr.less, expr.greater, expr.equal, expr.not_equal])(register, value)
    return choose.choice([node, expr.logic_not(node), expr.logic_and(node, choose.choice(c.clbits)),
                          expr.equal(expr.bit_xor(register, choose.choice([r for r in c.cregs if len(r) == len(register)])), value)])


def steps(c, body, depth):
    for _ in range(choose.randint(1, 4)):
        kind, (p, q) = choose.random(), choose.sample(range(body.num_qubits), 2)
        if kind < 0.2:
            body.x(p)
        elif kind < 0.35:
            body.cx(p, q, ctrl_state=choose.randint(0, 1))
        elif kind < 0.55:
            body.measure(p, choose.choice(body.clbits))
        elif kind < 0.6:
            body.reset(p)
        elif kind < 0.66 and len(body.clbits) > 1:
            sub = QuantumCircuit(2, 2, name="sub")
            sub.x(0)
            sub.measure([0, 1], [1, 0])
            sub.cx(0, 1)
            body.append(sub.to_instruction(), [p, q], choose.sample(body.clbits, 2))
        elif depth < 2:
            kind = choose.choice(["if", "for", "switch"])
            if kind == "if":
                with body.if_test(condition(c)) as orelse:
                    steps(c, body, depth + 1)
                if choose.random() < 0.5:
                    with orelse:
                        steps(c, body, depth + 1)
            elif kind == "for":
                with body.for_loop(choose.choice([range(2), [1, 3]])):
                    steps(c, body, depth + 1)
                    with body.if_test(condition(c)):
                        choose.choice([body.break_loop, body.continue_loop])()
                    steps(c, body, depth + 1)
            else:
                with body.switch(choose.choice(c.cregs)) as case:
                    with case(0, 2):
                        steps(c, body, depth + 1)
                    with case(3 if choose.random() < 0.5 else case.DEFAULT):
                        steps(c, body, depth + 1)


def test_programs_with_control_flow():
    import branch_walker
    choose.seed(11)
    seen = set()
    for i in range(80 * MORE):
        source = program(steps)
        (expected,) = [k for k, p in branch_walker.exact(source).clbits.items() if p > 1e-9]
        data = QiaoBackend().run(source, shots=1).result().data()
        assert data["counts"] == {hex(int(expected, 2)): 1}, i
        seen.add(expected)
    assert len(seen) > 20


def test_definitions_with_measurements_and_resets():
    inner = QuantumCircuit(1, 1)
    inner.x(0)
    inner.measure(0, 0)
    source = QuantumCircuit(2, 2)
    source.initialize([0, 1, 0, 0])
    source.append(inner.to_instruction(), [1], [1])
    source.delay(100, 0, unit="ns")
    assert qiao.run(from_qiskit(source), 5).counts == {"10": 5}
    assert qiao.sample(from_qiskit(source), 5) == {"11": 5}


def test_wide_operations_and_conditions():
    from qiskit.quantum_info import Pauli, random_clifford
    source = QuantumCircuit(12)
    clifford = random_clifford(12, seed=1)
    source.append(clifford, range(12))
    source.append(clifford.adjoint(), range(12))
    source.append(Pauli("XIIIIIIIIIIY"), range(12))
    assert qiao.sample(from_qiskit(source), 5) == {"100000000001": 5}
    for value, expected in ((1 << 64, "0"), (1 << 64 | 1 << 3, "1")):
        wide = QuantumCircuit(1, 65)
        wide.x(0)
        wide.measure(0, 64)
        with wide.if_test((wide.cregs[0], value)):
            wide.reset(0)
        wide.measure(0, 0)
        assert qiao.run(from_qiskit(wide), 5).counts == {"1" + 63 * "0" + expected: 5}


def test_options_are_obeyed_or_refused():
    bell = QuantumCircuit(2, 2)
    bell.h(0)
    bell.cx(0, 1)
    bell.measure([0, 1], [0, 1])
    backend = QiaoBackend()
    with pytest.raises(qiao.UsageError, match="'shot'.*\n.*'shots'"):
        backend.run(bell, shot=5)
    with pytest.raises(qiao.UnsupportedError, match="noise_model"):
        backend.run(bell, noise_model=object())
    with pytest.raises(qiao.UsageError, match="'device'"):
        QiaoBackend(device="GPU")
    with pytest.raises(qiao.UsageError, match="shots"):
        backend.run(bell, shots=1.5)
    with pytest.raises(TypeError):
        SamplerV2(options={})
    for option in ({"meas_level": 1}, {"init_qubits": False}, {"method": "density_matrix"}):
        with pytest.raises(qiao.UnsupportedError, match="another value"):
            backend.run(bell, **option)
    assert sum(backend.run(bell, shots=None, noise_model=None, meas_level=2, init_qubits=True, method="statevector").result().get_counts().values()) == 1024
    result = backend.run([bell, bell], shots=1e2, seed_simulator=10, memory=True).result(timeout=5)
    assert len(result.get_memory(0)) == 100 and result.get_memory(0) != result.get_memory(1) and result.time_taken > 0
    assert result.get_memory(1) != backend.run(bell, shots=100, seed_simulator=11, memory=True).result().get_memory()
    t = Parameter("t")
    turned = QuantumCircuit(1, 1)
    turned.ry(t, 0)
    turned.measure(0, 0)
    assert backend.run(turned, parameter_binds=[{t: [0, np.pi]}], shots=9).result().get_counts() == [{"0": 9}, {"1": 9}]
    for binds in ([], [{t: [0, 1]}, {t: [0]}]):
        with pytest.raises(qiao.UsageError, match="parameter_binds"):
            backend.run(turned, parameter_binds=binds)
    with pytest.raises(qiao.UsageError, match="'t'.*no value|parameter 't'"):
        backend.run(turned)
    with pytest.raises(qiskit.exceptions.QiskitError, match="No counts"):
        backend.run(QuantumCircuit(1, 1)).result().get_counts()


def test_a_target_has_all_that_runs():
    source = QuantumCircuit(1, 1)
    source.delay(100, 0, unit="ns")
    with source.for_loop(range(3)):
        source.x(0)
        source.measure(0, 0)
        with source.if_test((0, 1)):
            source.break_loop()
        source.continue_loop()
    backend = QiaoBackend()
    assert backend.run(qiskit.transpile(source, backend), shots=5).result().get_counts() == {"1": 5}


def test_observables_with_projectors():
    source = QuantumCircuit(2)
    source.ry(1.0, 0)
    source.ry(2.0, 1)
    source.cx(0, 1)
    state = Operator(source).data[:, 0]
    for label in ("00", "01", "11", "+0", "-1", "Z0", "1Z", "0X", "r0", "l1", "I1"):
        expected = (state.conj() @ Operator.from_label(label).data @ state).real
        for observable in (label, {label: 2.0, "ZZ": 1.0}):
            found = EstimatorV2().run([(source, observable)]).result()[0].data.evs
            both = expected if isinstance(observable, str) else \
                2 * expected + (state.conj() @ Operator.from_label("ZZ").data @ state).real
            assert found == pytest.approx(both, abs=1e-9), label
    for wrong in ("11", "1Z", "0Z", "0.5 Z0", "Z0 + X1", "W"):
        with pytest.raises(qiao.UsageError, match="no Pauli string"):
            qiao.PauliSum.of({wrong: 1.0})
    assert qiao.PauliSum.of([("[X0 Z2]", 2), ("", 1), ("XI", 3)]).terms == [("X0 Z2", 2), ("I", 1), ("X1", 3)]
    with pytest.raises(qiao.UnsupportedError, match="qubit 69"):
        EstimatorV2().run([(QuantumCircuit(70), "Z" + "I" * 69)]).result()


def test_sampler_as_qiskits():
    source = QuantumCircuit(QuantumRegister(1), ClassicalRegister(2, "a"), ClassicalRegister(1, "b"))
    source.x(0)
    source.measure(0, 2)
    random = SamplerV2(seed=np.random.default_rng(3))
    data = random.run([source], shots=5).result()[0].data
    assert data.a.get_counts() == {"00": 5} and data.b.get_counts() == {"1": 5}
    assert SamplerV2().run([QuantumCircuit(1, 1)], shots=5).result()[0].data.c.get_counts() == {"0": 5}
    with pytest.warns(UserWarning, match="no classical registers"):
        assert not list(SamplerV2().run([QuantumCircuit(1)], shots=5).result()[0].data)
    source.h(0)
    source.measure(0, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first, second = (r.data.b for r in SamplerV2(seed=1).run([source, source], shots=60).result())
    assert first != second != SamplerV2(seed=2).run([source], shots=60).result()[0].data.b


def test_shots_that_do_not_fit_are_refused():
    source = QuantumCircuit(1, 1)
    source.measure(0, 0)
    with pytest.raises(qiao.LimitError, match="shots need"):
        SamplerV2().run([source], shots=10**13).result()
    with pytest.raises(qiao.LimitError, match="shots need"):
        QiaoBackend().run(source, shots=10**12, memory=True)
