// types: a slice of a register is assigned to another slice of it, by value
// construct: bits of more than 64
// expect: r=0000000000000000000000000000000000000000000000000000000000000000001010
OPENQASM 3.1;
include "stdgates.inc";
output bit[70] r;
qubit q;
x q;
r[0] = measure q;
r[2] = measure q;
r[1:69] = r[0:68];
r[0] = 0;
