// Operations: gate calls with modifiers and broadcast, measure, reset, barrier.

#include <algorithm>
#include <cmath>

#include "gate_library.hpp"
#include "sema.hpp"

namespace qiao::qasm {

namespace {
// Repeating a gate more often than this is done by powers of its matrix, if at all.
constexpr std::uint64_t kMaxIntegerPower = 1'000'000'000;
// A gate is turned into a matrix, for a power that is not an integer, up to this size.
constexpr std::uint32_t kMaxPowerQubits = 6;
constexpr std::uint64_t kMaxPowerOperations = 65536;
// Nested calls that make no instruction of their own are cheap but not free.
constexpr std::uint64_t kCallsPerOperation = 16;
// Work and memory of one entry of a matrix that must be computed, in operations.
constexpr std::uint64_t kMatrixWeight = 4;
}  // namespace

bool Power::is_integer() const { return slot == kNone && whole && magnitude <= kMaxIntegerPower; }

bool Sema::exceeds_limit(const Cost& total) const {
  const std::uint64_t most = options_.limits.max_operations;
  return total.weight > most || total.calls / kCallsPerOperation > most;
}

void Sema::charge(Cost cost, Span span) {
  Cost& total = charged();
  total += cost;
  if (!exceeds_limit(total)) return;
  // A definition may be larger than the limit as long as nobody calls it, but reading it must end as well:
  // its own statements are bounded by the text, so only loops inside need the check.
  if (gate_ && block_depth_ == 0) return;
  reporter_.limit(
      Code::kOperationLimit, place(span),
      "the program expands to more than " + std::to_string(options_.limits.max_operations) + " operations",
      "max_operations");
  throw StopReading{};
}

const GateDef& Sema::callee(const GateCall& c, std::uint32_t& index) {
  const std::string name(c.name.text);
  const Symbol* symbol = scopes_.find(c.name.text);
  // In OpenQASM 2 the formals of a definition do not hide gates: only gates can be called.
  if (language_ == 2 && symbol &&
      (symbol->kind == SymbolKind::kFormalParam || symbol->kind == SymbolKind::kFormalQubit)) {
    const Symbol* outside = scopes_.find_global(c.name.text);
    if (outside && outside->kind == SymbolKind::kGate) symbol = outside;
  }
  if (gate_ && gate_name_.text == c.name.text && (!symbol || symbol->kind == SymbolKind::kGate))
    fail(Code::kRecursion, c.name.span, "gate '" + name + "' calls itself", {},
         {reporter_.note(gate_->declared, "'" + name + "' is defined here")});
  if (!symbol) {
    std::string help;
    if (is_library_gate(name, language_)) {
      help = language_ == 2 ? "add include \"qelib1.inc\";" : "add include \"stdgates.inc\";";
    } else {
      const std::string near =
          nearest_name(name, scopes_.names([](const Symbol& s) { return s.kind == SymbolKind::kGate; }));
      if (!near.empty()) help = "did you mean '" + near + "'?";
      // Words of the other version of the language.
      if (language_ == 2 && (name == "qubit" || name == "bit"))
        help = "OpenQASM 2 declares registers with qreg and creg";
    }
    // Said once per name.
    Symbol poisoned;
    poisoned.declared = place(c.name.span);
    scopes_.declare_global(c.name.text, std::move(poisoned));
    fail(Code::kUndefinedGate, c.name.span, "undefined gate '" + name + "'", std::move(help));
  }
  if (symbol->kind == SymbolKind::kPoisoned) throw Failed{};
  if (symbol->kind == SymbolKind::kPulse)
    fail(Code::kPulseGate, c.name.span,
         "gate '" + name + "' is defined only by pulses: it has no definition to simulate",
         "add a gate definition", declared_note(*symbol, name));
  if (symbol->kind != SymbolKind::kGate)
    fail(Code::kWrongKind, c.name.span,
         "'" + name + "' is " + std::string(describe(symbol->kind)) + ", not a gate", {},
         declared_note(*symbol, name));
  index = symbol->index;
  const GateDef& gate = program_.gates[index];
  if (gate.poisoned) throw Failed{};
  if (gate.calls_opaque && !gate_)
    fail(Code::kOpaqueCall, c.name.span,
         gate.opaque ? "gate '" + name + "' is opaque: it has no definition to execute"
                     : "gate '" + name + "' calls an opaque gate, which has no definition to execute",
         {}, declared_note(*symbol, name));
  return gate;
}

namespace {
// What a gate's parameter or exponent may be without being known yet: a number.
bool is_runtime_number(const Value& v) {
  if (!v.is_runtime()) return v.kind == ValueKind::kSymbolic;
  return v.type.kind == ir::ValueKind::kFloat || v.type.kind == ir::ValueKind::kAngle || v.type.is_integer();
}
}  // namespace

namespace {
// Whether lowering may find that a power cannot be computed.
bool may_lose_precision(const Modifiers& mods) {
  return std::any_of(mods.powers.begin(), mods.powers.end(),
                     [](const Power& p) { return p.is_large() || p.slot != kNone; });
}
}  // namespace

Modifiers Sema::modifiers(const GateCall& c, std::vector<Value>& exponents) {
  Modifiers out;
  std::uint64_t controls = 0;
  for (std::uint32_t i = 0; i < c.modifiers.count; ++i) {
    const Modifier m = ast_->modifiers(c.modifiers)[i];
    const Span span = m.argument == kNone ? m.span : ast_->expr(m.argument).span;
    switch (m.kind) {
      case Modifier::Kind::kInv:
        out.powers.push_back(Power::integer(true, 1));
        break;
      case Modifier::Kind::kPow: {
        const bool outer = shape_;
        shape_ = true;
        const Value v = number_of(value(m.argument), span);
        shape_ = outer;
        if (v.kind == ValueKind::kCode) {
          out.powers.push_back({1, v.index});
          break;
        }
        if (is_runtime_number(v)) {
          const bool whole = v.type.is_integer();
          out.powers.push_back({1, static_cast<std::uint32_t>(exponents.size()), v.is_runtime() && whole});
          exponents.push_back(v);
          break;
        }
        if (!v.is_number())
          fail(Code::kModifier, span,
               "the exponent of pow must be a number, not " + std::string(spelling(v.kind)));
        if (v.kind == ValueKind::kUint) {
          out.powers.push_back(Power::integer(false, v.natural));
        } else if (v.kind == ValueKind::kInt) {
          const auto word = static_cast<std::uint64_t>(v.integer);
          out.powers.push_back(Power::integer(v.integer < 0, v.integer < 0 ? 0 - word : word));
        } else if (const double x = v.as_double(); std::abs(x) >= kExactIntegers) {
          fail(Code::kModifier, span,
               "the exponent of pow is a float of more than 2^53, which is no exact integer",
               "write it as an integer");
        } else if (std::nearbyint(x) == x) {
          out.powers.push_back(Power::integer(x < 0, static_cast<std::uint64_t>(std::abs(x))));
        } else {
          out.powers.push_back({x, kNone});
        }
        break;
      }
      case Modifier::Kind::kCtrl:
      case Modifier::Kind::kNegCtrl: {
        std::int64_t n = 1;
        if (m.argument != kNone) {
          n = constant_integer(m.argument, "the number of controls");
          if (n <= 0)
            fail(Code::kModifier, span, "the number of controls must be positive, not " + std::to_string(n));
        }
        controls += static_cast<std::uint64_t>(n);
        if (n > 0xffff || controls > 0xffff)
          fail(Code::kQubitCount, c.name.span, "more controls than qubits are given");
        out.negative.insert(out.negative.end(), static_cast<std::size_t>(n),
                            m.kind == Modifier::Kind::kNegCtrl);
        break;
      }
    }
  }
  // The innermost modifier, written last, is applied first. Integer powers that meet are one.
  std::reverse(out.powers.begin(), out.powers.end());
  bool varying = false;
  for (const Power& p : out.powers) {
    if (varying && !p.whole && !p.is_integer())
      unsupported(c.name.span, "fractional powers of a power that is known only when the program runs");
    varying |= p.slot != kNone && !gate_;
  }
  std::vector<Power> merged;
  for (const Power& p : out.powers) {
    if (!merged.empty() && p.slot == kNone && p.whole) {
      Power& last = merged.back();
      std::uint64_t product = 0;
      if (last.slot == kNone && last.whole &&
          !__builtin_mul_overflow(last.magnitude, p.magnitude, &product)) {
        last = Power::integer((last.exponent < 0) != (p.exponent < 0), product);
        continue;
      }
    }
    merged.push_back(p);
  }
  if (merged.size() == 1 && merged[0].is_integer() && merged[0].exponent == 1) merged.clear();
  out.powers = std::move(merged);
  return out;
}

Cost Sema::call_cost(const GateDef& gate, const Modifiers* mods, Span span) {
  // Definitions that come to nothing are not entered.
  if (gate.cost.operations == 0) return {0, 0, 1};
  const Cost here{0, 0, 1};
  Cost cost = gate.cost;
  if (mods && !mods->powers.empty()) {
    const bool integer = mods->powers.size() == 1 && mods->powers[0].is_integer();
    // One matrix, or with an exponent known only at run time phases between two.
    const bool varying = !gate_ && std::any_of(mods->powers.begin(), mods->powers.end(),
                                               [](const Power& p) { return p.slot != kNone; });
    const auto phases = [&](std::uint32_t qubits) { return varying ? (1ull << qubits) + 2 : 1; };
    if (gate.leaf) {
      // One instruction: the gate itself, its inverse, or a matrix.
      const std::uint32_t targets = gate.num_qubits - gate.controls;
      const bool plain = integer && std::abs(mods->powers[0].exponent) == 1;
      cost = {phases(targets), plain ? 1 : kMatrixWeight << (2 * targets), 1};
    } else if (integer) {
      cost = gate.cost * static_cast<std::uint64_t>(std::abs(mods->powers[0].exponent));
    } else {
      if (gate.num_qubits > kMaxPowerQubits)
        unsupported(span, "powers other than integer ones of gates on more than " +
                              std::to_string(kMaxPowerQubits) + " qubits");
      if (gate.cost.weight > kMaxPowerOperations)
        unsupported(span, "powers other than integer ones of gates of more than " +
                              std::to_string(kMaxPowerOperations) + " operations");
      cost = {phases(gate.num_qubits),
              saturating_add(4 * kMatrixWeight << (2 * gate.num_qubits), gate.cost.weight), gate.cost.calls};
    }
  }
  cost += here;
  return cost;
}

void Sema::visit(const GateCall& c, const Stmt& s) {
  if (language_ == 2 || gate_) return call(c, s);
  with_indices(s.span, [&] { call(c, s); });
}

void Sema::with_indices(Span span, const std::function<void()>& f, const std::function<void()>& before) {
  const std::size_t operations = program_.operations.size();
  const auto called = called_;
  std::optional<RuntimeIndex> found;
  try {
    f();
    return;
  } catch (const RuntimeIndex& r) {
    found = r;
  }
  // What computes the index stays, anything else is done in the cases.
  const auto begin = program_.operations.begin();
  program_.operations.erase(begin + static_cast<std::ptrdiff_t>(operations),
                            begin + static_cast<std::ptrdiff_t>(found->begin));
  if (before) before();
  add_operation(OpKind::kSwitch, span, found->value);
  program_.operations.back().count = found->size;
  Deeper dynamic(dynamic_);
  struct Restore {
    Sema& sema;
    ExprId expr;
    ~Restore() { sema.indices_.erase(expr); }
  } restore{*this, found->expr};
  std::uint32_t failed = 0;
  const unsigned errors = reporter_.errors();
  const OpenEnded open_ended(*this, span);  // several indices multiply
  for (std::uint32_t k = 0; k < found->size; ++k) {
    work(20, span);
    Operation one;
    one.kind = OpKind::kCase;
    one.args = static_cast<std::uint32_t>(program_.case_values.size());
    one.count = 1;
    program_.case_values.push_back(k);
    program_.operations.push_back(one);
    indices_[found->expr] = Value::signed_integer(k);
    called_ = called;
    charge({1, 1, 0}, span);
    const std::size_t body = program_.operations.size();
    try {
      Deeper cases(cases_);
      with_indices(span, f, before);
    } catch (const StaticJump&) {  // out of a subroutine; an operation, too
    } catch (const Failed&) {
      if (reporter_.errors() > errors) throw;
      // The same qubit twice: an error if it comes to that.
      ++failed;
      program_.operations.resize(body);
      Variable v;
      v.name = "fault";
      v.type = ir::kBoolType;
      const std::uint32_t index = new_variable(std::move(v));
      place_variable(index);
      emit_assign(variables_[index].address, ir::kBoolType, ir::kNoExpr, 0,
                  add_node(ir::ExprOp::kFault, ir::kBoolType), source(span));
    }
  }
  program_.operations.push_back({.kind = OpKind::kEndIf});
  if (failed == found->size) {  // whatever the index
    f();
    throw Failed{};
  }
}

void Sema::call(const GateCall& c, const Stmt& s) {
  std::uint32_t index = 0;
  callee(c, index);
  const bool modified = c.modifiers.count > 0;
  Modifiers mods;
  std::vector<Value> exponents;
  if (modified) mods = modifiers(c, exponents);
  {
    const GateDef& gate = program_.gates[index];
    const std::string_view name = c.name.text;
    std::vector<Note> notes;
    const auto defined = [&] {
      if (!gate.built_in)
        notes.push_back(reporter_.note(gate.declared, "'" + gate.name + "' is defined here"));
      return notes;
    };
    if (c.designator != kNone) duration_operand(c.designator);
    if (c.params.count != gate.num_params) {
      fail(Code::kParameterCount, c.name.span,
           "gate '" + std::string(name) + "' takes " + std::to_string(gate.num_params) +
               (gate.num_params == 1 ? " parameter, not " : " parameters, not ") +
               std::to_string(c.params.count),
           {}, defined());
    }
    const std::size_t wanted = gate.num_qubits + mods.negative.size();
    if (c.operands.count != wanted) {
      fail(Code::kQubitCount, c.name.span,
           "gate '" + std::string(name) + "' " + (mods.negative.empty() ? "" : "with its controls ") +
               "acts on " + std::to_string(wanted) + (wanted == 1 ? " qubit, not " : " qubits, not ") +
               std::to_string(c.operands.count),
           {}, defined());
    }
  }
  if (gate_) return call_in_body(c, index, std::move(mods));
  Operation op;
  op.source = source(s.span);
  op.gate = index;
  // Parameters.
  const std::uint32_t num_params = c.params.count;
  std::uint32_t symbolic_values = 0, dynamic_values = 0;
  Value values[8];
  std::vector<Value> many;
  Value* v = values;
  if (num_params > 8) {
    many.resize(num_params);
    v = many.data();
  }
  for (std::uint32_t i = 0; i < num_params; ++i) {
    const ExprId id = ast_->ids(c.params)[i];
    v[i] = number_of(value(id), ast_->expr(id).span);
    if (is_runtime_number(v[i])) ++(v[i].is_runtime() ? dynamic_values : symbolic_values);
    else if (!v[i].is_number())
      fail(Code::kExpressionType, ast_->expr(id).span,
           "a gate parameter must be a number, not " + std::string(spelling(v[i].kind)));
  }
  // Qubits.
  const std::uint32_t count = broadcast_count(c.operands, s.span);
  check_distinct(c, count);
  if (modified && (!mods.powers.empty() || !mods.negative.empty())) {
    const bool fractional = !mods.powers.empty() && !(mods.powers.size() == 1 && mods.powers[0].is_integer());
    if (fractional && symbolic_values + dynamic_values > 0)
      unsupported(s.span, "powers other than integer ones of gates with an input or variable as parameter");
  }
  for (const Value& e : exponents) ++(e.is_runtime() ? dynamic_values : symbolic_values);
  const Cost cost = call_cost(program_.gates[index], modified ? &mods : nullptr, s.span) * count;
  charge(cost, s.span);
  const bool may_fail = program_.gates[index].may_fail || may_lose_precision(mods);
  program_.may_fail |= may_fail;
  op.dynamic = dynamic_values > 0;
  op.symbolic = symbolic_values > 0 && !op.dynamic;
  if (op.dynamic) {
    op.params = static_cast<std::uint32_t>(program_.dynamic.size());
    const auto add = [&](const Value& given) {
      const Value x = to_runtime(given);
      if (x.is_runtime()) program_.dynamic.push_back({0, x.index});
      else program_.dynamic.push_back({x.as_double(), ir::kNoExpr});
    };
    std::for_each(v, v + num_params, add);
    std::for_each(exponents.begin(), exponents.end(), add);
  }
  if (op.symbolic) {
    std::vector<ir::Param> params;
    for (std::uint32_t i = 0; i < num_params; ++i) params.push_back(as_param(v[i]));
    for (const Value& e : exponents) params.push_back(as_param(e));
    op.params = static_cast<std::uint32_t>(program_.symbolic.size());
    for (ir::Param& p : params) program_.symbolic.push_back(std::move(p));
  }
  if (!options_.build_circuit && !may_fail && !op.symbolic && !op.dynamic) return;  // nothing will be lowered
  if (!op.symbolic && !op.dynamic) {
    op.params = static_cast<std::uint32_t>(program_.params.size());
    for (std::uint32_t i = 0; i < num_params; ++i) program_.params.push_back(v[i].as_double());
  }
  if (modified && (!mods.powers.empty() || !mods.negative.empty())) {
    op.modifiers = static_cast<std::uint32_t>(program_.modifiers.size());
    program_.modifiers.push_back(std::move(mods));
  }
  add_args(c.operands.count, count, op);
  program_.operations.push_back(op);
}

std::uint32_t Sema::broadcast_count(List operands, Span span) {
  if (selections_.size() < operands.count) selections_.resize(operands.count);
  std::uint32_t count = 1;
  const Selection* by = nullptr;
  std::uint32_t by_index = 0;
  for (std::uint32_t i = 0; i < operands.count; ++i) {
    const ExprId id = ast_->ids(operands)[i];
    Selection& sel = selections_[i];
    select(id, true, sel);
    if (sel.scalar) continue;
    if (by && sel.count != count) {
      const Expr first = ast_->expr(ast_->ids(operands)[by_index]);
      fail(Code::kSizeMismatch, ast_->expr(id).span,
           "register of size " + std::to_string(sel.count) + " beside one of size " + std::to_string(count),
           {}, {reporter_.note(place(first.span), "the other register")});
    }
    by = &sel;
    by_index = i;
    count = sel.count;
  }
  (void)span;
  return count;
}

void Sema::check_distinct(const GateCall& c, std::uint32_t count) {
  const std::uint32_t n = c.operands.count;
  if (n < 2) return;
  const auto clash = [&](std::uint32_t i, std::uint32_t j, std::uint32_t k) {
    const Span span = ast_->expr(ast_->ids(c.operands)[j]).span;
    std::uint32_t bit = selections_[j].at(selections_[j].scalar ? 0 : k);
    std::string name = "q" + std::to_string(bit);
    std::uint32_t first = 0;
    for (const auto& reg : program_.qregs) {
      if (bit < first + reg.size) {
        const std::string number = std::to_string(bit - first);
        name = reg.name == "$" ? reg.name + number : reg.name + "[" + number + "]";
        break;
      }
      first += reg.size;
    }
    fail(Code::kDuplicateQubit, span, "qubit " + name + " is used twice in one gate call", {},
         {reporter_.note(place(ast_->expr(ast_->ids(c.operands)[i]).span), "first used here")});
  };
  if (count == 1 && n <= 8) {
    for (std::uint32_t j = 1; j < n; ++j)
      for (std::uint32_t i = 0; i < j; ++i)
        if (selections_[i].at(0) == selections_[j].at(0)) clash(i, j, 0);
    return;
  }
  // Pairs of operands that can never meet need no look at each element.
  const auto bounds = [&](const Selection& s) {
    if (!s.listed) return std::pair{s.first, s.first + (s.scalar ? 0 : s.count - 1)};
    const auto [low, high] = std::minmax_element(s.data, s.data + s.count);
    return std::pair{*low, *high};
  };
  bool apart = n <= 64;
  for (std::uint32_t j = 1; j < n && apart; ++j)
    for (std::uint32_t i = 0; i < j && apart; ++i) {
      const auto a = bounds(selections_[i]), b = bounds(selections_[j]);
      apart = a.second < b.first || b.second < a.first;
    }
  if (apart) return;
  work_ += std::uint64_t{2} * count * n;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> used;  // bit, operand
  for (std::uint32_t k = 0; k < count; ++k) {
    used.clear();
    for (std::uint32_t i = 0; i < n; ++i)
      used.emplace_back(selections_[i].at(selections_[i].scalar ? 0 : k), i);
    std::sort(used.begin(), used.end());
    for (std::uint32_t i = 1; i < n; ++i)
      if (used[i].first == used[i - 1].first) clash(used[i - 1].second, used[i].second, k);
  }
}

void Sema::add_args(std::size_t operands, std::uint32_t count, Operation& op) {
  op.count = count;
  op.args = static_cast<std::uint32_t>(program_.args.size());
  if (count == 1) {
    for (std::size_t i = 0; i < operands; ++i) program_.args.push_back(selections_[i].at(0));
    return;
  }
  op.broadcast = true;
  // Lists first, then the pairs.
  std::vector<std::uint32_t> positions(operands, 0);
  for (std::size_t i = 0; i < operands; ++i) {
    const Selection& sel = selections_[i];
    if (sel.scalar || !sel.listed) continue;
    positions[i] = static_cast<std::uint32_t>(program_.args.size());
    program_.args.insert(program_.args.end(), sel.data, sel.data + sel.count);
  }
  op.args = static_cast<std::uint32_t>(program_.args.size());
  for (std::size_t i = 0; i < operands; ++i) {
    const Selection& sel = selections_[i];
    const bool listed = !sel.scalar && sel.listed;
    program_.args.push_back(listed ? positions[i] : sel.at(0));
    program_.args.push_back(sel.scalar ? kFixed : listed ? kListed : kConsecutive);
  }
}

void Sema::call_in_body(const GateCall& c, std::uint32_t gate, Modifiers mods) {
  broadcast_count(c.operands, {});
  check_distinct(c, 1);
  GateOp op{gate, kNone, 0, 0};
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < c.params.count; ++i) {
    const ExprId id = ast_->ids(c.params)[i];
    const Value v = number_of(value(id), ast_->expr(id).span);
    if (v.kind != ValueKind::kCode && !v.is_number())
      fail(Code::kExpressionType, ast_->expr(id).span,
           "a gate parameter must be a number, not " + std::string(spelling(v.kind)));
    slots.push_back(code_slot(v));
  }
  const GateDef& callee = program_.gates[gate];
  charge(call_cost(callee, &mods, c.name.span), c.name.span);
  gate_->calls_opaque |= callee.calls_opaque;
  gate_->may_fail |= callee.may_fail || may_lose_precision(mods);
  op.params = static_cast<std::uint32_t>(gate_->param_slots.size());
  gate_->param_slots.insert(gate_->param_slots.end(), slots.begin(), slots.end());
  op.qubits = static_cast<std::uint32_t>(gate_->qubit_args.size());
  for (std::uint32_t i = 0; i < c.operands.count; ++i) gate_->qubit_args.push_back(selections_[i].at(0));
  if (!mods.powers.empty() || !mods.negative.empty()) {
    op.modifiers = static_cast<std::uint32_t>(gate_->modifiers.size());
    gate_->modifiers.push_back(std::move(mods));
  }
  gate_->ops.push_back(op);
}

