// types: two[-4:-1]
// construct: `let`, `++` on registers
// expect: c=1110
OPENQASM 3.1;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
let last = q[-3:-1];
x last;
c = measure q;
