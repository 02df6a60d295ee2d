#include "qiao/ir/circuit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

[[noreturn]] void usage(const std::string& message) { throw Error(ErrorCode::kUsage, message); }

std::uint32_t checked_index(std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorCode::kLimit, "the circuit holds more than 2^32 operands");
  return static_cast<std::uint32_t>(size);
}

// Room for `more` further elements, which then are appended without an exception. Returns `kept`, which may lie
// in the vector, where it lies afterwards.
template <class T>
std::span<const T> make_room(std::vector<T>& v, std::size_t more, std::span<const T> kept) {
  if (v.capacity() - v.size() >= more) return kept;
  const bool own = !kept.empty() && !std::less<const T*>()(kept.data(), v.data()) &&
                   std::less<const T*>()(kept.data(), v.data() + v.size());
  const std::ptrdiff_t at = own ? kept.data() - v.data() : 0;
  v.reserve(std::max(v.size() + more, 2 * v.capacity()));
  return own ? std::span<const T>(v.data() + at, kept.size()) : kept;
}

std::uint32_t add_register(std::vector<Register>& registers, std::uint32_t& total, std::string name,
                           std::uint32_t size) {
  if (size > kMaxQubits - total)
    throw Error(ErrorCode::kLimit, fmt::format("register '{}' of {} bits exceeds the {} a circuit may have",
                                               name, size, kMaxQubits));
  const std::uint32_t offset = total;
  registers.push_back({std::move(name), offset, size});
  total += size;
  return offset;
}

std::string bit_name(const std::vector<Register>& registers, std::uint32_t bit) {
  for (const Register& r : registers)
    if (bit >= r.offset && bit - r.offset < r.size)
      return r.name == "$" ? fmt::format("{}{}", r.name, bit - r.offset)
                           : fmt::format("{}[{}]", r.name, bit - r.offset);
  return fmt::format("#{}", bit);
}

}  // namespace

// ---- Instruction

std::span<const Qubit> Instruction::targets() const {
  return {circuit_->qubit_pool_.data() + record_->qubits + record_->num_controls, record_->num_targets};
}
Control Instruction::control(unsigned i) const {
  QIAO_ASSERT(i < record_->num_controls);
  return Control::from_bits(circuit_->qubit_pool_[record_->qubits + i]);
}
std::span<const double> Instruction::params() const {
  if (record_->kind != OpKind::kGate || record_->gate == GateId::kUnitary) return {};
  return {circuit_->param_pool_.data() + record_->params, gate_info(record_->gate).num_params()};
}
Param Instruction::param(unsigned i) const {
  if (record_->symbolic) {
    const auto it = circuit_->symbolic_params_.find(record_->params + i);
    if (it != circuit_->symbolic_params_.end()) return it->second;
  }
  return params()[i];
}
Matrix Instruction::matrix() const {
  if (record_->gate == GateId::kUnitary) return circuit_->matrices_[record_->params];
  if (record_->dynamic)
    usage(fmt::format("gate '{}' has a parameter that is known only when the program runs",
                      gate_info(gate()).name));
  if (record_->symbolic)
    usage(fmt::format("gate '{}' has a symbolic parameter; bind the circuit's symbols first",
                      gate_info(gate()).name));
  return gate_matrix(record_->gate, params());
}
ExprId Instruction::param_expr(unsigned i) const {
  if (!record_->dynamic) return kNoExpr;
  const auto it = circuit_->dynamic_params_.find(record_->params + i);
  return it == circuit_->dynamic_params_.end() ? kNoExpr : it->second;
}
BlockId Instruction::body() const { return circuit_->qubit_pool_[record_->qubits]; }
BlockId Instruction::default_block() const { return circuit_->qubit_pool_[record_->qubits]; }
BlockId Instruction::case_block(unsigned i) const {
  return circuit_->qubit_pool_[record_->qubits + 1 + 3 * i];
}
std::span<const std::int64_t> Instruction::case_values(unsigned i) const {
  const std::uint32_t* entry = circuit_->qubit_pool_.data() + record_->qubits + 1 + 3 * i;
  return {circuit_->case_values_.data() + entry[1], entry[2]};
}
Destination Instruction::destination() const {
  const std::uint32_t* d = circuit_->qubit_pool_.data() + record_->qubits;
  return {d[0], {static_cast<ValueKind>(d[1] >> 8), static_cast<std::uint8_t>(d[1])}, d[2], d[3]};
}
BlockId Instruction::then_block() const { return circuit_->qubit_pool_[record_->qubits]; }
BlockId Instruction::else_block() const { return circuit_->qubit_pool_[record_->qubits + 1]; }

