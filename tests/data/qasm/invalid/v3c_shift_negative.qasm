OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
uint[8] n = 1;
uint[8] m = n << -1;
