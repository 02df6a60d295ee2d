// subroutines: part of a register
// construct: `def`
// expect: c=0110
OPENQASM 3.1;
include "stdgates.inc";
def flip(qubit[2] d) { x d; }
qubit[4] q;
bit[4] c;
flip(q[1:2]);
c = measure q;
