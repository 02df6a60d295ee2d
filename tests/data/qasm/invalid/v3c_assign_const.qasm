OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
const int n = 1;
n = 2;
