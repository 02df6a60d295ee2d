OPENQASM 3.0;
include "stdgates.inc";
const int n = 2;
qubit[n - 5] q;
