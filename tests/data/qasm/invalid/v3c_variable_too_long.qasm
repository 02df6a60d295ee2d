OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[int[8], 1024, 1000] values;
