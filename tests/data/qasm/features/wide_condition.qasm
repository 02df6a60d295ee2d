// OpenQASM 2: a register is compared with a number of any size
// construct: OpenQASM 2: `if`
// expect: d=10
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg c[66];
creg d[2];
x q[0];
measure q[0] -> c[64];
if (c == 18446744073709551617) x q[1];
if (c == 18446744073709551616) x q[2];
measure q[1] -> d[0];
measure q[2] -> d[1];
