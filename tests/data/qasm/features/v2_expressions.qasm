// OpenQASM 2: parameters
// construct: OpenQASM 2: expressions
// expect: c=1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
creg c[1];
rx(2^2 * pi / 4 + sin(0)) q[0];
measure q -> c;
