// types: index -1 is the last
// construct: `let`, `++` on registers
// expect: c=100
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
x q[-1];
c = measure q;
