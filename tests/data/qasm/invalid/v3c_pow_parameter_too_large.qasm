OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
gate g(k) a { pow(k) @ x a; } g(9007199254740993) q[0];
