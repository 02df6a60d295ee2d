// types, Classical value bit slicing: bits of an input
// construct: bits of values
// input: a=6
// expect: c=011
OPENQASM 3.1;
include "stdgates.inc";
input uint[4] a;
qubit[3] q;
bit[3] c;
if (a[1] == 1) { x q[0]; }
bit[2] high = a[2:3];
if (high == "01") { x q[1]; }
for int i in [0:0] { if (a[i] == 1) { x q[2]; } }
c = measure q;
