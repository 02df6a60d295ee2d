"""What can be asked of a state, side by side with the simulators people use, on the same problem in one run.

    python3 bench/outcomes_peers.py                      # 2 threads, f64: see the table of bench/README.md
    python3 bench/outcomes_peers.py --only gradient --qubits 16

pauli: 100 strings of uniformly random letters; gradient: expectation and all derivatives of layers of ry and rz with a cx
ring, 5 layers, 50 strings of weight 1 to 4; sample: 10^6 shots beyond the evolution. Values must agree before times count.
qiao is the program (`qiao run --json`), a new process each time, with what its JSON says of the time; the peers repeat the
call in one process. The environment is that of peers.py.
"""

import argparse
import json
import math
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

import peers

LAYERS = 5


def strings(n, kind, count):
    """[(letters from qubit 0 up, coefficient)]"""
    rng = random.Random(2)
    terms = []
    for i in range(count):
        if kind == "uniform":
            letters = [rng.choice("IXYZ") for _ in range(n)]
        else:
            letters = ["I"] * n
            for q in rng.sample(range(n), rng.randint(1, 4)):
                letters[q] = rng.choice("XYZ")
        terms.append(("".join(letters), 0.1 * (1 + i)))
    return terms


def rotations(n, layers):
    """[(gate, qubits)]; each rotation has a parameter of its own, in this order."""
    gates = []
    for _ in range(layers):
        gates += [(g, [q]) for g in ("ry", "rz") for q in range(n)]
        gates += [("cx", [q, (q + 1) % n]) for q in range(n)]
    return gates


class Problem:
    def __init__(self, what, n):
        self.what, self.n = what, n
        self.gates = rotations(n, LAYERS if what == "gradient" else 2)
        rng = random.Random(1)
        self.angles = [rng.uniform(-3, 3) for g, _ in self.gates if g != "cx"]
        self.terms = strings(n, "uniform", 100) if what == "pauli" else strings(n, "local", 50)


# ---- sides: prepare(problem, threads) returns run() -> (seconds, values to compare)


def qiao(binary, folder):
    def prepare(p, threads):
        lines, inputs, k = [], [], 0
        for g, w in p.gates:
            name = ""
            if g != "cx":
                inputs.append(f"input float t{k};")
                name, k = f"(t{k})", k + 1
            lines.append(f"{g}{name} {', '.join(f'q[{i}]' for i in w)};")
        path, values, terms = (os.path.join(folder, name) for name in ("p.qasm", "values.json", "terms.json"))
        measured = ["bit[%d] c;" % p.n, "c = measure q;"] if p.what == "sample" else []
        pathlib.Path(path).write_text("\n".join(["OPENQASM 3.0;", 'include "stdgates.inc";', *inputs, f"qubit[{p.n}] q;",
                                                 *lines, *measured]) + "\n")
        pathlib.Path(values).write_text(json.dumps({f"t{i}": repr(a) for i, a in enumerate(p.angles)}))
        pathlib.Path(terms).write_text(json.dumps({"schema": "qiao.pauli_sum/1", "terms": [
            {"pauli": letters[::-1], "coefficient": c} for letters, c in p.terms]}))
        command = [binary, "run", path, "--input", values, "--json", "--quiet", "--threads", str(threads)]
        command += ["--shots", "1000000"] if p.what == "sample" else ["--expect", "@" + terms]
        command += ["--gradient"] if p.what == "gradient" else []

        def run():
            doc = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            if p.what == "sample":
                return doc["time"]["sample_s"], [1.0]
            answer = doc["expectations"][0]
            return doc["time"]["answer_s"], [answer["value"][0], *answer.get("gradient", {}).values()]

        return run

    return prepare


def qulacs(p, threads):
    import qulacs as q

    circuit = q.ParametricQuantumCircuit(p.n)
    angles = iter(p.angles)
    for g, w in p.gates:
        if g == "cx": circuit.add_CNOT_gate(*w)
        else: getattr(circuit, f"add_parametric_{g.upper()}_gate")(w[0], -next(angles))  # its sign convention
    observable = q.Observable(p.n)
    for letters, c in p.terms:
        observable.add_operator(c, " ".join(f"{l} {i}" for i, l in enumerate(letters) if l != "I"))
    state = q.QuantumState(p.n)
    circuit.update_quantum_state(state)

    def run():
        start = time.perf_counter()
        if p.what == "pauli":
            values = [observable.get_expectation_value(state)]
        elif p.what == "sample":
            state.sampling(1000000)
            values = [1.0]
        else:
            s = q.QuantumState(p.n)
            circuit.update_quantum_state(s)
            values = [observable.get_expectation_value(s), *(-d for d in circuit.backprop(observable))]
        return time.perf_counter() - start, values

    return run


