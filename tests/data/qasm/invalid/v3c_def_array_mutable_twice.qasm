OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
def f(mutable array[int[8], 3] a, mutable array[int[8], 3] b) { }
array[int[8], 3] a;
f(a, a);
