// input
// construct: `input`
// expect: c=1
// input: theta=pi
OPENQASM 3.1;
include "stdgates.inc";
input angle[32] theta;
qubit q;
bit c;
rx(theta) q;
c = measure q;
