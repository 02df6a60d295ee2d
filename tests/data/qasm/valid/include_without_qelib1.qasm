OPENQASM 2.0;
// A gate called h, but not the library's: no qelib1.inc here.
include "include/own_library.inc";
qreg q[2];
h(0.3) q[0];
cx q[0], q[1];
h(1.3) q;