// ---- shape

Circuit::Circuit(Qubit num_qubits, Clbit num_clbits) : Circuit() {
  if (num_qubits > 0) add_qreg("q", num_qubits);
  if (num_clbits > 0) add_creg("c", num_clbits);
}
Qubit Circuit::add_qreg(std::string name, std::uint32_t size) {
  return add_register(qregs_, num_qubits_, std::move(name), size);
}
Clbit Circuit::add_creg(std::string name, std::uint32_t size, bool in_order) {
  if (num_clbits_ != num_result_bits_)
    usage(fmt::format("register '{}' is declared after a variable; registers come first", name));
  const Clbit first = add_register(cregs_, num_clbits_, std::move(name), size);
  cregs_.back().in_order = in_order;
  num_result_bits_ = num_clbits_;
  return first;
}
Clbit Circuit::add_variable(Variable v) {
  if (v.type.kind != ValueKind::kBits && v.dims.empty() && v.bits == 0) v.bits = stored_bits(v.type);
  if (v.bits == 0) {
    std::uint64_t bits = stored_bits(v.type);
    for (const std::uint32_t d : v.dims) bits = std::min<std::uint64_t>(bits * d, kMaxQubits + 1ull);
    v.bits = static_cast<std::uint32_t>(bits);
  }
  if (v.is_result) {
    v.first = add_creg(v.name, v.bits);
  } else {
    if (v.bits > kMaxQubits - num_clbits_)
      throw Error(ErrorCode::kLimit, fmt::format("variable '{}' of {} bits exceeds the {} a circuit may have",
                                                 v.name, v.bits, kMaxQubits));
    v.first = num_clbits_;
    num_clbits_ += v.bits;
  }
  variables_.push_back(std::move(v));
  return variables_.back().first;
}
std::string Circuit::qubit_name(Qubit q) const { return bit_name(qregs_, q); }
std::string Circuit::clbit_name(Clbit c) const {
  if (c < num_result_bits_) return bit_name(cregs_, c);
  for (const Variable& v : variables_)
    if (c >= v.first && c - v.first < v.bits)
      return v.bits == 1 ? v.name : fmt::format("{}{{{}}}", v.name, c - v.first);
  return fmt::format("#{}", c);
}

// ---- appending

void Circuit::check_operands(std::string_view what, std::span<const Control> controls,
                             std::span<const Qubit> targets) const {
  const auto repeated = [&](Qubit q) {
    usage(fmt::format("{}: qubit {} is used twice", what, qubit_name(q)));
  };
  const auto in_range = [&](Qubit q) {
    if (q >= num_qubits_)
      usage(fmt::format("{}: qubit {} does not exist; the circuit has {}", what, q, num_qubits_));
  };
  for (const Control& c : controls) in_range(c.qubit());
  for (const Qubit q : targets) in_range(q);
  if (controls.size() + targets.size() <= 8) {
    Qubit all[8];
    std::size_t n = 0;
    for (const Control& c : controls) all[n++] = c.qubit();
    for (const Qubit q : targets) all[n++] = q;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (all[i] == all[j]) repeated(all[i]);
    return;
  }
  std::vector<Qubit> all(targets.begin(), targets.end());
  for (const Control& c : controls) all.push_back(c.qubit());
  std::sort(all.begin(), all.end());
  if (const auto it = std::adjacent_find(all.begin(), all.end()); it != all.end()) repeated(*it);
}

