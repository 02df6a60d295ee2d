OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[int[8], 2, 2] a;
for int[8] i in a { }
