// built-in mathematical functions
// expect: r=00000011
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8](mod(7, 4));