Circuit::Record& Circuit::push(OpKind kind, std::span<const Control> controls, std::span<const Qubit> targets,
                               SourcePos source, std::span<const double> params, std::size_t more) {
  if (current_ == kNoBlock) usage("a switch holds only cases: begin_case or begin_default comes first");
  if (controls.size() > std::numeric_limits<std::uint16_t>::max()) usage("more than 65535 controls");
  const std::size_t first = qubit_pool_.size(), count = controls.size() + targets.size();
  const std::size_t first_param = param_pool_.size();
  checked_index(first + count + more);
  checked_index(first_param + params.size());
  targets = make_room(qubit_pool_, count + more, targets);
  params = make_room(param_pool_, params.size(), params);
  Record& r = blocks_[current_].emplace_back();
  // From here on nothing throws: an instruction is there as a whole or not at all.
  r.kind = kind;
  r.num_controls = static_cast<std::uint16_t>(controls.size());
  r.num_targets = static_cast<std::uint32_t>(targets.size());
  r.qubits = static_cast<std::uint32_t>(first);
  r.source = source;
  for (const Control& c : controls) qubit_pool_.push_back(c.bits());
  for (const Qubit q : targets) qubit_pool_.push_back(q);
  if (kind == OpKind::kGate) r.params = static_cast<std::uint32_t>(first_param);
  for (const double p : params) param_pool_.push_back(p);
  return r;
}

void Circuit::gate(GateId id, std::span<const Qubit> targets, std::span<const double> params,
                   std::span<const Control> controls, SourcePos source) {
  const GateInfo& info = gate_info(id);
  if (id == GateId::kUnitary) usage("a unitary is added with its matrix: Circuit::unitary");
  if (targets.size() != info.num_targets)
    usage(fmt::format("gate '{}' acts on {} qubit(s), got {}", info.name, info.num_targets, targets.size()));
  if (params.size() != info.num_params())
    usage(
        fmt::format("gate '{}' takes {} parameter(s), got {}", info.name, info.num_params(), params.size()));
  for (const double p : params)
    if (!std::isfinite(p)) usage(fmt::format("gate '{}': parameter {} is not a finite number", info.name, p));
  check_operands(info.name, controls, targets);
  push(OpKind::kGate, controls, targets, source, params).gate = id;
}

void Circuit::gate(GateId id, std::initializer_list<Qubit> targets, std::initializer_list<double> params,
                   std::initializer_list<Control> controls, SourcePos source) {
  gate(id, std::span<const Qubit>{targets.begin(), targets.size()},
       std::span<const double>{params.begin(), params.size()},
       std::span<const Control>{controls.begin(), controls.size()}, source);
}

void Circuit::symbolic_gate(GateId id, std::span<const Qubit> targets, std::span<const Param> params,
                            std::span<const Control> controls, SourcePos source) {
  std::vector<double> constants;
  for (const Param& p : params) {
    constants.push_back(p.constant());
    for (const auto& [symbol, coefficient] : p.terms()) {
      if (symbol >= symbols_.size()) usage(fmt::format("symbol {} is not declared in the circuit", symbol));
      if (!std::isfinite(coefficient))
        usage(fmt::format("gate '{}': the factor {} of symbol '{}' is not a finite number",
                          gate_info(id).name, coefficient, symbols_[symbol]));
    }
  }
  gate(id, targets, constants, controls, source);
  remember_params(symbolic_params_, params.size(), &Record::symbolic,
                  [&](std::size_t i) { return params[i].is_number() ? nullptr : &params[i]; });
}

