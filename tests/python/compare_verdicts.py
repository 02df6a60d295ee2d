"""Verdicts of `qiao verify` on programs that Qiskit has rewritten, and on programs that differ from them.

usage: compare_verdicts.py QIAO [--seed N] [--count N]

Equal by construction: transpiled at optimisation levels 0 to 3 into various bases; routed to a line of qubits, some of
them ancillas; synthesised anew from their matrix; written in each of our own languages and read back. Each of these is
also compared with one gate changed, where Qiskit's own matrices say what is right. No verdict may be wrong; how many are
undecided is printed.
"""

import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from qiskit import QuantumCircuit, qasm2, qasm3, transpile
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import Operator, Statevector
from qiskit.transpiler import CouplingMap

BASES = [["rz", "sx", "x", "cx"], ["u", "cz"], ["rx", "ry", "rz", "cx"], ["h", "s", "sdg", "t", "tdg", "rz", "cx"],
         ["rz", "sx", "x", "ecr"], ["rz", "rx", "rzz"], ["u3", "cx"], ["r", "rxx", "rz"]]
ONE = ["h", "x", "y", "z", "s", "sdg", "t", "tdg", "sx"]
ROTATIONS = ["rx", "ry", "rz", "p"]
TWO = ["cx", "cy", "cz", "swap", "ch"]
TWO_ROTATIONS = ["crx", "cry", "crz", "cp", "rzz"]
TOLERANCE = 1e-9


def random_circuit(rng, qubits, measured, clifford=False):
    """`measured`: none, all, some or middle (with conditions)."""
    bits = {"none": 0, "all": qubits, "some": max(1, qubits - 1), "middle": qubits}[measured]
    c = QuantumCircuit(qubits, bits) if bits else QuantumCircuit(qubits)
    length = rng.randint(4, 5 * qubits)
    for step in range(length):
        kind = rng.random()
        wires = rng.sample(range(qubits), min(qubits, 3))
        if clifford:
            name = rng.choice(["h", "s", "x", "cx", "cz"])
            getattr(c, name)(*(wires[:2] if name in ("cx", "cz") else wires[:1]))
        elif measured == "middle" and kind < 0.12:
            c.measure(wires[0], rng.randrange(bits))
        elif measured == "middle" and kind < 0.24:
            with c.if_test((c.clbits[rng.randrange(bits)], rng.randint(0, 1))):
                getattr(c, rng.choice(["x", "z", "h"]))(wires[0])
        elif measured == "middle" and kind < 0.28:
            c.reset(wires[0])
        elif kind < 0.45:
            getattr(c, rng.choice(ONE))(wires[0])
        elif kind < 0.65:
            getattr(c, rng.choice(ROTATIONS))(rng.uniform(-3, 3), wires[0])
        elif kind < 0.85 or qubits < 3:
            getattr(c, rng.choice(TWO))(wires[0], wires[1])
        elif kind < 0.95:
            getattr(c, rng.choice(TWO_ROTATIONS))(rng.uniform(-3, 3), wires[0], wires[1])
        else:
            c.ccx(*wires)
    if measured in ("all", "middle"):
        order = list(range(qubits))
        rng.shuffle(order)
        for q in range(qubits):
            c.measure(q, order[q])
    elif measured == "some":
        for bit, q in enumerate(rng.sample(range(qubits), bits)):
            c.measure(q, bit)
    return c


def text_of(circuit):
    """Version 2 where it can say it."""
    if any(i.operation.name in ("if_else", "ecr", "r", "rxx", "reset") for i in circuit.data):
        return qasm3.dumps(circuit)
    try:
        return qasm2.dumps(circuit)
    except qasm2.QASM2ExportError:
        return qasm3.dumps(circuit)


