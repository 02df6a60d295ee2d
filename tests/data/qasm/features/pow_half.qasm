// pow(0.5) @ x twice is x
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
pow(0.5) @ x q;
pow(1/2.0) @ x q;
c = measure q;
