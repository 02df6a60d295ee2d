"""Loading OpenQASM: statements per second and bytes per gate, beside Qiskit's Rust loader on the same files in one run.

    cmake --preset release -DQIAO_BUILD_BENCH=ON && cmake --build --preset release --target qiao qasm_load
    python3 bench/qasm_bench.py --build build/release

Writes the inputs to a temporary folder. `check` is the whole program (`qiao check`, from start to exit); `load` is
parse_file to a circuit in memory (qasm_load); Qiskit's figure is qiskit.qasm2.load alone, without starting Python. Each
is run --repeats times in turn; medians are printed. The environment is that of peers.py (.venv-bench or QIAO_BENCH_VENV).
"""

import argparse
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import peers

BARS = {"check": 5e6, "nested": 5e5, "flat3": 1e6, "bytes": 100}


def flat(gates):
    """What exporters write: one- and two-qubit gates with 17-digit angles on 100 qubits, every qubit measured."""
    pick = random.Random(1)
    for _ in range(gates):
        kind = pick.random()
        a, b, c = pick.sample(range(100), 3)
        angle = lambda: repr(pick.uniform(-math.pi, math.pi))
        if kind < 0.3:
            yield f"cx q[{a}],q[{b}];"
        elif kind < 0.5:
            yield f"h q[{a}];"
        elif kind < 0.7:
            yield f"rz({angle()}) q[{a}];"
        elif kind < 0.8:
            yield f"rz(pi/{pick.choice([2, 4, 8])}) q[{a}];"
        elif kind < 0.9:
            yield f"u3({angle()},{angle()},-pi/2) q[{a}];"
        else:
            yield f"ccx q[{a}],q[{b}],q[{c}];"


def nested(levels, calls):
    """Definitions that call the one before twice: 2^levels * 2 gates for each call."""
    yield "gate g0(a) x,y { cx x,y; rz(a/2) y; }"
    for i in range(1, levels + 1):
        yield f"gate g{i}(a) x,y {{ g{i - 1}(a/2) x,y; g{i - 1}(-a) y,x; }}"
    for k in range(calls):
        yield f"g{levels}({k}*pi/7) q[0],q[1];"


def write_inputs(folder, gates):
    two = ['OPENQASM 2.0;', 'include "qelib1.inc";', "qreg q[100];", "creg c[100];"]
    three = ['OPENQASM 3.0;', 'include "stdgates.inc";', "qubit[100] q;", "bit[100] c;"]
    lines = list(flat(gates))
    levels = max(1, int(math.log2(gates)) - 2)
    for name, body in {"flat2": two + lines + ["measure q -> c;"], "flat3": three + lines + ["c = measure q;"],
                       "nested2": two + list(nested(levels, 2))}.items():
        (folder / f"{name}.qasm").write_text("\n".join(body) + "\n")


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def load(build, mode, file):
    out = subprocess.run([build / "bench" / "qasm_load", mode, file], check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default="build/release", type=pathlib.Path)
    arguments.add_argument("--gates", default=1_000_000, type=int)
    arguments.add_argument("--repeats", default=5, type=int)
    options = arguments.parse_args()
    peers.ensure_environment()
    import qiskit
    from qiskit import qasm2

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_inputs(folder, options.gates)
        rows = {}
        for _ in range(options.repeats):
            for file in ("flat2", "flat3", "nested2"):
                path = folder / f"{file}.qasm"
                statements = load(options.build, "check", path)["statements"]
                loaded = load(options.build, "load", path)
                row = rows.setdefault(file, {"check": [], "load": [], "bytes": [], "qiskit": []})
                row["check"].append(statements / timed([options.build / "qiao", "check", path]))
                row["load"].append(loaded["operations"] / loaded["seconds"])
                row["bytes"].append(loaded["peak_bytes"] / loaded["operations"])
            # Its loader keeps definitions folded, so that nothing compares with the nested file; OpenQASM 3 it reads in Python.
            start = time.perf_counter()
            qasm2.load(folder / "flat2.qasm")
            rows["flat2"]["qiskit"].append(options.gates / (time.perf_counter() - start))
    median = {f: {k: statistics.median(v) for k, v in row.items() if v} for f, row in rows.items()}
    print(f"{options.gates:,} gates, medians of {options.repeats}; Qiskit {qiskit.__version__}\n")
    print("| input | `qiao check`, statements/s | load to a circuit, gates/s | bytes/gate at the peak | Qiskit, gates/s | load / Qiskit |")
    print("|---|---|---|---|---|---|")
    for file, row in median.items():
        theirs = f"{row['qiskit']:,.0f} | {row['load'] / row['qiskit']:.1f}" if "qiskit" in row else "- | -"
        check = f"{row['check']:,.0f}" if file != "nested2" else "-"
        print(f"| {file} | {check} | {row['load']:,.0f} | {row['bytes']:.0f} | {theirs} |")
    met = [median["flat2"]["check"] >= BARS["check"], median["nested2"]["load"] >= BARS["nested"],
           min(median["flat3"]["check"], median["flat3"]["load"]) >= BARS["flat3"],
           max(row["bytes"] for row in median.values()) < BARS["bytes"]]
    print(f"\nbars (check 5,000,000/s; nested 500,000/s; flat 3 1,000,000/s; below 100 bytes): {met}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
