OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
defcal zz9 $0 { }
zz9 $0;
