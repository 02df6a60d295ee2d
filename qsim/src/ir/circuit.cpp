#include "qiao/ir/circuit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

[[noreturn]] void usage(const std::string& message) { throw Error(ErrorCode::kUsage, message); }

std::uint32_t checked_index(std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorCode::kLimit, "the circuit holds more than 2^32 operands");
  return static_cast<std::uint32_t>(size);
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
    if (bit >= r.offset && bit - r.offset < r.size) return fmt::format("{}[{}]", r.name, bit - r.offset);
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
  if (record_->symbolic)
    usage(fmt::format("gate '{}' has a symbolic parameter; bind the circuit's symbols first",
                      gate_info(gate()).name));
  return gate_matrix(record_->gate, params());
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
Clbit Circuit::add_creg(std::string name, std::uint32_t size) {
  return add_register(cregs_, num_clbits_, std::move(name), size);
}
std::string Circuit::qubit_name(Qubit q) const { return bit_name(qregs_, q); }
std::string Circuit::clbit_name(Clbit c) const { return bit_name(cregs_, c); }

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
                               SourcePos source) {
  if (controls.size() > std::numeric_limits<std::uint16_t>::max()) usage("more than 65535 controls");
  Record& r = blocks_[current_].emplace_back();
  r.kind = kind;
  r.num_controls = static_cast<std::uint16_t>(controls.size());
  r.num_targets = static_cast<std::uint32_t>(targets.size());
  r.qubits = checked_index(qubit_pool_.size());
  r.source = source;
  for (const Control& c : controls) qubit_pool_.push_back(c.bits());
  qubit_pool_.insert(qubit_pool_.end(), targets.begin(), targets.end());
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
  Record& r = push(OpKind::kGate, controls, targets, source);
  r.gate = id;
  r.params = checked_index(param_pool_.size());
  param_pool_.insert(param_pool_.end(), params.begin(), params.end());
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
    for (const auto& [symbol, coefficient] : p.terms())
      if (symbol >= symbols_.size()) usage(fmt::format("symbol {} is not declared in the circuit", symbol));
  }
  gate(id, targets, constants, controls, source);
  Record& r = blocks_[current_].back();
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (params[i].is_number()) continue;
    r.symbolic = true;
    symbolic_params_.emplace(r.params + static_cast<std::uint32_t>(i), params[i]);
  }
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
  Record& r = push(OpKind::kGate, controls, targets, source);
  r.gate = GateId::kUnitary;
  // Definitions are often called many times in a row with the same matrix.
  if (matrices_.empty() || !(matrices_.back() == matrix)) matrices_.push_back(std::move(matrix));
  r.params = static_cast<std::uint32_t>(matrices_.size() - 1);
}

void Circuit::append(const Instruction& in, std::span<const Qubit> targets,
                     std::span<const Control> controls) {
  switch (in.kind()) {
    case OpKind::kGate:
      if (in.gate() == GateId::kUnitary) {
        unitary(in.matrix(), targets, controls, in.source());
      } else if (in.is_symbolic()) {
        std::vector<Param> params;
        for (unsigned i = 0; i < in.params().size(); ++i) {
          const Param p = in.param(i);
          Param moved(p.constant());  // symbols are numbered per circuit
          for (const auto& [id, c] : p.terms())
            moved = moved + Param::symbol(symbol(in.circuit_->symbols_[id]), c);
          params.push_back(std::move(moved));
        }
        symbolic_gate(in.gate(), targets, params, controls, in.source());
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
    case OpKind::kIf:
      usage("append: a conditional block cannot be copied as one instruction");
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

void Circuit::begin_if(ExprId condition, SourcePos source) {
  if (condition >= exprs_.size()) usage(fmt::format("condition {} does not exist", condition));
  const auto then_block = static_cast<BlockId>(blocks_.size());
  push(OpKind::kIf, {}, {}, source).aux = condition;
  qubit_pool_.push_back(then_block);
  qubit_pool_.push_back(kNoBlock);
  open_.emplace_back(current_, blocks_[current_].size() - 1);
  blocks_.emplace_back();
  current_ = then_block;
}
void Circuit::begin_else() {
  if (open_.empty()) usage("begin_else without begin_if");
  const Record& r = blocks_[open_.back().first][open_.back().second];
  std::uint32_t& else_block = qubit_pool_[r.qubits + 1];
  if (else_block != kNoBlock) usage("begin_else twice in one if");
  else_block = static_cast<BlockId>(blocks_.size());
  current_ = else_block;
  blocks_.emplace_back();
}
void Circuit::end_if() {
  if (open_.empty()) usage("end_if without begin_if");
  current_ = open_.back().first;
  open_.pop_back();
}

ExprId Circuit::add_expr(const Expr& e) {
  const bool outside = (e.op == ExprOp::kBit && e.a >= num_clbits_) ||
                       (e.op == ExprOp::kBits && (e.b > 64 || e.a > num_clbits_ || e.b > num_clbits_ - e.a));
  // Operands are nodes that exist already, so that expressions are trees without cycles.
  const std::size_t size = exprs_.size();
  bool dangling = false;
  switch (e.op) {
    case ExprOp::kConst:
    case ExprOp::kBit:
    case ExprOp::kBits:
      break;
    case ExprOp::kNot:
    case ExprOp::kBitNot:
      dangling = e.a >= size;
      break;
    default:
      dangling = e.a >= size || e.b >= size;
  }
  if (dangling)
    usage(fmt::format("expression: operand {} or {} does not exist yet; there are {}", e.a, e.b, size));
  if (outside)
    usage(fmt::format("condition: {} classical bits from {} do not exist or are more than 64", e.b, e.a));
  exprs_.push_back(e);
  return static_cast<ExprId>(exprs_.size() - 1);
}

SymbolId Circuit::symbol(std::string_view name) {
  const auto it = std::find(symbols_.begin(), symbols_.end(), name);
  if (it != symbols_.end()) return static_cast<SymbolId>(it - symbols_.begin());
  symbols_.emplace_back(name);
  return static_cast<SymbolId>(symbols_.size() - 1);
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
  bytes += symbolic_params_.size() * (sizeof(Param) + 32) + exprs_.capacity() * sizeof(Expr);
  return bytes;
}

void Circuit::reserve(std::size_t instructions, std::size_t qubits, std::size_t params) {
  blocks_[current_].reserve(instructions);
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
  Circuit bound = *this;
  for (const auto& [index, param] : symbolic_params_) bound.param_pool_[index] = param.bind(numbers);
  bound.symbolic_params_.clear();
  bound.symbols_.clear();
  for (auto& block : bound.blocks_)
    for (Record& r : block) r.symbolic = false;
  return bound;
}

}  // namespace qiao::ir
