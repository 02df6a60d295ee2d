OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[int[8], 4] table;
