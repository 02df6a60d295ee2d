// gates: pow of a controlled gate
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
x q[0];
pow(3) @ ctrl @ x q[0], q[1];
c = measure q;