// Keeps what parameters of the gate that was just appended are, of those that are more than numbers; takes the
// gate back if memory ends.
template <class Map, class Get>
void Circuit::remember_params(Map& map, std::size_t count, bool Record::*mark, const Get& get) {
  Record& r = blocks_[current_].back();
  try {
    for (std::size_t i = 0; i < count; ++i)
      if (const auto* const value = get(i)) {
        map.emplace(r.params + static_cast<std::uint32_t>(i), *value);
        r.*mark = true;
      }
  } catch (...) {
    for (std::size_t i = 0; i < count; ++i) map.erase(r.params + static_cast<std::uint32_t>(i));
    qubit_pool_.resize(r.qubits);
    param_pool_.resize(r.params);
    blocks_[current_].pop_back();
    throw;
  }
}

void Circuit::dynamic_gate(GateId id, std::span<const Qubit> targets, std::span<const double> params,
                           std::span<const ExprId> exprs, std::span<const Control> controls,
                           SourcePos source) {
  if (exprs.size() != params.size())
    usage(fmt::format("gate '{}': {} parameter expressions for {} parameters", gate_info(id).name,
                      exprs.size(), params.size()));
  for (const ExprId e : exprs)
    if (e != kNoExpr) check_expr(e, "gate parameter");
  gate(id, targets, params, controls, source);
  remember_params(dynamic_params_, exprs.size(), &Record::dynamic,
                  [&](std::size_t i) { return exprs[i] == kNoExpr ? nullptr : &exprs[i]; });
}

void Circuit::unitary(Matrix matrix, std::span<const Qubit> targets, std::span<const Control> controls,
                      SourcePos source) {
  if (targets.empty() || targets.size() > 10)
    usage(fmt::format("a unitary acts on 1 to 10 qubits, got {}", targets.size()));
  if (matrix.dim != std::size_t{1} << targets.size() || matrix.data.size() != matrix.dim * matrix.dim)
    usage(fmt::format("a unitary on {} qubits needs a matrix of dimension {}, got {}", targets.size(),
                      std::size_t{1} << targets.size(), matrix.dim));
  if (const double e = matrix.unitarity_error(); !(e < 1e-6))
    usage(fmt::format("the matrix is not unitary: its product with its adjoint differs from 1 by {:.3g}", e));
  check_operands("unitary", controls, targets);
  // Definitions are often called many times in a row with the same matrix.
  if (matrices_.empty() || !(matrices_.back() == matrix)) matrices_.push_back(std::move(matrix));
  Record& r = push(OpKind::kGate, controls, targets, source);
  r.gate = GateId::kUnitary;
  r.params = static_cast<std::uint32_t>(matrices_.size() - 1);
}

void Circuit::append(const Instruction& in, std::span<const Qubit> targets,
                     std::span<const Control> controls) {
  switch (in.kind()) {
    case OpKind::kGate:
      if (in.is_dynamic()) usage("append: a gate with run-time parameters belongs to its circuit");
      if (in.gate() == GateId::kUnitary) {
        unitary(in.matrix(), targets, controls, in.source());
      } else if (in.is_symbolic()) {
        std::vector<Param> params;
        const std::size_t known = symbols_.size();
        try {
          for (unsigned i = 0; i < in.params().size(); ++i) {
            const Param p = in.param(i);
            Param moved(p.constant());  // symbols are numbered per circuit
            for (const auto& [id, c] : p.terms())
              moved = moved + Param::symbol(symbol(in.circuit_->symbols_[id]), c);
            params.push_back(std::move(moved));
          }
          symbolic_gate(in.gate(), targets, params, controls, in.source());
        } catch (...) {
          symbols_.resize(known);
          throw;
        }
      } else {
        double params[kMaxGateParams];  // copied: the source may be this circuit's own pool
        const auto from = in.params();
        std::copy(from.begin(), from.end(), params);
        gate(in.gate(), targets, std::span<const double>{params, from.size()}, controls, in.source());
      }
      return;
    case OpKind::kMeasure:
      measure(targets[0], in.clbit(), in.source());
      return;
    case OpKind::kReset:
      reset(targets[0], in.source());
      return;
    case OpKind::kBarrier:
      barrier(targets, in.source());
      return;
    case OpKind::kDelay:
    case OpKind::kIf:
    case OpKind::kWhile:
    case OpKind::kSwitch:
    case OpKind::kBlock:
    case OpKind::kAssign:
    case OpKind::kBreak:
    case OpKind::kContinue:
    case OpKind::kEnd:
      usage("append: control flow and classical instructions cannot be copied as one instruction");
  }
}

