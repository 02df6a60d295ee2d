OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
c[0, 1] = "10";
