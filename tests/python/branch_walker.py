"""Exact outcomes of a Qiskit circuit with measurements, resets and conditions anywhere.

Written on Qiskit's objects and NumPy only: gate matrices come from Qiskit, the walking over branches is done here. Bit order
is Qiskit's: qubit 0 and clbit 0 are the last characters of a printed string.
"""

from dataclasses import dataclass, field

import numpy as np
from qiskit.circuit import ClassicalRegister, Clbit
from qiskit.circuit.classical import expr
from qiskit.quantum_info import Operator

IMPOSSIBLE = 1e-20  # probabilities below are rounding errors of zero


@dataclass
class Branch:
    """`state` has one axis of length 2 per qubit, the highest qubit first; its squared norm is the branch's probability."""

    state: np.ndarray
    clbits: list
    phase: float = 0.0


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
        branches = [Branch(b.state * factor, list(b.clbits)) for b in branches]
        for item in block.data:
            name = item.operation.name
            where = [self.qubit[qubits[q]] for q in item.qubits]
            after = []
            for b in branches:
                if name == "barrier":
                    after.append(b)
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
                        after.append(Branch(state, values))
                elif name == "if_else":
                    bodies = item.operation.blocks
                    chosen = 0 if self._holds(item.operation.condition, b, clbits) else 1
                    if chosen < len(bodies):
                        body = bodies[chosen]
                        after += self._block(body, [b], {i: qubits[o] for i, o in zip(body.qubits, item.qubits)},
                                             {i: clbits[o] for i, o in zip(body.clbits, item.clbits)})
                    else:
                        after.append(b)
                else:
                    after.append(Branch(_apply(b.state, self._matrix(item.operation), where), b.clbits))
            branches = after
        return branches

    def _matrix(self, operation):
        key = id(operation)
        if key not in self.matrices:
            self.matrices[key] = (operation, Operator(operation).data)
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
        if isinstance(node, expr.Var):
            return self._bits(node.var, branch, clbits)
        if isinstance(node, expr.Value):
            return int(node.value)
        if isinstance(node, expr.Cast):
            value = self._value(node.operand, branch, clbits)
            return int(value != 0) if "Bool" in str(node.type) else value
        if isinstance(node, expr.Unary):
            value = self._value(node.operand, branch, clbits)
            return {"LOGIC_NOT": lambda: int(value == 0)}[node.op.name]()
        if isinstance(node, expr.Binary):
            a = self._value(node.left, branch, clbits)
            b = self._value(node.right, branch, clbits)
            return {
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
