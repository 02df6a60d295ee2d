"""Exact outcomes of a Qiskit circuit with measurements, resets, control flow and classical variables anywhere.

Written on Qiskit's objects and NumPy only: gate matrices come from Qiskit, the walking over branches is done here. Bit order
is Qiskit's: qubit 0 and clbit 0 are the last characters of a printed string.
"""

from dataclasses import dataclass, field

import numpy as np
from qiskit.circuit import CASE_DEFAULT, ClassicalRegister, Clbit
from qiskit.circuit.classical import expr
from qiskit.exceptions import QiskitError
from qiskit.quantum_info import Operator

IMPOSSIBLE = 1e-20  # probabilities below are rounding errors of zero


@dataclass
class Branch:
    """`state` has one axis of length 2 per qubit, the highest qubit first; its squared norm is the branch's probability."""

    state: np.ndarray
    clbits: list
    variables: dict = field(default_factory=dict)  # expr.Var -> value
    jump: str = ""  # "break_loop" or "continue_loop", on its way to the loop


@dataclass
class Exact:
    clbits: dict = field(default_factory=dict)  # "c[m-1]...c[0]" -> probability
    qubits: np.ndarray = None  # probabilities of basis states at the end
    state: np.ndarray = None  # amplitudes, if there was one branch only


def _apply(state, matrix, qubits):
    n, k = state.ndim, len(qubits)
    if k == 0:
        return state * matrix[0, 0]
    # Row bits of the matrix: the first qubit is the lowest, so it is the last of the k axes.
    axes = [n - 1 - q for q in reversed(qubits)]
    tensor = np.asarray(matrix).reshape([2] * (2 * k))
    moved = np.tensordot(tensor, state, axes=(list(range(k, 2 * k)), axes))
    return np.moveaxis(moved, list(range(k)), axes)


def _project(state, qubit, outcome):
    out = np.zeros_like(state)
    index = [slice(None)] * state.ndim
    index[state.ndim - 1 - qubit] = outcome
    out[tuple(index)] = state[tuple(index)]
    return out