void Circuit::measure(Qubit qubit, Clbit clbit, SourcePos source) {
  check_operands("measure", {}, {&qubit, 1});
  if (clbit >= num_clbits_)
    usage(fmt::format("measure: classical bit {} does not exist; the circuit has {}", clbit, num_clbits_));
  push(OpKind::kMeasure, {}, {&qubit, 1}, source).aux = clbit;
}
void Circuit::reset(Qubit qubit, SourcePos source) {
  check_operands("reset", {}, {&qubit, 1});
  push(OpKind::kReset, {}, {&qubit, 1}, source);
}
void Circuit::barrier(std::span<const Qubit> qubits, SourcePos source) {
  check_operands("barrier", {}, qubits);
  push(OpKind::kBarrier, {}, qubits, source);
}
void Circuit::gphase(double angle, SourcePos source) {
  gate(GateId::kGPhase, std::span<const Qubit>{}, {&angle, 1}, {}, source);
}

void Circuit::check_expr(ExprId id, std::string_view what) const {
  if (id >= exprs_.size()) usage(fmt::format("{}: expression {} does not exist", what, id));
}

void Circuit::delay(ExprId duration, std::span<const Qubit> qubits, SourcePos source) {
  if (duration != kNoExpr) check_expr(duration, "delay");
  check_operands("delay", {}, qubits);
  push(OpKind::kDelay, {}, qubits, source).aux = duration;
}

BlockId Circuit::new_block() {
  blocks_.emplace_back();
  return static_cast<BlockId>(blocks_.size() - 1);
}

// Appends an instruction with blocks, of which `entries` are in the pool and the first is its own new one if it
// is `inside`, and remembers it.
void Circuit::open(OpKind kind, std::uint32_t aux, SourcePos source, unsigned entries, bool inside) {
  make_room(open_, 1, {});
  make_room(blocks_, 1, {});
  Record& r = push(kind, {}, {}, source, {}, entries);
  r.aux = aux;
  r.count = 0;
  open_.emplace_back(current_, blocks_[current_].size() - 1);
  current_ = inside ? new_block() : kNoBlock;
  qubit_pool_.push_back(current_);
  for (unsigned i = 1; i < entries; ++i) qubit_pool_.push_back(kNoBlock);
}

