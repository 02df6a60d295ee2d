OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
while (true) { x q[0]; }
