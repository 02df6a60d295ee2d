OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
input int n; if (n[0] == 1) x q[0];
