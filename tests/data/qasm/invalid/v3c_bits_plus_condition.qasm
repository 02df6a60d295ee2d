OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
if (c + 1 == 2) x q[0];