void Circuit::begin_if(ExprId condition, SourcePos source) {
  check_expr(condition, "condition");
  open(OpKind::kIf, condition, source, 2, true);
}
void Circuit::begin_else() {
  if (open_.empty() || blocks_[open_.back().first][open_.back().second].kind != OpKind::kIf)
    usage("begin_else without begin_if");
  const std::uint32_t at = blocks_[open_.back().first][open_.back().second].qubits + 1;
  if (qubit_pool_[at] != kNoBlock) usage("begin_else twice in one if");
  qubit_pool_[at] = current_ = new_block();
}
void Circuit::begin_while(ExprId condition, SourcePos source) {
  check_expr(condition, "condition");
  open(OpKind::kWhile, condition, source, 1, true);
}
void Circuit::begin_block(bool box, ExprId duration, SourcePos source) {
  if (duration != kNoExpr) check_expr(duration, "duration");
  open(OpKind::kBlock, duration, source, 1, true);
  blocks_[open_.back().first][open_.back().second].count = box;
}
void Circuit::begin_switch(ExprId selector, SourcePos source) {
  check_expr(selector, "selector");
  open(OpKind::kSwitch, selector, source, 1, false);
}
void Circuit::begin_case(std::span<const std::int64_t> values) {
  if (open_.empty() || blocks_[open_.back().first][open_.back().second].kind != OpKind::kSwitch)
    usage("begin_case without begin_switch");
  const std::size_t length = 1 + 3 * std::size_t{blocks_[open_.back().first][open_.back().second].count};
  checked_index(qubit_pool_.size() + length + 3);
  checked_index(case_values_.size() + values.size());
  make_room(qubit_pool_, length + 3, {});
  values = make_room(case_values_, values.size(), values);
  const BlockId block = new_block();
  Record& r = blocks_[open_.back().first][open_.back().second];
  // Cases lie side by side in the pool: what came between them is copied behind.
  if (r.qubits + length != qubit_pool_.size()) {
    const auto moved = static_cast<std::uint32_t>(qubit_pool_.size());
    for (std::size_t i = 0; i < length; ++i) {
      const std::uint32_t entry = qubit_pool_[r.qubits + i];
      qubit_pool_.push_back(entry);
    }
    r.qubits = moved;
  }
  qubit_pool_.push_back(block);
  qubit_pool_.push_back(static_cast<std::uint32_t>(case_values_.size()));
  qubit_pool_.push_back(static_cast<std::uint32_t>(values.size()));
  for (const std::int64_t v : values) case_values_.push_back(v);
  ++r.count;
  current_ = block;
}
void Circuit::begin_default() {
  if (open_.empty() || blocks_[open_.back().first][open_.back().second].kind != OpKind::kSwitch)
    usage("begin_default without begin_switch");
  const Record& r = blocks_[open_.back().first][open_.back().second];
  if (qubit_pool_[r.qubits] != kNoBlock) usage("begin_default twice in one switch");
  const std::uint32_t at = r.qubits;
  qubit_pool_[at] = current_ = new_block();
}
void Circuit::end() {
  if (open_.empty()) usage("end without the beginning of a block");
  current_ = open_.back().first;
  open_.pop_back();
}

void Circuit::assign(const Destination& to, ExprId value, SourcePos source) {
  check_expr(value, "assignment");
  if (to.index != kNoExpr) check_expr(to.index, "assignment");
  if (to.first >= num_clbits_ || stored_bits(to.type) > num_clbits_ - to.first)
    usage(fmt::format("assignment: classical bits {} and following do not exist; there are {}", to.first,
                      num_clbits_));
  Record& r = push(OpKind::kAssign, {}, {}, source, {}, 4);
  r.aux = value;
  qubit_pool_.insert(
      qubit_pool_.end(),
      {to.first, static_cast<std::uint32_t>(to.type.kind) << 8 | to.type.width, to.index, to.stride});
}

void Circuit::check_levels(std::string_view what, unsigned levels, bool loop) const {
  unsigned found = 0;
  for (auto o = open_.rbegin(); o != open_.rend(); ++o) {
    const OpKind kind = blocks_[o->first][o->second].kind;
    if (kind != OpKind::kWhile && kind != OpKind::kBlock) continue;
    if (++found < levels) continue;
    if (found == levels && (!loop || kind == OpKind::kWhile)) return;
    break;
  }
  usage(fmt::format("{}: there is no {} {} levels up", what, loop ? "loop" : "loop or block", levels));
}
void Circuit::break_out(unsigned levels, SourcePos source) {
  check_levels("break", levels, false);
  push(OpKind::kBreak, {}, {}, source).aux = levels;
}
void Circuit::continue_loop(unsigned levels, SourcePos source) {
  check_levels("continue", levels, true);
  push(OpKind::kContinue, {}, {}, source).aux = levels;
}
void Circuit::end_program(SourcePos source) { push(OpKind::kEnd, {}, {}, source); }

