OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
float f = 2.0;
float g = arcsin(f);
