OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
pow(9007199254740993) @ rx(0.3) q[0];
