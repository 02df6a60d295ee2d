OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[3];
qreg r[3];
qreg s1[4];
ccx q, r, s1;
