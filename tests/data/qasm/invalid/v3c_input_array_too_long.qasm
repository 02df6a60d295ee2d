OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
input array[int[8], 1024, 2048] values;