class Qiao:
    """The program, called on files of a scratch folder."""

    def __init__(self, program, scratch):
        self.program, self.scratch, self.number = program, scratch, 0

    def write(self, text, ending=".qasm"):
        self.number += 1
        path = self.scratch / f"{self.number}{ending}"
        path.write_text(text)
        return str(path)

    def verify(self, a, b, arguments):
        done = subprocess.run([self.program, "verify", a, b, "--json", "--threads", "1", *arguments], capture_output=True, text=True)
        if done.returncode not in (0, 1, 5):
            return {"verdict": "failed", "method": "", "detail": done.stderr, "compared": ""}
        found = json.loads(done.stdout)
        if (found["verdict"] == "equal") != (done.returncode == 0) or (found["verdict"] == "not equal") != (done.returncode == 1):
            return {"verdict": "failed", "method": "", "detail": f"exit {done.returncode} of {found['verdict']}", "compared": ""}
        return found

    def translate(self, file, target):
        """The translation's path; None: refused."""
        ending = {"stim": ".stim", "hiqasm": ".hiqasm", "qiskit": ".py", "mindquantum": ".py", "json": ".json"}.get(target, ".qasm")
        done = subprocess.run([self.program, "translate", file, "--to", target, "--no-verify"], capture_output=True, text=True)
        return self.write(done.stdout, ending) if done.returncode == 0 else None


def changed(rng, circuit):
    """The circuit with one gate more or one angle changed, and what was done; None if it has no place for that."""
    out = circuit.copy()
    places = [i for i, item in enumerate(out.data) if item.operation.name not in ("measure", "barrier", "reset", "if_else")]
    if not places:
        return None
    at = rng.choice(places)
    item = out.data[at]
    if item.operation.params and all(isinstance(p, float) for p in item.operation.params):
        operation = item.operation.to_mutable()
        operation.params = [item.operation.params[0] + 10.0 ** -rng.randint(1, 5)] + list(item.operation.params[1:])
        out.data[at] = item.replace(operation=operation)
    elif len(item.qubits) >= 2 and rng.random() < 0.5:
        out.data[at] = item.replace(qubits=[item.qubits[1], item.qubits[0], *item.qubits[2:]])
    else:
        del out.data[at]
    return out


def distance(a, b):
    """Of two circuits on the same qubits that measure at most in the end: of what a run from |0...0> shows, and of the
    matrices up to a phase."""
    bare = [c.remove_final_measurements(inplace=False) if c.num_clbits else c for c in (a, b)]
    matrices = [Operator(c).data for c in bare]
    overlap = abs(np.trace(matrices[0].conj().T @ matrices[1])) / len(matrices[0])
    return math.sqrt(max(0.0, 2 - 2 * overlap))


def shown(circuit):
    """Probabilities of the results of a circuit that measures only in the end."""
    where = {}
    bare = QuantumCircuit(circuit.num_qubits)
    for item in circuit.data:
        if item.operation.name == "measure":
            where[circuit.find_bit(item.clbits[0]).index] = circuit.find_bit(item.qubits[0]).index
        elif item.operation.name != "barrier":
            bare.append(item.operation, [circuit.find_bit(q).index for q in item.qubits])
    table = {}
    for index, p in enumerate(Statevector(bare).probabilities()):
        key = tuple(index >> where[bit] & 1 if bit in where else 0 for bit in range(circuit.num_clbits))
        table[key] = table.get(key, 0.0) + p
    return table


class Tally:
    def __init__(self):
        self.pairs = self.undecided = self.different = self.close = 0
        self.wrong = []
        self.compared = {}

    def add(self, expected, found, what):
        self.pairs += 1
        self.different += expected == "not equal"
        if expected is None:
            self.close += 1
        elif found["verdict"] in ("undecided", "not comparable"):
            self.undecided += 1
            print("undecided:", what, found["method"], found["detail"])
        elif found["verdict"] != expected:
            self.wrong.append(f"{what}: {found['verdict']} ({found['method']}), right is {expected}: {found['detail']}")
        self.compared[found["compared"]] = self.compared.get(found["compared"], 0) + 1


def maps(circuit):
    """Where Qiskit says that the qubits are; nothing if they did not move."""
    if circuit.layout is None:
        return []
    places = [circuit.layout.initial_index_layout(filter_ancillas=True), circuit.layout.final_index_layout(filter_ancillas=True)]
    return [word for option, list_of in zip(("--map", "--output-map"), places) for word in (option, ",".join(map(str, list_of)))]


