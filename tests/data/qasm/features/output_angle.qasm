// types: angle[4] of pi / 2 is 0100
// construct: `output`
// expect: a=1.5707963267948966
OPENQASM 3.1;
include "stdgates.inc";
output angle[4] a;
qubit q;
a = pi / 2;
