// built-in mathematical functions
// construct: built-in functions
// expect: r=-2
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8](floor(-1.5));
