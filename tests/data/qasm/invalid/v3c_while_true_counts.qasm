OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int i = 0; while (true) { i += 1; }
