OPENQASM 2.0;
include "qelib1.inc";
// Declared qubits below, between and above the used ones stay in the result.
qreg a[2];
qreg b[3];
creg unused[2];
ry(0.4) a[1];
cx a[1], b[1];
rz(1.3) b[1];
