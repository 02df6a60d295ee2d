OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
x q[1, 2];