def rewritten(rng, circuit, kind):
    """By Qiskit; the second value: arguments that verify needs."""
    level, basis, seed = rng.randrange(4), rng.choice(BASES), rng.randrange(1 << 30)
    has_branches = any(i.operation.name == "if_else" for i in circuit.data)
    if kind == "transpiled":
        out = transpile(circuit, basis_gates=basis + (["reset"] if has_branches else []), optimization_level=level, seed_transpiler=seed)
    elif kind == "routed":
        device = circuit.num_qubits + rng.randrange(4)
        out = transpile(circuit, basis_gates=basis, coupling_map=CouplingMap.from_line(device), optimization_level=level,
                        seed_transpiler=seed)
    else:
        out = QuantumCircuit(*circuit.qregs, *circuit.cregs)
        gates = circuit.remove_final_measurements(inplace=False) if circuit.num_clbits else circuit
        out.append(UnitaryGate(Operator(gates).data), range(circuit.num_qubits))
        for item in circuit.data:
            if item.operation.name == "measure":
                out.append(item.operation, item.qubits, item.clbits)
        out = transpile(out, basis_gates=basis, optimization_level=min(level, 1), seed_transpiler=seed)
    return out, f"level {level}, {','.join(basis)}"


def one(number, seed, qiao):
    """Pairs to compare: (equal by construction, right answer, first, second, arguments, words)."""
    rng = random.Random(seed * 1000003 + number)
    kind = ["transpiled", "routed", "routed", "resynthesised", "translated"][number % 5]
    measured = rng.choice(["none", "all", "some", "middle"] if kind != "resynthesised" else ["none", "all", "some"])
    qubits = rng.randint(2, 3 if kind == "resynthesised" else 5)
    target = rng.choice(["qasm2", "qasm3", "qiskit", "mindquantum", "hiqasm", "stim", "json"])
    circuit = random_circuit(rng, qubits, measured, clifford=kind == "translated" and target == "stim")
    what = f"seed {seed}, pair {number}: {kind}, measured {measured}"
    first = qiao.write(text_of(circuit))
    arguments = []
    if kind == "translated":
        second = qiao.translate(first, target) or qiao.translate(first, "qasm3")  # what a language cannot say is refused
        what += f", {target}"
    else:
        output, how = rewritten(rng, circuit, kind)
        second = qiao.write(text_of(output))
        what += f", {how}"
        # Programs that show all they have need no layout; others say where their qubits are.
        arguments = maps(output) if measured in ("none", "some") else []
        if kind == "resynthesised":  # Qiskit's synthesis is good to about 1e-5 at times
            arguments = arguments + ["--max-error", "1e-8"]
    yield True, "equal", first, second, arguments, what
    if measured == "all":
        yield True, "equal", second, first, arguments + ["--results-only"], what + ", results"
    # The same with one difference.
    mutant = changed(rng, circuit)
    if mutant is None or measured == "middle":
        return
    d = distance(circuit, mutant)
    if measured == "all":
        a, b = shown(circuit), shown(mutant)
        d = min(d, sum(abs(a.get(k, 0) - b.get(k, 0)) for k in {*a, *b}) / 2)
    # What is left over after some measurements is judged by the tests in C++.
    seen = 1e-3 if kind == "resynthesised" else 1e-7
    right = "equal" if d < TOLERANCE else "not equal" if d > seen and measured != "some" else None
    yield False, right, qiao.write(text_of(mutant)), second, arguments, what + ", changed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("qiao")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10000 if os.environ.get("QIAO_TEST_MORE") else 800)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    equal, other = Tally(), Tally()
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        qiao = Qiao(options.qiao, pathlib.Path(scratch))
        jobs = []
        for number in range(options.count):
            for by_construction, right, a, b, arguments, what in one(number, options.seed, qiao):
                jobs.append((equal if by_construction else other, right, what, pool.submit(qiao.verify, a, b, arguments)))
        for tally, right, what, job in jobs:
            tally.add(right, job.result(), what)
    for name, t in (("equal by construction", equal), ("with one difference", other)):
        print(f"{name}: {t.pairs} pairs, {t.different} of them different, {t.undecided} undecided, {t.close} not judged; "
              f"compared: {t.compared}")
    for line in (equal.wrong + other.wrong)[:20]:
        print("WRONG:", line)
    if equal.wrong or other.wrong or equal.undecided + other.undecided > options.count // 50:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
