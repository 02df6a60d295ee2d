#pragma once
// A quantum program after the front end: flat instructions in compact pools, classically controlled blocks,
// registers. Conventions are in gate.hpp.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "qiao/ir/gate.hpp"

namespace qiao::ir {

// A qubit that conditions a gate: on |1> if positive, on |0> otherwise. Packed: the top bit marks a negative
// control.
class Control {
 public:
  Control(Qubit qubit, bool positive = true) : bits_(qubit | (positive ? 0u : kNegative)) {}  // NOLINT
  static Control from_bits(std::uint32_t bits) {
    Control c(0);
    c.bits_ = bits;
    return c;
  }
  Qubit qubit() const { return bits_ & ~kNegative; }
  bool positive() const { return (bits_ & kNegative) == 0; }
  std::uint32_t bits() const { return bits_; }
  bool operator==(const Control&) const = default;

 private:
  static constexpr std::uint32_t kNegative = 0x80000000u;
  std::uint32_t bits_;
};
inline constexpr Qubit kMaxQubits = 1u << 30;

// Where an instruction came from; file is an index into Circuit::files(). line 0: nowhere.
struct SourcePos {
  std::uint32_t line = 0;
  std::uint16_t column = 0;
  std::uint16_t file = 0;
  bool operator==(const SourcePos&) const = default;
};

enum class OpKind : std::uint8_t {
  kGate,     // a named gate or a unitary matrix, with any controls
  kMeasure,  // targets[0] -> clbit()
  kReset,    // targets[0] to |0>
  kBarrier,  // no effect; keeps its place in drawings and translations
  kIf,       // condition() ? then_block() : else_block()
};

using BlockId = std::uint32_t;
inline constexpr BlockId kNoBlock = 0xffffffffu;
using ExprId = std::uint32_t;

// Classical expressions over measured bits, as a pool of nodes. Values are unsigned 64-bit integers; booleans
// are 0 or 1.
enum class ExprOp : std::uint8_t {
  kConst,  // value
  kBit,    // classical bit a
  kBits,   // classical bits a ... a+b-1 as an unsigned integer, bit a least significant
  kNot,
  kAnd,
  kOr,  // logical: nodes a (, b)
  kBitNot,
  kBitAnd,
  kBitOr,
  kBitXor,  // bitwise; kBitNot within `value` bits
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,  // comparisons
};
struct Expr {
  ExprOp op = ExprOp::kConst;
  std::uint32_t a = 0, b = 0;
  std::uint64_t value = 0;
  bool operator==(const Expr&) const = default;
};

class Circuit;

// A view of one instruction. Valid while the circuit lives and is not changed.
class Instruction {
 public:
  OpKind kind() const { return record_->kind; }
  GateId gate() const { return record_->gate; }
  std::span<const Qubit> targets() const;
  unsigned num_controls() const { return record_->num_controls; }
  Control control(unsigned i) const;
  unsigned num_targets() const { return record_->num_targets; }
  // Numeric parameters. For symbolic ones the constant part; see is_symbolic and param.
  std::span<const double> params() const;
  bool is_symbolic() const { return record_->symbolic; }
  Param param(unsigned i) const;
  // The matrix on the targets (controls not included). Throws Error(kUsage) for symbolic parameters.
  Matrix matrix() const;
  Clbit clbit() const { return record_->aux; }
  ExprId condition() const { return record_->aux; }
  BlockId then_block() const;
  BlockId else_block() const;
  SourcePos source() const { return record_->source; }

 private:
  friend class Circuit;
  struct Record {
    OpKind kind = OpKind::kGate;
    GateId gate = GateId::kCount;
    std::uint16_t num_controls = 0;
    bool symbolic = false;
    std::uint32_t num_targets = 0;
    std::uint32_t qubits = 0;  // first in the qubit pool: controls, then targets; kIf: {then, else} blocks
    std::uint32_t params = 0;  // first in the parameter pool, or index of the matrix (GateId::kUnitary)
    std::uint32_t aux = 0;     // clbit or condition
    SourcePos source;
  };
  Instruction(const Circuit* circuit, const Record* record) : circuit_(circuit), record_(record) {}
  const Circuit* circuit_;
  const Record* record_;
};

struct Register {
  std::string name;
  std::uint32_t offset = 0;  // first qubit or clbit
  std::uint32_t size = 0;
  bool operator==(const Register&) const = default;
};

// Appending checks its arguments: Error(kUsage) names the offending qubit, clbit, gate or count.
class Circuit {
 public:
  Circuit() { blocks_.emplace_back(); }
  // One quantum register "q" and, if num_clbits > 0, one classical register "c".
  explicit Circuit(Qubit num_qubits, Clbit num_clbits = 0);

  // ---- shape
  Qubit num_qubits() const { return num_qubits_; }
  Clbit num_clbits() const { return num_clbits_; }
  const std::vector<Register>& qregs() const { return qregs_; }
  const std::vector<Register>& cregs() const { return cregs_; }
  Qubit add_qreg(std::string name, std::uint32_t size);  // returns the first qubit
  Clbit add_creg(std::string name, std::uint32_t size);  // returns the first clbit
  std::string qubit_name(Qubit q) const;                 // "q[3]"
  std::string clbit_name(Clbit c) const;

