"""Runs whole programs as `qiao translate` writes them, measurements and control flow included, in the packages.

usage: compare_runs.py QIAO FEATURES EXAMPLES

qiskit: every program of FEATURES and EXAMPLES that goes to Qiskit, as Qiskit's own objects: exact distributions of the
registers, walking over the branches. mindquantum: the examples, sampled by its simulator. stim: the Clifford examples and random
Clifford circuits, final states by Stim's tableaux and results by its sampler. Samples must lie within five standard deviations
of qiao's exact distribution for every outcome. deferred: random programs that measure, decide and go on, sampled by Aer and
walked over exactly as they are, against what `--defer-measurements` makes of them.
"""

import json
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np

import branch_walker
from compare_qiskit import difference

SHOTS = 4000
SEED = 112526


def as_bits(value, kind):
    """The bits in which Qiskit holds what qiao prints of an output of this type."""
    name, _, rest = kind.partition("[")
    if name == "bit":
        return value
    if name == "array":
        element = rest.split("],")[0] + "]" if "[" in rest else rest.split(",")[0]
        return "".join(as_bits(v, element) for v in reversed(value.replace("[", "").replace("]", "").split(",")))
    width = int(rest.rstrip("]") or (1 if name == "bool" else 64)) if rest or name == "bool" else 64
    if name == "bool":
        return str(int(value == "true"))
    if name == "float":
        word = int.from_bytes(struct.pack(">d" if width == 64 else ">f", float(value)), "big")
    elif name == "angle":
        word = round(float(value) / (2 * np.pi) * 2**width) % 2**width
    else:
        word = int(value) % 2**width
    return format(word, f"0{width}b")


