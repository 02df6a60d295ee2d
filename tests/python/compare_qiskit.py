"""Compares `qiao run --exact --json` with Qiskit, program by program.

usage: compare_qiskit.py QIAO DIRECTORY [NAME ...]

For each .qasm file of DIRECTORY: probabilities of qubits and of each classical register, and, where the program does not
branch, the amplitudes with their global phase. Comment lines of a program may say

    // options: --qelib1 original    more arguments for qiao
    // qelib1: FILE                  the reference reads FILE (beside this script) in the place of qelib1.inc
    // phase: free                   amplitudes are compared up to a global phase
    // qiskit: STATEMENT             Python that builds the reference `qc`, where Qiskit's importer cannot read the program
"""

import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
from qiskit import qasm2, qasm3
from qiskit.circuit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit import library

import branch_walker

TOLERANCE = 1e-10
HERE = pathlib.Path(__file__).parent


def directives(text, name):
    return re.findall(r"^\s*// %s: ?(.*?)\s*$" % name, text, flags=re.M)


def reference_circuit(path):
    text = path.read_text()
    python = directives(text, "qiskit")
    if python:
        scope = {**vars(library), "QuantumCircuit": QuantumCircuit, "QuantumRegister": QuantumRegister,
                 "ClassicalRegister": ClassicalRegister, "pi": math.pi}
        exec("\n".join(python), scope)
        return scope["qc"]
    if re.search(r"^\s*OPENQASM\s*3", text, flags=re.M):
        return qasm3.loads(text)
    for library_file in directives(text, "qelib1"):
        text = text.replace('include "qelib1.inc";', (HERE / library_file).read_text())
    if re.search(r'include\s*"(?!qelib1\.inc")', text):
        # Qiskit looks for included files in the working directory: put local ones in their place.
        text = inline_includes(text, path.parent)
    if re.search(r'include\s*"qelib1\.inc"', text):
        return QuantumCircuit.from_qasm_str(text)
    return qasm2.loads(text)  # without Qiskit's own gates, which would replace the program's of the same names


def inline_includes(text, folder):
    def content(match):
        file = folder / match.group(1)
        return inline_includes(file.read_text(), file.parent)

    return re.sub(r'include\s*"(?!qelib1\.inc")([^"]*)"\s*;', content, text)


def run_qiao(qiao, path, options=()):
    with tempfile.TemporaryDirectory() as scratch:
        state = pathlib.Path(scratch) / "state.npy"
        command = [qiao, "run", str(path), "--exact", "--json", "--top", "1000000", *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"exit {done.returncode}: {' '.join(command)}\n{done.stderr}"
        result = json.loads(done.stdout)
        amplitudes = None
        # The state is asked for separately: a program that branches has none.
        done = subprocess.run([qiao, "run", str(path), "--state", str(state), *options], capture_output=True, text=True,
                              timeout=120)
        if state.exists():
            amplitudes = np.load(state)
    return result, amplitudes


def all_blocks(circuit):
    yield circuit
    for item in circuit.data:
        for block in getattr(item.operation, "blocks", ()):
            yield from all_blocks(block)


def difference(ours, theirs):
    return max((abs(ours.get(k, 0.0) - theirs.get(k, 0.0)) for k in set(ours) | set(theirs)), default=0.0)


def compare(qiao, path, circuit=None, options=(), free_phase=False):
    """List of complaints; empty if everything agrees."""
    if circuit is None:
        circuit = reference_circuit(path)
        text = path.read_text()
        options = [o for line in directives(text, "options") for o in line.split()]
        free_phase = "free" in directives(text, "phase")
    result, amplitudes = run_qiao(qiao, path, options)
    expected = branch_walker.exact(circuit)
    complaints = []

    n = circuit.num_qubits
    qubits = {format(i, f"0{n}b") if n else "": p for i, p in enumerate(expected.qubits) if p > 1e-15}
    worst = difference(result["qubits"], qubits)
    if not worst <= TOLERANCE:
        complaints.append(f"qubits differ by {worst:.2g}:\n  qiao   {result['qubits']}\n  qiskit {qubits}")

    registers = branch_walker.register_distributions(circuit, expected.clbits)
    ours = result.get("registers", {})
    if not ours and not any("measure" in part.count_ops() for part in all_blocks(circuit)):
        registers = {}  # without measurements qiao has nothing to say about registers; Qiskit's are all zero
    if list(ours) != list(registers):
        complaints.append(f"registers {list(ours)}, Qiskit has {list(registers)}")
    for name in registers:
        worst = difference(ours.get(name, {}), registers[name])
        if not worst <= TOLERANCE:
            complaints.append(f"register {name} differs by {worst:.2g}:\n  qiao   {ours.get(name)}\n  qiskit {registers[name]}")

    before = branch_walker.without_terminal_measurements(circuit)
    if before is not None:
        state = branch_walker.exact(before).state
        if amplitudes is None:
            complaints.append("no state written for a program that does not branch")
        elif amplitudes.shape != state.shape:
            complaints.append(f"state of shape {amplitudes.shape}, Qiskit's {state.shape}")
        else:
            if free_phase:
                overlap = np.vdot(amplitudes, state)
                amplitudes = amplitudes * overlap / abs(overlap)
            worst = np.abs(amplitudes - state).max()
            if not worst <= TOLERANCE:
                overlap = np.vdot(amplitudes, state)
                complaints.append(f"amplitudes differ by {worst:.2g}; overlap {abs(overlap):.12f}, phase {np.angle(overlap):.6f}")
    return complaints


def main():
    qiao, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    paths = sorted(folder.glob("*.qasm"))
    if len(sys.argv) > 3:
        paths = [p for p in paths if p.name in sys.argv[3:]]
    failed = 0
    for path in paths:
        try:
            complaints = compare(qiao, path)
        except Exception as problem:  # a program that cannot be compared is a failure like any other
            complaints = [f"{type(problem).__name__}: {problem}"]
        if complaints:
            failed += 1
            print(f"FAILED {path.name}")
            for text in complaints:
                print("   ", text)
        else:
            print(f"ok     {path.name}")
    print(f"{len(paths) - failed} of {len(paths)} programs agree with Qiskit to {TOLERANCE}")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
