// What concerns time and machines: durations, box, delay, physical qubits, pulse-level text, values for
// inputs.

#include <cctype>
#include <charconv>
#include <cmath>

#include "literals.hpp"
#include "sema.hpp"
#include "splitter.hpp"

namespace qiao::qasm {

Value Sema::duration_of(const DurationOfExpr& d, Span) {
  dry(d.body);
  Value v;
  v.kind = ValueKind::kStretch;
  return v;
}

ir::ExprId Sema::duration_operand(ExprId id) {
  const Value v = to_runtime(value(id));
  if (!v.ok()) throw Failed{};
  if (v.kind == ValueKind::kStretch) return ir::kNoExpr;
  if (v.ir_type().kind != ir::ValueKind::kDuration || v.kind == ValueKind::kVoid)
    fail(Code::kExpressionType, ast_->expr(id).span, "a duration is needed here, not " + describe(v),
         "write a unit: ns, us, ms, s or dt");
  if (v.is_constant() && (v.real < 0 || v.imag < 0))
    fail(Code::kValue, ast_->expr(id).span, "a duration cannot be negative here");
  return expr_of(v);
}

void Sema::visit(const DelayStmt& d, const Stmt& s) {
  const ir::ExprId duration = duration_operand(d.duration);
  if (gate_) return delay(d, duration, s.span);
  with_indices(s.span, [&] { delay(d, duration, s.span); });
}

void Sema::delay(const DelayStmt& d, ir::ExprId duration, Span span) {
  std::vector<std::uint32_t> qubits;
  std::unordered_set<std::uint32_t> seen;
  Selection sel;
  for (std::uint32_t i = 0; i < d.operands.count; ++i) {
    select(ast_->ids(d.operands)[i], true, sel);
    for (std::uint32_t k = 0; k < sel.count; ++k)
      if (seen.insert(sel.at(k)).second) qubits.push_back(sel.at(k));
  }
  if (gate_) return;
  if (d.operands.count == 0)
    for (std::uint32_t q = 0; q < program_.num_qubits; ++q) qubits.push_back(q);
  Operation op;
  op.kind = OpKind::kDelay;
  op.gate = duration;
  op.args = static_cast<std::uint32_t>(program_.args.size());
  op.count = static_cast<std::uint32_t>(qubits.size());
  op.source = source(span);
  charge({1, 1 + qubits.size(), 0}, span);
  program_.args.insert(program_.args.end(), qubits.begin(), qubits.end());
  program_.operations.push_back(op);
}

void Sema::visit(const BoxStmt& b, const Stmt& s) {
  const ir::ExprId duration = b.duration == kNone ? ir::kNoExpr : duration_operand(b.duration);
  if (gate_) return block(b.body);
  Operation op;
  op.kind = OpKind::kBlock;
  op.gate = duration;
  op.broadcast = true;
  op.source = source(s.span);
  charge({1, 1, 0}, s.span);
  program_.operations.push_back(op);
  ++blocks_;
  struct Restore {
    unsigned& blocks;
    ~Restore() { --blocks; }
  } restore{blocks_};
  try {
    block(b.body);
  } catch (const StaticJump&) {
    program_.operations.push_back({.kind = OpKind::kEndIf});
    throw;
  }
  program_.operations.push_back({.kind = OpKind::kEndIf});
}

void Sema::visit(const CalibrationStmt& c, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), c.keyword, "outside gate definitions"), throw Failed{};
  directive(ir::Directive::Kind::kCalibration, c.text, s.span);
  if (c.keyword != "defcal") return;
  // The gate's name, so that a call without a definition can say what is missing.
  std::string_view text = sources_[file_].text().substr(s.span.begin, s.span.end - s.span.begin);
  text.remove_prefix(6);
  while (!text.empty() && is_blank(static_cast<unsigned char>(text[0]))) text.remove_prefix(1);
  std::size_t end = 0;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
    ++end;
  const std::string_view name = text.substr(0, end);
  if (name.empty() || name == "measure" || name == "reset" || scopes_.find(name)) return;
  Symbol symbol;
  symbol.kind = SymbolKind::kPulse;
  symbol.declared = place(keyword(s.span));
  scopes_.declare_global(name, std::move(symbol));
}

