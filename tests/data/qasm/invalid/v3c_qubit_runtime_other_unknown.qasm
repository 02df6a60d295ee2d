OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
bit m = measure q[0];
cx q[int[1](m)], other;