class Walker:
    def __init__(self, circuit):
        self.circuit = circuit
        self.qubit = {q: i for i, q in enumerate(circuit.qubits)}
        self.clbit = {c: i for i, c in enumerate(circuit.clbits)}
        self.matrices = {}

    def run(self):
        n = self.circuit.num_qubits
        state = np.zeros([2] * n, dtype=complex)
        state[(0,) * n] = 1
        branches = [Branch(state, [0] * self.circuit.num_clbits)]
        branches = self._block(self.circuit, branches, {q: q for q in self.circuit.qubits},
                               {c: c for c in self.circuit.clbits})
        out = Exact(qubits=np.zeros(2**n))
        for b in branches:
            p = np.abs(b.state.reshape(-1)) ** 2
            bits = "".join(str(v) for v in reversed(b.clbits))
            out.clbits[bits] = out.clbits.get(bits, 0.0) + p.sum()
            out.qubits += p
        if len(branches) == 1:
            out.state = branches[0].state.reshape(-1)
        return out

    def _block(self, block, branches, qubits, clbits):
        """`qubits` and `clbits` map the block's bits to the whole circuit's."""
        factor = np.exp(1j * float(block.global_phase))
        branches = [Branch(b.state * factor, list(b.clbits), dict(b.variables), b.jump) for b in branches]
        for item in block.data:
            name = item.operation.name
            where = [self.qubit[qubits[q]] for q in item.qubits]
            after = []
            for b in branches:
                if name in ("barrier", "delay") or b.jump:
                    after.append(b)
                elif name in ("break_loop", "continue_loop"):
                    after.append(Branch(b.state, b.clbits, b.variables, name))
                elif name == "store":
                    after.append(self._store(item.operation, b, clbits))
                elif name == "while_loop":
                    after += self._loop(item, [b], qubits, clbits, None)
                elif name == "for_loop":
                    indices, parameter, body = item.operation.params
                    bodies = [body if parameter is None else body.assign_parameters({parameter: i}) for i in indices]
                    after += self._loop(item, [b], qubits, clbits, bodies)
                elif name == "box":
                    after += self._body(item.operation.blocks[0], item, [b], qubits, clbits)
                elif name == "switch_case":
                    after += self._switch(item, b, qubits, clbits)
                elif name in ("measure", "reset"):
                    for outcome in (0, 1):
                        state = _project(b.state, where[0], outcome)
                        if np.vdot(state, state).real < IMPOSSIBLE:
                            continue
                        values = list(b.clbits)
                        if name == "measure":
                            values[self.clbit[clbits[item.clbits[0]]]] = outcome
                        elif outcome:
                            state = _apply(state, np.array([[0, 1], [1, 0]]), where)
                        after.append(Branch(state, values, dict(b.variables)))
                elif name == "if_else":
                    bodies = item.operation.blocks
                    chosen = 0 if self._holds(item.operation.condition, b, clbits) else 1
                    if chosen < len(bodies):
                        after += self._body(bodies[chosen], item, [b], qubits, clbits)
                    else:
                        after.append(b)
                elif (matrix := self._matrix(item.operation)) is not None:
                    after.append(Branch(_apply(b.state, matrix, where), b.clbits, b.variables))
                else:
                    after += self._body(item.operation.definition, item, [b], qubits, clbits)
            branches = after
        return branches

    def _body(self, body, item, branches, qubits, clbits):
        return self._block(body, branches, {i: qubits[o] for i, o in zip(body.qubits, item.qubits)},
                           {i: clbits[o] for i, o in zip(body.clbits, item.clbits)})

    def _loop(self, item, running, qubits, clbits, bodies):
        """One body after the other, or (None) the only one while the condition holds; a branch that would go on for ever loses its weight first."""
        done, count = [], 0
        while running:
            count += 1
            assert count < 10000, "a loop without end"
            if bodies is None:
                done += [b for b in running if not self._holds(item.operation.condition, b, clbits)]
                running = [b for b in running if self._holds(item.operation.condition, b, clbits)]
            elif count > len(bodies):
                return done + running
            after = []
            body = item.operation.blocks[0] if bodies is None else bodies[count - 1]
            for b in self._body(body, item, running, qubits, clbits):
                jump, b.jump = b.jump, ""
                (done if jump == "break_loop" else after).append(b)
            running = [b for b in after if np.vdot(b.state, b.state).real > IMPOSSIBLE]
        return done

    def _switch(self, item, b, qubits, clbits):
        target = item.operation.target
        value = self._value(target, b, clbits) if isinstance(target, expr.Expr) else self._bits(target, b, clbits)
        for values, body in item.operation.cases_specifier():
            if any(v is CASE_DEFAULT or v == value for v in values):
                return self._body(body, item, [b], qubits, clbits)
        return [b]

    def _store(self, operation, b, clbits):
        value = self._value(operation.rvalue, b, clbits)
        after = Branch(b.state, list(b.clbits), dict(b.variables))
        place = operation.lvalue
        if isinstance(place, expr.Index):
            at = self._value(place.index, b, clbits)
            old = self._value(place.target, b, clbits)
            value = old & ~(1 << at) | int(value) << at
            place = place.target
        if isinstance(place.var, (Clbit, ClassicalRegister)):
            bits = [place.var] if isinstance(place.var, Clbit) else list(place.var)
            for i, c in enumerate(bits):
                after.clbits[self.clbit[clbits.get(c, c)]] = int(value) >> i & 1
        else:
            after.variables[place] = value
        return after

    def _matrix(self, operation):
        key = id(operation)
        if key not in self.matrices:
            try:
                matrix = Operator(operation).data
            except QiskitError:  # a loop in its definition
                matrix = None
            self.matrices[key] = (operation, matrix)
        return self.matrices[key][1]

    def _bits(self, target, branch, clbits):
        """Value of a clbit or register; conditions in nested blocks name the outermost registers."""
        bits = [target] if isinstance(target, Clbit) else list(target)
        return sum(branch.clbits[self.clbit[clbits.get(c, c)]] << i for i, c in enumerate(bits))

    def _holds(self, condition, branch, clbits):
        if isinstance(condition, tuple):
            return self._bits(condition[0], branch, clbits) == int(condition[1])
        return bool(self._value(condition, branch, clbits))

    def _value(self, node, branch, clbits):
        width = getattr(node.type, "width", 1)
        if isinstance(node, expr.Var):
            if isinstance(node.var, (Clbit, ClassicalRegister)):
                return self._bits(node.var, branch, clbits)
            return branch.variables[node]
        if isinstance(node, expr.Value):
            return float(node.value) if "Float" in str(node.type) else int(node.value)
        if isinstance(node, expr.Index):
            return self._value(node.target, branch, clbits) >> self._value(node.index, branch, clbits) & 1
        if isinstance(node, expr.Cast):
            value = self._value(node.operand, branch, clbits)
            if "Bool" in str(node.type):
                return int(value != 0)
            return float(value) if "Float" in str(node.type) else int(value) & ((1 << width) - 1)
        if isinstance(node, expr.Unary):
            value = self._value(node.operand, branch, clbits)
            return {"LOGIC_NOT": lambda: int(value == 0),
                    "BIT_NOT": lambda: ~value & ((1 << width) - 1)}[node.op.name]()
        if isinstance(node, expr.Binary):
            a = self._value(node.left, branch, clbits)
            b = self._value(node.right, branch, clbits)
            wrapped = (lambda x: x) if "Float" in str(node.type) else (lambda x: int(x) & ((1 << width) - 1))
            return {
                "ADD": lambda: wrapped(a + b), "SUB": lambda: wrapped(a - b), "MUL": lambda: wrapped(a * b),
                "DIV": lambda: a / b if "Float" in str(node.type) else a // b,
                "SHIFT_LEFT": lambda: wrapped(a << b), "SHIFT_RIGHT": lambda: a >> b,
                "BIT_AND": lambda: a & b, "BIT_OR": lambda: a | b, "BIT_XOR": lambda: a ^ b,
                "LOGIC_AND": lambda: int(a != 0 and b != 0), "LOGIC_OR": lambda: int(a != 0 or b != 0),
                "EQUAL": lambda: int(a == b), "NOT_EQUAL": lambda: int(a != b),
                "LESS": lambda: int(a < b), "LESS_EQUAL": lambda: int(a <= b),
                "GREATER": lambda: int(a > b), "GREATER_EQUAL": lambda: int(a >= b),
            }[node.op.name]()
        raise NotImplementedError(f"condition {node!r}")


def exact(circuit):
    return Walker(circuit).run()


def register_distributions(circuit, clbits):
    """Distribution of each classical register from that of all clbits."""
    index = {c: i for i, c in enumerate(circuit.clbits)}
    out = {}
    for register in circuit.cregs:
        table = out.setdefault(register.name, {})
        for bits, p in clbits.items():
            text = "".join(bits[len(bits) - 1 - index[c]] for c in reversed(list(register)))
            table[text] = table.get(text, 0.0) + p
    return out


def without_terminal_measurements(circuit):
    """The circuit up to its terminal measurements; None if it branches or a result overwrites another."""
    out = circuit.copy_empty_like()
    measured, written = set(), set()
    for item in circuit.data:
        name = item.operation.name
        if name == "barrier":
            continue
        if name in ("reset", "if_else") or measured & set(item.qubits):
            return None
        if name == "measure":
            if written & set(item.clbits):
                return None
            measured |= set(item.qubits)
            written |= set(item.clbits)
        else:
            out.append(item)
    return out
