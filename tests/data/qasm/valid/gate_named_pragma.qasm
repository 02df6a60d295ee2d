// In OpenQASM 2 the word is a name like others, and its statement ends at the semicolon.
OPENQASM 2.0;
include "qelib1.inc";
gate pragma a, b { cx a, b; } qreg q[2]; creg c[2];
h q[0]; pragma q[0], q[1]; pragma q[1], q[0];
measure q -> c;