  // ---- appending, at the end of the innermost open block
  void gate(GateId id, std::span<const Qubit> targets, std::span<const double> params = {},
            std::span<const Control> controls = {}, SourcePos source = {});
  void gate(GateId id, std::initializer_list<Qubit> targets, std::initializer_list<double> params = {},
            std::initializer_list<Control> controls = {}, SourcePos source = {});
  void symbolic_gate(GateId id, std::span<const Qubit> targets, std::span<const Param> params,
                     std::span<const Control> controls = {}, SourcePos source = {});
  // Any unitary on up to 10 targets; refused unless unitary to 1e-6.
  void unitary(Matrix matrix, std::span<const Qubit> targets, std::span<const Control> controls = {},
               SourcePos source = {});
  // The same operation with other qubits or controls (from this or another circuit).
  void append(const Instruction& instruction, std::span<const Qubit> targets,
              std::span<const Control> controls);
  void measure(Qubit qubit, Clbit clbit, SourcePos source = {});
  void reset(Qubit qubit, SourcePos source = {});
  void barrier(std::span<const Qubit> qubits, SourcePos source = {});
  void gphase(double angle, SourcePos source = {});
  // Opens a block executed if `condition` is nonzero. begin_else switches to the other branch; end_if closes.
  void begin_if(ExprId condition, SourcePos source = {});
  void begin_else();
  void end_if();
  ExprId add_expr(const Expr& expr);
  const Expr& expr(ExprId id) const { return exprs_[id]; }
  SymbolId symbol(std::string_view name);  // finds or adds
  const std::vector<std::string>& symbols() const { return symbols_; }

  // ---- reading
  static constexpr BlockId kMainBlock = 0;
  std::size_t size(BlockId block = kMainBlock) const { return blocks_[block].size(); }
  Instruction at(std::size_t i, BlockId block = kMainBlock) const { return {this, &blocks_[block][i]}; }
  std::size_t num_blocks() const { return blocks_.size(); }
  bool has_control_flow() const { return blocks_.size() > 1; }
  bool is_symbolic() const { return !symbolic_params_.empty(); }
  std::size_t memory_bytes() const;  // held by this circuit

  // ---- source files (for SourcePos::file); index 0 is "" unless set
  std::uint16_t add_file(std::string name);
  const std::vector<std::string>& files() const { return files_; }

  // A copy with numbers for all symbols. Throws Error(kUsage) naming a symbol without a value.
  Circuit bind(const std::map<std::string, double>& values) const;
  // Room for instructions of the open block, with so many operands and parameters in all.
  void reserve(std::size_t instructions, std::size_t qubits = 0, std::size_t params = 0);

 private:
  friend class Instruction;
  using Record = Instruction::Record;
  Record& push(OpKind kind, std::span<const Control> controls, std::span<const Qubit> targets,
               SourcePos source);
  void check_operands(std::string_view what, std::span<const Control> controls,
                      std::span<const Qubit> targets) const;

  Qubit num_qubits_ = 0;
  Clbit num_clbits_ = 0;
  std::vector<Register> qregs_, cregs_;
  std::vector<std::vector<Record>> blocks_;
  std::vector<std::pair<BlockId, std::size_t>> open_;  // enclosing block and the index of its kIf
  BlockId current_ = kMainBlock;
  std::vector<std::uint32_t> qubit_pool_;
  std::vector<double> param_pool_;
  std::unordered_map<std::uint32_t, Param> symbolic_params_;  // by index into param_pool_
  std::vector<Matrix> matrices_;
  std::vector<Expr> exprs_;
  std::vector<std::string> symbols_;
  std::vector<std::string> files_;
};

// The value of a condition for given classical bits; bit(c) returns clbit c.
template <class BitReader>
std::uint64_t evaluate(const Circuit& circuit, ExprId id, const BitReader& bit) {
  const Expr& e = circuit.expr(id);
  auto sub = [&](std::uint32_t node) { return evaluate(circuit, node, bit); };
  switch (e.op) {
    case ExprOp::kConst:
      return e.value;
    case ExprOp::kBit:
      return bit(e.a) ? 1 : 0;
    case ExprOp::kBits: {
      std::uint64_t v = 0;
      for (std::uint32_t i = 0; i < e.b; ++i)
        if (bit(e.a + i)) v |= std::uint64_t{1} << i;
      return v;
    }
    case ExprOp::kNot:
      return sub(e.a) == 0;
    case ExprOp::kAnd:
      return sub(e.a) != 0 && sub(e.b) != 0;
    case ExprOp::kOr:
      return sub(e.a) != 0 || sub(e.b) != 0;
    case ExprOp::kBitNot: {
      const std::uint64_t mask = e.value >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << e.value) - 1;
      return ~sub(e.a) & mask;
    }
    case ExprOp::kBitAnd:
      return sub(e.a) & sub(e.b);
    case ExprOp::kBitOr:
      return sub(e.a) | sub(e.b);
    case ExprOp::kBitXor:
      return sub(e.a) ^ sub(e.b);
    case ExprOp::kEq:
      return sub(e.a) == sub(e.b);
    case ExprOp::kNe:
      return sub(e.a) != sub(e.b);
    case ExprOp::kLt:
      return sub(e.a) < sub(e.b);
    case ExprOp::kLe:
      return sub(e.a) <= sub(e.b);
    case ExprOp::kGt:
      return sub(e.a) > sub(e.b);
    case ExprOp::kGe:
      return sub(e.a) >= sub(e.b);
  }
  return 0;
}

}  // namespace qiao::ir
