"""The Python package: `import qiao`, jobs of QiaoBackend beside Aer's, sweeps of parameters, a large state as NumPy.

    cmake --preset release && cmake --build --preset release --target qiao_python
    python3 bench/package_bench.py --package build/release/python

Imports and the large state are measured in processes of their own, jobs of both backends in turn in this one: five layers of
`u` and `cx`, every qubit measured, 1,000 shots, two threads for each; medians. The environment is that of peers.py
(.venv-bench or QIAO_BENCH_VENV), whose Python must be the one that the package was built for.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

import peers

BARS = {"import": 50, "job": 1, "sweep": 5000}
VIEW = """
import resource, sys, numpy as np, qiao
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
c = qiao.Circuit(26)
for q in range(26): c.ry(.1 + q, q)
for q in range(25): c.cx(q, q + 1)
state = qiao.StateVector(26).apply(c)
array = state.numpy()
assert abs(np.vdot(array[:1 << 20], array[:1 << 20]).real) < 1 and array.shape == (1 << 26,) and not array.flags.owndata
print(before / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def milliseconds(run):
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1e3


def process(text):
    return subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout


def imports(repeats):
    """Milliseconds of a process that imports NumPy, and what `qiao` adds, each the median."""
    text = "import time; a = time.perf_counter(); import numpy; b = time.perf_counter(); import qiao; " \
           "print((b - a) * 1e3, (time.perf_counter() - b) * 1e3)"
    both = [tuple(map(float, process(text).split())) for _ in range(repeats)]
    return [statistics.median(column) for column in zip(*both)]


def layers(n, depth=5):
    import numpy as np
    from qiskit import QuantumCircuit
    random = np.random.default_rng(n)
    circuit = QuantumCircuit(n, n)
    for _ in range(depth):
        for q in range(n):
            circuit.u(*random.uniform(-3, 3, 3), q)
        for q in range(n):
            circuit.cx(q, (q + 1) % n)
    circuit.measure(range(n), range(n))
    return circuit


def jobs(n, repeats, threads):
    """Medians of milliseconds of a job on both backends."""
    from qiskit_aer import AerSimulator
    from qiao.interop.qiskit import QiaoBackend
    circuit = layers(n)
    backends = [QiaoBackend(threads=threads), AerSimulator(method="statevector", max_parallel_threads=threads)]
    times = [[], []]
    for i in range(repeats + 1):
        for backend, row in zip(backends, times):
            took = milliseconds(lambda: backend.run(circuit, shots=1000, seed_simulator=1).result().get_counts())
            if i:  # the first warms up
                row.append(took)
    return [statistics.median(row) for row in times]


def sweep(repeats):
    """Circuits per second: 1,000 sets of 36 parameters through 69 gates on 12 qubits."""
    import numpy as np
    import qiao
    circuit = qiao.Circuit(12)
    names = iter(f"p{i}" for i in range(36))
    for _ in range(3):
        for q in range(12):
            circuit.ry(next(names), q)
        for q in range(11):
            circuit.cx(q, q + 1)
    sets = np.random.default_rng(1).uniform(-3, 3, (1000, 36))
    return 1e6 / statistics.median(milliseconds(lambda: qiao.expectation(circuit, "Z0 Z11", sets)) for _ in range(repeats))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--package", default="build/release/python", type=pathlib.Path)
    arguments.add_argument("--qubits", default="20,22,24", help="of the evolutions beside Aer's")
    arguments.add_argument("--repeats", default=5, type=int)
    arguments.add_argument("--threads", default=2, type=int)
    options = arguments.parse_args()
    peers.ensure_environment()
    os.environ["PYTHONPATH"] = str(options.package.resolve())
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    process("import qiao")
    sys.path.insert(0, os.environ["PYTHONPATH"])
    numpy, more = imports(max(options.repeats, 11))
    print(f"import qiao: {more:.0f} ms beyond NumPy's {numpy:.0f} ms (bar {BARS['import']})")
    before, peak = map(float, process(VIEW).split())
    print(f"26 qubits (1,024 MiB) as NumPy: peak {peak:.0f} MiB, before the state {before:.0f} MiB")
    rate = sweep(options.repeats)
    print(f"sweep of 1,000 sets on 12 qubits: {rate:,.0f} circuits/s (bar {BARS['sweep']:,})")
    ours, theirs = jobs(4, 40 * options.repeats, options.threads)
    print(f"a job at 4 qubits: {ours:.2f} ms, Aer {theirs:.2f} ms (bar {BARS['job']} ms beyond Qiskit's own part)\n")
    print("| qubits | QiaoBackend, ms | Aer, ms | Aer / qiao |\n|---|---|---|---|")
    for n in map(int, options.qubits.split(",")):
        mine, aer = jobs(n, options.repeats, options.threads)
        print(f"| {n} | {mine:.1f} | {aer:.1f} | {aer / mine:.1f} |")
    met = [more <= BARS["import"], peak - before < 1.5 * 1024, rate >= BARS["sweep"], ours <= BARS["job"]]
    print(f"\nbars (import, one copy, sweep, job): {met}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
