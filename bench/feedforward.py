"""Programs that measure, decide and go on: 1,000 shots against one evolution of the same gates, and beside Aer.

    cmake --build --preset release --target qiao
    python3 bench/feedforward.py --build build/release

The bar is 10 evolutions "when the branches allow it": every measured bit is kept, so the number of different counts is the
number of histories that the shots have reached, and a program whose histories part for good needs its remainder once for
each of them. An evolution is the same program without measurements, resets and conditions, in a process of its own as all
runs; seconds are those of planning, evolution and sampling, medians of --repeats. Aer runs every shot anew: what
--aer-shots more of them take than one alone, scaled up (0: leave it out). The environment is that of peers.py.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import peers

BAR = 10


def layer(qubits, pick, depth=1):
    """Rotations by angles that are never special, then cx between neighbours: dense after a few."""
    for _ in range(depth):
        for q in qubits:
            yield f"ry({pick.uniform(0.3, 1.2)!r}) q[{q}];"
            yield f"rz({pick.uniform(0.3, 1.2)!r}) q[{q}];"
        for a, b in zip(qubits, qubits[1:]):
            yield f"cx q[{a}],q[{b}];"


def teleport(n, pick):
    """A state goes from qubit to qubit; each hop measures two and corrects the third."""
    yield f"ry({pick.uniform(0.3, 1.2)!r}) q[0];"
    for k in range(0, n - 2, 2):
        yield from (f"h q[{k + 1}];", f"cx q[{k + 1}],q[{k + 2}];", f"cx q[{k}],q[{k + 1}];", f"h q[{k}];")
        yield from (f"c[{k}] = measure q[{k}];", f"c[{k + 1}] = measure q[{k + 1}];")
        yield from (f"if (c[{k + 1}]) x q[{k + 2}];", f"if (c[{k}]) z q[{k + 2}];")


def prefix(n, pick):
    """Everything entangled, then all but two measured, each correcting the next."""
    yield from layer(range(n), pick, 10)
    for k in range(n - 2):
        yield from (f"c[{k}] = measure q[{k}];", f"if (c[{k}]) x q[{k + 1}];")


def syndrome(n, pick):
    """Four rounds of parity checks on an encoded qubit of a repetition code: ancillas are measured, reset, used again."""
    data, ancilla = range(0, n, 2), range(1, n - 1, 2)
    yield f"ry({pick.uniform(0.3, 1.2)!r}) q[0];"
    yield from (f"cx q[0],q[{d}];" for d in data[1:])
    yield f"rx(0.2) q[{data[2]}];"
    for r in range(4):
        for a in ancilla:
            yield from (f"cx q[{a - 1}],q[{a}];", f"cx q[{a + 1}],q[{a}];")
        for i, a in enumerate(ancilla):
            yield from (f"c[{r * len(ancilla) + i}] = measure q[{a}];", f"reset q[{a}];")
        yield f"if (c[{r * len(ancilla) + 1}]) x q[{data[2]}];"


def layers(n, pick):
    """Everything entangled, then: measure one, correct the next, a layer of gates on those that are left."""
    yield from layer(range(n), pick, 10)
    for k in range(n - 2):
        yield from (f"c[{k}] = measure q[{k}];", f"if (c[{k}]) x q[{k + 1}];")
        yield from layer(range(k + 1, n), pick)


def reuse(n, pick):
    """As `layers`, but the layers take in the measured qubits again: the states never become smaller."""
    yield from layer(range(n), pick, 10)
    for k in range(n - 2):
        yield from (f"c[{k}] = measure q[{k}];", f"if (c[{k}]) x q[{k + 1}];")
        yield from layer(range(n), pick)


SHAPES = {"teleport": teleport, "prefix": prefix, "syndrome": syndrome, "layers": layers, "reuse": reuse}


def program(n, lines):
    return "\n".join(["OPENQASM 3.0;", 'include "stdgates.inc";', f"qubit[{n}] q;", f"bit[{4 * n}] c;", *lines]) + "\n"


def gates_alone(lines):
    lines = [line.split(") ", 1)[1] if line.startswith("if") else line for line in lines]
    return [line for line in lines if "measure" not in line and "reset" not in line] + ["c[0] = measure q[0];"]


def run(build, path, shots, options):
    out = subprocess.run([build / "qiao", "run", path, "--json", "--quiet", "-n", str(shots), "--seed", "1",
                          "--precision", options.precision, "--threads", str(options.threads)],
                         check=True, capture_output=True, text=True, timeout=options.limit)
    result = json.loads(out.stdout)
    return sum(result["time"][k] for k in ("plan_s", "evolve_s", "sample_s")), len(result["counts"])


def aer(text, shots, options):
    from qiskit import qasm3
    from qiskit_aer import AerSimulator

    circuit = qasm3.loads(text)
    simulator = AerSimulator(method="statevector", max_parallel_threads=options.threads,
                             precision="single" if options.precision == "f32" else "double")

    def seconds(shots):
        start = time.perf_counter()
        simulator.run(circuit, shots=shots, seed_simulator=1).result().get_counts()
        return time.perf_counter() - start

    seconds(1)
    return (seconds(1 + shots) - seconds(1)) / shots


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default="build/release", type=pathlib.Path)
    arguments.add_argument("-n", default=20, type=int)
    arguments.add_argument("--shots", default=1000, type=int)
    arguments.add_argument("--precision", default="f64", choices=("f32", "f64"))
    arguments.add_argument("--threads", default=2, type=int)
    arguments.add_argument("--repeats", default=3, type=int)
    arguments.add_argument("--limit", default=300, type=float, help="seconds after which a run is given up")
    arguments.add_argument("--aer-shots", default=5, type=int)
    arguments.add_argument("--only", choices=SHAPES, nargs="*", default=list(SHAPES))
    options = arguments.parse_args()
    peers.ensure_environment()

    print(f"{options.n} qubits, {options.shots} shots, {options.precision}, medians of {options.repeats}, milliseconds\n")
    print("| program | histories | evolution | qiao | evolutions | Aer | Aer / qiao |")
    print("|---|---|---|---|---|---|---|", flush=True)
    met = True
    with tempfile.TemporaryDirectory() as name:
        for shape in options.only:
            lines = list(SHAPES[shape](options.n, random.Random(1)))
            whole, alone = pathlib.Path(name) / f"{shape}.qasm", pathlib.Path(name) / f"{shape}_alone.qasm"
            whole.write_text(program(options.n, lines))
            alone.write_text(program(options.n, gates_alone(lines)))
            evolution = statistics.median(run(options.build, alone, 1, options)[0] for _ in range(options.repeats))
            theirs = aer(whole.read_text(), options.aer_shots, options) if options.aer_shots else None
            theirs = theirs and theirs * options.shots
            peer = f"{theirs * 1e3:.0f}" if theirs else "-"
            try:
                runs = [run(options.build, whole, options.shots, options) for _ in range(options.repeats)]
            except subprocess.TimeoutExpired:
                met = False
                print(f"| {shape} | - | {evolution * 1e3:.2f} | > {options.limit * 1e3:.0f} | - | {peer} | - |", flush=True)
                continue
            ours, histories = statistics.median(r[0] for r in runs), runs[0][1]
            met = met and ours <= BAR * evolution
            ratio = f"{theirs / ours:.1f}" if theirs else "-"
            print(f"| {shape} | {histories} | {evolution * 1e3:.2f} | {ours * 1e3:.1f} | {ours / evolution:.1f} | {peer} | {ratio} |",
                  flush=True)
    print(f"\nbar ({BAR} evolutions): {met}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
