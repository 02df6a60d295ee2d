OPENQASM 2.0;
include "qelib1.inc";
qreg q1[3];
creg c[2];
h q1[0]; csx q1[0], q1[2];
measure q1[0] -> c[1];
measure q1[2] -> c[0];
