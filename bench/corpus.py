"""Translates a public corpus to MindQuantum with qiao and, beside it, reads the same files with MindQuantum's own importer.

    python3 bench/corpus.py --qiao build/release/qiao

The corpus is generated: the algorithms of MQT Bench on several levels and circuits of Qiskit's library, 2 to 20 qubits, each as
OpenQASM 2 and as OpenQASM 3 where the language can hold it. Installs what it needs from PyPI into its own environment
(.venv-corpus beside the project) on the first run; the files stay in build/corpus.

qiao: `translate --batch --to mindquantum --defer-measurements` in one process, each output read back and compared (a certificate for each file). Then
every output and every file is loaded by MindQuantum and its state compared with Qiskit's state of the same file: an infidelity above
1e-6 is "wrong". Only programs without mid-circuit measurement, reset or conditions have such a state, of up to --qubits qubits.
What the packages found is kept in packages.jsonl, and a run that was cut goes on from there.
"""

import argparse
import collections
import hashlib
import json
import multiprocessing
import multiprocessing.connection
import os
import pathlib
import platform
import re
import resource
import signal
import subprocess
import sys
import time
import warnings

import peers

ROOT = peers.ROOT
PACKAGES = ["mqt.bench", "mindquantum", "qiskit-qasm3-import"]
SIZES = [2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20]
MAX_INSTRUCTIONS = 20000
WRONG = 1e-6


class TooLong(Exception):
    pass


def limited(seconds, call):
    def expire(*_):
        raise TooLong
    signal.signal(signal.SIGALRM, expire)
    signal.alarm(seconds)
    try:
        return call()
    finally:
        signal.alarm(0)


# ---- the corpus


