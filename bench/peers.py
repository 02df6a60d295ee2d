"""Side-by-side evolution times of qiao and the simulators people use, on the same OpenQASM text in one run.

    python3 bench/peers.py --qiao build/release/qiao -n 20 --precision f64 --peers aer,mindquantum,qulacs,scaluq
    python3 bench/peers.py --qiao build/release/qiao -n 24 --precision f32 --peers qsim
    python3 bench/peers.py --whole

Installs what it needs from PyPI into its own environment (.venv-bench beside the project) on the first run. Times are of
the evolution alone: parsing, conversion and state allocation by Python are left out; qsim's includes its gate fusion, and
qiao's its planning and the first touch of its memory. Every peer's state is compared with qiao's before its time counts.
--whole measures processes instead: from their start to the printed result of 100 shots, on a 4-qubit and a 20-qubit file.
"""

import argparse
import json
import math
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import families

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["numpy", "qiskit", "qiskit-aer", "qsimcirq", "qulacs", "mindquantum", "pennylane-lightning",
            "pennylane-lightning-kokkos", "scaluq"]
GATE = re.compile(r"(\w+)(?:\(([^)]*)\))?\s+(.*);")


def ensure_environment(variable="QIAO_BENCH_VENV", folder=".venv-bench", packages=PACKAGES):
    """Restarts this script in the environment that has the peers: what `variable` names, or `folder` of the project."""
    venv = pathlib.Path(os.environ.get(variable, ROOT / folder))
    python = venv / "bin" / "python"
    if pathlib.Path(sys.prefix).resolve() == venv.resolve():
        return
    if not python.exists():
        print(f"installing {', '.join(packages)} into {venv.name} (once)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
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


def lightning(kokkos):
    def prepare(text, gates, n, precision, threads):
        import numpy as np
        import pennylane as qml

        if kokkos:
            from pennylane_lightning.lightning_kokkos._state_vector import LightningKokkosStateVector as StateVector
        else:
            from pennylane_lightning.lightning_qubit._state_vector import LightningStateVector as StateVector
        table = {"h": qml.Hadamard, "t": qml.T, "rx": qml.RX, "ry": qml.RY, "rz": qml.RZ, "u3": qml.U3, "cx": qml.CNOT,
                 "cz": qml.CZ, "ccx": qml.Toffoli, "swap": qml.SWAP, "cu1": qml.ControlledPhaseShift, "rzz": qml.IsingZZ}
        # Its wire 0 is the most significant bit.
        operations = [table[g](*a, wires=[n - 1 - q for q in w]) for g, a, w in gates]
        dtype = np.complex64 if precision == "f32" else np.complex128

        def run(state):
            s = StateVector(n, dtype=dtype)
            start = time.perf_counter()
            s.apply_operations(operations)
            return time.perf_counter() - start, np.array(s.state) if state else None

        return run

    return prepare


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
         "qulacs-light": qulacs(True), "mindquantum": mindquantum, "lightning": lightning(False),
         "lightning-kokkos": lightning(True), "scaluq": scaluq}
# Distributions whose versions matter to each.
DISTRIBUTIONS = {"aer": ["qiskit", "qiskit-aer"], "qsim": ["qsimcirq"], "qulacs": ["qulacs"], "mindquantum": ["mindquantum"],
                 "lightning": ["pennylane", "pennylane-lightning"], "lightning-kokkos": ["pennylane-lightning-kokkos"],
                 "scaluq": ["scaluq"]}


def header(binary, threads, peers):
    """Machine and versions in one line, to stand above a table."""
    from importlib import metadata

    versions = [subprocess.run([binary, "--version"], capture_output=True, text=True).stdout.strip()]
    seen = {d for p in peers for name, ds in DISTRIBUTIONS.items() if p.startswith(name) for d in ds}
    for d in sorted(seen):
        try:
            versions.append(f"{d} {metadata.version(d)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{d} missing")
    cpu = next((line.split(": ")[1] for line in open("/proc/cpuinfo").read().splitlines() if line.startswith("model name")),
               platform.machine())
    return (f"{time.strftime('%Y-%m-%d')}, {cpu}, {os.cpu_count()} CPUs, {threads} threads, load {os.getloadavg()[0]:.1f}, "
            f"Python {platform.python_version()}; " + ", ".join(versions))


# ---- whole processes: a file in, 100 shots out. Scripts as a user would write them; argv: file, precision, threads.

SHOTS_OF_STATE = """
p = abs(np.asarray(state)) ** 2
print(len(np.unique(np.random.default_rng(1).choice(len(p), 100, p=(p / p.sum()).astype(float)))))
"""
READ = f"import sys; sys.path.insert(0, {str(ROOT / 'bench')!r}); import peers, numpy as np\n" + """
text = open(sys.argv[1]).read(); gates = peers.parse(text); n = int(text.split("qreg q[")[1].split("]")[0])
state = peers.PEERS[NAME](text, gates, n, sys.argv[2], int(sys.argv[3]))(True)[1]
""" + SHOTS_OF_STATE
AER = """
import sys; from qiskit import qasm2; from qiskit_aer import AerSimulator
c = qasm2.load(sys.argv[1], custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS); c.measure_all()
s = AerSimulator(method="statevector", precision="single" if sys.argv[2] == "f32" else "double", max_parallel_threads=int(sys.argv[3]))
print(len(s.run(c, shots=100).result().get_counts()))
"""


