OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
def f(qubit a, qubit b) { }
f(q[0], q[0]);
