// gates: the exponent is an input
// construct: exponents known at run time
// expect: c=1
// input: e=0.5
OPENQASM 3.1;
include "stdgates.inc";
input float e;
qubit q;
bit c;
pow(e) @ x q;
pow(e) @ x q;
c = measure q;
