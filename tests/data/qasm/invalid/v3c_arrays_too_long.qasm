OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
array[bit, 1024, 1000] one;
array[bit, 1024, 40] two;
