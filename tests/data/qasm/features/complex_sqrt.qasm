// principal value
// construct: `complex`
// expect: r=2
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
complex a = -4.0 + 0im;
r = int[8](imag(sqrt(a)));
