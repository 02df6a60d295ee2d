OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
while (c[0]) { h q[0]; }
