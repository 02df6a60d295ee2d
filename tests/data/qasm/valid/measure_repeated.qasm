OPENQASM 2.0;
include "qelib1.inc";
// The second measurement repeats the first result; after another h it does not.
qreg q[1];
creg c[4];
h q[0];
measure q[0] -> c[0];
measure q[0] -> c[1];
h q[0];
measure q[0] -> c[2];
t q[0];
measure q[0] -> c[3];
