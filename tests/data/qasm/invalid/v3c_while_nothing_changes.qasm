OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int i = 0; while (i < 3) { x q[0]; c[0] = measure q[0]; }
