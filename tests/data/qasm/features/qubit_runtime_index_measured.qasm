// types: index sets known at run time
// construct: qubit indices known at run time
// expect: r=0:0.5 r=3:0.5
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit[2] q;
qubit a;
h a;
bit m = measure a;
x q[1];
int i = int(uint[1](m));
r = 0;
bit c = measure q[i];
if (c) r += 1;
c = measure q[i];
if (c) r += 2;
