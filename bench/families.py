"""The eight circuit families that the simulators are compared on, as OpenQASM 2 text.

    python3 bench/families.py qft 24 > qft24.qasm

Every circuit is fixed by its name and width (seeded), so figures of different days belong to the same circuits.
"""

import math
import random
import sys

HEADER = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[{n}];\n'


def _angle(rng):
    return repr(rng.uniform(-math.pi, math.pi))


def qft(n, rng):
    """Product state, then the quantum Fourier transform with its final swaps."""
    for q in range(n):
        yield f"ry({_angle(rng)}) q[{q}];"
    for j in reversed(range(n)):
        yield f"h q[{j}];"
        for k in reversed(range(j)):
            yield f"cu1(pi/{2 ** (j - k)}) q[{k}],q[{j}];"
    for q in range(n // 2):
        yield f"swap q[{q}],q[{n - 1 - q}];"


def rqc(n, rng):
    """Random circuit of depth 20 on a grid: random square roots of X, Y, W, and CZ in four patterns."""
    rows = max(r for r in range(1, int(math.isqrt(n)) + 1) if n % r == 0)
    cols = n // rows
    patterns = [[], [], [], []]
    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols:
                patterns[c % 2].append((r * cols + c, r * cols + c + 1))
            if r + 1 < rows:
                patterns[2 + r % 2].append((r * cols + c, (r + 1) * cols + c))
    roots = ["rx(pi/2)", "ry(pi/2)", "u3(pi/2,-pi/4,pi/4)"]
    last = [None] * n
    for depth in range(20):
        for q in range(n):
            last[q] = rng.choice([g for g in roots if g != last[q]])
            yield f"{last[q]} q[{q}];"
        for a, b in patterns[depth % 4]:
            yield f"cz q[{a}],q[{b}];"


def qv(n, rng):
    """Ten layers of random two-qubit unitaries (8 u3, 3 cx) on random pairs."""
    order = list(range(n))
    for _ in range(10):
        rng.shuffle(order)
        for a, b in zip(order[0::2], order[1::2]):
            for step in range(4):
                for q in (a, b):
                    yield f"u3({_angle(rng)},{_angle(rng)},{_angle(rng)}) q[{q}];"
                if step < 3:
                    yield f"cx q[{a}],q[{b}];" if step != 1 else f"cx q[{b}],q[{a}];"


def _three_regular(n, rng):
    """Pairing model, tried again until there is no loop or double edge."""
    while True:
        points = [q for q in range(n) for _ in range(3)]
        rng.shuffle(points)
        edges = {tuple(sorted(e)) for e in zip(points[0::2], points[1::2])}
        if len(edges) == 3 * n // 2 and all(a != b for a, b in edges):
            return sorted(edges)


def qaoa(n, rng):
    """MaxCut on a random 3-regular graph, p = 4."""
    edges = _three_regular(n, rng)
    for q in range(n):
        yield f"h q[{q}];"
    for _ in range(4):
        gamma, beta = _angle(rng), _angle(rng)
        for a, b in edges:
            yield f"rzz({gamma}) q[{a}],q[{b}];"
        for q in range(n):
            yield f"rx({beta}) q[{q}];"


def hea(n, rng):
    """Ten layers of ry, rz and a ring of cx."""
    for _ in range(10):
        for q in range(n):
            yield f"ry({_angle(rng)}) q[{q}];"
        for q in range(n):
            yield f"rz({_angle(rng)}) q[{q}];"
        for q in range(n):
            yield f"cx q[{q}],q[{(q + 1) % n}];"


def ghz1q(n, rng):
    """GHZ state, then ten layers of random 1-qubit gates."""
    yield "h q[0];"
    for q in range(n - 1):
        yield f"cx q[{q}],q[{q + 1}];"
    for _ in range(10):
        for q in range(n):
            yield rng.choice([f"rx({_angle(rng)})", f"ry({_angle(rng)})", f"rz({_angle(rng)})", "h", "t"]) + f" q[{q}];"


def ising(n, rng):
    """Ten Trotter steps of an Ising ring in a tilted field, from a Neel-like state of rotated spins."""
    j, hx, hz = (rng.uniform(0.1, 1.0) for _ in range(3))
    for _ in range(10):
        for q in range(n):
            yield f"rzz({j!r}) q[{q}],q[{(q + 1) % n}];"
        for q in range(n):
            yield f"rz({hz!r}) q[{q}];"
        for q in range(n):
            yield f"rx({hx!r}) q[{q}];"


def adder(n, rng):
    """Cuccaro ripple-carry adder on superposed inputs, three times over; n = 2 k + 2."""
    k = (n - 2) // 2
    a = [2 * i + 2 for i in range(k)]
    b = [2 * i + 1 for i in range(k)]
    carry = 2 * k + 1
    for q in a + b:
        yield f"h q[{q}];"
    for _ in range(3):
        below = [0] + a[:-1]
        for i in range(k):
            yield f"cx q[{a[i]}],q[{b[i]}];"
            yield f"cx q[{a[i]}],q[{below[i]}];"
            yield f"ccx q[{below[i]}],q[{b[i]}],q[{a[i]}];"
        yield f"cx q[{a[-1]}],q[{carry}];"
        for i in reversed(range(k)):
            yield f"ccx q[{below[i]}],q[{b[i]}],q[{a[i]}];"
            yield f"cx q[{a[i]}],q[{below[i]}];"
            yield f"cx q[{below[i]}],q[{b[i]}];"


FAMILIES = {f.__name__: f for f in (qft, rqc, qv, qaoa, hea, ghz1q, ising, adder)}


def circuit(name, n):
    """OpenQASM 2 text of family `name` on n qubits."""
    gates = FAMILIES[name](n, random.Random(f"{name}-{n}"))
    return HEADER.format(n=n) + "\n".join(gates) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in FAMILIES:
        sys.exit(f"usage: families.py {{{','.join(FAMILIES)}}} QUBITS")
    sys.stdout.write(circuit(sys.argv[1], int(sys.argv[2])))
