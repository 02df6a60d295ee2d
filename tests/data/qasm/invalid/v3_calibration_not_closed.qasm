OPENQASM 3.1;
cal { a { b }
qubit q;
