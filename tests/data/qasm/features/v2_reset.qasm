// OpenQASM 2: reset
// construct: OpenQASM 2: gates and registers
// expect: c=0
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
creg c[1];
x q;
reset q;
measure q -> c;
