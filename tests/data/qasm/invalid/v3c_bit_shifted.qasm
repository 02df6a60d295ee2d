OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int n = c[0] << 3;
