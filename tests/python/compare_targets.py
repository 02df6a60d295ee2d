"""Runs what `qiao translate` writes in the packages it is written for.

usage: compare_targets.py QIAO EXAMPLES mindquantum|qiskit [--seed N] [--report]

Every gate of the table with 0 to 3 controls (positive, and one form with a negative control) at random angles, random circuits
of 1 to 8 qubits, and the example programs go to every target that the package reads. The emitted program is executed by the
package on a random product input and compared with qiao's own state: the infidelity must not exceed 1e-10.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy as np

TOLERANCE = 1e-10
MAX_CONTROLS = 3


def gate_table(qiao):
    return json.loads(subprocess.run([qiao, "gates", "--json"], capture_output=True, text=True, check=True).stdout)["gates"]


def circuit(qubits, instructions):
    return {"schema": "qiao.circuit/1", "qubits": [{"name": "q", "size": qubits}], "bits": [], "instructions": instructions}


def random_gate(rng, row, qubits, controls, negative=False):
    wires = rng.sample(range(qubits), controls + row["targets"])
    gate = {"op": "gate", "gate": row["name"], "params": [rng.uniform(-3.1, 3.1) for _ in row["params"]],
            "controls": wires[:controls], "targets": wires[controls:]}
    if negative:
        gate["on_zero"] = wires[:1]
    return gate


def corpus(rng, table):
    """name, qubits, circuit"""
    for row in table:
        for controls in range(MAX_CONTROLS + 1):
            for negative in ([False, True] if controls in (1, 3) else [False]):
                qubits = max(1, row["targets"] + controls)
                yield (f"{row['name']}-{controls}{'n' if negative else ''}", qubits,
                       circuit(qubits, [random_gate(rng, row, qubits, controls, negative)]))
    for i in range(24):
        qubits = i % 8 + 1
        gates = []
        for _ in range(30):
            row = rng.choice(table)
            if row["targets"] > qubits:
                continue
            gates.append(random_gate(rng, row, qubits, rng.randint(0, min(MAX_CONTROLS, qubits - row["targets"]))))
        yield f"random-{i}", qubits, circuit(qubits, gates)


def product_input(rng, qubits):
    return [(np.arccos(rng.uniform(-1, 1)), rng.uniform(0, 2 * np.pi)) for _ in range(qubits)]


def as_state(angles):
    state = np.array([1.0 + 0j])
    for theta, phi in angles:  # qubit 0 is the least significant
        state = np.kron(np.array([np.cos(theta / 2), np.exp(1j * phi) * np.sin(theta / 2)]), state)
    return state


def own_state(qiao, scratch, body, angles):
    prepared = dict(body)
    prepared["instructions"] = [{"op": "gate", "gate": "u", "params": [t, p, 0.0], "targets": [q]}
                                for q, (t, p) in enumerate(angles)] + body["instructions"]
    file, npy = scratch / "own.json", scratch / "own.npy"
    file.write_text(json.dumps(prepared))
    subprocess.run([qiao, "run", str(file), "--state", str(npy), "--quiet"], check=True, capture_output=True)
    return np.load(npy)


def run_mindquantum(text, name, qubits, state):
    from mindquantum.core.circuit import Circuit
    from mindquantum.simulator import Simulator
    if name == "mindquantum":
        scope = {}
        exec(text, scope)
        built = scope["circuit"]
    elif name == "hiqasm":
        built = Circuit.from_hiqasm(text)
    else:
        built = Circuit.from_openqasm(text)
    simulator = Simulator("mqvector", qubits)
    simulator.set_qs(state)
    simulator.apply_circuit(built)
    return simulator.get_qs()


def run_qiskit(text, name, qubits, state):
    from qiskit import QuantumCircuit, qasm3
    from qiskit.quantum_info import Statevector
    if name == "qiskit":
        scope = {}
        exec(text, scope)
        built = scope["circuit"]
    elif name == "qasm2":
        built = QuantumCircuit.from_qasm_str(text)
    else:
        built = qasm3.loads(text)
    return Statevector(state).evolve(built.remove_final_measurements(inplace=False) or built).data


PACKAGES = {"mindquantum": (["mindquantum", "mindquantum-qasm", "hiqasm"], run_mindquantum),
            "qiskit": (["qiskit", "qasm2", "qasm3"], run_qiskit)}


def main():
    qiao, examples, package = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 20261124
    rng = random.Random(seed)
    targets, execute = PACKAGES[package]
    table = [row for row in gate_table(qiao) if row["name"] != "unitary"]
    worst, count, failed, refused = {t: 0.0 for t in targets}, {t: 0 for t in targets}, [], []
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        programs = []
        for name, qubits, body in corpus(rng, table):
            (scratch / f"{name}.json").write_text(json.dumps(body))
            programs.append((name, qubits, body))
        for target in targets:
            out = scratch / target
            done = subprocess.run([qiao, "translate", "--batch", str(scratch), "--to", target, "--out", str(out), "--report",
                                   str(scratch / f"{target}.report")], capture_output=True, text=True)
            states = {pathlib.Path(line["file"]).stem: line
                      for line in json.loads((scratch / f"{target}.report").read_text())["files"]}
            for name, qubits, body in programs:
                line = states[name]
                if line["state"] != "verified":
                    failed.append(f"{target} {name}: {line['state']}: {line['detail']}")
                    continue
        own = {}
        for name, qubits, body in programs:
            angles = product_input(rng, qubits)
            own[name] = (as_state(angles), own_state(qiao, scratch, body, angles))
        for target in targets:
            for name, qubits, body in programs:
                files = [f for f in (scratch / target).glob(f"{name}.*") if not f.name.endswith(".certificate.json")]
                if not files:
                    continue
                given, expected = own[name]
                try:
                    state = execute(files[0].read_text(), target, qubits, given)
                    infidelity = 1 - abs(np.vdot(expected, state)) ** 2
                except Exception as problem:
                    failed.append(f"{target} {name}: {type(problem).__name__}: {str(problem)[:300]}")
                    continue
                count[target] += 1
                worst[target] = max(worst[target], infidelity)
                if not infidelity <= TOLERANCE:
                    failed.append(f"{target} {name}: infidelity {infidelity:.3g}")
    for target in targets:
        print(f"{target}: {count[target]} circuits, worst infidelity {worst[target]:.2g}")
    for text in failed[:40]:
        print("FAILED", text)
    print(f"{len(failed)} failures, seed {seed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
