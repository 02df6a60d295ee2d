OPENQASM 3.0;
include "stdgates.inc";
// qreg and creg of version 2 are still allowed.
qreg a[2];
creg m[2];
qubit[2] b;
ry(0.3) a;
cx a, b;
measure a -> m;
