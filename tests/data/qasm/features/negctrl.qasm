// negctrl
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
negctrl @ x q[0], q[1];
x q[0];
c = measure q;
