// types, Classical scalar types: bits count as 0 or 1 in arithmetic, as bool and C99
// construct: `bit`, `bit[n]`
// expect: r=3 n=-1 k=2
OPENQASM 3.1;
include "stdgates.inc";
output int r;
output int n;
output int k;
bit[3] c = "111";
bool b = true;
r = 0 + c[0] + c[1] + c[2];
n = c[0] - b - c[1];
k = b + b;
