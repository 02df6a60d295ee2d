"""Reading Qiskit's circuits."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from qiskit import QuantumCircuit
from qiskit.circuit import (CASE_DEFAULT, ClassicalRegister, Clbit, ControlFlowOp, ControlledGate, Measure, ParameterExpression,
                            Reset, Store)
from qiskit.circuit.classical import expr, types
from qiskit.circuit.library import UnitaryGate

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError
from .._parameter import Parameter

# Qiskit's names where they are not those of the gate table.
_NAMES = {"u1": "p", "u3": "u", "global_phase": "gphase"}
_TABLE = {row[0]: row for row in _core.gate_table}
_IDLE = {"delay", "barrier"}
# Instructions that are more than a gate, and the methods of Reader that read them.
_FLOW = {"if_else": "if_else", "while_loop": "while_loop", "for_loop": "for_loop", "switch_case": "switch_case", "box": "box",
         "store": "store"}
_MOST_ROUNDS = 1_000_000  # of a for loop


def _parameter(value: Any) -> "float | Parameter":
    """A linear expression as a parameter of ours."""
    if not isinstance(value, ParameterExpression):
        return float(value)
    symbols = list(value.parameters)
    if not symbols:
        return float(value)
    zero = {s: 0.0 for s in symbols}
    constant = float(value.bind(zero))
    terms = {s.name: float(value.bind({**zero, s: 1.0})) - constant for s in symbols}
    # A linear function is known from these values; another one differs somewhere else.
    for seed in (0.37, -1.93):
        point = {s: seed * (i + 1) for i, s in enumerate(symbols)}
        linear = constant + sum(terms[s.name] * v for s, v in point.items())
        if abs(float(value.bind(point)) - linear) > 1e-9 * (1 + abs(linear)):
            raise UnsupportedError(f"the parameter {value} is not linear in its symbols", "bind it first")
    return Parameter(constant=constant, terms=terms)


def _type(of: Any) -> Tuple[str, int]:
    """Kind and width of a classical type."""
    if isinstance(of, types.Bool):
        return "bool", 1
    if isinstance(of, types.Uint):
        return "uint", of.width
    if of.__class__.__name__ == "Float":
        return "float", 64
    raise UnsupportedError(f"classical values of type {of}")


def has_jumps(body: QuantumCircuit) -> bool:
    """Whether a body leaves its loop, not one inside it."""
    return any(item.operation.name in ("break_loop", "continue_loop")
               or (isinstance(item.operation, ControlFlowOp) and item.operation.name not in ("for_loop", "while_loop")
                   and any(has_jumps(b) for b in item.operation.blocks)) for item in body.data)


class Reader:
    """Reads one circuit: the result is ``circuit``."""

    def __init__(self, source: QuantumCircuit) -> None:
        self.circuit = Circuit()
        self.source = source
        self._registers(source.qubits, source.qregs, self.circuit.add_qreg, "q")
        self._registers(source.clbits, source.cregs, self.circuit.add_creg, "c")
        for parameter in source.parameters:
            self.circuit._symbol(parameter.name)
        qubits = {bit: i for i, bit in enumerate(source.qubits)}
        self.clbits = {bit: i for i, bit in enumerate(source.clbits)}
        self.variables: Dict[Any, int] = {}  # first classical bit of each
        self.depth = 0  # loops and blocks that are open
        self.loops: List[Tuple[int, int, bool]] = []  # depth outside, depth of a round, whether rounds are unrolled
        self.block(source, qubits, self.clbits)

    @staticmethod
    def _registers(bits: Sequence[Any], registers: Sequence[Any], add: Any, loose: str) -> None:
        """Registers in order; bits outside of every register, or in several, become registers of their own."""
        place = {bit: i for i, bit in enumerate(bits)}
        starts = {}
        covered: Dict[int, str] = {}
        for r in registers:
            where = [place[b] for b in r]
            if where and where == list(range(where[0], where[0] + len(where))) and not any(i in covered for i in where):
                starts[where[0]] = r
                covered.update((i, r.name) for i in where)
        i, names = 0, {r.name for r in registers}
        while i < len(bits):
            if i in starts:
                add(starts[i].name, len(starts[i]))
                i += len(starts[i])
                continue
            size = 1
            while i + size < len(bits) and i + size not in covered:
                size += 1
            while loose in names:
                loose += "_"
            names.add(loose)
            add(loose, size)
            i += size

    # ---- blocks
    def block(self, source: QuantumCircuit, qubits: Dict[Any, int], clbits: Dict[Any, int]) -> None:
        """`qubits` and `clbits` are the places of the block's bits."""
        phase = _parameter(source.global_phase)
        if isinstance(phase, Parameter) or phase != 0:
            self.circuit.gate("gphase", [], [phase])
        for variable in source.iter_declared_vars():
            self.declare(variable, False)
        for variable in source.iter_input_vars():
            self.declare(variable, True)
        for item in source.data:
            operation = item.operation
            q = [qubits[b] for b in item.qubits]
            c = [clbits[b] for b in item.clbits]
            flow = _FLOW.get(operation.name)
            if isinstance(operation, (ControlFlowOp, Store)) and flow:
                getattr(self, flow)(operation, q, c, clbits)
            elif isinstance(operation, ControlFlowOp):
                raise UnsupportedError(f"'{operation.name}' is not read", "write OpenQASM 3")
            elif operation.name in ("break_loop", "continue_loop"):
                self.jump(operation.name)
            elif isinstance(operation, Measure):
                self.circuit.measure(q, c)
            elif isinstance(operation, Reset):
                self.circuit.reset(q)
            elif operation.name == "barrier":
                self.circuit.barrier(q)
            elif operation.name == "delay":
                continue
            else:
                self.gate(operation, q, [], [])

    def inner(self, body: QuantumCircuit, q: List[int], c: List[int]) -> None:
        """The block of an instruction on these bits."""
        self.block(body, dict(zip(body.qubits, q)), dict(zip(body.clbits, c)))

    def if_else(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        self.circuit._begin_if_expr(self.condition(operation.condition, clbits))
        self.inner(operation.blocks[0], q, c)
        if len(operation.blocks) > 1:
            self.circuit._begin_else()
            self.inner(operation.blocks[1], q, c)
        self.circuit._end()

    def while_loop(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        self.circuit._begin_while(self.condition(operation.condition, clbits))
        self.loops.append((self.depth, self.depth, False))
        self.depth += 1
        self.inner(operation.blocks[0], q, c)
        self.depth -= 1
        self.loops.pop()
        self.circuit._end()

    def for_loop(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        indices, parameter, body = operation.params
        if len(indices) > _MOST_ROUNDS:
            raise UnsupportedError(f"a for loop of {len(indices)} rounds", f"at most {_MOST_ROUNDS} are unrolled")
        variable = isinstance(parameter, expr.Var)
        if variable:
            self.declare(parameter, False)
        # With break or continue the loop and each round become blocks to leave.
        jumps = has_jumps(body)
        self.loops.append((self.depth, self.depth + 1, True))
        if jumps:
            self.circuit._begin_block()
            self.depth += 1
        for i in indices:
            if jumps:
                self.circuit._begin_block()
                self.depth += 1
            if variable:
                kind, width = _type(parameter.type)
                self.circuit._assign(self.variables[parameter], kind, width, self.circuit._constant(i, kind, width))
            uses = parameter is not None and not variable
            self.inner(body.assign_parameters({parameter: i}, strict=False) if uses else body, q, c)
            if jumps:
                self.depth -= 1
                self.circuit._end()
        if jumps:
            self.depth -= 1
            self.circuit._end()
        self.loops.pop()

    def jump(self, name: str) -> None:
        outside, round_, unrolled = self.loops[-1]
        if name == "break_loop":
            self.circuit._break(self.depth - outside)
        elif unrolled:
            self.circuit._break(self.depth - round_)
        else:
            self.circuit._continue(self.depth - round_)

    def switch_case(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        target = operation.target
        selector = target if isinstance(target, expr.Expr) else expr.lift(target)
        number = self.value(selector, clbits)
        if _type(selector.type)[0] == "bool":
            number = self.circuit._operation("cast", number, 0, "uint", 1)
        self.circuit._begin_switch(number)
        for values, body in operation.cases_specifier():
            # What stands beside the default needs no case of its own.
            if any(v is CASE_DEFAULT for v in values):
                self.circuit._begin_default()
            else:
                self.circuit._begin_case([int(v) for v in values])
            self.inner(body, q, c)
        self.circuit._end()

    def box(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        self.inner(operation.blocks[0], q, c)

    # ---- classical values
    def declare(self, variable: Any, is_input: bool) -> None:
        if variable in self.variables:  # of a body that is read again
            return
        kind, width = _type(variable.type)
        name, used = variable.name, {v.name for v in self.variables} | {r.name for r in self.circuit.cregs}
        while name in used:  # in a block of its own
            name += "_"
        self.variables[variable] = self.circuit._variable(name, kind, width, is_input)

    def store(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        place = operation.lvalue
        value = self.value(operation.rvalue, clbits)
        if isinstance(place, expr.Index):
            first, size, _ = self.place(place.target, clbits)
            self.circuit._assign_bit(first, size, self.value(place.index, clbits), value)
            return
        first, width, kind = self.place(place, clbits)
        self.circuit._assign(first, kind, width, value)

    def place(self, node: Any, clbits: Dict[Any, int]) -> Tuple[int, int, str]:
        """First bit, width and kind of a variable, bit or register."""
        kind, width = _type(node.type)
        if not isinstance(node.var, (Clbit, ClassicalRegister)):
            return self.variables[node], width, kind
        bits = self.bits(node.var, clbits)
        if bits != list(range(bits[0], bits[0] + len(bits))):
            raise UnsupportedError("an assignment to a register whose bits are not consecutive")
        return bits[0], width, kind

    def bits(self, target: Any, clbits: Dict[Any, int]) -> List[int]:
        """Conditions within blocks may name bits of the whole circuit."""
        return [clbits[b] if b in clbits else self.clbits[b] for b in ([target] if isinstance(target, Clbit) else target)]

    def condition(self, condition: Any, clbits: Dict[Any, int]) -> int:
        if not isinstance(condition, tuple):
            return self.value(condition, clbits)
        target, value = condition
        return self.value(expr.lift(target) if isinstance(target, Clbit) and value else
                          expr.logic_not(target) if isinstance(target, Clbit) else expr.equal(target, int(value)), clbits)

    def value(self, node: Any, clbits: Dict[Any, int]) -> int:
        """The node of an expression of Qiskit's among those of the circuit."""
        kind, width = _type(node.type)
        if isinstance(node, expr.Value):
            return self.circuit._constant(node.value, kind, width)
        if isinstance(node, expr.Var):
            if not isinstance(node.var, (Clbit, ClassicalRegister)):
                return self.circuit._bits_value(self.variables[node], width, kind)
            bits = self.bits(node.var, clbits)
            if bits == list(range(bits[0], bits[0] + len(bits))):
                return self.circuit._bits_value(bits[0], width, kind)
            number = self.circuit._constant(0, "uint", width)
            for i, b in enumerate(bits):  # scattered bits, put together
                bit = self.circuit._operation("cast", self.circuit._bits_value(b, 1, "bool"), 0, "uint", width)
                bit = self.circuit._operation("shift_left", bit, self.circuit._constant(i, "uint", 64), "uint", width)
                number = self.circuit._operation("bit_or", number, bit, "uint", width)
            return number
        if isinstance(node, (expr.Unary, expr.Cast)):
            operand = self.value(node.operand, clbits)
            return self.circuit._operation("cast" if isinstance(node, expr.Cast) else node.op.name.lower(), operand, 0, kind,
                                           width)
        if isinstance(node, (expr.Binary, expr.Index)):
            parts = (node.target, node.index) if isinstance(node, expr.Index) else (node.left, node.right)
            a, b = (self.value(part, clbits) for part in parts)
            return self.circuit._operation("index" if isinstance(node, expr.Index) else node.op.name.lower(), a, b, kind, width)
        raise UnsupportedError(f"the classical expression {node}")

    # ---- gates
    def gate(self, operation: Any, q: List[int], controls: List[int], on_zero: List[int]) -> None:
        if isinstance(operation, ControlledGate) and operation.name != "cu":
            n = operation.num_ctrl_qubits
            zeros = [b for i, b in enumerate(q[:n]) if not operation.ctrl_state >> i & 1]
            base = operation.base_gate
            # The base of a controlled gate may be a gate of the table whose parameters the controlled one holds.
            if operation.params and not base.params:
                base = base.copy()
                base.params = operation.params
            return self.gate(base, q[n:], controls + q[:n], on_zero + zeros)
        name = _NAMES.get(operation.name, operation.name)
        if operation.name == "unitary" or isinstance(operation, UnitaryGate):
            self.circuit.unitary(operation.to_matrix(), q, controls=controls, on_zero=on_zero)
            return None
        row = _TABLE.get(name)
        if row and row[1] == len(q) and len(row[2]) == len(operation.params) and _is_standard(operation):
            self.circuit.gate(name, q, [_parameter(p) for p in operation.params], controls=controls, on_zero=on_zero)
            return None
        definition = getattr(operation, "definition", None)
        if definition is None:
            try:
                matrix = operation.to_matrix()
            except Exception:
                raise UnsupportedError(f"'{operation.name}' has neither a definition nor a matrix") from None
            self.circuit.unitary(matrix, q, controls=controls, on_zero=on_zero)
            return None
        place = {b: q[i] for i, b in enumerate(definition.qubits)}
        phase = _parameter(definition.global_phase)
        if isinstance(phase, Parameter) or phase != 0:
            self.circuit.gate("gphase", [], [phase], controls=controls, on_zero=on_zero)
        for item in definition.data:
            inner = [place[b] for b in item.qubits]
            if item.operation.name in _IDLE:
                continue
            if isinstance(item.operation, (Measure, Reset, ControlFlowOp)):
                raise UnsupportedError(f"'{operation.name}' is defined with '{item.operation.name}'",
                                       "decompose() the circuit first")
            self.gate(item.operation, inner, controls, on_zero)
        return None


def _is_standard(operation: Any) -> bool:
    """Whether it is Qiskit's own gate rather than a user's of the same name."""
    return getattr(operation, "base_class", type(operation)).__module__.startswith("qiskit.circuit.library")
