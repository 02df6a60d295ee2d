// built-in mathematical functions
// construct: built-in functions
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8](sin(pi/2));
