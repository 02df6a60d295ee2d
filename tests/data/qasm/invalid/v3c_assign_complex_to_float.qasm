OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
complex k = 1im;
float f = k;