ExprId Circuit::add_expr(const Expr& e) {
  bool outside = false;
  if (e.op == ExprOp::kBit || e.op == ExprOp::kElement) outside = e.a >= num_clbits_;
  if (e.op == ExprOp::kBits)
    outside = (e.b > 64 && !e.type.is_pair()) || e.a > num_clbits_ || e.b > num_clbits_ - e.a;
  // Operands are nodes that exist already, so that expressions are trees without cycles.
  const std::size_t size = exprs_.size();
  bool dangling = false;
  each_operand(e, [&](ExprId operand) { dangling |= operand >= size; });
  if (dangling)
    usage(fmt::format("expression: operand {} or {} does not exist yet; there are {}", e.a, e.b, size));
  if (outside)
    usage(fmt::format("condition: {} classical bits from {} do not exist or are more than 64", e.b, e.a));
  exprs_.push_back(e);
  return static_cast<ExprId>(exprs_.size() - 1);
}

SymbolId Circuit::symbol(std::string_view name, std::optional<ValueType> type) {
  const auto it = std::find(symbols_.begin(), symbols_.end(), name);
  const auto id = static_cast<SymbolId>(it - symbols_.begin());
  if (it == symbols_.end()) {
    symbols_.emplace_back(name);
    symbol_types_.emplace_back();
  }
  if (type) symbol_types_[id] = type;
  return id;
}

void copy_symbols(const Circuit& from, Circuit& to) {
  for (SymbolId s = 0; s < from.symbols().size(); ++s) to.symbol(from.symbols()[s], from.symbol_type(s));
}

double input_value(const std::string& name, std::optional<ValueType> type, double value) {
  if (!std::isfinite(value))
    usage(fmt::format("symbol '{}': the value {} is not a finite number", name, value));
  if (!type) return value;
  if (type->is_integer() && std::trunc(value) != value)
    usage(fmt::format("input '{}' is of type {}: {} is not a whole number", name, type_name(*type), value));
  const double held = [&] {
    try {
      return as_double(*type, convert(*type, kFloatType, Value::of(value)));
    } catch (const Error&) {
      return std::nan("");
    }
  }();
  if (std::isnan(held) || (type->is_integer() && held != value))
    usage(fmt::format("input '{}': {} is no value of {}", name, value, type_name(*type)));
  return held;
}

double sample_input(std::optional<ValueType> type, double uniform) {
  if (!type || !type->is_integer()) return input_value("", type, 2 * std::numbers::pi * uniform);
  const unsigned bits = std::min<unsigned>(type->width, 6);
  const double range = std::ldexp(1.0, static_cast<int>(bits));
  return std::floor(uniform * range) - (type->is_signed() ? range / 2 : 0);
}

std::uint16_t Circuit::add_file(std::string name) {
  constexpr std::size_t kLast = std::numeric_limits<std::uint16_t>::max();
  const auto it = std::find(files_.begin(), files_.end(), name);
  if (it != files_.end()) return static_cast<std::uint16_t>(it - files_.begin());
  if (files_.size() > kLast) throw Error(ErrorCode::kLimit, "a program of more than 65536 files");
  files_.push_back(std::move(name));
  return static_cast<std::uint16_t>(files_.size() - 1);
}

// ---- whole circuits

std::size_t Circuit::memory_bytes() const {
  std::size_t bytes =
      qubit_pool_.capacity() * sizeof(qubit_pool_[0]) + param_pool_.capacity() * sizeof(double);
  for (const auto& block : blocks_) bytes += sizeof(block) + block.capacity() * sizeof(Record);
  for (const Matrix& m : matrices_) bytes += sizeof(m) + m.data.capacity() * sizeof(Complex);
  bytes += dynamic_params_.size() * 48 + case_values_.capacity() * sizeof(std::int64_t) +
           variables_.capacity() * sizeof(Variable) + directives_.capacity() * sizeof(Directive);
  bytes += symbolic_params_.size() * (sizeof(Param) + 32) + exprs_.capacity() * sizeof(Expr);
  return bytes;
}

