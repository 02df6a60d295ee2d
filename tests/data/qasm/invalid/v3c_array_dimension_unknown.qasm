OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int n = 1; bit b = measure q[0];
if (b) { n = 2; }
array[int[8], n] a;
