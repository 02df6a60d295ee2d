// gates: gphase in a body has no qubits
// construct: `gphase`
// expect: c=0
OPENQASM 3.1;
include "stdgates.inc";
gate g a { h a; gphase(pi / 3); h a; }
qubit q;
bit c;
g q;
c = measure q;
