OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
def f(qubit a, qubit[3] b, int i) { x b[i]; }
qubit[3] b;
bit m = measure q[0];
f(q[uint[1](m)], b, 3);
