"""Side-by-side evolution times of qiao and the simulators people use, on the same OpenQASM text in one run.

    python3 bench/peers.py --qiao build/release/qiao -n 20 --precision f64 --peers aer,mindquantum,qulacs,scaluq
    python3 bench/peers.py --qiao build/release/qiao -n 24 --precision f32 --peers qsim

Installs what it needs from PyPI into its own environment (.venv-bench beside the project) on the first run. Times are of
the evolution alone: parsing, conversion and state allocation by Python are left out; qsim's includes its gate fusion, and
qiao's its planning and the first touch of its memory. Every peer's state is compared with qiao's before its time counts.
"""

import argparse
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import families

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["numpy", "qiskit", "qiskit-aer", "qsimcirq", "qulacs", "mindquantum", "pennylane-lightning", "scaluq"]
GATE = re.compile(r"(\w+)(?:\(([^)]*)\))?\s+(.*);")


def ensure_environment():
    """Restarts this script in the environment that has the peers."""
    venv = pathlib.Path(os.environ.get("QIAO_BENCH_VENV", ROOT / ".venv-bench"))
    python = venv / "bin" / "python"
    if pathlib.Path(sys.prefix).resolve() == venv.resolve():
        return
    if not python.exists():
        print(f"installing {', '.join(PACKAGES)} into {venv.name} (once)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    os.execv(python, [str(python), *sys.argv])


def parse(text):
    """[(name, [angles], [qubits])] of the flat programs that families.py writes."""
    gates = []
    for line in text.splitlines()[3:]:
        name, params, operands = GATE.fullmatch(line).groups()
        angles = [eval(p, {"pi": math.pi}) for p in params.split(",")] if params else []
        gates.append((name, angles, [int(q) for q in re.findall(r"\[(\d+)\]", operands)]))
    return gates


# ---- peers: prepare(gates, n, precision, threads) returns run() -> (seconds, amplitudes or None)


def aer(text, gates, n, precision, threads):
    from qiskit import qasm2
    from qiskit_aer import AerSimulator
    import qiskit_aer.library  # adds save_statevector and save_amplitudes  # noqa: F401

    circuit = qasm2.loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
    simulator = AerSimulator(method="statevector", precision="single" if precision == "f32" else "double",
                             max_parallel_threads=threads, fusion_enable=True)

    def run(state):
        c = circuit.copy()
        if state:
            c.save_statevector()
        else:  # without any output it would skip the evolution
            c.save_amplitudes([0])
        result = simulator.run(c).result()
        return result.results[0].time_taken, result.get_statevector().data if state else None

    return run


def qsim(fused):
    def prepare(text, gates, n, precision, threads):
        import cirq
        import numpy as np
        import qsimcirq

        if precision == "f64":
            return None
        q = cirq.LineQubit.range(n)
        u = lambda t, p, l: cirq.MatrixGate(np.array([
            [math.cos(t / 2), -np.exp(1j * l) * math.sin(t / 2)],
            [np.exp(1j * p) * math.sin(t / 2), np.exp(1j * (p + l)) * math.cos(t / 2)]]))
        table = {
            "h": lambda: cirq.H, "t": lambda: cirq.T, "cx": lambda: cirq.CNOT, "cz": lambda: cirq.CZ,
            "swap": lambda: cirq.SWAP, "ccx": lambda: cirq.CCX, "rx": cirq.rx, "ry": cirq.ry, "rz": cirq.rz, "u3": u,
            "cu1": lambda a: cirq.CZPowGate(exponent=a / math.pi),
            "rzz": lambda a: cirq.ZZPowGate(exponent=a / math.pi, global_shift=-0.5),
        }
        circuit = cirq.Circuit(table[g](*a)(*(q[i] for i in w)) for g, a, w in gates)
        simulator = qsimcirq.QSimSimulator(
            qsimcirq.QSimOptions(max_fused_gate_size=fused, cpu_threads=threads), seed=1)
        # What simulate() does, with the translation to qsim's circuit outside the clock.
        options = dict(simulator.qsim_options)
        translated = qsimcirq.QSimCircuit(circuit).translate_cirq_to_qsim(cirq.QubitOrder.explicit(q))
        options["c"] = translated[0] if isinstance(translated, tuple) else translated
        options["s"] = 1

        def run(state):
            start = time.perf_counter()
            raw = simulator._sim_module.qsim_simulate_fullstate(options, 0)
            seconds = time.perf_counter() - start
            amplitudes = None
            if state:
                amplitudes = np.asarray(raw).view(np.complex64).reshape((2,) * n).transpose(range(n - 1, -1, -1)).ravel()
            return seconds, amplitudes

        return run

    return prepare


def qulacs(optimize):
    def prepare(text, gates, n, precision, threads):
        import qulacs as q
        from qulacs import QuantumCircuit, QuantumState
        from qulacs.circuit import QuantumCircuitOptimizer

        if precision == "f32":
            return None
        c = QuantumCircuit(n)
        for g, a, w in gates:
            if g == "h": c.add_H_gate(*w)
            elif g == "t": c.add_T_gate(*w)
            elif g in ("rx", "ry", "rz"): getattr(c, f"add_{g.upper()}_gate")(w[0], -a[0])  # its sign convention
            elif g == "cx": c.add_CNOT_gate(*w)
            elif g == "cz": c.add_CZ_gate(*w)
            elif g == "swap": c.add_SWAP_gate(*w)
            elif g == "u3": c.add_U3_gate(w[0], *a)
            elif g == "ccx": c.add_gate(q.gate.TOFFOLI(*w))
            elif g == "rzz": c.add_multi_Pauli_rotation_gate(w, [3, 3], -a[0])
            elif g == "cu1":
                gate = q.gate.to_matrix_gate(q.gate.U1(w[1], a[0]))
                gate.add_control_qubit(w[0], 1)
                c.add_gate(gate)
        if optimize:
            QuantumCircuitOptimizer().optimize_light(c)

        def run(state):
            s = QuantumState(n)
            start = time.perf_counter()
            c.update_quantum_state(s)
            return time.perf_counter() - start, s.get_vector() if state else None

        return run

    return prepare


def mindquantum(text, gates, n, precision, threads):
    import mindquantum as mq
    from mindquantum.core import gates as G
    from mindquantum.core.circuit import Circuit
    from mindquantum.simulator import Simulator

    one = {"h": G.H, "t": G.T}
    rotation = {"rx": G.RX, "ry": G.RY, "rz": G.RZ}
    c = Circuit()
    for g, a, w in gates:
        if g in one: c += one[g].on(w[0])
        elif g in rotation: c += rotation[g](a[0]).on(w[0])
        elif g == "u3": c += G.U3(*a).on(w[0])
        elif g == "cx": c += G.X.on(w[1], w[0])
        elif g == "cz": c += G.Z.on(w[1], w[0])
        elif g == "ccx": c += G.X.on(w[2], w[:2])
        elif g == "swap": c += G.SWAP.on(w)
        elif g == "cu1": c += G.PhaseShift(a[0]).on(w[1], w[0])
        elif g == "rzz": c += G.Rzz(a[0]).on(w)
    dtype = mq.complex64 if precision == "f32" else mq.complex128

    def run(state):
        s = Simulator("mqvector", n, dtype=dtype)
        s.get_qs()  # its state is allocated at the first use
        start = time.perf_counter()
        s.apply_circuit(c)
        return time.perf_counter() - start, s.get_qs() if state else None

    return run


def lightning(text, gates, n, precision, threads):
    import numpy as np
    import pennylane as qml
    from pennylane_lightning.lightning_qubit._state_vector import LightningStateVector

    table = {"h": qml.Hadamard, "t": qml.T, "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "u3": qml.U3, "cx": qml.CNOT,
             "cz": qml.CZ, "ccx": qml.Toffoli, "swap": qml.SWAP, "cu1": qml.ControlledPhaseShift, "rzz": qml.IsingZZ}
    # Its wire 0 is the most significant bit.
    operations = [table[g](*a, wires=[n - 1 - q for q in w]) for g, a, w in gates]
    dtype = np.complex64 if precision == "f32" else np.complex128

    def run(state):
        s = LightningStateVector(n, dtype=dtype)
        start = time.perf_counter()
        s.apply_operations(operations)
        return time.perf_counter() - start, np.array(s.state) if state else None

    return run


def scaluq(text, gates, n, precision, threads):
    import scaluq as package

    m = getattr(package.default, precision)
    c = m.Circuit()
    for g, a, w in gates:
        if g == "h": gate = m.gate.H(w[0])
        elif g == "t": gate = m.gate.T(w[0])
        elif g in ("rx", "ry", "rz"): gate = getattr(m.gate, g.upper())(w[0], a[0])
        elif g == "u3": gate = m.gate.U3(w[0], *a)
        elif g == "cx": gate = m.gate.CX(w[0], w[1])
        elif g == "cz": gate = m.gate.CZ(w[0], w[1])
        elif g == "ccx": gate = m.gate.X(w[2], controls=w[:2])
        elif g == "swap": gate = m.gate.Swap(*w)
        elif g == "cu1": gate = m.gate.U1(w[1], a[0], controls=[w[0]])
        elif g == "rzz": gate = m.gate.PauliRotation(m.PauliOperator(f"Z {w[0]} Z {w[1]}"), a[0])
        c.add_gate(gate)

    def run(state):
        s = m.StateVector(n)
        start = time.perf_counter()
        c.update_quantum_state(s)
        return time.perf_counter() - start, s.get_amplitudes() if state else None

    return run


PEERS = {"aer": aer, "qsim-f2": qsim(2), "qsim-f3": qsim(3), "qsim-f4": qsim(4), "qulacs": qulacs(False),
         "qulacs-light": qulacs(True), "mindquantum": mindquantum, "lightning": lightning, "scaluq": scaluq}


def run_qiao(binary, path, precision, threads, state=None):
    command = [binary, "run", "--json", "--shots", "1", "--seed", "1", "--precision", precision, "--threads", str(threads),
               *(["--state", state] if state else []), path]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result["time"]["evolve_s"] + result["time"]["plan_s"]


def fidelity_loss(a, b):
    import numpy as np

    a, b = np.asarray(a, dtype=np.complex128), np.asarray(b, dtype=np.complex128)
    return abs(1 - abs(np.vdot(a, b)) ** 2 / (np.vdot(a, a).real * np.vdot(b, b).real))


def measure(run, repeats, budget):
    """Times of up to `repeats` runs within `budget` seconds."""
    times = []
    start = time.perf_counter()
    while len(times) < repeats and (not times or time.perf_counter() - start < budget):
        times.append(run())
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qiao", default=str(ROOT / "build/release/qiao"))
    parser.add_argument("-n", type=int, default=20)
    parser.add_argument("--precision", choices=["f32", "f64"], default="f64")
    parser.add_argument("--families", default=",".join(families.FAMILIES))
    parser.add_argument("--peers", default=",".join(PEERS), help="comma-separated; a prefix chooses all that start with it")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--budget", type=float, default=20, help="seconds per simulator and circuit")
    parser.add_argument("--json", help="also write all times to this file")
    args = parser.parse_args()
    ensure_environment()
    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    import numpy as np

    chosen = [p for p in PEERS if any(p.startswith(c) for c in args.peers.split(","))]
    ratios, report = [], {}
    for family in args.families.split(","):
        text = families.circuit(family, args.n)
        gates = parse(text)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "circuit.qasm")
            pathlib.Path(path).write_text(text)
            state_file = os.path.join(folder, "state.npy")
            run_qiao(args.qiao, path, args.precision, args.threads, state_file)
            ours = np.load(state_file)
            runs = {"qiao": lambda: run_qiao(args.qiao, path, args.precision, args.threads)}
            for peer in chosen:
                try:
                    prepared = PEERS[peer](text, gates, args.n, args.precision, args.threads)
                except Exception as error:  # a peer that cannot be used is said, not hidden
                    print(f"{family:6} {peer:12} cannot run: {error}")
                    continue
                if prepared is None:
                    continue
                loss = fidelity_loss(ours, prepared(True)[1])
                if loss > (1e-4 if args.precision == "f32" or peer.startswith("qsim") else 1e-9):
                    print(f"{family:6} {peer:12} disagrees: 1 - fidelity = {loss:.2e}")
                    continue
                runs[peer] = lambda prepared=prepared: prepared(False)[0]
            del ours
            # In turn, so that a slow moment of the machine meets everybody.
            times = {name: [] for name in runs}
            started = {name: 0.0 for name in runs}
            for _ in range(args.repeats):
                for name, run in runs.items():
                    if started[name] > args.budget:
                        continue
                    begin = time.perf_counter()
                    times[name].append(run())
                    started[name] += time.perf_counter() - begin
        median = {name: statistics.median(t) for name, t in times.items()}
        report[family] = times
        best = min((p for p in median if p != "qiao"), key=median.get, default=None)
        line = f"{family:6} n={args.n} {args.precision}  qiao {median['qiao']:8.4f} s"
        if best:
            ratios.append(median[best] / median["qiao"])
            line += f"   best {best} {median[best]:8.4f} s   ratio {ratios[-1]:6.2f}   |"
        line += "".join(f" {p} {m:.4f}" for p, m in median.items() if p != "qiao")
        print(line, flush=True)
    if ratios:
        print(f"geometric mean {math.exp(sum(map(math.log, ratios)) / len(ratios)):.2f}, smallest {min(ratios):.2f}")
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
