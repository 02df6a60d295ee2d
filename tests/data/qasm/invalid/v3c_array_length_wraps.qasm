OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[int[8], 65536, 65536, 65536, 65536] values;
