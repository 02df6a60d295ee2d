OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
input array[bit[2], 2.5] values;
