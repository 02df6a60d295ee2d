OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
bool b = true; int n = b << 3;
