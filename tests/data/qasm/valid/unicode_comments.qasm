// naïve 四量子比特 😀
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1]; // π
rx(pi/3) q[0];
