// durationof
// construct: `durationof`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
duration d = durationof({ x q; });
delay[d] q;
x q;
c = measure q;
