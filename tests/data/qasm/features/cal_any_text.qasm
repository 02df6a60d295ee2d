// defcals: between the braces of a calibration anything may stand but a brace without its other half
// construct: `cal`, `defcal`, `defcalgrammar`
// expect: c=1
OPENQASM 3.1;
include "stdgates.inc";
defcal rz(angle[20] theta) $0 { 6" wide { 'a } ; }
cal { don't // even } 
qubit q;
bit c;
x q;
c = measure q;
