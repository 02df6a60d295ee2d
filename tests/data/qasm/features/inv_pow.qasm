// inv and negative powers
// construct: `ctrl`, `negctrl`, `inv`, `pow`
// expect: c=0
OPENQASM 3.1;
include "stdgates.inc";
qubit q;
bit c;
sx q;
pow(-1) @ sx q;
s q; inv @ s q;
c = measure q;
