// gates: U(0, 0, l) under ctrl is a phase
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit c;
h q[0]; x q[1];
ctrl @ U(0, 0, pi) q[0], q[1];
h q[0];
c = measure q[0];
