#!/usr/bin/env python3
"""Forecasts against measurements: what `qiao estimate` says of 60 programs of all kinds, and what `qiao run` then
takes. Memory is the peak of the process less that of a run of nothing; time is planning, evolution and sampling as
the run reports them.

    python bench/forecasts.py build/release/bindings_cli/qiao [--threads 2] [--precision f64]

Prints one line a program and exits with 1 if a forecast of memory is below what was taken or more than twice as
much (beyond a slack of 8 MiB, which is noise of the allocator and of the libraries), or one of time above 10 ms is off by
more than a factor of 3.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

SLACK = 8 << 20


def header(n, c=0):
    return f'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[{n}];\n' + (f"creg c[{c}];\n" if c else "")


def layers(n, count, seed=1):
    r = random.Random(seed)
    lines = []
    for _ in range(count):
        for q in range(n):
            lines.append(f"u({r.uniform(-3, 3):.6f},{r.uniform(-3, 3):.6f},{r.uniform(-3, 3):.6f}) q[{q}];")
        for q in range(n - 1):
            lines.append(f"cx q[{q}],q[{q + 1}];")
    return "\n".join(lines) + "\n"


def qft(n):
    lines = [f"x q[{q}];" for q in range(0, n, 2)]
    for q in reversed(range(n)):
        lines.append(f"h q[{q}];")
        lines += [f"cp(pi/{2 ** (q - k)}) q[{k}],q[{q}];" for k in reversed(range(q))]
    return "\n".join(lines) + "\n"


def ghz(n):
    return "h q[0];\n" + "".join(f"cx q[{q}],q[{q + 1}];\n" for q in range(n - 1))


def rotations(n, count, seed=2):
    r = random.Random(seed)
    return "".join(
        f"{r.choice(['rx', 'ry', 'rz'])}({r.uniform(-3, 3):.6f}) q[{r.randrange(n)}];\n"
        if r.random() < 0.6
        else "cx q[%d],q[%d];\n" % tuple(r.sample(range(n), 2))
        for _ in range(count)
    )


def qaoa(n, p, seed=3):
    r = random.Random(seed)
    edges = [(a, b) for a in range(n) for b in range(a) if r.random() < 3.0 / n]
    lines = [f"h q[{q}];" for q in range(n)]
    for k in range(p):
        lines += [f"rzz({0.3 + 0.1 * k}) q[{a}],q[{b}];" for a, b in edges]
        lines += [f"rx({0.8 - 0.1 * k}) q[{q}];" for q in range(n)]
    return "\n".join(lines) + "\n"


MEASURE = "measure q -> c;\n"


def teleports(n, rounds):
    lines = [layers(n, 1)]
    for k in range(rounds):
        a = k % n
        lines.append(f"measure q[{a}] -> c[{k % n}];\nreset q[{a}];\nh q[{a}];\ncx q[{a}],q[{(a + 1) % n}];\n")
    return "".join(lines)


def syndrome(data, rounds):
    n = 2 * data - 1
    lines = ["h q[0];\n"] + [f"cx q[0],q[{k}];\n" for k in range(1, data)]
    for r in range(rounds):
        for k in range(data - 1):
            a = data + k
            lines.append(f"rx(0.2) q[{k}];\ncx q[{k}],q[{a}];\ncx q[{k + 1}],q[{a}];\nmeasure q[{a}] -> c[{a}];\nreset q[{a}];\n")
    return n, "".join(lines)


def programs():
    out = []

    def add(name, text, *options):
        out.append((name, text, list(options)))

    for n in (4, 10, 14, 17, 20, 22, 24):
        add(f"layers {n}", header(n, n) + layers(n, 6) + MEASURE)
    for n in (18, 21, 23):
        add(f"deep {n}", header(n, n) + layers(n, 30) + MEASURE)
    for n in (12, 16, 20, 23):
        add(f"qft {n}", header(n, n) + qft(n) + MEASURE)
    for n in (20, 24):
        add(f"ghz {n}", header(n, n) + ghz(n) + MEASURE)
    for n in (16, 20, 22):
        add(f"qaoa {n}", header(n, n) + qaoa(n, 4) + MEASURE)
    for n, g in ((8, 20000), (12, 100000), (12, 400000), (16, 30000), (20, 4000)):
        add(f"rotations {n} x {g}", header(n, n) + rotations(n, g) + MEASURE)
    for n in (30, 60, 200):
        add(f"wide product {n}", header(n, n) + "h q;\n" + MEASURE)
    add("wide ghz pairs 40", header(40, 40) + "".join(f"h q[{k}];\ncx q[{k}],q[{k + 20}];\n" for k in range(20)) + MEASURE)
    add("wide ghz 25 of 60", header(60, 60) + ghz(22) + MEASURE)
    add("wide two of 20", header(40, 40) + "".join(
        f"u(0.1,{0.1 * k},0.3) q[{k}];\ncx q[{k}],q[{(k + 1) % 20 + 20 * (k // 20)}];\n" for k in list(range(40)) * 4) + MEASURE)
    add("classical 200", header(200, 200) + "".join(f"x q[{k}];\ncx q[{k}],q[{k + 1}];\n" for k in range(199)) + MEASURE)
    for n in (10, 16, 18, 20, 22):
        add(f"exact {n}", header(n, n) + layers(n, 3) + MEASURE, "--exact")
    add("exact ghz 22", header(22, 22) + ghz(22) + MEASURE, "--exact")
    add("exact part of 22", header(22, 12) + layers(22, 2) + "".join(f"measure q[{k}] -> c[{k}];\n" for k in range(12)), "--exact")
    for n in (10, 20, 23):
        add(f"state {n}", header(n) + layers(n, 4))
    for n, s in ((1, 1000000), (8, 1000000), (16, 1000000), (1, 100000000), (1, 1000000000), (14, 100000000), (20, 10000000)):
        add(f"shots {s} of {n}", header(n, n) + layers(n, 1) + MEASURE, "--shots", str(s))
    for n, rounds in ((4, 6), (8, 8), (12, 6), (16, 4), (18, 3)):
        add(f"measured on the way {n} x {rounds}", header(n, n) + teleports(n, rounds) + MEASURE)
    add("measured on the way 10 x 5, exact", header(10, 10) + teleports(10, 5) + MEASURE, "--exact")
    add("measured on the way 3, 2e6 shots", header(3, 3) + teleports(3, 3) + MEASURE, "--shots", "2000000")
    for d, rounds in ((3, 3), (5, 2), (7, 1)):
        n, text = syndrome(d, rounds)
        add(f"syndromes {d} x {rounds}", header(n, n) + text + MEASURE)
    for q in ("0,1,2", "all"):
        add(f"marginal {q} of 20", header(20) + layers(20, 3), "--marginal", q)
    add("expectation of 22", header(22) + layers(22, 3), "--expect", "Z0 Z1 + X2 X3")
    add("entropy of 20", header(20) + layers(20, 3), "--entropy", "0,1,2,3,4,5")
    add("amplitude of 22", header(22) + layers(22, 2), "--amplitude", "0" * 22)
    return out


# The system counts what a process holds before it becomes another program, so this one, which is large, starts a small
# one that starts the program.
LAUNCHER = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
os.write(3, b"%d %f %d" % (usage.ru_maxrss << 10, usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)))
"""


