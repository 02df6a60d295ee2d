// classical: complex numbers
// construct: `complex`
// expect: r=12
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
complex[float[64]] a = 10.0 + 5.0im; complex[float[64]] b = -2.0 - 7.0im;
r = int[8](floor(imag(a - b) + 0.5));
