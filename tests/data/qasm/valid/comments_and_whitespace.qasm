// before the version
   // and another, indented

OPENQASM   2.0  ;  // behind a statement
include	"qelib1.inc";//no space
qreg
  q
  [
  2
  ]
  ;
creg c[2];h q[0];cx q[0],q[1];    ry ( 0.3 ) q [ 1 ] ;
// h q[0]; this is not executed; "nor is this"
/// three slashes // and two
gate g(a,b)x,y{rx(a)x;ry(b)y;cx x,y;}
		g(0.1,0.2)q[1],q[0];
g(
  0.3, // between parameters
  0.4
) // between parameters and operands
q[0], q[1];

measure	q	->	c	;
// the last line has no line end