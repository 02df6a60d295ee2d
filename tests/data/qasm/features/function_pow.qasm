// built-in mathematical functions
// expect: r=00100000
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;

r = int[8](pow(2, 5));
