OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int[8] a;
int[8] n = rotl(a, 1);
