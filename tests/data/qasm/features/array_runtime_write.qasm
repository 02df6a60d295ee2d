// indices may be known at run time only
// construct: arrays: indices known at run time
// expect: r=15
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 2] a = {7, 8};
bit c;
x q;
c = measure q;
a[int(c)] = 15;
r = a[1];
