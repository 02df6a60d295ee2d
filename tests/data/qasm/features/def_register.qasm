// a register of qubits
// construct: `def`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
def parity(qubit[3] d, qubit a) -> bit { reset a; for int i in [0:2] { cx d[i], a; } return measure a; }
qubit[3] q; qubit a;
bit c;
x q;
c = parity(q, a);
