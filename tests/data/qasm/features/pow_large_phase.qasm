// gates: pow(k) of a phase of a quarter turn is that of k modulo 4; of an eighth, modulo 8
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=000
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
h q;
pow(1000000000000000003) @ s q[0];
s q[0];
pow(1125899906842625) @ p(pi / 4) q[1];
inv @ t q[1];
pow(9007199254740993) @ rz(pi / 2) q[2];
inv @ rz(pi / 2) q[2];
h q;
c = measure q;
