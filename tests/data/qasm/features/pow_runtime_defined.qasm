// gates: the power of a defined gate on two qubits, and its inverse
// construct: exponents known at run time
// expect: c=001:0.5 c=110:0.5
OPENQASM 3.1;
include "stdgates.inc";
gate turn a, b { cx a, b; swap a, b; }
qubit[3] q;
bit[3] c;
h q[2];
c[2] = measure q[2];
x q[0];
int n = 3 * int(uint[1](c[2])) + 1;
inv @ pow(n - 1) @ inv @ turn q[0], q[1];
inv @ turn q[0], q[1];
pow(1 - int(uint[1](c[2]))) @ turn q[0], q[1];
measure q[0] -> c[0];
measure q[1] -> c[1];
