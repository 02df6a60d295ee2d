OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
def f(qubit a) { c[0] = measure a; }
