// types: index sets known at run time; the qubit given to a subroutine
// construct: qubit indices known at run time
// expect: r=10:0.5 r=21:0.5
OPENQASM 3.1;
include "stdgates.inc";
def f(qubit a, int[8] step) -> int[8] {
  bit c = measure a;
  if (c) return step + 1;
  return step;
}
output int[8] r;
qubit[2] q;
qubit a;
h a;
bit m = measure a;
x q[1];
int[8] k = 10 * (int[8](uint[1](m)) + 1);
r = f(q[uint[1](m)], k);