def library_circuits(n):
    """Circuits of qiskit.circuit.library on n qubits: name, function."""
    from qiskit import QuantumCircuit
    from qiskit.circuit import library as lib

    def gate(g):
        circuit = QuantumCircuit(g.num_qubits)
        circuit.append(g, range(g.num_qubits))
        return circuit

    def bound(circuit):
        return circuit.assign_parameters([0.1 + 0.37 * i % 3 for i in range(circuit.num_parameters)])

    half = n // 2
    yield "real_amplitudes", lambda: bound(lib.real_amplitudes(n, reps=2))
    yield "efficient_su2", lambda: bound(lib.efficient_su2(n, reps=2))
    yield "excitation_preserving", lambda: bound(lib.excitation_preserving(n, reps=1))
    yield "zz_feature_map", lambda: bound(lib.zz_feature_map(n))
    yield "pauli_two_design", lambda: bound(lib.pauli_two_design(n, reps=3, seed=1))
    yield "quantum_volume", lambda: lib.quantum_volume(n, depth=min(n, 8), seed=n)
    yield "iqp", lambda: lib.iqp([[(i * j + i + j) % 8 for j in range(n)] for i in range(n)])
    yield "hidden_linear_function", lambda: lib.hidden_linear_function(
        [[1 if abs(i - j) == 1 else 0 for j in range(n)] for i in range(n)])
    yield "fourier_checking", lambda: lib.fourier_checking([1, -1] * 2 ** (n - 1), [1] * 2 ** n) if n <= 8 else None
    yield "qft", lambda: gate(lib.QFTGate(n))
    yield "mcx", lambda: gate(lib.XGate().control(n - 1))
    yield "mcp", lambda: gate(lib.PhaseGate(0.7).control(n - 1))
    yield "diagonal", lambda: gate(lib.DiagonalGate([(-1) ** (i * i // 3) for i in range(2 ** n)])) if n <= 8 else None
    yield "permutation", lambda: gate(lib.PermutationGate([(i + 1) % n for i in range(n)]))
    yield "linear_function", lambda: gate(lib.LinearFunction([[int(j <= i) for j in range(n)] for i in range(n)]))
    yield "state_preparation", lambda: gate(lib.StatePreparation([1 / 2 ** (n / 2)] * 2 ** n)) if n <= 8 else None
    yield "grover_operator", lambda: grover(n)
    if n % 2 == 0 and n >= 4:
        yield "draper_adder", lambda: gate(lib.ModularAdderGate(half))
        yield "inner_product", lambda: gate(lib.InnerProductGate(half))


def grover(n):
    from qiskit import QuantumCircuit
    from qiskit.circuit.library import grover_operator
    oracle = QuantumCircuit(n)
    oracle.mcp(3.141592653589793, list(range(n - 1)), n - 1)
    return grover_operator(oracle)


def circuits():
    from mqt.bench import BenchmarkLevel, get_benchmark
    from mqt.bench.benchmarks import get_available_benchmark_names
    from mqt.bench.targets import get_target_for_gateset
    for name in get_available_benchmark_names():
        for n in SIZES:
            for level, tag in ((BenchmarkLevel.ALG, "alg"), (BenchmarkLevel.INDEP, "indep"),
                               (BenchmarkLevel.NATIVEGATES, "native")):
                def make(name=name, n=n, level=level):
                    extra = {}
                    if level is BenchmarkLevel.NATIVEGATES:
                        if n not in (3, 5, 8, 12):
                            return None
                        extra["target"] = get_target_for_gateset("ibm_falcon", num_qubits=n)
                    return get_benchmark(name, level, n, **extra)
                yield f"mqt_{name}_{tag}_{n}", make
    for n in SIZES:
        for name, make in library_circuits(n):
            yield f"qiskit_{name}_{n}", make


def generate(folder):
    """Writes the files; {name: reason} of circuits that could not be made or written."""
    from qiskit import qasm2, qasm3
    warnings.simplefilter("ignore")
    folder.mkdir(parents=True, exist_ok=True)
    skipped, slow = {}, set()
    for name, make in circuits():
        family = name.rsplit("_", 1)[0]
        if family in slow:  # larger ones would be slower still
            continue
        try:
            circuit = limited(20, make)
            if circuit is None or not 2 <= circuit.num_qubits <= 20:
                continue
            # Both languages hold gates of the standard library and definitions made of them.
            texts = {}
            texts["qasm3"] = limited(20, lambda: qasm3.dumps(circuit))
            try:
                texts["qasm2"] = limited(20, lambda: qasm2.dumps(circuit))
            except TooLong:
                raise
            except Exception:  # control flow and the like: OpenQASM 3 only
                pass
        except TooLong:
            slow.add(family)
            skipped[name] = "takes more than 20 s to generate"
            continue
        except Exception as problem:
            skipped[name] = f"{type(problem).__name__}: {str(problem)[:120]}"
            continue
        for language, text in texts.items():
            if text.count(";") <= MAX_INSTRUCTIONS:
                (folder / f"{name}.{language}.qasm").write_text(text)
    return skipped


# ---- the packages


def expected_state(file, limit):
    """Qiskit's state of a file and its number of qubits; None for the state if it has none or more than `limit` qubits."""
    from qiskit import qasm2, qasm3
    from qiskit.quantum_info import Statevector
    text = file.read_text()
    circuit = (qasm2.loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS) if "OPENQASM 2" in text
               else qasm3.loads(text))
    circuit.remove_final_measurements()
    if circuit.num_qubits > limit or any(i.operation.name in ("measure", "reset", "if_else", "while_loop", "for_loop", "switch_case", "store")
           or getattr(i.operation, "condition", None) is not None for i in circuit.data):
        return circuit.num_qubits, None
    return circuit.num_qubits, Statevector(circuit).data


def compare(circuit, qubits, expected, limit):
    """'equal', 'wrong' or 'loaded' (nothing to compare with)."""
    import numpy as np
    from mindquantum.core.circuit import Circuit
    from mindquantum.simulator import Simulator
    if expected is None or qubits > limit:
        return "loaded", ""
    gates = Circuit([g for g in circuit if not g.__class__.__name__ == "Measure"])
    if gates.n_qubits > qubits:
        return "wrong", f"{gates.n_qubits} qubits instead of {qubits}"
    simulator = Simulator("mqvector", qubits)
    simulator.apply_circuit(gates)
    infidelity = 1 - abs(np.vdot(expected, simulator.get_qs())) ** 2
    return ("equal", "") if infidelity <= WRONG else ("wrong", f"infidelity {infidelity:.2g}")


def work(pipe, file, output, limit, seconds):
    """In a process of its own: packages crash and hang. `seconds` of processor time."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    results = {}
    try:
        qubits, expected = expected_state(file, limit)
    except Exception as problem:
        qubits, expected = 99, None
        results["reference"] = f"{type(problem).__name__}: {str(problem)[:100]}"
    try:
        from mindquantum.io import OpenQASM
        start = time.perf_counter()
        circuit = OpenQASM().from_string(file.read_text())
        results["seconds"] = time.perf_counter() - start
        results["importer"] = compare(circuit, qubits, expected, limit)
    except BaseException as problem:
        results["importer"] = ("refused", f"{type(problem).__name__}: {str(problem)[:100]}")
    if output.exists():
        try:
            scope = {}
            exec(output.read_text(), scope)
            results["qiao"] = compare(scope["circuit"], qubits, expected, limit)
        except BaseException as problem:
            results["qiao"] = ("refused", f"{type(problem).__name__}: {str(problem)[:100]}")
    pipe.send(results)
    pipe.close()


def fingerprint(line):
    """Changes when the file or qiao's output does."""
    digest = hashlib.sha256()
    for file in (line["file"], line["output"]):
        path = pathlib.Path(file)
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def run_packages(lines, limit, seconds, jobs, record):
    """{file: what work found}; `jobs` at a time. `record` keeps each as it comes."""
    os.environ["OMP_NUM_THREADS"] = "1"  # processes share the cores
    context = multiprocessing.get_context("fork")
    import mindquantum  # once, before the processes are made
    import mindquantum.simulator
    import qiskit.qasm2
    import qiskit.qasm3
    import qiskit.quantum_info
    prints = {line["file"]: fingerprint(line) for line in lines}
    found = {}
    if record.exists():
        for text in record.read_text().splitlines():
            try:
                entry = json.loads(text)
            except json.JSONDecodeError:  # cut in the middle
                continue
            if prints.get(entry["file"]) == entry["sha256"]:
                found[entry["file"]] = entry["found"]
    # Small ones first: a run that is cut has seen most files.
    waiting = sorted((line for line in lines if line["file"] not in found), key=lambda line: os.path.getsize(line["file"]))
    running = []
    with record.open("a") as kept:
        while waiting or running:
            while waiting and len(running) < jobs:
                line = waiting.pop(0)
                ours, theirs = context.Pipe(False)
                process = context.Process(
                    target=work, args=(theirs, pathlib.Path(line["file"]), pathlib.Path(line["output"]), limit, seconds))
                process.start()
                theirs.close()
                running.append((line["file"], process, ours))
            ready = multiprocessing.connection.wait([pipe for _, _, pipe in running])
            for name, process, pipe in [entry for entry in running if entry[2] in ready]:
                try:
                    found[name] = pipe.recv()
                except EOFError:
                    process.join()
                    slow = process.exitcode in (-signal.SIGXCPU, -signal.SIGKILL)
                    found[name] = {"importer": ("too slow", f"more than {seconds} s of processor time") if slow else ("crashed", "")}
                process.join()
                running.remove((name, process, pipe))
                print(json.dumps({"file": name, "sha256": prints[name], "found": found[name]}), file=kept, flush=True)
    return found


def main():
    peers.ensure_environment("QIAO_CORPUS_VENV", ".venv-corpus", PACKAGES)
    import mindquantum
    import qiskit
    from importlib.metadata import version
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--qiao", default="build/release/qiao", type=pathlib.Path)
    parser.add_argument("--folder", default=ROOT / "build" / "corpus", type=pathlib.Path)
    parser.add_argument("--qubits", default=10, type=int,
                        help="largest state that is compared; Qiskit makes the whole matrix of some gates")
    parser.add_argument("--seconds", default=120, type=int, help="of processor time for one file in the packages")
    parser.add_argument("--jobs", default=os.cpu_count(), type=int)
    parser.add_argument("--no-packages", action="store_true", help="qiao alone")
    options = parser.parse_args()
    files = options.folder / "files"
    record = options.folder / "skipped.json"
    if not record.exists():
        print("generating", file=sys.stderr)
        record.write_text(json.dumps(generate(files), indent=1))
    skipped = json.loads(record.read_text())
    report_file = options.folder / "report.json"
    start = time.monotonic()
    done = subprocess.run([options.qiao, "translate", "--batch", files, "--to", "mindquantum", "--defer-measurements", "--out", options.folder / "out",
                           "--report", report_file], capture_output=True, text=True)
    seconds = time.monotonic() - start
    lines = json.loads(report_file.read_text())["files"]
    print(f"{platform.machine()}, {os.cpu_count()} cores; qiao {subprocess.run([options.qiao, '--version'], capture_output=True, text=True).stdout.strip()}, "
          f"mqt.bench {version('mqt.bench')}, qiskit {qiskit.__version__}, mindquantum {mindquantum.__version__}")
    languages = collections.Counter(line["file"].rsplit(".", 2)[1] for line in lines)
    circuits_made = len({line["file"].rsplit(".", 2)[0] for line in lines})
    print(f"{circuits_made} circuits, {len(lines)} files: {dict(languages)}; {len(skipped)} not made")
    states = collections.Counter(line["state"] for line in lines)
    good = states["verified"] + states["kept"]
    print(f"qiao: {dict(states)}: {100 * good / len(lines):.2f} % translated with a certificate, {seconds:.1f} s, "
          f"{sum(line['gates'] for line in lines)} gates")
    print("methods:", dict(collections.Counter(line["method"] for line in lines if line["method"])),
          "worst infidelity", max(line["infidelity"] for line in lines if line["state"] in ("verified", "kept")))
    reasons = collections.defaultdict(list)
    for line in lines:
        if line["state"] not in ("verified", "kept"):
            reasons[line["state"] + ": " + re.sub(r"^\d+:\d+: ", "", line["detail"])].append(pathlib.Path(line["file"]).name)
    for reason, names in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print(f"  {len(names)} x {reason} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})")
    if options.no_packages:
        return 0 if good >= 0.99 * len(lines) else 1
    found = run_packages(lines, options.qubits, options.seconds, options.jobs, options.folder / "packages.jsonl")
    for who in ("importer", "qiao"):
        for language in sorted(languages):
            mine = {name: result[who] for name, result in found.items() if who in result and f".{language}." in name}
            if who == "importer":
                print(f"MindQuantum importer, {language}: {sum(r.get('seconds', 0) for n, r in found.items() if n in mine):.1f} s in the files it read")
            print(f"{'MindQuantum importer' if who == 'importer' else 'qiao output in MindQuantum'}, {language}: "
                  f"{dict(collections.Counter(state for state, _ in mine.values()))} of {len(mine)}")
            why = collections.defaultdict(list)
            for name, (state, detail) in mine.items():
                if state not in ("equal", "loaded"):
                    why[f"{state}: {re.sub(r'[0-9.e-]+', '#', detail)[:90]}"].append(pathlib.Path(name).name)
            for reason, names in sorted(why.items(), key=lambda item: -len(item[1]))[:12]:
                print(f"  {len(names)} x {reason} ({', '.join(names[:2])})")
    wrong = [name for name, result in found.items() if result.get("qiao", ("",))[0] not in ("equal", "loaded", "")]
    return 0 if good >= 0.99 * len(lines) and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
