OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
input float theta;
rx(0.1) q[0];
