// parity of bits
// construct: `def`
// expect: r=1
OPENQASM 3.1;
include "stdgates.inc";
output int[8] r;
qubit q;
def parity(bit[4] c) -> bit { bit p = 0; for int i in [0:3] { p ^= c[i]; } return p; } bit[4] v = "1110";
r = int[8](parity(v));
