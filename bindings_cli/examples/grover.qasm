OPENQASM 2.0;
include "qelib1.inc";
// Grover search for |1011> among 16 states: after three rounds it is found with probability sin^2(7 asin(1/4)) = 0.9613.
gate mark a, b, c, d { x c; h d; c3x a, b, c, d; h d; x c; }
gate diffuse a, b, c, d {
  h a; h b; h c; h d;
  x a; x b; x c; x d;
  h d; c3x a, b, c, d; h d;
  x a; x b; x c; x d;
  h a; h b; h c; h d;
}
qreg q[4];
creg found[4];
h q;
mark q[0], q[1], q[2], q[3];
diffuse q[0], q[1], q[2], q[3];
mark q[0], q[1], q[2], q[3];
diffuse q[0], q[1], q[2], q[3];
mark q[0], q[1], q[2], q[3];
diffuse q[0], q[1], q[2], q[3];
measure q -> found;
