OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
gate g a { ctrl @ x $0, a; }
