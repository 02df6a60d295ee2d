// gates: pow of an odd integer of any size is the gate itself if it is its own inverse
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=11111
OPENQASM 3.1;
include "stdgates.inc";
gate both a, b { x a; x b; }
qubit[5] q;
bit[5] c;
pow(9007199254740991) @ x q[0];
pow(1000000000000000001) @ both q[1], q[2];
inv @ pow(18446744073709551615) @ U(pi, 0, pi) q[3];
ctrl @ pow(-9223372036854775807) @ x q[0], q[4];
c = measure q;
