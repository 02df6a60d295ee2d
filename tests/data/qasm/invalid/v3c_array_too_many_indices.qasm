OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[float, 3] a;
float n = a[0, 1];
