// Three-qubit repetition code: one round of syndrome extraction after a bit flip on the middle qubit.
// Comes out: syndrome 11 (both parities see the flip), data 101 -> decoded by a majority vote to 1.
OPENQASM 2.0;
include "qelib1.inc";
qreg data[3];
qreg ancilla[2];
creg syndrome[2];
creg result[3];
x data[0];
cx data[0], data[1];
cx data[0], data[2];
barrier data;
x data[1];                  // the error
barrier data;
cx data[0], ancilla[0];
cx data[1], ancilla[0];
cx data[1], ancilla[1];
cx data[2], ancilla[1];
measure ancilla -> syndrome;
measure data -> result;
