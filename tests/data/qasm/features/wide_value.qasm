// types: bit[n] of any n
// construct: values of more than 64 bits
// refused: Q0601
OPENQASM 3.1;
include "stdgates.inc";
output bit[65] r;
qubit q;
bit[65] a;
r = a << 1;
