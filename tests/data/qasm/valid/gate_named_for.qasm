// OpenQASM 2 knows neither loops nor else.
OPENQASM 2.0;
include "qelib1.inc";
gate for a, b { cx a, b; }
gate else a { x a; }
qreg q[2];
for q[0], q[1];
else q[1];
creg c[1];
if (c == 0) x q[0];
else q[1];
