// Steane code: |0> is encoded, one X error is put on qubit 4, and the three Z-type stabilizers (rows of the Hamming
// matrix) are measured. Comes out: syndrome 101 = 5, the position of the error counted from 1.
OPENQASM 2.0;
include "qelib1.inc";
qreg d[7];
qreg a[3];
creg syndrome[3];
// encoder of the logical |0>: the X-type stabilizers are 3456, 1256, 0246 (counted from 0)
h d[3];
h d[1];
h d[0];
cx d[3], d[4];
cx d[3], d[5];
cx d[3], d[6];
cx d[1], d[2];
cx d[1], d[5];
cx d[1], d[6];
cx d[0], d[2];
cx d[0], d[4];
cx d[0], d[6];
barrier d;
x d[4];
barrier d;
cx d[0], a[0];
cx d[2], a[0];
cx d[4], a[0];
cx d[6], a[0];
cx d[1], a[1];
cx d[2], a[1];
cx d[5], a[1];
cx d[6], a[1];
cx d[3], a[2];
cx d[4], a[2];
cx d[5], a[2];
cx d[6], a[2];
measure a -> syndrome;
