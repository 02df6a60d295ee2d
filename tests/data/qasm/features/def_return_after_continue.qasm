// subroutines: return out of a loop that goes on where `continue` is taken
// construct: `def`
// expect: r=2
OPENQASM 3.1;
include "stdgates.inc";
def first_zero(qubit a) -> int[8] {
  for int i in [0:3] {
    reset a;
    if (i < 2) { x a; }
    bit c = measure a;
    if (c) continue;
    return i;
  }
  return 77;
}
output int[8] r;
qubit q;
r = first_zero(q);
