OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
complex[int[8]] k;
