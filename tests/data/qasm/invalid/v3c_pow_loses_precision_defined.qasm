OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
gate g a { rx(0.3) a; h a; } pow(1000000000000000001) @ g q[0];
