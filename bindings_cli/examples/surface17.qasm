// Surface code of distance 3 (Surface-17): nine data qubits, four X-type and four Z-type stabilizers, one round of syndrome
// extraction after a bit flip on the middle qubit (Tomita and Svore, arXiv:1404.3747).
// Comes out: sz is always 0110, the two Z stabilizers that hold the middle qubit; sx is uniform, as it is in the first round.
OPENQASM 2.0;
include "qelib1.inc";
qreg d[9];    // rows 012, 345, 678
qreg ax[4];
qreg az[4];
creg sx[4];
creg sz[4];
x d[4];       // the error
barrier d;
// X stabilizers: 12, 0134, 4578, 67
h ax;
cx ax[0], d[1];
cx ax[0], d[2];
cx ax[1], d[0];
cx ax[1], d[1];
cx ax[1], d[3];
cx ax[1], d[4];
cx ax[2], d[4];
cx ax[2], d[5];
cx ax[2], d[7];
cx ax[2], d[8];
cx ax[3], d[6];
cx ax[3], d[7];
h ax;
// Z stabilizers: 03, 1245, 3467, 58
cx d[0], az[0];
cx d[3], az[0];
cx d[1], az[1];
cx d[2], az[1];
cx d[4], az[1];
cx d[5], az[1];
cx d[3], az[2];
cx d[4], az[2];
cx d[6], az[2];
cx d[7], az[2];
cx d[5], az[3];
cx d[8], az[3];
measure ax -> sx;
measure az -> sz;
