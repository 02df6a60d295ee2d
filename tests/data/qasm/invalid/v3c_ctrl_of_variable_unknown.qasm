OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
bit b = measure q[0];
int n = int(b);
ctrl(n) @ x q[0], q[1];
