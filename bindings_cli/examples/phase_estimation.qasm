OPENQASM 3.0;
include "stdgates.inc";
// Phase estimation of P(2 pi * 11/32) with five counting qubits: the answer is exact, 01011 = 11.
const int bits = 5;
const float turn = 11 / 32.0;
qubit[bits] count;
qubit target;
bit[bits] answer;

x target;                                      // the eigenstate |1>
h count;
ctrl @ pow(1) @ p(tau * turn) count[0], target;
ctrl @ pow(2) @ p(tau * turn) count[1], target;
ctrl @ pow(4) @ p(tau * turn) count[2], target;
ctrl @ pow(8) @ p(tau * turn) count[3], target;
ctrl @ pow(16) @ p(tau * turn) count[4], target;

// inverse Fourier transform
swap count[0], count[4];
swap count[1], count[3];
h count[0];
cp(-pi / 2) count[0], count[1];
h count[1];
cp(-pi / 4) count[0], count[2];
cp(-pi / 2) count[1], count[2];
h count[2];
cp(-pi / 8) count[0], count[3];
cp(-pi / 4) count[1], count[3];
cp(-pi / 2) count[2], count[3];
h count[3];
cp(-pi / 16) count[0], count[4];
cp(-pi / 8) count[1], count[4];
cp(-pi / 4) count[2], count[4];
cp(-pi / 2) count[3], count[4];
h count[4];
answer = measure count;
