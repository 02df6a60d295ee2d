// gates: ctrl @ of a defined gate, with the phase of its body
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
gate g a { gphase(pi); }
qubit[2] q;
bit c;
h q[0];
ctrl @ g q[0], q[1];
h q[0];
c = measure q[0];
