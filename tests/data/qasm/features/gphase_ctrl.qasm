// ctrl @ gphase(a) is U(0, 0, a)
// construct: `gphase`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
h q;
ctrl @ gphase(pi) q;
h q;
c = measure q;
