// types: complex numbers
// construct: `output`
// expect: w=[1.5,-2]
OPENQASM 3.1;
include "stdgates.inc";
output complex[float[64]] w;
qubit q;
w = 1.5 - 2im;
