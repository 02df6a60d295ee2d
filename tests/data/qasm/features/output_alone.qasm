// directives: with output declarations only these are returned
// construct: `output`
// expect: r=1
// hidden: c
OPENQASM 3.1;
include "stdgates.inc";
bit c; output int[8] r; qubit q;
x q;
c = measure q;
r = c ;
