OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
gate g a { for int i in [0:1] { x a; cx a, $1; } }
