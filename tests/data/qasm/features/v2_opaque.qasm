// OpenQASM 2: opaque
// construct: OpenQASM 2: `opaque`
// expect: c=0
OPENQASM 2.0;
include "qelib1.inc";
opaque magic(a) q;
qreg q[1];
creg c[1];
measure q -> c;
