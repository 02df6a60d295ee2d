"""QAOA evaluations and gradients beside QOKit's C simulator (built at -O3) and MindQuantum, in one run.

    python3 bench/qaoa_peers.py --sizes 16,20,24
    python3 bench/qaoa_peers.py --problem labs --sizes 24
    python3 bench/qaoa_peers.py --problem portfolio --sizes 16,24

Weighted 3-regular MaxCut (the instances of `qiao qaoa --problem maxcut --generate N`), p = 8, the same angles for all; every
peer's energy must agree with qiao's before its time counts. QOKit's source comes from PyPI and is compiled here. Portfolio: one layer of the XY mixer on all
pairs, in the subspace of weight n/2, with the expectation; no peer has that. Needs
bench/qaoa_eval (make bench) and the environment of peers.py.
"""

import argparse
import ctypes
import pathlib
import statistics
import subprocess
import tarfile
import tempfile
import time

import peers

P = 8
ANGLES = [.3 + .05 * i for i in range(P)] + [-.6 + .06 * i for i in range(P)]


class Qiao:
    def __init__(self, binary, kind, path, precision, threads):
        self.process = subprocess.Popen([binary, kind, path, precision, str(threads)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, what, angles=ANGLES):
        self.process.stdin.write(what + " " + " ".join(map(repr, angles)) + "\n")
        self.process.stdin.flush()
        seconds, value = self.process.stdout.readline().split()
        return float(seconds), float(value)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def qokit_library(folder):
    """QOKit's C simulator as a library, from its source distribution."""
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / "libcsim_O3.so"
    if not library.exists():
        if not list(folder.glob("qokit-*.tar.gz")):
            subprocess.run(["python3", "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:",
                            "qokit", "-d", str(folder)], check=True)
        with tarfile.open(next(folder.glob("qokit-*.tar.gz"))) as archive:
            archive.extractall(folder)
        source = next(folder.glob("qokit-*/qokit/fur/c/csim/src"))
        include = next(iter(folder.glob("qokit-*/qokit/fur/c/csim/include")), None)
        if include is None:  # left out of the distribution
            include = folder / "include"
            include.mkdir(exist_ok=True)
            (include / "diagonal.h").write_text(
                "#include <stddef.h>\nvoid apply_diagonal(double*, double*, double, double* const, size_t);\n")
            (include / "fur.h").write_text(
                "#include <stddef.h>\nvoid furx(double*, double*, double, unsigned int, size_t);\n"
                "void furx_all(double*, double*, double, unsigned int, size_t);\n"
                "void furxy(double*, double*, double, unsigned int, unsigned int, size_t);\n"
                "void furxy_ring(double*, double*, double, unsigned int, size_t);\n"
                "void furxy_complete(double*, double*, double, unsigned int, size_t);\n")
            (include / "qaoa_fur.h").write_text("#include <stddef.h>\n")
        subprocess.run(["gcc", "-O3", "-march=native", "-fopenmp", "-fPIC", "-shared", "-I", str(include), *map(str, source.glob("*.c")),
                        "-o", str(library), "-lm"], check=True)
    return ctypes.CDLL(str(library))


def qokit(library, n, cost, threads):
    import numpy as np

    doubles = np.ctypeslib.ndpointer(dtype=np.float64, ndim=1, flags="C")
    apply = library.apply_qaoa_furx
    apply.argtypes = [doubles, doubles, doubles, doubles, doubles, ctypes.c_uint, ctypes.c_size_t, ctypes.c_size_t]
    gammas, betas = 2 * np.array(ANGLES[:P]), np.array(ANGLES[P:])  # its gamma counts Z Z, not the cut

    def run():
        start = time.perf_counter()
        re, im = np.full(1 << n, 2 ** (-n / 2)), np.zeros(1 << n)
        apply(re, im, gammas, betas, cost, n, 1 << n, P)
        value = float(np.dot(cost, re * re + im * im))
        return time.perf_counter() - start, value

    return run


def mindquantum(n, terms, constant, threads, gradient):
    import numpy as np
    from mindquantum.core.circuit import Circuit, UN
    from mindquantum.core.gates import H, RX, Rzz
    from mindquantum.core.operators import Hamiltonian, QubitOperator
    from mindquantum.simulator import Simulator

    circuit = UN(H, n)
    for layer in range(P):
        for u, v, w in terms:
            circuit += Rzz({f"g{layer}": 2 * w}).on([u, v])
        for q in range(n):
            circuit += RX({f"b{layer}": 2}).on(q)
    operator = QubitOperator("", constant)
    for u, v, w in terms:
        operator += QubitOperator(f"Z{u} Z{v}", w)
    hamiltonian = Hamiltonian(operator)
    names = circuit.params_name
    values = np.array([ANGLES[int(name[1:]) + (P if name[0] == "b" else 0)] for name in names])
    simulator = Simulator("mqvector", n)
    if gradient:
        operation = simulator.get_expectation_with_grad(hamiltonian, circuit)

        def run():
            start = time.perf_counter()
            value, _ = operation(values)
            return time.perf_counter() - start, float(value.real[0, 0])
    else:
        bound = circuit.apply_value(dict(zip(names, values)))

        def run():
            start = time.perf_counter()
            simulator.reset()
            simulator.apply_circuit(bound)
            value = simulator.get_expectation(hamiltonian)
            return time.perf_counter() - start, float(value.real)

    return run


def instance(program, kind, n, folder):
    path = folder / f"{kind}{n}"
    subprocess.run([program, "qaoa", "--problem", kind, "--generate", str(n), "--save-instance", str(path), "--samples", "0",
                    "--max-evaluations", "1", "--quiet", "--seed", "1"], check=True, capture_output=True)
    return str(path)


def layer(args, n, path):
    ours = Qiao(args.eval, args.problem, path, "f64", args.threads)
    ours.ask("e", [0.3, 0.4])
    evaluation, gradient = (statistics.median(ours.ask(what, [0.3, 0.4])[0] for _ in range(args.repeats)) for what in "eg")
    ours.stop()
    print(f"{args.problem} n={n}, weight {n // 2}, one layer: evaluation {1e3 * evaluation:.2f} ms, gradient {1e3 * gradient:.2f} ms",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qiao", default=str(peers.ROOT / "build/release/qiao"))
    parser.add_argument("--eval", default=str(peers.ROOT / "build/release/bench/qaoa_eval"))
    parser.add_argument("--problem", choices=["maxcut", "labs", "portfolio"], default="maxcut")
    parser.add_argument("--sizes", default="16,20")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--peers", default="qokit,mindquantum")
    parser.add_argument("--most", type=float, default=15, help="seconds for one peer and size")
    args = parser.parse_args()
    peers.ensure_environment()
    import os

    os.environ["OMP_NUM_THREADS"] = str(args.threads)
    import numpy as np

    print(peers.header(args.qiao, args.threads, ["mindquantum"]), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for n in map(int, args.sizes.split(",")):
            path = instance(args.qiao, args.problem, n, folder)
            if args.problem == "portfolio":
                layer(args, n, path)
                continue
            x = np.arange(1 << n)
            if args.problem == "maxcut":
                edges = [(int(a), int(b), float(w)) for a, b, w in
                         (line.split() for line in open(path) if not line.startswith("#"))]
                cost = np.zeros(1 << n)
                for u, v, w in edges:
                    cost -= w * ((x >> u ^ x >> v) & 1)
            else:
                s = [1 - 2 * (x >> q & 1).astype(np.int32) for q in range(n)]
                cost = sum(np.square(sum(s[i] * s[i + k] for i in range(n - k))) for k in range(1, n)).astype(float)
            for what in ("evaluation", "gradient"):
                ours = {p: Qiao(args.eval, args.problem, path, p, args.threads) for p in ("f64", "f32")}
                letter = what[0]
                ask = {f"qiao {p}": (lambda q=q: q.ask(letter)) for p, q in ours.items()}
                expected = ask["qiao f64"]()[1]
                single = ask["qiao f32"]()[1]
                if "qokit" in args.peers and what == "evaluation":
                    ask["qokit -O3"] = qokit(qokit_library(pathlib.Path(peers.ROOT / "build" / "qokit")), n, cost, args.threads)
                if "mindquantum" in args.peers and args.problem == "maxcut" and n <= (24 if what == "evaluation" else 20):
                    ask["mindquantum"] = mindquantum(n, [(u, v, w / 2) for u, v, w in edges], -sum(w for _, _, w in edges) / 2,
                                                     args.threads, what == "gradient")
                times = {k: [] for k in ask}
                for repeat in range(args.repeats):
                    for k, run in ask.items():
                        if sum(times[k]) > args.most:
                            continue
                        time.sleep(0.05)
                        seconds, value = run()
                        if k != "qiao f32" and abs(value - expected) > 1e-6 * abs(expected):
                            raise SystemExit(f"{k} disagrees: {value} instead of {expected}")
                        times[k].append(seconds)
                for q in ours.values():
                    q.stop()
                median = {k: statistics.median(t) for k, t in times.items()}
                print(f"{args.problem} n={n} p={P} {what:10}" + "".join(f"  {k} {1e3 * m:.2f} ms" for k, m in median.items()) +
                      "  | over qiao f64:" + "".join(f"  {k} {m / median['qiao f64']:.1f}" for k, m in median.items() if "qiao" not in k) +
                      f"  | f32 - f64 {single - expected:+.1e}", flush=True)


if __name__ == "__main__":
    main()