std::uint32_t Sema::physical_qubit(std::uint32_t number, Span span) {
  if (number < physical_register_) return number;
  const auto known = physical_.find(number);
  if (known != physical_.end()) return known->second;
  // Without declared qubits, which Qiskit does not allow beside physical ones, $k is qubit k, as there; the
  // lower ones come with it. Behind declared qubits it is the next one.
  const bool in_place = program_.num_qubits == physical_register_;
  const std::uint64_t qubits = in_place ? number + 1ull : program_.num_qubits + 1ull;
  if (qubits > options_.limits.max_register) {
    reporter_.limit(Code::kRegisterLimit, place(span),
                    "more than " + std::to_string(options_.limits.max_register) + " qubits", "max_register");
    throw Failed{};
  }
  if (in_place) {
    if (physical_register_ == 0) program_.qregs.push_back({"$", 0});
    program_.qregs.back().size = program_.num_qubits = physical_register_ = number + 1;
    return number;
  }
  const std::uint32_t qubit = program_.num_qubits++;
  program_.qregs.push_back({"$" + std::to_string(number), 1});
  physical_.emplace(number, qubit);
  return qubit;
}

// ---------------------------------------------------------------- values for inputs

bool Sema::parse_input(const std::string& given, ir::ValueType type, std::size_t elements,
                       std::vector<ir::Value>& values) {
  std::string text;
  for (const char c : given)
    if (!is_blank(static_cast<unsigned char>(c)) && c != '"') text += c;
  // Nested arrays in order; a single value is one element.
  std::vector<std::string> items(1);
  const bool pair = type.kind == ir::ValueKind::kComplex;
  for (const char c : text) {
    if (c == ',') items.emplace_back();
    else if (c != '[' && c != ']' && c != '{' && c != '}') items.back() += c;
  }
  if (items.size() != elements * (pair && items.size() > 1 ? 2 : 1)) return false;
  values.clear();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& item = items[i];
    if (item.empty()) return false;
    double real = 0;
    switch (type.kind) {
      case ir::ValueKind::kBool:
        if (item != "true" && item != "false" && item != "0" && item != "1") return false;
        values.push_back(ir::Value::of(std::uint64_t{item == "true" || item == "1"}));
        break;
      case ir::ValueKind::kBits: {
        if (item.size() != type.width || item.find_first_not_of("01") != std::string::npos) return false;
        std::uint64_t word = 0;
        for (const char c : item) word = word << 1 | static_cast<std::uint64_t>(c == '1');
        values.push_back(ir::Value::of(word));
        break;
      }
      case ir::ValueKind::kUint:
      case ir::ValueKind::kInt: {
        std::int64_t n = 0;
        std::uint64_t u = 0;
        const char* const end = item.data() + item.size();
        const bool is_unsigned = type.kind == ir::ValueKind::kUint;
        const auto read =
            is_unsigned ? std::from_chars(item.data(), end, u) : std::from_chars(item.data(), end, n);
        if (read.ptr != end || read.ec != std::errc{}) return false;
        if (!is_unsigned) u = static_cast<std::uint64_t>(n);
        if (ir::convert(type, type.is_signed() ? ir::kIntType : ir::kUintType, ir::Value::of(u)).word != u)
          return false;
        values.push_back(ir::Value::of(u));
        break;
      }
      case ir::ValueKind::kFloat:
      case ir::ValueKind::kAngle:
        if (!input_number(item, real)) return false;
        values.push_back(ir::convert(type, ir::kFloatType, ir::Value::of(real)));
        break;
      case ir::ValueKind::kComplex: {
        double imag = 0;
        if (!input_number(item, real)) return false;
        if (items.size() > elements && !input_number(items[++i], imag)) return false;
        values.push_back(ir::Value::of(real, imag));
        break;
      }
      case ir::ValueKind::kDuration:
        return false;
    }
  }
  return values.size() == elements;
}

}  // namespace qiao::qasm