void Sema::visit(const MeasureStmt& m, const Stmt& s) {
  if (language_ == 2 || gate_) return measure(m.operand, m.target, s.span);
  if (m.target == kNone) {
    measured(m.operand, s.span);
    return;
  }
  const Symbol* base = base_symbol(m.target);
  if (base && base->kind == SymbolKind::kVariable) {
    const Value v = measured(m.operand, s.span);
    return write(access(m.target), v, s.span, s.span);
  }
  with_indices(s.span, [&] { measure(m.operand, m.target, s.span); });
}

void Sema::measure(ExprId from, ExprId to, Span span) {
  if (gate_) not_here(place(keyword(span)), "measure", "outside gate definitions"), throw Failed{};
  if (selections_.size() < 2) selections_.resize(2);
  Selection &qubits = selections_[0], &bits = selections_[1];
  select(from, true, qubits);
  select(to, false, bits);
  if (qubits.scalar != bits.scalar && (qubits.count != 1 || bits.count != 1 || language_ == 2)) {
    fail(Code::kSizeMismatch, ast_->expr(to).span,
         qubits.scalar ? "one qubit is measured into a register" : "a register is measured into one bit");
  }
  if (qubits.count != bits.count)
    fail(Code::kSizeMismatch, ast_->expr(to).span,
         std::to_string(qubits.count) + " qubits are measured into " + std::to_string(bits.count) + " bits");
  Operation op;
  op.kind = OpKind::kMeasure;
  op.source = source(span);
  charge(Cost{1, 1, 0} * qubits.count, span);
  if (!options_.build_circuit) return;
  const std::uint32_t count = qubits.count;
  qubits.scalar = bits.scalar = count == 1;
  add_args(2, count, op);
  program_.operations.push_back(op);
}

