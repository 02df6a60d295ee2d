// indices may be known at run time only
// expect: r=00000111:0.5 r=00001000:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
array[int[8], 2] a = {7, 8};
bit c;
h q;
c = measure q;
r = a[int(c)];
