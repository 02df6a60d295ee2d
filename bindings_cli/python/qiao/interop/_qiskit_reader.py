"""Reading Qiskit's circuits."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence, Set, Tuple

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import (CASE_DEFAULT, AnnotatedOperation, Barrier, BreakLoopOp, ClassicalRegister, Clbit, ContinueLoopOp,
                            ControlFlowOp, ControlledGate, ControlModifier, Delay, ForLoopOp, Instruction, InverseModifier, Measure,
                            ParameterExpression, PowerModifier, Reset, Store)
from qiskit.circuit.classical import expr, types
from qiskit.circuit.library import UnitaryGate, standard_gates
from qiskit.exceptions import QiskitError

from .. import _core
from .._circuit import Circuit
from .._errors import UnsupportedError, UsageError
from .._functions import StateVector
from .._parameter import Parameter

_TABLE = {row[0]: row for row in _core.gate_table}


def _classes(names: str) -> Dict[Any, str]:
    """Classes of Qiskit's standard gates, as far as this version has them, and gates of the table."""
    pairs = (word.split("=") for word in names.split())
    return {getattr(standard_gates, name): gate for name, gate in pairs if hasattr(standard_gates, name)}


# Gates are known by their class: names are anybody's.
_GATES = _classes(
    "HGate=h IGate=id PhaseGate=p RGate=r RXGate=rx RYGate=ry RZGate=rz RXXGate=rxx RYYGate=ryy RZZGate=rzz RZXGate=rzx "
    "XXMinusYYGate=xx_minus_yy XXPlusYYGate=xx_plus_yy ECRGate=ecr SGate=s SdgGate=sdg SwapGate=swap iSwapGate=iswap SXGate=sx "
    "SXdgGate=sxdg DCXGate=dcx TGate=t TdgGate=tdg UGate=u U1Gate=p U2Gate=u2 U3Gate=u XGate=x YGate=y ZGate=z RCCXGate=rccx "
    "RC3XGate=rc3x GlobalPhaseGate=gphase")
# Those that are a gate of the table with controls before its targets.
_CONTROLLED = _classes(
    "CHGate=h CPhaseGate=p MCPhaseGate=p CRXGate=rx CRYGate=ry CRZGate=rz CSGate=s CSdgGate=sdg CSwapGate=swap CSXGate=sx "
    "C3SXGate=sx CU1Gate=p MCU1Gate=p CU3Gate=u CXGate=x CCXGate=x C3XGate=x C4XGate=x MCXGate=x MCXGrayCode=x CYGate=y CZGate=z "
    "CCZGate=z")
_MATRIX_QUBITS = 8  # of gates that are compared by their matrices
_MOST_UNITARY_QUBITS = 10  # of Circuit.unitary
_MOST_REPETITIONS = 64  # of an operation to a power, beyond its matrix
# Instructions that are more than a gate, and the methods of Reader that read them.
_FLOW = {"if_else": "if_else", "while_loop": "while_loop", "for_loop": "for_loop", "switch_case": "switch_case", "box": "box",
         "store": "store"}
_MOST_ROUNDS = 1_000_000  # of a for loop
_MOST_BITS = 64  # of a number


def _parameter(value: Any) -> "float | Parameter":
    """A linear expression as a parameter of ours."""
    if not isinstance(value, ParameterExpression):
        return float(value)
    symbols = list(value.parameters)
    if not symbols:
        return float(value)
    try:
        zero = {s: 0.0 for s in symbols}
        constant = float(value.bind(zero))
        terms = {s.name: float(value.bind({**zero, s: 1.0})) - constant for s in symbols}
        # A linear function is known from these values; another one differs somewhere else.
        for seed in (0.3712, -1.9317, 7.2193):
            point = {s: seed * (1 + 0.618 * i) for i, s in enumerate(symbols)}
            linear = constant + sum(terms[s.name] * v for s, v in point.items())
            if not abs(float(value.bind(point)) - linear) <= 1e-9 * (1 + abs(linear)):
                break
        else:
            return Parameter(constant=constant, terms=terms)
    except (ArithmeticError, QiskitError, RuntimeError, TypeError, ValueError):  # a pole, a complex value
        pass
    raise UnsupportedError(f"the parameter {value} is not linear in its symbols", "bind it first")


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


