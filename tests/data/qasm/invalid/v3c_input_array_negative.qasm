OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
const int n = -2;
input array[int[8], 2, n] values;
