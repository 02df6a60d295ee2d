// indices may be known at run time only
// construct: arrays: indices known at run time
// expect: r=7:0.5 r=8:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 2] a = {7, 8};
bit c;
h q;
c = measure q;
r = a[int(c)];