def exact(qiao, file):
    """{register: {bits: probability}}"""
    done = subprocess.run([qiao, "run", str(file), "--exact", "--json", "--top", "1000000"], capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(done.stderr.splitlines()[0])
    document = json.loads(done.stdout)
    types, registers = document.get("outputs", {}), {}
    for name, table in document.get("registers", {}).items():
        bits = registers.setdefault(name, {})
        for value, p in table.items():  # several values that print alike are one
            key = as_bits(value, types.get(name, "bit"))
            bits[key] = bits.get(key, 0.0) + p
    return registers


def translated(qiao, files, target, out, options=()):
    """{name: (file, text, certificate)} of what could be translated."""
    listing = out.parent / f"{out.name}.list"
    listing.write_text("".join(f"{f}\n" for f in files))
    subprocess.run([qiao, "translate", "--batch", str(listing), "--to", target, "--out", str(out), *options], capture_output=True)
    found = {}
    for file in files:
        for output in out.glob(f"{file.stem}.*"):
            if not output.name.endswith(".certificate.json"):
                certificate = json.loads(pathlib.Path(f"{output}.certificate.json").read_text())
                found[file.stem] = (file, output.read_text(), certificate)
    return found


def within(samples, expected):
    """Worst deviation in standard deviations; `samples` {bits: count}."""
    shots, worst = sum(samples.values()), 0.0
    for bits in set(samples) | set(expected):
        p = min(1.0, expected.get(bits, 0.0))
        deviation = abs(samples.get(bits, 0) - shots * p)
        spread = np.sqrt(shots * p * (1 - p))
        if deviation > 1e-6:
            worst = max(worst, deviation / max(spread, 0.2))  # an impossible outcome counts five
    return worst


def check_qiskit(qiao, files, scratch, failed):
    count = 0
    for name, (file, text, _) in sorted(translated(qiao, files, "qiskit", scratch / "qiskit").items()):
        try:
            registers = exact(qiao, file)
        except ValueError:  # inputs without values, symbols
            continue
        scope = {}
        exec(text, scope)
        circuit = scope["circuit"]
        theirs = branch_walker.register_distributions(circuit, branch_walker.exact(circuit).clbits)
        # Where the program has outputs, qiao shows nothing else.
        theirs = {name: table for name, table in theirs.items() if name in registers}
        if not registers:
            continue
        worst = max((difference(registers.get(r, {}), theirs[r]) for r in theirs), default=0.0)
        if list(registers) != list(theirs) or not worst <= 1e-10:
            failed.append(f"qiskit {name}: registers {list(registers)} and {list(theirs)} differ by {worst:.2g}")
        count += 1
    return count


def worst_of(registers, samples, bit_of_column):
    """The registers' samples against their distributions; column k of `samples` is the bit named bit_of_column[k]."""
    worst = 0.0
    for name, expected in registers.items():
        width = len(next(iter(expected)))
        columns = [bit_of_column.index(f"{name}[{i}]") if f"{name}[{i}]" in bit_of_column else None
                   for i in reversed(range(width))]
        counts = {}
        for row in samples:
            bits = "".join("0" if k is None else str(int(row[k])) for k in columns)
            counts[bits] = counts.get(bits, 0) + 1
        worst = max(worst, within(counts, expected))
    return worst


def check_mindquantum(qiao, files, scratch, failed):
    from mindquantum.simulator import Simulator
    count = 0
    for name, (file, text, certificate) in sorted(
            translated(qiao, files, "mindquantum", scratch / "mindquantum", ["--defer-measurements"]).items()):
        registers = exact(qiao, file)
        if not registers:
            continue
        scope = {}
        exec(text, scope)
        circuit = scope["circuit"]
        result = Simulator("mqvector", circuit.n_qubits).sampling(circuit, shots=SHOTS, seed=SEED)
        bits = [certificate["measurement_keys"][key] for key in sorted(result.keys_map, key=result.keys_map.get)]
        worst = worst_of(registers, result.samples, bits)
        if not worst <= 5:
            failed.append(f"mindquantum {name}: {worst:.1f} standard deviations")
        count += 1
    return count


def check_stim(qiao, files, scratch, failed):
    import stim
    rng = random.Random(SEED)
    names = ["h", "s", "sdg", "x", "y", "z", "sx", "sxdg", "cx", "cy", "cz", "swap", "iswap", "dcx"]
    for i in range(20):
        n = rng.randint(2, 5)
        lines = ["OPENQASM 3.1;", 'include "stdgates.inc";', f"qubit[{n}] q;", f"bit[{n}] c;",
                 "gate sxdg a { inv @ sx a; }", "gate dcx a, b { cx a, b; cx b, a; }",
                 "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"]
        for _ in range(30):
            name = rng.choice(names)
            two = name in ("cx", "cy", "cz", "swap", "iswap", "dcx")
            operands = rng.sample(range(n), 2 if two else 1)
            lines.append(f"{name} {', '.join(f'q[{q}]' for q in operands)};")
        for q in rng.sample(range(n), n):
            lines.append(f"c[{(q + 1) % n}] = measure q[{q}];")
        file = scratch / f"clifford{i}.qasm"
        file.write_text("\n".join(lines))
        files = [*files, file]
    count = 0
    for name, (file, text, certificate) in sorted(translated(qiao, files, "stim", scratch / "stim").items()):
        registers = exact(qiao, file)
        if not registers:
            continue
        circuit = stim.Circuit(text)
        bits = [certificate["measurement_keys"][f"rec[{k}]"] for k in range(circuit.num_measurements)]
        worst = worst_of(registers, circuit.compile_sampler(seed=SEED).sample(SHOTS), bits)
        if not worst <= 5:
            failed.append(f"stim {name}: {worst:.1f} standard deviations")
        gates = stim.Circuit()
        for instruction in circuit:
            if instruction.name != "M":
                gates.append(instruction)
        if name.startswith("clifford"):
            simulator = stim.TableauSimulator()
            simulator.do(gates)
            simulator.set_num_qubits(len(next(iter(registers["c"]))))
            state = simulator.state_vector(endian="little")
            without = scratch / f"{name}.gates.qasm"
            without.write_text("\n".join(line for line in file.read_text().splitlines() if "measure" not in line))
            npy = scratch / "state.npy"
            subprocess.run([qiao, "run", str(without), "--state", str(npy), "--quiet"], check=True, capture_output=True)
            infidelity = 1 - abs(np.vdot(np.load(npy), state)) ** 2
            if not infidelity <= 1e-6:  # Stim's amplitudes are floats
                failed.append(f"stim {name}: infidelity {infidelity:.2g}")
        count += 1
    return count


def dynamic_circuit(rng):
    """A random circuit with 4 measured bits that decide, and all its qubits measured at the end into the bits behind them."""
    from qiskit import QuantumCircuit
    from qiskit.circuit.classical import expr
    n, bits = rng.randint(2, 4), 4
    circuit = QuantumCircuit(n, bits + n)
    measured = []

    def gates(count):
        for _ in range(count):
            q, r = rng.sample(range(n), 2)
            name = rng.choice(["x", "h", "y", "t", "rx", "cx", "cp", "swap"])
            if name in ("rx", "cp"):
                getattr(circuit, name)(rng.uniform(0, 6), *((q,) if name == "rx" else (q, r)))
            else:
                getattr(circuit, name)(*((q, r) if name in ("cx", "swap") else (q,)))

    gates(6)
    for bit in rng.sample(range(bits), bits):
        circuit.measure(rng.randrange(n), bit)
        measured.append(bit)
        kind = rng.choice(["bit", "parity", "register", "switch", "nested", "reset"])
        chosen = rng.sample(measured, rng.randint(1, len(measured)))
        parity = expr.lift(circuit.clbits[chosen[0]])
        for other in chosen[1:]:
            parity = expr.bit_xor(parity, circuit.clbits[other])
        if kind == "bit":
            with circuit.if_test((circuit.clbits[bit], rng.randrange(2))):
                gates(2)
        elif kind == "parity":
            with circuit.if_test(parity) as otherwise:
                circuit.x(rng.randrange(n))
                circuit.h(rng.randrange(n))
            if rng.randrange(2):
                with otherwise:
                    circuit.z(rng.randrange(n))
        elif kind == "register":
            with circuit.if_test((circuit.cregs[0], rng.randrange(2 ** bits))) as otherwise:
                gates(1)
            with otherwise:
                gates(2)
        elif kind == "switch":
            with circuit.switch(circuit.cregs[0]) as case:
                with case(0):
                    gates(1)
                with case(*rng.sample(range(1, 2 ** bits), 3)):
                    gates(2)
                with case(case.DEFAULT):
                    gates(1)
        elif kind == "nested":
            with circuit.if_test(parity):
                with circuit.if_test((circuit.clbits[bit], 1)):
                    gates(1)
        else:
            circuit.reset(rng.randrange(n))
        gates(2)
    circuit.measure(range(n), range(bits, bits + n))
    return circuit


def check_deferred(qiao, scratch, failed):
    from qiskit import qasm3
    from qiskit_aer import AerSimulator
    rng = random.Random(SEED)
    circuits, files = {}, []
    for i in range(40):
        file = scratch / f"dynamic{i}.qasm"
        circuits[file.stem] = dynamic_circuit(rng)
        # Qiskit writes a switch on a variable that it assigns before.
        text = re.sub(r"int switch_dummy\w*;\n|switch_dummy\w* = c;\n *", "", qasm3.dumps(circuits[file.stem]))
        file.write_text(re.sub(r"switch \(switch_dummy\w*\)", f"switch (uint[{circuits[file.stem].num_clbits}](c))", text))
        files.append(file)
    count = 0
    done = translated(qiao, files, "qasm2", scratch / "deferred", ["--defer-measurements"])
    for name, circuit in circuits.items():
        if name not in done:
            failed.append(f"deferred {name}: not translated")
            continue
        output = scratch / f"{name}.deferred.qasm"
        output.write_text(done[name][1])
        ours = exact(qiao, output)["c"]
        theirs = branch_walker.exact(circuit).clbits
        if not difference(ours, theirs) <= 1e-10:
            failed.append(f"deferred {name}: the distributions differ by {difference(ours, theirs):.2g}")
        counts = AerSimulator(seed_simulator=SEED, max_parallel_threads=1).run(circuit, shots=SHOTS).result().get_counts()
        if not within(counts, ours) <= 5:
            failed.append(f"deferred {name}: {within(counts, ours):.1f} standard deviations from Aer")
        count += 1
    return count


def main():
    qiao, features, examples = sys.argv[1], *map(pathlib.Path, sys.argv[2:4])
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        shipped = sorted(p.resolve() for p in examples.glob("*.qasm"))
        small = [p for p in shipped if p.stem != "qft20"]  # a distribution of 2^20 outcomes
        dynamic = sorted(p.resolve() for p in features.glob("*.qasm"))
        quick = [p for p in small if p.stem not in ("bb84_sifting", "surface17")]  # too many branches to walk in Python
        done = {"qiskit": check_qiskit(qiao, dynamic + quick, scratch, failed),
                "mindquantum": check_mindquantum(qiao, small, scratch, failed),
                "stim": check_stim(qiao, small, scratch, failed),
                "deferred": check_deferred(qiao, scratch, failed)}
    for target, count in done.items():
        print(f"{target}: {count} programs")
    for text in failed[:40]:
        print("FAILED", text)
    print(f"{len(failed)} failures")
    # As many as there were: a translator that refuses everything must not pass.
    enough = done["qiskit"] >= 150 and done["mindquantum"] >= 10 and done["stim"] >= 24 and done["deferred"] == 40
    return 0 if enough and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
