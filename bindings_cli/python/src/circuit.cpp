// qiao._core.Circuit: building, reading and looking at circuits. Argument checks of the interface for people
// are in qiao/circuit.py.
#include <fmt/format.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/complex.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "bindings.hpp"
#include "qiao/ir/draw.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qasm/dialect.hpp"
#include "qiao/qasm/emit.hpp"
#include "qiao/qsim/checkpoint.hpp"

namespace qiao::python {
namespace {

using ir::Circuit;
using Qubits = std::vector<ir::Qubit>;

qasm::ParseOptions parse_options(const nb::dict& inputs, const std::vector<std::string>& include_paths,
                                 const std::string& qelib1) {
  qasm::ParseOptions options;
  options.include_paths = include_paths;
  if (qelib1 == "original") options.qelib1 = qasm::Qelib1::kOriginal;
  else if (qelib1 != "extended")
    throw Error(ErrorCode::kUsage, fmt::format("qelib1 '{}' is neither 'extended' nor 'original'", qelib1));
  for (const auto& [name, value] : inputs)
    options.inputs[nb::cast<std::string>(name)] = nb::cast<std::string>(nb::str(value));
  return options;
}

Circuit finished(qasm::ParseResult result) {
  report(result.diagnostics);
  if (!result.circuit) throw Error(ErrorCode::kInternal, "no circuit and no diagnostic");
  return std::move(*result.circuit);
}

std::vector<ir::Control> controls_of(const Qubits& controls, const Qubits& negative) {
  std::vector<ir::Control> all;
  for (const ir::Qubit q : controls)
    all.emplace_back(q, std::find(negative.begin(), negative.end(), q) == negative.end());
  for (const ir::Qubit q : negative)
    if (std::find(controls.begin(), controls.end(), q) == controls.end()) all.emplace_back(q, false);
  return all;
}

// A parameter is a number or has `constant` and `terms`, a dictionary from names to factors.
ir::Param param_of(Circuit& circuit, nb::handle given) {
  double number = 0;
  if (nb::try_cast<double>(given, number)) return number;
  ir::Param sum(nb::cast<double>(given.attr("constant")));
  for (const auto& [name, factor] : nb::cast<nb::dict>(given.attr("terms")))
    sum = sum + ir::Param::symbol(circuit.symbol(nb::cast<std::string>(name)), nb::cast<double>(factor));
  return sum;
}

void add_gate(Circuit& circuit, const std::string& name, const Qubits& targets, const nb::sequence& params,
              const Qubits& controls, const Qubits& negative) {
  const ir::GateInfo* info = ir::find_gate(name);
  if (!info || info->id == ir::GateId::kUnitary) {
    std::vector<std::string> names;
    for (const ir::GateInfo& g : ir::gate_table()) names.emplace_back(g.name);
    const std::string near = nearest_name(name, names);
    throw Error(ErrorCode::kUsage, fmt::format("unknown gate '{}'", name),
                near.empty() ? "qiao.gates() lists them" : fmt::format("did you mean '{}'?", near));
  }
  std::vector<ir::Param> values;
  for (nb::handle p : params) values.push_back(param_of(circuit, p));
  circuit.symbolic_gate(info->id, targets, values, controls_of(controls, negative));
}

void add_unitary(Circuit& circuit,
                 nb::ndarray<const std::complex<double>, nb::ndim<2>, nb::c_contig, nb::device::cpu> matrix,
                 const Qubits& targets, const Qubits& controls, const Qubits& negative) {
  ir::Matrix m(matrix.shape(0));
  if (matrix.shape(0) != matrix.shape(1))
    throw Error(ErrorCode::kUsage,
                fmt::format("a unitary is square; this one is {} by {}", matrix.shape(0), matrix.shape(1)));
  std::copy_n(matrix.data(), m.data.size(), m.data.begin());
  circuit.unitary(std::move(m), targets, controls_of(controls, negative));
}

// ---- classical expressions, as readers of other packages' objects build them

ir::ValueType type_of(const std::string& kind, unsigned width) {
  if (kind == "bool") return ir::kBoolType;
  if (kind == "float") return ir::kFloatType;
  if (kind == "uint" && width >= 1 && width <= 64)
    return {ir::ValueKind::kUint, static_cast<std::uint8_t>(width)};
  throw Error(ErrorCode::kUnsupported, fmt::format("a classical value of type {}[{}]", kind, width),
              "there are bool, uint of 1 to 64 bits, and float");
}

ir::ExprId add_operation(Circuit& circuit, const std::string& name, std::uint32_t a, std::uint32_t b,
                         const std::string& kind, unsigned width) {
  using ir::ExprOp;
  static const std::map<std::string, ExprOp> kOps = {{"logic_not", ExprOp::kNot},
                                                     {"logic_and", ExprOp::kAnd},
                                                     {"logic_or", ExprOp::kOr},
                                                     {"bit_not", ExprOp::kBitNot},
                                                     {"bit_and", ExprOp::kBitAnd},
                                                     {"bit_or", ExprOp::kBitOr},
                                                     {"bit_xor", ExprOp::kBitXor},
                                                     {"equal", ExprOp::kEq},
                                                     {"not_equal", ExprOp::kNe},
                                                     {"less", ExprOp::kLt},
                                                     {"less_equal", ExprOp::kLe},
                                                     {"greater", ExprOp::kGt},
                                                     {"greater_equal", ExprOp::kGe},
                                                     {"index", ExprOp::kBitAt},
                                                     {"cast", ExprOp::kCast},
                                                     {"negate", ExprOp::kNeg},
                                                     {"add", ExprOp::kAdd},
                                                     {"sub", ExprOp::kSub},
                                                     {"mul", ExprOp::kMul},
                                                     {"div", ExprOp::kDiv},
                                                     {"shift_left", ExprOp::kShiftLeft},
                                                     {"shift_right", ExprOp::kShiftRight}};
  const auto op = kOps.find(name);
  if (op == kOps.end()) throw Error(ErrorCode::kUnsupported, fmt::format("the operator '{}'", name));
  ir::Expr e{.op = op->second, .a = a, .b = b, .type = type_of(kind, width)};
  if (e.op == ExprOp::kBitNot) e.value = width;
  return circuit.add_expr(e);
}

ir::ExprId add_constant(Circuit& circuit, nb::handle value, const std::string& kind, unsigned width) {
  const ir::ValueType type = type_of(kind, width);
  const std::uint64_t word =
      type.is_real() ? ir::Value::of(nb::cast<double>(value)).word : nb::cast<std::uint64_t>(nb::int_(value));
  return circuit.add_expr({.op = ir::ExprOp::kConst, .value = word, .type = type});
}

// `count` consecutive classical bits as a value.
ir::ExprId add_bits(Circuit& circuit, ir::Clbit first, unsigned count, const std::string& kind) {
  const ir::ValueType type = type_of(kind, count);
  if (kind == "bool") return circuit.add_expr({.op = ir::ExprOp::kBit, .a = first, .type = type});
  return circuit.add_expr({.op = ir::ExprOp::kBits, .a = first, .b = count, .type = type});
}

ir::Clbit add_variable(Circuit& circuit, const std::string& name, const std::string& kind, unsigned width,
                       bool is_input) {
  ir::Variable v;
  v.name = name;
  v.type = type_of(kind, width);
  v.is_input = is_input;
  return circuit.add_variable(std::move(v));
}

// Registers are found by their names, so that each has one of its own.
void check_name(const Circuit& circuit, const std::string& name) {
  for (const auto* const list : {&circuit.qregs(), &circuit.cregs()})
    for (const ir::Register& r : *list)
      if (r.name == name)
        throw Error(ErrorCode::kUsage, fmt::format("there is a register '{}' already", name),
                    "give each register a name of its own");
}

void begin_if(Circuit& circuit, ir::Clbit first, std::uint32_t count, std::uint64_t value) {
  if (count == 0 || count > 64 || first + std::uint64_t{count} > circuit.num_clbits())
    throw Error(
        ErrorCode::kUsage,
        fmt::format("a condition is on 1 to 64 classical bits that exist, not on {} from {}", count, first));
  if (count < 64 && value >> count != 0)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("a condition that is never true: {} bit(s) do not have the value {}", count, value));
  const auto width = static_cast<std::uint8_t>(count);
  const ir::ValueType type{ir::ValueKind::kUint, width};
  const ir::ExprId bits = circuit.add_expr({.op = ir::ExprOp::kBits, .a = first, .b = count, .type = type});
  const ir::ExprId number = circuit.add_expr({.op = ir::ExprOp::kConst, .value = value, .type = type});
  circuit.begin_if(circuit.add_expr({.op = ir::ExprOp::kEq, .a = bits, .b = number, .type = ir::kBoolType}));
}

nb::list registers(const std::vector<ir::Register>& list) {
  nb::list out;
  for (const ir::Register& r : list) out.append(nb::make_tuple(r.name, r.offset, r.size));
  return out;
}

nb::object expression(const Circuit& circuit, ir::ExprId id);

// Instructions of a block as tuples (kind, name, targets, params, controls, on_zero, clbit, line, extra);
// `extra` is the matrix of a unitary, (condition, then, else) of an `if`, the blocks of other control flow.
nb::list instructions(const Circuit& circuit, ir::BlockId block) {
  static constexpr const char* kKinds[] = {"gate",  "measure",  "reset",  "barrier", "delay",
                                           "if",    "while",    "switch", "block",   "assign",
                                           "break", "continue", "end"};
  nb::list out;
  for (std::size_t i = 0; i < circuit.size(block); ++i) {
    const ir::Instruction in = circuit.at(i, block);
    std::string_view name;
    nb::list targets, params, controls, on_zero;
    nb::object clbit = nb::none(), extra = nb::none();
    switch (in.kind()) {
      case ir::OpKind::kGate: {
        name = ir::gate_info(in.gate()).name;
        for (unsigned c = 0; c < in.num_controls(); ++c) {
          controls.append(in.control(c).qubit());
          if (!in.control(c).positive()) on_zero.append(in.control(c).qubit());
        }
        if (in.gate() == ir::GateId::kUnitary) {
          const ir::Matrix m = in.matrix();
          nb::list rows;
          for (std::size_t r = 0; r < m.dim; ++r) {
            nb::list row;
            for (std::size_t c = 0; c < m.dim; ++c) row.append(nb::cast(m(r, c)));
            rows.append(row);
          }
          extra = rows;
          break;
        }
        for (unsigned p = 0; p < in.params().size(); ++p) {
          const ir::Param param = in.param(p);
          if (param.is_number()) {
            params.append(param.constant());
            continue;
          }
          nb::dict terms;
          for (const auto& [symbol, factor] : param.terms())
            terms[nb::cast(circuit.symbols()[symbol])] = factor;
          params.append(nb::make_tuple(param.constant(), terms));
        }
        break;
      }
      case ir::OpKind::kMeasure:
        clbit = nb::cast(in.clbit());
        break;
      case ir::OpKind::kIf:
        extra = nb::make_tuple(
            expression(circuit, in.condition()), instructions(circuit, in.then_block()),
            in.else_block() == ir::kNoBlock ? nb::list() : instructions(circuit, in.else_block()));
        break;
      default: {
        nb::list blocks;
        in.each_block([&](ir::BlockId b) { blocks.append(instructions(circuit, b)); });
        extra = blocks;
      }
    }
    const bool has_targets = in.kind() <= ir::OpKind::kDelay;
    if (has_targets)
      for (const ir::Qubit q : in.targets()) targets.append(q);
    out.append(nb::make_tuple(kKinds[static_cast<int>(in.kind())], name, nb::tuple(targets),
                              nb::tuple(params), nb::tuple(controls), nb::tuple(on_zero), clbit,
                              in.source().line, extra));
  }
  return out;
}

// ("bits", first, count), ("const", value), else (number of the operator, operands...)
nb::object expression(const Circuit& circuit, ir::ExprId id) {
  const ir::Expr& e = circuit.expr(id);
  switch (e.op) {
    case ir::ExprOp::kConst:
      return nb::make_tuple("const", e.value);
    case ir::ExprOp::kBit:
      return nb::make_tuple("bits", e.a, 1);
    case ir::ExprOp::kBits:
      return nb::make_tuple("bits", e.a, e.b);
    case ir::ExprOp::kEq:
      return nb::make_tuple("==", expression(circuit, e.a), expression(circuit, e.b));
    case ir::ExprOp::kNot:
      return nb::make_tuple("not", expression(circuit, e.a));
    case ir::ExprOp::kAnd:
      return nb::make_tuple("and", expression(circuit, e.a), expression(circuit, e.b));
    case ir::ExprOp::kOr:
      return nb::make_tuple("or", expression(circuit, e.a), expression(circuit, e.b));
    case ir::ExprOp::kCast:
      return nb::make_tuple("cast", expression(circuit, e.a));
    default:
      return nb::make_tuple("other");
  }
}

std::string emit(const Circuit& circuit, const std::string& target) {
  const qasm::DialectInfo* dialect = qasm::find_dialect(target);
  if (!dialect) {
    std::vector<std::string> names;
    for (const qasm::DialectInfo& d : qasm::dialects()) names.emplace_back(d.name);
    const std::string near = nearest_name(target, names);
    throw Error(ErrorCode::kUsage, fmt::format("unknown language '{}'", target),
                near.empty() ? "qiao.languages() lists them" : fmt::format("did you mean '{}'?", near));
  }
  qasm::Emitted emitted = qasm::emit(circuit, dialect->id);
  if (!emitted.ok()) throw ProgramError(std::move(emitted.refusals));
  return std::move(emitted.text);
}

bool equal(const Circuit& a, const Circuit& b) {
  if (a.qregs() != b.qregs() || a.cregs() != b.cregs() || a.symbols() != b.symbols() || a.size() != b.size())
    return false;
  const qasm::Emitted ja = qasm::emit(a, qasm::Dialect::kJson), jb = qasm::emit(b, qasm::Dialect::kJson);
  if (ja.ok() || jb.ok()) return ja.text == jb.text;
  return qsim::circuit_hash(a) == qsim::circuit_hash(b);
}

Circuit sum(const Circuit& a, const Circuit& b) {
  if (b.num_qubits() > a.num_qubits() || b.num_clbits() > a.num_clbits())
    throw Error(ErrorCode::kUsage,
                fmt::format("a circuit of {} qubits and {} bits does not fit behind one of {} "
                            "qubits and {} bits",
                            b.num_qubits(), b.num_clbits(), a.num_qubits(), a.num_clbits()));
  Circuit both = a;
  ir::append_all(b, both);
  return both;
}

// The gates alone, for comparisons with matrices.
Circuit without_measurements(const Circuit& circuit) {
  Circuit out;
  for (const ir::Register& r : circuit.qregs()) out.add_qreg(r.name, r.size);
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction in = circuit.at(i);
    if (in.kind() == ir::OpKind::kMeasure || in.kind() == ir::OpKind::kBarrier ||
        in.kind() == ir::OpKind::kDelay)
      continue;
    if (in.kind() != ir::OpKind::kGate)
      throw Error(ErrorCode::kUsage, "a circuit that resets or branches has no matrix");
    std::vector<ir::Control> controls;
    for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
    out.append(in, in.targets(), controls);
  }
  return out;
}

}  // namespace

