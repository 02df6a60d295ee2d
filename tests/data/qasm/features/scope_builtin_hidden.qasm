// scope: in an inner scope a name of the language may be declared anew
// construct: scopes
// expect: r=3
OPENQASM 3.1;
output int r;
def f(int pi) -> int { return pi; }
r = f(3);