def scaluq(p, threads):
    import scaluq as package

    m = package.default.f64
    if p.what == "gradient":
        return None
    circuit = m.Circuit()
    angles = iter(p.angles)
    for g, w in p.gates:
        circuit.add_gate(m.gate.CX(*w) if g == "cx" else getattr(m.gate, g.upper())(w[0], next(angles)))
    operator = m.Operator([m.PauliOperator(" ".join(f"{l} {i}" for i, l in enumerate(letters) if l != "I"), c)
                           for letters, c in p.terms])
    state = m.StateVector(p.n)
    circuit.update_quantum_state(state)

    def run():
        start = time.perf_counter()
        values = [1.0]
        if p.what == "sample": state.sampling(1000000, 1)
        else: values = [operator.get_expectation_value(state).real]
        return time.perf_counter() - start, values

    return run


def lightning(p, threads):
    import pennylane as qml
    from pennylane import numpy as np

    if p.what == "sample":
        return None
    device = qml.device("lightning.qubit", wires=p.n)
    observable = qml.Hamiltonian([c for _, c in p.terms], [
        qml.pauli.string_to_pauli_word(letters, wire_map={i: i for i in range(p.n)}) for letters, _ in p.terms])

    @qml.qnode(device, diff_method="adjoint")
    def f(angles):
        k = 0
        for g, w in p.gates:
            if g == "cx": qml.CNOT(wires=w)
            else:
                (qml.RY if g == "ry" else qml.RZ)(angles[k], wires=w)
                k += 1
        return qml.expval(observable)

    gradient = qml.grad(f)
    angles = np.array(p.angles, requires_grad=True)

    def run():
        start = time.perf_counter()
        if p.what == "gradient":
            derivatives = gradient(angles)
            return time.perf_counter() - start, [float(gradient.forward), *(float(d) for d in derivatives)]
        value = float(f(angles))  # with its evolution: it has no call without
        return time.perf_counter() - start, [value]

    return run


def mindquantum(p, threads):
    from mindquantum.core import gates as G
    from mindquantum.core.circuit import Circuit
    from mindquantum.core.operators import Hamiltonian, QubitOperator
    from mindquantum.simulator import Simulator

    if p.what == "sample":
        return None
    circuit, names = Circuit(), []
    for g, w in p.gates:
        if g == "cx": circuit += G.X.on(w[1], w[0])
        else:
            names.append(f"t{len(names)}")
            circuit += (G.RY if g == "ry" else G.RZ)(names[-1]).on(w[0])
    operator = QubitOperator()
    for letters, c in p.terms:
        operator += QubitOperator(" ".join(f"{l}{i}" for i, l in enumerate(letters) if l != "I"), c)
    hamiltonian = Hamiltonian(operator)
    simulator = Simulator("mqvector", p.n)
    if p.what == "pauli":
        simulator.apply_circuit(circuit, dict(zip(names, p.angles)))

    def run():
        start = time.perf_counter()
        if p.what == "pauli":
            return_value = [simulator.get_expectation(hamiltonian).real]
            return time.perf_counter() - start, return_value
        value, derivatives = simulator.get_expectation_with_grad(hamiltonian, circuit)(p.angles)
        return time.perf_counter() - start, [value[0, 0].real, *derivatives[0, 0].real]

    return run


PEERS = {"qulacs": qulacs, "scaluq": scaluq, "mindquantum": mindquantum, "lightning": lightning}
QUBITS = {"pauli": 22, "gradient": 20, "sample": 24}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qiao", default=str(peers.ROOT / "build/release/qiao"))
    parser.add_argument("--only", default="pauli,gradient,sample")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--qubits", type=int, help="instead of 22, 20 and 24")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    peers.ensure_environment()
    print(peers.header(args.qiao, args.threads, args.peers.split(",")))
    for what in args.only.split(","):
        problem = Problem(what, args.qubits or QUBITS[what])
        with tempfile.TemporaryDirectory() as folder:
            runs = {"qiao": qiao(args.qiao, folder)(problem, args.threads)}
            for name in args.peers.split(","):
                try:
                    runs[name] = PEERS[name](problem, args.threads)
                except Exception as error:  # what cannot run is said
                    print(f"{what:9} {name}: {error}")
            runs = {name: run for name, run in runs.items() if run}
            times, wanted = {}, None
            for name in list(runs):
                _, values = runs[name]()  # once to warm up, and for the comparison
                wanted = wanted or values
                worst = max(abs(a - b) for a, b in zip(values, wanted, strict=True))
                if not worst < 1e-8 * max(1.0, max(map(abs, wanted))):
                    print(f"{what:9} {name}: differs by {worst:.1e}")
                    continue
                times[name] = []
            for _ in range(args.repeats):
                for name in times:
                    times[name].append(runs[name]()[0])
        median = {name: statistics.median(t) for name, t in times.items()}
        rest = {name: t for name, t in median.items() if name != "qiao"}
        best = min(rest, key=rest.get) if rest else None
        ratio = rest[best] / median["qiao"] if best else math.nan
        print(f"{what:9} n={problem.n}  qiao {1e3 * median['qiao']:8.1f} ms   best {best} {ratio:6.1f} x   | "
              + " ".join(f"{name} {1e3 * t:.1f}" for name, t in rest.items()), flush=True)


if __name__ == "__main__":
    main()
