OPENQASM 3.0;
include "stdgates.inc";
input float theta;
input angle phi;
qubit[2] q;
qubit anc;
h anc;
ry(theta) q[0];
