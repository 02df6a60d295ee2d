// types: uint is modulo 2^n
// construct: `input`
// expect: r=4
// input: a=15
OPENQASM 3.1;
include "stdgates.inc";
input uint[4] a;
output uint[4] r;
qubit q;
r = a + uint[4](5);
