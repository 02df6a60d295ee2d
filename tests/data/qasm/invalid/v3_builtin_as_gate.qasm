OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
gate exp a { x a; }
exp q[0];
