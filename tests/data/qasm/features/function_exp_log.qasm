// built-in mathematical functions
// construct: built-in functions
// expect: r=5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8](exp(log(5.0)) + 0.5);