def _loop_parameters(body: QuantumCircuit) -> Set[Any]:
    loops = [item.operation for item in body.data if isinstance(item.operation, ControlFlowOp)]
    inner = [_loop_parameters(block) for loop in loops for block in loop.blocks]
    return {loop.params[1] for loop in loops if isinstance(loop, ForLoopOp)}.union(*inner)


class Reader:
    """Reads one circuit: the result is ``circuit``."""

    def __init__(self, source: QuantumCircuit) -> None:
        self.circuit = Circuit()
        self.source = source
        taken = {r.name for r in [*source.qregs, *source.cregs]}
        self._registers(source.qubits, source.qregs, self.circuit.add_qreg, "q", taken)
        self._registers(source.clbits, source.cregs, self.circuit.add_creg, "c", taken)
        # Before Qiskit 2.3 the numbers of loops are among the parameters.
        numbers = _loop_parameters(source)
        names = [parameter.name for parameter in source.parameters if parameter not in numbers]
        self.symbols = set(names)
        for name in names:
            self.circuit._symbol(name)
        qubits = {bit: i for i, bit in enumerate(source.qubits)}
        self.clbits = {bit: i for i, bit in enumerate(source.clbits)}
        self.variables: Dict[Any, int] = {}  # first classical bit of each
        self.depth = 0  # loops and blocks that are open
        self.loops: List[Tuple[int, int, bool]] = []  # depth outside, depth of a round, whether rounds are unrolled
        self.block(source, qubits, self.clbits)

    @staticmethod
    def _registers(bits: Sequence[Any], registers: Sequence[Any], add: Any, loose: str, taken: Set[str]) -> None:
        """Registers in order; bits outside of every register, or in several, become registers of their own, called `loose`
        or what is not yet `taken`."""
        place = {bit: i for i, bit in enumerate(bits)}
        starts = {}
        covered: Dict[int, str] = {}
        for r in registers:
            where = [place[b] for b in r]
            if where and where == list(range(where[0], where[0] + len(where))) and not any(i in covered for i in where):
                starts[where[0]] = r
                covered.update((i, r.name) for i in where)
        i = 0
        while i < len(bits):
            if i in starts:
                add(starts[i].name, len(starts[i]))
                i += len(starts[i])
                continue
            size = 1
            while i + size < len(bits) and i + size not in covered:
                size += 1
            while loose in taken:
                loose += "_"
            taken.add(loose)
            add(loose, size)
            i += size

    # ---- blocks
    def block(self, source: QuantumCircuit, qubits: Dict[Any, int], clbits: Dict[Any, int]) -> None:
        """`qubits` and `clbits` are the places of the block's bits."""
        self.phase(source.global_phase, [], [])
        for variable in source.iter_declared_vars():
            self.declare(variable, False)
        for variable in source.iter_input_vars():
            self.declare(variable, True)
        for item in source.data:
            _core.Stop.check()
            operation = item.operation
            q = [qubits[b] for b in item.qubits]
            c = [clbits[b] for b in item.clbits]
            condition = _legacy_condition(operation)
            if condition is not None:
                self.circuit._begin_if_expr(self.condition(condition, clbits))
            self.instruction(operation, q, c, clbits)
            if condition is not None:
                self.circuit._end()

    def instruction(self, operation: Any, q: List[int], c: List[int], clbits: Dict[Any, int]) -> None:
        flow = _FLOW.get(operation.name)
        if isinstance(operation, (ControlFlowOp, Store)) and flow:
            getattr(self, flow)(operation, q, c, clbits)
        elif isinstance(operation, (BreakLoopOp, ContinueLoopOp)):
            self.jump(operation.name)
        elif isinstance(operation, ControlFlowOp):
            raise UnsupportedError(f"'{operation.name}' is not read", "write OpenQASM 3")
        elif isinstance(operation, Measure):
            self.circuit.measure(q, c)
        elif isinstance(operation, Reset):
            self.circuit.reset(q)
        elif isinstance(operation, Barrier):
            self.circuit.barrier(q)
        elif not isinstance(operation, Delay):
            self.gate(operation, q, [], [], c)

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
        if not isinstance(target, Clbit) and len(target) > _MOST_BITS:
            return self.equal(self.bits(target, clbits), int(value))
        return self.value(expr.lift(target) if isinstance(target, Clbit) and value else
                          expr.logic_not(target) if isinstance(target, Clbit) else expr.equal(target, int(value)), clbits)

    def equal(self, bits: List[int], value: int) -> int:
        """Whether bits have a value: any number of them, piece by piece."""
        whole = None
        for start in range(0, len(bits), _MOST_BITS):
            part = bits[start:start + _MOST_BITS]
            number = self.circuit._constant(value >> start & (1 << len(part)) - 1, "uint", len(part))
            same = self.circuit._operation("equal", self.number(part), number, "bool", 1)
            whole = same if whole is None else self.circuit._operation("logic_and", whole, same, "bool", 1)
        return self.circuit._constant(1, "bool", 1) if whole is None else whole

    def number(self, bits: List[int]) -> int:
        """Bits, the first the lowest, as a number."""
        width = len(bits)
        if bits == list(range(bits[0], bits[0] + width)):
            return self.circuit._bits_value(bits[0], width, "uint")
        number = self.circuit._constant(0, "uint", width)
        for i, b in enumerate(bits):  # scattered bits, put together
            bit = self.circuit._operation("cast", self.circuit._bits_value(b, 1, "bool"), 0, "uint", width)
            bit = self.circuit._operation("shift_left", bit, self.circuit._constant(i, "uint", 64), "uint", width)
            number = self.circuit._operation("bit_or", number, bit, "uint", width)
        return number

    def value(self, node: Any, clbits: Dict[Any, int]) -> int:
        """The node of an expression of Qiskit's among those of the circuit."""
        kind, width = _type(node.type)
        if isinstance(node, expr.Value):
            return self.circuit._constant(node.value, kind, width)
        if isinstance(node, expr.Var):
            if not isinstance(node.var, (Clbit, ClassicalRegister)):
                return self.circuit._bits_value(self.variables[node], width, kind)
            bits = self.bits(node.var, clbits)
            return self.circuit._bits_value(bits[0], 1, kind) if kind == "bool" else self.number(bits)
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
    def gate(self, operation: Any, q: List[int], controls: List[int], on_zero: List[int], c: Sequence[int] = ()) -> None:
        """A gate, or another instruction by its definition. Controls of gates that Qiskit itself has are read as such; for others
        the definition holds (it is what Qiskit runs), and the base gate only where it is seen to be the same."""
        if isinstance(operation, AnnotatedOperation):
            return self.annotated(operation, list(operation.modifiers), q, controls, on_zero)
        kind = getattr(operation, "base_class", type(operation))
        if kind in _GATES and self.table(_GATES[kind], operation.params, q, controls, on_zero):
            return None
        if kind in _CONTROLLED or kind is standard_gates.CUGate:
            n = operation.num_ctrl_qubits
            inner, zeros = controls + q[:n], on_zero + _zeros(operation, q)
            if kind is standard_gates.CUGate:
                self.phase(operation.params[3], inner, zeros)
                self.table("u", operation.params[:3], q[n:], inner, zeros)
                return None
            if self.table(_CONTROLLED[kind], operation.params, q[n:], inner, zeros):
                return None
        if isinstance(operation, UnitaryGate) and len(q) <= _MOST_UNITARY_QUBITS:
            return self.unitary(operation.to_matrix(), q, controls, on_zero)
        definition = getattr(operation, "definition", None)
        if isinstance(operation, ControlledGate):
            short = self.shorter(operation, definition)
            if short is not None:
                return self.append(short, q, controls, on_zero)
        if definition is None and len(q) > _MOST_UNITARY_QUBITS:
            definition = _circuit_of(operation)
        if definition is not None:
            return self.definition(operation, definition, q, controls, on_zero, c)
        try:
            matrix = operation.to_matrix()
        except Exception:
            raise UnsupportedError(f"'{operation.name}' has neither a definition nor a matrix") from None
        self.unitary(matrix, q, controls, on_zero)

    def table(self, name: str, params: Sequence[Any], q: List[int], controls: List[int], on_zero: List[int]) -> bool:
        """Appends a gate of the table, if this is its number of qubits and parameters."""
        row = _TABLE[name]
        if row[1] != len(q) or len(row[2]) != len(params):
            return False
        self.circuit.gate(name, q, [self.parameter(p) for p in params], controls=controls, on_zero=on_zero)
        return True

    def unitary(self, matrix: Any, q: List[int], controls: List[int], on_zero: List[int]) -> None:
        if q:
            self.circuit.unitary(matrix, q, controls=controls, on_zero=on_zero)
        else:
            self.phase(float(np.angle(np.asarray(matrix)[0, 0])), controls, on_zero)

    def phase(self, value: Any, controls: List[int], on_zero: List[int]) -> None:
        phase = self.parameter(value)
        if isinstance(phase, Parameter) or phase != 0:
            self.circuit.gate("gphase", [], [phase], controls=controls, on_zero=on_zero)

    def parameter(self, value: Any) -> "float | Parameter":
        parameter = _parameter(value)
        for name in parameter.terms if isinstance(parameter, Parameter) else ():
            if name not in self.symbols:
                raise UnsupportedError(f"a gate is defined with the parameter '{name}', which the circuit does not have")
        return parameter

    def definition(self, operation: Any, definition: QuantumCircuit, q: List[int], controls: List[int], on_zero: List[int],
                   c: Sequence[int]) -> None:
        if not controls:
            return self.block(definition, dict(zip(definition.qubits, q)), dict(zip(definition.clbits, c)))
        place = {b: q[i] for i, b in enumerate(definition.qubits)}
        self.phase(definition.global_phase, controls, on_zero)
        for item in definition.data:
            inner = item.operation
            if isinstance(inner, (Delay, Barrier)):
                continue
            if isinstance(inner, (Measure, Reset, ControlFlowOp, Store)) or item.clbits or _legacy_condition(inner) is not None:
                raise UnsupportedError(f"'{operation.name}' has controls and is defined with '{inner.name}'")
            self.gate(inner, [place[b] for b in item.qubits], controls, on_zero)
        return None

    def shorter(self, operation: ControlledGate, definition: Any) -> "Circuit | None":
        """The base gate with controls, if there is no definition or this is the same and shorter."""
        base, n = operation.base_gate, operation.num_ctrl_qubits
        if base is None or base.num_qubits + n != operation.num_qubits:
            return None
        q = list(range(operation.num_qubits))
        try:
            short = self.read(lambda reader: reader.gate(base, q[n:], q[:n], _zeros(operation, q)), len(q))
        except (UnsupportedError, UsageError):
            return None
        if definition is None:
            return short
        if len(q) > _MATRIX_QUBITS:
            # Too many for matrices: whether Qiskit makes the same definition of this base gate.
            try:
                again = base.control(n, ctrl_state=operation.ctrl_state, annotated=False)
                return short if isinstance(again, ControlledGate) and again.definition == definition else None
            except Exception:
                return None
        full = self.read(lambda reader: reader.definition(operation, definition, q, [], [], []), len(q))
        return short if len(short) < len(full) and _same_matrix(short, full) else None

    def read(self, what: Callable[["Reader"], Any], qubits: int) -> Circuit:
        """Gates in a circuit of their own."""
        reader = object.__new__(Reader)
        reader.circuit = Circuit(qubits)
        reader.symbols = self.symbols
        reader.clbits, reader.variables, reader.depth, reader.loops = {}, {}, 0, []
        what(reader)
        return reader.circuit

    def append(self, circuit: Circuit, q: List[int], controls: List[int], on_zero: List[int]) -> None:
        """Gates of a circuit on these qubits."""
        for item in circuit:
            if item.kind != "gate":
                raise UnsupportedError(f"a modified or controlled operation with '{item.kind}' inside")
            all_controls = controls + [q[i] for i in item.controls]
            zeros = on_zero + [q[i] for i in item.on_zero]
            targets = [q[i] for i in item.qubits]
            if item.matrix is not None:
                self.circuit.unitary(item.matrix, targets, controls=all_controls, on_zero=zeros)
            else:
                self.circuit.gate(item.name, targets, item.params, controls=all_controls, on_zero=zeros)

    def annotated(self, operation: Any, modifiers: List[Any], q: List[int], controls: List[int], on_zero: List[int]) -> None:
        """The modifiers of an AnnotatedOperation, the last of which is the outermost."""
        if operation.num_clbits:
            raise UnsupportedError(f"a modified '{operation.base_op.name}', which writes bits")
        if not modifiers:
            return self.gate(operation.base_op, q, controls, on_zero)
        rest, last = modifiers[:-1], modifiers[-1]
        if isinstance(last, ControlModifier):
            n = last.num_ctrl_qubits
            # The first qubits are the controls of the outermost modifier.
            return self.annotated(operation, rest, q[n:], controls + q[:n], on_zero + _zeros(last, q))
        if not isinstance(last, (InverseModifier, PowerModifier)):
            raise UnsupportedError(f"the modifier {last}")
        power = -1 if isinstance(last, InverseModifier) else last.power
        if power != int(power) or abs(power) > _MOST_REPETITIONS:
            try:
                matrix = AnnotatedOperation(operation.base_op, modifiers).to_matrix()
                self.unitary(getattr(matrix, "data", matrix), q, controls, on_zero)
            except (QiskitError, TypeError, UsageError):
                raise UnsupportedError(f"the power {power} of '{operation.base_op.name}', which has no matrix",
                                       f"matrices are of up to {_MOST_UNITARY_QUBITS} qubits and without parameters") from None
            return None
        once = self.read(lambda reader: reader.annotated(operation, rest, list(range(len(q))), [], []), len(q))
        if power < 0:
            once = once.inverse()
        for _ in range(abs(int(power))):
            self.append(once, q, controls, on_zero)
        return None


