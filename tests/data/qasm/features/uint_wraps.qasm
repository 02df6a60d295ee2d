// types: uint is modulo 2^n
// construct: `uint`
// expect: r=2
OPENQASM 3.1;
include "stdgates.inc";
output uint[8] r;
qubit q;
uint[4] a = 15;
r = uint[8](a + uint[4](3));
