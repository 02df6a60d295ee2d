OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
angle[8] a = pi; rx(a * c) q[0];
