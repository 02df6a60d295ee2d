"""Signals, threads and forks."""
import itertools
import multiprocessing
import os
import signal
import threading
import time

import pytest

import qiao


def wide(n, layers=1):
    c = qiao.Circuit(n)
    for layer in range(layers):
        for q in range(n):
            c.ry(0.1 * layer + q, q)
        for q in range(n - 1):
            c.cx(q, q + 1)
    return c


def zeros(seed):
    return sum(n for key, n in qiao.sample(wide(18), 100, seed=seed).items() if key[-1] == "0")


def test_forked_children_run():
    expected = [zeros(seed) for seed in range(3)]  # the parent has run on several threads
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(zeros, range(3)).get(60) == expected
    assert [zeros(seed) for seed in range(3)] == expected  # and the parent can go on


def interrupted_within(seconds, work):
    """Whether Ctrl-C, 0.3 s after its start, ends the work in time."""
    told = []

    def kill():
        told.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(0.3, kill)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        work()
        raise AssertionError("it ended before the signal")
    timer.join()
    return time.monotonic() - told[0] < seconds


def test_questions_about_a_state_stop():
    state = qiao.StateVector.from_circuit(wide(23))
    strings = {f"X{a} Y{b} Z{c}": 1.0 for a, b, c in itertools.permutations(range(23), 3)}
    many = qiao.PauliSum.of(strings)
    assert interrupted_within(2, lambda: [state.density_matrix(range(10)) for _ in range(100)])
    assert interrupted_within(2, lambda: [state.entropy(range(10)) for _ in range(100)])
    assert interrupted_within(2, lambda: [state.expectation(many) for _ in range(100)])
    assert abs(state.norm_squared() - 1) < 1e-9  # the state is still there


def test_primitives_stop_in_their_threads():
    qiskit = pytest.importorskip("qiskit")
    from qiao.interop.qiskit import EstimatorV2, SamplerV2
    deep = qiskit.QuantumCircuit(20)
    for layer in range(1500):
        for q in range(20):
            deep.ry(0.1 * layer + q, q)
        for q in range(19):
            deep.cx(q, q + 1)
    jobs = []

    def work():
        jobs.append(EstimatorV2().run([(deep, "Z" * 20)]))
        jobs[-1].result()

    assert interrupted_within(2, work)
    jobs.append(SamplerV2().run([deep.measure_all(inplace=False)]))
    time.sleep(0.2)
    jobs[-1].cancel()
    for job in jobs:
        ended = time.monotonic()
        with pytest.raises((qiao.InterruptedError, KeyboardInterrupt)):
            job.result()
        assert time.monotonic() - ended < 2
    assert SamplerV2().run([(deep.copy_empty_like().measure_all(inplace=False), None, 7)]).result()[0].data.meas.num_shots == 7


def test_copies_of_a_state_in_threads():
    state = qiao.StateVector.from_circuit(wide(17))
    seen, wrong = [], []

    def work(k):
        for _ in range(10):
            copy = state.copy()
            copy.apply(qiao.Circuit(17).x(k))
            if abs(copy.inner_product(state)) > 1 or abs(copy.norm_squared() - 1) > 1e-9:
                wrong.append(k)
            seen.append(state.amplitude(k))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        view = state.numpy()
        assert abs(abs(view[0]) - abs(state.amplitude(0))) < 1e-12
        del view
    for thread in threads:
        thread.join(60)
    assert len(seen) == 40 and not wrong and not any(thread.is_alive() for thread in threads)
