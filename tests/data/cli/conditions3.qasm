OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
bit flag;
h q[0];
c[0] = measure q[0];
if (c == 1) {
  x q[1];
  h q[0];
} else {
  ry(pi/8) q[1];
}
if (flag) z q[0];
reset q[1];
flag = measure q[1];
