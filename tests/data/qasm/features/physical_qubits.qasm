// physical qubits
// construct: physical qubits
// expect: c=11
OPENQASM 3.1;
include "stdgates.inc";
bit[2] c;
x $0;
cx $0, $5;
c[0] = measure $0;
c[1] = measure $5;
