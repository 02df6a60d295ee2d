// comments of OpenQASM 2: a carriage return ends a line comment
// construct: comments
// expect: c=01
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2]; // onex q[0]; // two  x q[1];
creg c[2];//measure q -> c;