def child(command):
    """(peak bytes, processor seconds, standard output) of a process."""
    read, write = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.set_inheritable(write, True)
        subprocess.run([sys.executable, "-S", "-E", "-c", f"import os; os.dup2({write}, 3)\n" + LAUNCHER, *command], stdout=out,
                       stderr=err, pass_fds=[write], check=True)
        os.close(write)
        peak, cpu, status = os.read(read, 1000).split()
        os.close(read)
        out.seek(0)
        err.seek(0)
        if int(status):
            raise SystemExit(f"{' '.join(command)}: {err.read().decode()}")
        return int(peak), float(cpu), out.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("qiao")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--precision", default="f64")
    parser.add_argument("--only", default="")
    parser.add_argument("--cpu", action="store_true",
                        help="time of the processor instead of the clock, for a busy machine; with --threads 1")
    args = parser.parse_args()
    common = ["--threads", args.threads, "--precision", args.precision, "--seed", "1"]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "p.qasm")
        with open(file, "w") as f:
            f.write(header(1))
        base, base_cpu, _ = child([args.qiao, "run", file, "--json", *common])
        print(f"a run of nothing takes {base / 2**20:.1f} MiB")
        print(f"{'program':36} {'MiB said':>9} {'taken':>9} {'ratio':>6}   {'s said':>8} {'taken':>8} {'ratio':>6}")
        for name, text, options in programs():
            if args.only not in name:
                continue
            with open(file, "w") as f:
                f.write(text)
            _, _, said = child([args.qiao, "estimate", file, "--json", *common, *options])
            said = json.loads(said)[args.precision]
            run = [args.qiao, "run", file, *common, *options]
            peak, cpu, _ = child(run)
            if args.cpu:
                seconds = max(1e-4, cpu - child([args.qiao, "check", file])[1])
            else:
                questions = any(o in ("--marginal", "--expect", "--entropy", "--amplitude") for o in options)
                time = json.loads(child([*run, "--json", *([] if questions else ["--top", "4"])])[2])["time"]
                seconds = sum(v for k, v in time.items() if k != "parse_s")
            taken = max(1, peak - base)
            memory = said["bytes"] / taken
            speed = said["seconds"] / seconds
            wrong = []
            if said["bytes"] + SLACK < taken or said["bytes"] > 2 * taken + SLACK:
                wrong.append("memory")
            if max(seconds, said["seconds"]) > 0.01 and not 1 / 3 <= speed <= 3:
                wrong.append("time")
            bad += bool(wrong)
            print(f"{name:36} {said['bytes'] / 2**20:9.1f} {taken / 2**20:9.1f} {memory:6.2f}   "
                  f"{said['seconds']:8.3f} {seconds:8.3f} {speed:6.2f}  {' '.join(wrong)}", flush=True)
    print(f"{bad} of {len(programs())} off")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
