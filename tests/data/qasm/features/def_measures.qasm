// xmeasure of the specification
// construct: `def`
// expect: c=0
OPENQASM 3.1;
include "stdgates.inc";
def xmeasure(qubit q) -> bit { h q; return measure q; }
qubit q;
bit c;
h q;
c = xmeasure(q);
