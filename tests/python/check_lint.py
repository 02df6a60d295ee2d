"""Every rule of `qiao check --lint` against the package it is about: check_lint.py QIAO

The rules come from `qiao explain --json`. For each, qiao must find its code in the `wrong` program and not in the `right`
one; the real importer must refuse the wrong program, or read it without a word and get something else out of it, as the rule
says; and it must read the right program and get what qiao gets.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

QIAO = sys.argv[1]


def qiao(*arguments, folder):
    return subprocess.run([QIAO, *arguments], cwd=folder, capture_output=True, text=True)


def findings(tool, text, folder):
    """(codes found, whether the program is right) by qiao."""
    (folder / "program.qasm").write_text(text)
    run = qiao("check", "--lint", "--for", tool, "--json", "program.qasm", folder=folder)
    entry = json.loads(run.stdout)["files"][0]
    return [d["code"] for d in entry["diagnostics"]], entry["ok"]


def by_qiao(text, folder):
    """What the program means: (state before the measurements, outcomes that occur)."""
    (folder / "program.qasm").write_text(text)
    run = qiao("run", "program.qasm", "--shots", "200", "--seed", "1", "--json", "--state", "psi.npy", folder=folder)
    if run.returncode:
        return None, None
    counts = json.loads(run.stdout).get("counts") or {}
    return np.load(folder / "psi.npy"), {k.replace(" ", "") for k in counts}


def by_mindquantum(text):
    from mindquantum.core.circuit import Circuit
    from mindquantum.simulator import Simulator

    circuit = Circuit.from_openqasm(text)
    measures = any(type(g).__name__ == "Measure" for g in circuit)
    outcomes = None
    if measures:
        simulator = Simulator("mqvector", circuit.n_qubits)
        outcomes = {k for k, n in simulator.sampling(circuit, shots=200, seed=1).data.items() if n}
    return circuit.remove_measure().get_qs(), outcomes


def by_qiskit(circuit):
    from qiskit.quantum_info import Statevector

    bare = circuit.remove_final_measurements(inplace=False)
    try:
        return Statevector.from_instruction(bare).data, None
    except Exception:  # measurements in the middle: that it loads is all there is to see
        return None, None


def load(tool, text):
    from qiskit import qasm2, qasm3

    if tool == "mindquantum":
        return by_mindquantum(text)
    if tool == "qasm2":
        return by_qiskit(qasm2.loads(text, strict=True))
    return by_qiskit(qasm3.loads(text) if text.startswith("OPENQASM 3") else qasm2.loads(text))


def same(a, b):
    (state, outcomes), (other_state, other_outcomes) = a, b
    if state is not None and other_state is not None:
        if state.shape != other_state.shape or abs(np.vdot(state, other_state)) < 1 - 1e-9:
            return False
    return outcomes is None or not other_outcomes or outcomes == other_outcomes


def check(rule, folder):
    """Faults of one rule."""
    tool = {"Qiskit": "qiskit", "MindQuantum": "mindquantum"}.get(rule["tool"], "qasm2")
    codes, _ = findings(tool, rule["wrong"], folder)
    if rule["code"] not in codes:
        yield f"not found in the wrong program, only {codes}"
    codes, ok = findings(tool, rule["right"], folder)
    if not ok or any(c.startswith("L") for c in codes):
        yield f"qiao says of the right program: {codes}"
    try:
        result = load(tool, rule["wrong"])
    except Exception as error:
        if rule["effect"] != "refused":
            yield f"the wrong program is refused, not misread: {error}"
    else:
        if rule["effect"] == "refused":
            yield "the wrong program is accepted"
        elif same(result, by_qiao(rule["wrong"], folder)):
            yield "the wrong program is read right"
    try:
        result = load(tool, rule["right"])
    except Exception as error:
        yield f"the right program is refused: {type(error).__name__}: {error}"
    else:
        if not same(result, by_qiao(rule["right"], folder)):
            yield "the right program is misread"


def main():
    rules = json.loads(subprocess.run([QIAO, "explain", "--json"], capture_output=True, text=True, check=True).stdout)
    rules = [r for r in rules["codes"] if r["tool"]]
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "own.inc").write_text("gate own a { h a; }\n")
        for rule in rules:
            faults = list(check(rule, folder))
            bad += bool(faults)
            for fault in faults:
                print(f"{rule['code']} ({rule['title']}): {fault}")
    print(f"{len(rules)} rules, {bad} with faults")
    return 1 if bad or len(rules) < 25 else 0


if __name__ == "__main__":
    sys.exit(main())
