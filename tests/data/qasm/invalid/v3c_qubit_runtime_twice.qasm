OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
qubit[1] a;
bit m = measure q[0];
cx a[uint[1](m)], a[0];
