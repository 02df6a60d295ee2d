OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
pow(9007199254740993.0) @ x q[0];
