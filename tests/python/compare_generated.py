"""Every gate of qelib1.inc on its own, and random programs, against Qiskit.

usage: compare_generated.py QIAO [SEED ...]
"""

import pathlib
import random
import sys
import tempfile

from compare_qiskit import compare
from qiskit.circuit import QuantumCircuit

# Name, parameters, qubits: the 42 gates of Qiskit's qelib1.inc.
GATES = [("u3", 3, 1), ("u2", 2, 1), ("u1", 1, 1), ("cx", 0, 2), ("id", 0, 1), ("u0", 1, 1), ("u", 3, 1), ("p", 1, 1),
         ("x", 0, 1), ("y", 0, 1), ("z", 0, 1), ("h", 0, 1), ("s", 0, 1), ("sdg", 0, 1), ("t", 0, 1), ("tdg", 0, 1),
         ("rx", 1, 1), ("ry", 1, 1), ("rz", 1, 1), ("sx", 0, 1), ("sxdg", 0, 1), ("cz", 0, 2), ("cy", 0, 2),
         ("swap", 0, 2), ("ch", 0, 2), ("ccx", 0, 3), ("cswap", 0, 3), ("crx", 1, 2), ("cry", 1, 2), ("crz", 1, 2),
         ("cu1", 1, 2), ("cp", 1, 2), ("cu3", 3, 2), ("csx", 0, 2), ("cu", 4, 2), ("rxx", 1, 2), ("rzz", 1, 2),
         ("rccx", 0, 3), ("rc3x", 0, 4), ("c3x", 0, 4), ("c3sqrtx", 0, 4), ("c4x", 0, 5)]
HEADER = 'OPENQASM 2.0;\ninclude "qelib1.inc";\n'


def angle(rng):
    return rng.choice([f"{rng.uniform(-7, 7):.6f}", f"{rng.uniform(-7, 7)!r}", f"{rng.randint(-8, 8)}*pi/4", "-pi/2",
                       f"{rng.uniform(0, 1):.3e}", f"sin({rng.random():.4f})^2"])


def call(rng, gate, qubits, params=None):
    name, num_params, num_qubits = gate
    if name == "u0":  # Qiskit takes integers only
        params = [str(rng.randint(0, 3))]
    arguments = f"({', '.join(params or [angle(rng) for _ in range(num_params)])})" if num_params else ""
    return f"{name}{arguments} {', '.join(rng.sample(qubits, num_qubits))};\n"


def single_gate(rng, gate):
    qubits = [f"q[{i}]" for i in range(5)]
    text = HEADER + "qreg q[5];\n"
    for q in qubits:
        text += f"u3({rng.uniform(0.5, 2.5)}, {rng.uniform(-3, 3)}, {rng.uniform(-3, 3)}) {q};\n"
    for _ in range(3):
        text += call(rng, gate, qubits)
    return text


def random_program(rng):
    """Own gates, several registers, measurements, resets and conditions anywhere."""
    text = HEADER
    gates = list(GATES)
    for i in range(rng.randint(0, 3)):
        num_params, num_qubits = rng.randint(0, 2), rng.randint(1, 3)
        formal = [f"w{k}" for k in range(num_qubits)]
        names = [f"a{k}" for k in range(num_params)]
        body = ""
        for _ in range(rng.randint(0, 4)):
            gate = rng.choice([g for g in gates if g[2] <= num_qubits])
            arguments = [rng.choice([angle(rng)] + [f"-{n}/2+0.1" for n in names]) for _ in range(gate[1])]
            body += "  " + call(rng, gate, formal, arguments)
        head = f"({', '.join(names)})" if names else ""
        text += f"gate own{i}{head} {', '.join(formal)} {{\n{body}}}\n"
        gates.append((f"own{i}", num_params, num_qubits))
    qubits, clbits, cregs = [], [], []
    for name, size in zip("qr", (rng.randint(1, 3), rng.randint(1, 3))):
        text += f"qreg {name}[{size}];\n"
        qubits += [f"{name}[{i}]" for i in range(size)]
    for name, size in zip("cd", (rng.randint(1, 3), rng.randint(1, 2))):
        text += f"creg {name}[{size}];\n"
        clbits += [f"{name}[{i}]" for i in range(size)]
        cregs.append((name, size))
    splits = 0
    for _ in range(rng.randint(5, 40)):
        guard = ""
        if rng.random() < 0.15:
            name, size = rng.choice(cregs)
            guard = f"if ({name} == {rng.randrange(2**size)}) "
        kind = rng.random()
        if kind < 0.1 and splits < 8:
            text += f"{guard}measure {rng.choice(qubits)} -> {rng.choice(clbits)};\n"
            splits += 1
        elif kind < 0.14 and splits < 8:
            text += f"{guard}reset {rng.choice(qubits)};\n"
            splits += 1
        elif kind < 0.2:
            text += f"barrier {', '.join(rng.sample(qubits, rng.randint(1, len(qubits))))};\n"
        else:
            text += guard + call(rng, rng.choice([g for g in gates if g[2] <= len(qubits)]), qubits)
    for q in qubits[: rng.randint(0, len(qubits))]:
        text += f"measure {q} -> {rng.choice(clbits)};\n"
    return text


def check(qiao, name, text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "program.qasm"
        path.write_text(text)
        try:
            complaints = compare(qiao, path, QuantumCircuit.from_qasm_str(text))
        except Exception as problem:
            complaints = [f"{type(problem).__name__}: {problem}"]
    for complaint in complaints:
        print(f"FAILED {name}: {complaint}\n{text}")
    return not complaints


def main():
    qiao, seeds = sys.argv[1], [int(s) for s in sys.argv[2:]]
    results = []
    if not seeds:
        seeds = range(1, 61)
        for gate in GATES:
            results.append(check(qiao, gate[0], single_gate(random.Random(gate[0]), gate)))
    for seed in seeds:
        results.append(check(qiao, f"random program, seed {seed}", random_program(random.Random(seed))))
    print(f"{sum(results)} of {len(results)} programs agree with Qiskit")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
