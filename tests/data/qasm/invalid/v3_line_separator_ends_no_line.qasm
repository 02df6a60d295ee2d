OPENQASM 3.1;
qubit q; // two   x q;
U(0, 0, 0) r;
