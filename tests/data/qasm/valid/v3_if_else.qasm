OPENQASM 3.0;
include "stdgates.inc";
// Blocks, single statements, else, else if, nesting; measurement and reset inside.
qubit[3] q;
bit[2] c;
bit[1] d;
ry(0.7) q[0];
ry(1.1) q[1];
c[0] = measure q[0];
c[1] = measure q[1];
if (c[0]) { x q[2]; t q[2]; } else { h q[2]; }
if (c == 2) ry(0.4) q[2];
if (c[1] == true) {
  if (c[0] == false) { reset q[0]; h q[0]; } else { ry(0.2) q[1]; d[0] = measure q[1]; }
} else {
  if (c == 1) { z q[2]; } else { ry(0.3) q[0]; }
}
if (d[0]) { x q[0]; }
h q[2];
c[0] = measure q[2];
