// gates: modifiers apply from right to left
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit c;
x q[0];
h q[1];
s q[1]; s q[1]; s q[1];
ctrl @ inv @ s q[0], q[1];
h q[1];
c = measure q[1];
