OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
extern f(int) -> int;
int n = f(1);
