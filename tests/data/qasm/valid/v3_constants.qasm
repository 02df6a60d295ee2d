// qiskit: from math import *
// qiskit: qc = QuantumCircuit(3)
// qiskit: qc.rx(pi / 2 * 2 + 0.1, [0, 1, 2])
// qiskit: qc.ry(sin(0.3) + cos(0.3) * tan(0.3), 0)
// qiskit: qc.ry(exp(0.3) - log(0.3) + sqrt(0.3), 1)
// qiskit: qc.ry(asin(0.3) + acos(0.3) + atan(0.3), 2)
// qiskit: qc.rz(pi, 0)
// qiskit: qc.rz(2 * pi, 1)
// qiskit: qc.rz(e, 2)
// qiskit: qc.rx(2 * pi / e, 0)
// qiskit: qc.rx(-2.0 ** 3.0, 1)
// qiskit: qc.rx(2.0 ** 3.0 ** 2.0 / 100, 2)
// qiskit: qc.rz(7 % 4, 0)
// qiskit: qc.rz((1 << 3) + (5 & 6) + (5 | 6) + (5 ^ 6), 1)
// qiskit: qc.rz(1000000 + 255 + 0b1010 + 0o17, 2)
// qiskit: qc.ry(3.0 / 2, 0)
// qiskit: qc.ry(1.5e-3 + .5 + 2., 1)
// qiskit: qc.ry(pow(2, 0.5), 2)
OPENQASM 3.0;
include "stdgates.inc";
const int n = 3;
const int[32] m = n - 1;
const uint[8] three = 3;
const float half_turn = pi / 2;
const float[64] shift = 0.1;
const angle a = pi;
const bool yes = true;
qubit[n] q;
rx(half_turn * m + shift) q;
ry(sin(0.3) + cos(0.3) * tan(0.3)) q[0];
ry(exp(0.3) - log(0.3) + sqrt(0.3)) q[n - 2];
ry(arcsin(0.3) + arccos(0.3) + arctan(0.3)) q[m];
rz(π) q[0];
rz(τ) q[1];
rz(ℇ) q[2];
rx(tau / euler) q[0];
rx(-2.0 ** 3.0) q[1];
rx(2.0 ** 3.0 ** 2.0 / 100) q[2];
rz(7 % 4) q[0];
rz((1 << 3) + (5 & 6) + (5 | 6) + (5 ^ 6)) q[1];
rz(1_000_000 + 0xFf + 0b1010 + 0o17) q[2];
ry(3.0 / 2) q[0];
ry(1.5e-3 + .5 + 2.) q[1];
ry(pow(2, 0.5)) q[2];
