OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
def sin(float x) -> float { return x; }
