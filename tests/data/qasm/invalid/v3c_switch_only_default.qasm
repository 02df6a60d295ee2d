OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int n = 1;
switch (n) { default { } }