void Circuit::reserve(std::size_t instructions, std::size_t qubits, std::size_t params) {
  if (current_ != kNoBlock) blocks_[current_].reserve(instructions);
  qubit_pool_.reserve(qubits);
  param_pool_.reserve(params);
}

Circuit Circuit::bind(const std::map<std::string, double>& values) const {
  for (const auto& [name, value] : values)
    if (std::find(symbols_.begin(), symbols_.end(), name) == symbols_.end())
      usage(fmt::format("the circuit has no symbol '{}'", name));
  std::vector<double> numbers(symbols_.size());
  for (std::size_t i = 0; i < symbols_.size(); ++i) {
    const auto it = values.find(symbols_[i]);
    if (it == values.end()) usage(fmt::format("symbol '{}' has no value", symbols_[i]));
    numbers[i] = it->second;
  }
  return bind(numbers);
}

// A parameter is not finite with these values: names the term that brings it there.
void Circuit::refuse_value(const Param& param, const std::vector<double>& values, double value) const {
  const auto& terms = param.terms();
  const auto worst = std::max_element(terms.begin(), terms.end(), [&](const auto& a, const auto& b) {
    return std::abs(a.second * values[a.first]) < std::abs(b.second * values[b.first]);
  });
  usage(fmt::format(
      "symbol '{}': with the value {} a parameter of a gate, {} times it, is {}, not a finite number",
      symbols_[worst->first], values[worst->first], worst->second, value));
}

Circuit Circuit::bind(std::span<const double> values) const {
  if (values.size() != symbols_.size())
    usage(fmt::format("the circuit has {} symbols, got {} values", symbols_.size(), values.size()));
  std::vector<double> numbers(values.begin(), values.end());
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = input_value(symbols_[i], symbol_types_[i], numbers[i]);
  Circuit bound = *this;
  for (const auto& [index, param] : symbolic_params_) {
    const double value = param.bind(numbers);
    if (!std::isfinite(value)) refuse_value(param, numbers, value);
    bound.param_pool_[index] = value;
  }
  bound.symbolic_params_.clear();
  bound.symbols_.clear();
  bound.symbol_types_.clear();
  for (auto& block : bound.blocks_)
    for (Record& r : block) r.symbolic = false;
  return bound;
}

ExprId copy_expr(const Circuit& from, ExprId id, Circuit& to) {
  Expr e = from.expr(id);
  if (!is_leaf(e.op)) {
    if (e.op != ExprOp::kElement) e.a = copy_expr(from, e.a, to);
    if (e.op == ExprOp::kElement || is_binary(e.op)) e.b = copy_expr(from, e.b, to);
  }
  return to.add_expr(e);
}

void each_read(const Circuit& circuit, ExprId id, const std::function<void(Clbit, std::uint32_t)>& f) {
  const Expr& e = circuit.expr(id);
  switch (e.op) {
    case ExprOp::kConst:
    case ExprOp::kFault:
      return;
    case ExprOp::kBit:
      return f(e.a, 1);
    case ExprOp::kBits:
      return f(e.a, e.b);
    case ExprOp::kElement:
      for (const Variable& v : circuit.variables())
        if (e.a >= v.first && e.a - v.first < v.bits) f(e.a, v.bits - (e.a - v.first));
      for (const Register& r : circuit.cregs())
        if (e.a >= r.offset && e.a - r.offset < r.size) f(e.a, r.size - (e.a - r.offset));
      break;
    default:
      break;
  }
  each_operand(e, [&](ExprId operand) { each_read(circuit, operand, f); });
}

}  // namespace qiao::ir