def _circuit_of(operation: Any) -> "QuantumCircuit | None":
    """Of a Clifford or a Pauli string, which are operations without a definition."""
    if hasattr(operation, "to_circuit"):
        return operation.to_circuit()
    return operation.to_instruction().definition if hasattr(operation, "to_instruction") else None


def _zeros(controlled: Any, q: List[int]) -> List[int]:
    """Controls on \\|0>: the first qubits whose bit of the state is 0."""
    state = controlled.ctrl_state
    if state is None:
        return []
    state = int(state, 2) if isinstance(state, str) else int(state)
    return [q[i] for i in range(controlled.num_ctrl_qubits) if not state >> i & 1]


def _legacy_condition(operation: Any) -> Any:
    """What `c_if` of Qiskit before 2.0 set."""
    if isinstance(operation, ControlFlowOp) or not isinstance(operation, Instruction):
        return None
    # The attribute without a warning that it goes away.
    condition = operation._condition if hasattr(operation, "_condition") else getattr(operation, "condition", None)
    return condition if isinstance(condition, tuple) else None


def _same_matrix(a: Circuit, b: Circuit) -> bool:
    """Whether two circuits of gates are the same with their phase; parameters at random values."""
    random = np.random.default_rng(1)
    values = {name: float(random.uniform(-np.pi, np.pi)) for name in {*a.parameters, *b.parameters}}
    n = a.num_qubits
    # Each acts on one half of pairs of qubits: the state that results is its matrix.
    pairs = Circuit(2 * n)
    for i in range(n):
        pairs.h(n + i).cx(n + i, i)
    states = []
    for circuit in (a, b):
        state = StateVector.from_circuit(pairs, threads=1)
        state.apply(circuit.bind({name: values[name] for name in circuit.parameters}))
        states.append(state.numpy())
    return bool(np.abs(states[0] - states[1]).max() < 1e-9 / 2 ** (n / 2))
