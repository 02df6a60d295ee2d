// broadcast over registers
// construct: broadcast over registers
// expect: c=1111
OPENQASM 3.1;
include "stdgates.inc";
qubit[2] a; qubit[2] b;
bit[4] c;
x a;
cx a, b;
c[0:1] = measure a;
c[2:3] = measure b;
