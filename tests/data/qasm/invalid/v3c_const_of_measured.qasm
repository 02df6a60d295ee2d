OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
bit b = measure q[0];
const bit k = b;
