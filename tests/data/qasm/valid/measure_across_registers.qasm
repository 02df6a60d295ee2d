OPENQASM 2.0;
include "qelib1.inc";
// Several registers of both kinds, results crossing over, one register wider than what is measured into it.
qreg a[2];
qreg b[3];
creg low[2];
creg mid[4];
creg high[1];
ry(0.3) a[0];
cx a[0], b[2];
ry(0.9) a[1];
ccx a[0], a[1], b[0];
x b[1];
measure a[1] -> mid[3];
measure b[2] -> low[0];
measure b[0] -> high[0];
measure b[1] -> mid[0];
measure a[0] -> low[1];