void Sema::visit(const ResetStmt& r, const Stmt& s) {
  if (gate_) not_here(place(keyword(s.span)), "reset", "outside gate definitions"), throw Failed{};
  if (selections_.empty()) selections_.resize(1);
  if (language_ == 3) return with_indices(s.span, [&] { reset(r, s); });
  reset(r, s);
}

void Sema::reset(const ResetStmt& r, const Stmt& s) {
  select(r.operand, true, selections_[0]);
  Operation op;
  op.kind = OpKind::kReset;
  op.source = source(s.span);
  charge(Cost{1, 1, 0} * selections_[0].count, s.span);
  if (!options_.build_circuit) return;
  add_args(1, selections_[0].count, op);
  program_.operations.push_back(op);
}

void Sema::visit(const BarrierStmt& b, const Stmt& s) {
  if (language_ == 2 || gate_) return barrier(b, s.span);
  with_indices(s.span, [&] { barrier(b, s.span); });
}

void Sema::barrier(const BarrierStmt& b, Span span) {
  Operation op;
  op.kind = OpKind::kBarrier;
  op.source = source(span);
  op.args = static_cast<std::uint32_t>(program_.args.size());
  if (selections_.empty()) selections_.resize(1);
  Selection& sel = selections_[0];
  std::vector<std::uint32_t>& qubits = program_.args;
  const bool keep = options_.build_circuit && !gate_;
  const auto add_consecutive = [&](std::uint32_t first, std::uint32_t count) {
    charge({0, count, 0}, span);  // one operation, but not one word
    op.broadcast = true;
    op.count = count;
    if (keep) qubits.push_back(first);
  };
  seen_.clear();
  if (b.operands.count == 0) add_consecutive(0, program_.num_qubits);
  for (std::uint32_t i = 0; i < b.operands.count; ++i) {
    select(ast_->ids(b.operands)[i], true, sel);
    if (b.operands.count == 1 && !sel.listed) {  // cannot name a qubit twice
      add_consecutive(sel.first, sel.count);
      continue;
    }
    charge({0, sel.count, 0}, span);
    for (std::uint32_t k = 0; keep && k < sel.count; ++k)
      if (seen_.insert(sel.at(k)).second) qubits.push_back(sel.at(k));
  }
  if (gate_) return;  // a definition is executed as a whole, without barriers
  charge({1, 1, 0}, span);
  if (!op.broadcast) op.count = static_cast<std::uint32_t>(qubits.size()) - op.args;
  if (keep && op.count > 0) program_.operations.push_back(op);
}

}  // namespace qiao::qasm
