// aliases and concatenation
// construct: `let`, `++` on registers
// expect: c=101
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] a; qubit b;
bit[3] c;
let r = a ++ b;
x r[{0, 2}];
c = measure r;
