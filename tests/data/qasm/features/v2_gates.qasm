// OpenQASM 2: gates, broadcast, barrier
// construct: OpenQASM 2: gates and registers
// expect: c=11
OPENQASM 2.0;
include "qelib1.inc";
gate flip a { U(pi, 0, pi) a; }
qreg q[2];
creg c[2];
flip q;
barrier q;
measure q -> c;