void bind_circuit(nb::module_& m) {
  nb::class_<Circuit>(m, "Circuit")
      .def(nb::init<>())
      .def(nb::init<ir::Qubit, ir::Clbit>())
      .def(nb::init<const Circuit&>())
      .def_static(
          "_from_text",
          [](const std::string& text, const std::string& name, const nb::dict& inputs,
             const std::vector<std::string>& include_paths, const std::string& qelib1) {
            return finished(qasm::read_text(text, name, parse_options(inputs, include_paths, qelib1)));
          })
      .def_static("_from_file",
                  [](const std::string& file, const nb::dict& inputs,
                     const std::vector<std::string>& include_paths, const std::string& qelib1) {
                    return finished(qasm::read_file(file, parse_options(inputs, include_paths, qelib1)));
                  })
      .def_prop_ro("num_qubits", &Circuit::num_qubits, "Number of qubits.")
      .def_prop_ro("num_clbits", &Circuit::num_result_bits, "Number of bits in classical registers.")
      .def_prop_ro("_qregs", [](const Circuit& c) { return registers(c.qregs()); })
      .def_prop_ro("_cregs", [](const Circuit& c) { return registers(c.cregs()); })
      .def_prop_ro("_symbols", [](const Circuit& c) { return c.symbols(); })
      .def_prop_ro("has_control_flow", &Circuit::has_control_flow,
                   "Whether there are conditions, loops or blocks.")
      .def("_add_qreg",
           [](Circuit& c, const std::string& name, std::uint32_t size) {
             check_name(c, name);
             return c.add_qreg(name, size);
           })
      .def("_add_creg",
           [](Circuit& c, const std::string& name, std::uint32_t size) {
             check_name(c, name);
             return c.add_creg(name, size);
           })
      .def("_symbol", [](Circuit& c, std::string_view name) { return c.symbol(name); })
      .def("_gate", add_gate)
      .def("_unitary", add_unitary)
      .def("_measure", [](Circuit& c, ir::Qubit q, ir::Clbit b) { c.measure(q, b); })
      .def("_reset", [](Circuit& c, ir::Qubit q) { c.reset(q); })
      .def("_barrier", [](Circuit& c, const Qubits& q) { c.barrier(q); })
      .def("_begin_if", begin_if)
      .def("_begin_if_expr", [](Circuit& c, ir::ExprId e) { c.begin_if(e); })
      .def("_begin_else", &Circuit::begin_else)
      .def("_begin_while", [](Circuit& c, ir::ExprId e) { c.begin_while(e); })
      .def("_begin_switch", [](Circuit& c, ir::ExprId e) { c.begin_switch(e); })
      .def("_begin_case", [](Circuit& c, const std::vector<std::int64_t>& v) { c.begin_case(v); })
      .def("_begin_default", &Circuit::begin_default)
      .def("_begin_block", [](Circuit& c) { c.begin_block(); })
      .def("_break", [](Circuit& c, unsigned levels) { c.break_out(levels); })
      .def("_continue", [](Circuit& c, unsigned levels) { c.continue_loop(levels); })
      .def("_assign",
           [](Circuit& c, ir::Clbit first, const std::string& kind, unsigned width, ir::ExprId value) {
             c.assign({first, type_of(kind, width)}, value);
           })
      // Of `size` bits from `first`, the one with this number.
      .def("_assign_bit",
           [](Circuit& c, ir::Clbit first, unsigned size, ir::ExprId number, ir::ExprId value) {
             const ir::ExprId at = c.add_expr(
                 {.op = ir::ExprOp::kIndex, .a = number, .value = size, .type = c.expr(number).type});
             c.assign({first, ir::kBoolType, at, 1}, value);
           })
      .def("_operation", add_operation)
      .def("_constant", add_constant)
      .def("_bits_value", add_bits)
      .def("_variable", add_variable)
      .def("_end", &Circuit::end)
      .def("_instructions", [](const Circuit& c) { return instructions(c, Circuit::kMainBlock); })
      .def("_emit", emit)
      .def("_draw", [](const Circuit& c, unsigned width,
                       bool ascii) { return ir::draw_text(c, {.width = width, .ascii = ascii}); })
      .def("_svg", [](const Circuit& c) { return ir::draw_svg(c); })
      .def("_inverse", [](const Circuit& c) { return ir::inverse(c); })
      .def("_without_measurements", without_measurements)
      .def("_bind", [](const Circuit& c, const std::map<std::string, double>& v) { return c.bind(v); })
      .def("_add", sum)
      .def("_equal", equal)
      .def("_statistics",
           [](const Circuit& c) {
             const ir::Statistics s = ir::statistics(c);
             nb::dict by_name;
             for (const auto& [name, count] : s.gates_by_name) by_name[nb::cast(name)] = count;
             return nb::make_tuple(s.gates, s.depth, by_name);
           })
      .def("__len__", [](const Circuit& c) { return c.size(); });
}

}  // namespace qiao::python
