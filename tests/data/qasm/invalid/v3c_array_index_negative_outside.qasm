OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[int[8], 3] a;
a[-4] = 1;
