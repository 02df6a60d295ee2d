OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
let a = q[0:1];
cx q[1], a[1];
