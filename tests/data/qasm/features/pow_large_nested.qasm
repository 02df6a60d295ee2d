// gates: powers of powers multiply, whatever the size of the product; inv is the power -1
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=101
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
pow(4611686018427387905) @ inv @ pow(4611686018427387903) @ x q[0];
pow(4611686018427387904) @ pow(4611686018427387903) @ x q[1];
pow(4611686018427387906) @ pow(0.5) @ x q[2];
c = measure q;