def whole(args, chosen):
    """Prints the median wall time of whole processes; returns them by file."""
    report = {}
    for n, family in ((4, "qft"), (20, "qft")):
        text = families.circuit(family, n)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "circuit.qasm")
            pathlib.Path(path).write_text(text)
            measured = os.path.join(folder, "measured.qasm")
            pathlib.Path(measured).write_text(text + f"creg c[{n}];\nmeasure q -> c;\n")
            commands = {"qiao": [args.qiao, "run", measured, "-q", "--shots", "100", "--seed", "1", "--precision",
                                 args.precision, "--threads", str(args.threads)]}
            for peer in chosen:
                if peer.startswith("qsim" if args.precision == "f64" else "qulacs"):
                    continue  # has only the other precision
                script = AER if peer == "aer" else f"NAME = {peer!r}\n" + READ
                commands[peer] = [sys.executable, "-c", script, path, args.precision, str(args.threads)]
            times = {}
            for name, command in commands.items():
                try:  # once for the disk cache; what cannot run is said
                    done = subprocess.run(command, capture_output=True, text=True, timeout=args.budget * 3)
                except subprocess.TimeoutExpired:
                    print(f"n={n:2} {name:16} took longer than {args.budget * 3:.0f} s")
                    continue
                if done.returncode != 0:
                    print(f"n={n:2} {name:16} cannot run: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
                    continue
                times[name] = []
            for _ in range(args.repeats):
                for name in times:
                    start = time.perf_counter()
                    subprocess.run(commands[name], capture_output=True)
                    times[name].append(time.perf_counter() - start)
        report[f"{family}{n}"] = times
        ours = statistics.median(times["qiao"]) if "qiao" in times else math.nan
        for name, t in times.items():
            print(f"n={n:2} {args.precision} {name:16} {statistics.median(t):8.3f} s   {statistics.median(t) / ours:7.1f} x qiao",
                  flush=True)
    return report


def qiao_state(binary, path, precision, threads, state):
    """Writes the state that qiao computes to the file `state`."""
    subprocess.run([binary, "run", "--quiet", "--shots", "1", "--precision", precision, "--threads", str(threads), "--state",
                    state, path], check=True, capture_output=True)


class Qiao:
    """Evolves a circuit again and again in one process, as the peers do: bench/evolve.cpp."""

    def __init__(self, binary, path, precision, threads):
        self.process = subprocess.Popen([binary, path, precision, str(threads)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def fidelity_loss(a, b):
    import numpy as np

    a, b = np.asarray(a, dtype=np.complex128), np.asarray(b, dtype=np.complex128)
    return abs(1 - abs(np.vdot(a, b)) ** 2 / (np.vdot(a, a).real * np.vdot(b, b).real))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qiao", default=str(ROOT / "build/release/qiao"))
    parser.add_argument("--evolve", default=str(ROOT / "build/release/bench/evolve"))
    parser.add_argument("-n", type=int, default=20)
    parser.add_argument("--precision", choices=["f32", "f64"], default="f64")
    parser.add_argument("--families", default=",".join(families.FAMILIES))
    parser.add_argument("--peers", default=",".join(PEERS), help="comma-separated; a prefix chooses all that start with it")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--budget", type=float, default=20, help="seconds per simulator and circuit")
    parser.add_argument("--whole", action="store_true", help="whole processes, on a 4-qubit and a 20-qubit file")
    parser.add_argument("--json", help="also write all times to this file")
    args = parser.parse_args()
    ensure_environment()
    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    os.environ.setdefault("KOKKOS_DISABLE_WARNINGS", "1")
    import numpy as np

    chosen = [p for p in PEERS if any(p.startswith(c) for c in args.peers.split(","))]
    print(header(args.qiao, args.threads, chosen), flush=True)
    if args.whole:
        report = whole(args, chosen)
        if args.json:
            pathlib.Path(args.json).write_text(json.dumps(report, indent=1))
        return
    ratios, report = [], {}
    for family in args.families.split(","):
        text = families.circuit(family, args.n)
        gates = parse(text)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "circuit.qasm")
            pathlib.Path(path).write_text(text)
            state_file = os.path.join(folder, "state.npy")
            qiao_state(args.qiao, path, args.precision, args.threads, state_file)
            ours = np.load(state_file)
            qiao = Qiao(args.evolve, path, args.precision, args.threads)
            qiao.run()  # the first one pays for starting threads, as the peers' first run below
            runs = {"qiao": qiao.run}
            for peer in chosen:
                try:
                    prepared = PEERS[peer](text, gates, args.n, args.precision, args.threads)
                except Exception as error:  # a peer that cannot be used is said, not hidden
                    print(f"{family:6} {peer:16} cannot run: {error}")
                    continue
                if prepared is None:
                    continue
                try:
                    loss = fidelity_loss(ours, prepared(True)[1])
                except Exception as error:
                    print(f"{family:6} {peer:16} fails: {error}")
                    continue
                if loss > (1e-4 if args.precision == "f32" or peer.startswith("qsim") else 1e-9):
                    print(f"{family:6} {peer:16} disagrees: 1 - fidelity = {loss:.2e}")
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
                    time.sleep(0.05)  # the threads of the one before may still be spinning
                    short = run()
                    # What is over at once is measured warm: after a pause threads have to be woken.
                    times[name].append(statistics.median(run() for _ in range(5)) if short < 0.05 else short)
                    started[name] += time.perf_counter() - begin
            qiao.stop()
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
