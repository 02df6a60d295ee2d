OPENQASM 2.0;
include "qelib1.inc";
// Declared without a body, and never called: nothing to execute.
opaque magic a;
opaque magic2() a, b;
opaque magic3(alpha, beta) a, b, c;
qreg q[2];
creg c[2];
h q[0];
cx q[0], q[1];
measure q -> c;
