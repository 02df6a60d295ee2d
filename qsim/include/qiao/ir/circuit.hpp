#pragma once
// A quantum program after the front end: flat instructions in compact pools, registers and classical
// variables, control flow. Conventions are in gate.hpp, classical values and expressions in expr.hpp.
//
// Classical memory is one row of bits (Clbit): the bits of all classical registers first, which are the
// result of a run, then those of the variables, which are not. Everything is zero at the beginning. A
// run-time value is stored in stored_bits(type) consecutive bits, an array element by element with the last
// index fastest.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "qiao/ir/expr.hpp"
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
  kGate,      // a named gate or a unitary matrix, with any controls
  kMeasure,   // targets[0] -> clbit()
  kReset,     // targets[0] to |0>
  kBarrier,   // no effect; keeps its place in drawings and translations
  kDelay,     // targets() idle for duration(); no effect on an ideal machine
  kIf,        // condition() ? then_block() : else_block()
  kWhile,     // while (condition()) body()
  kSwitch,    // the case whose values hold selector(), else default_block(), which may be kNoBlock
  kBlock,     // body(), once: a box of the program (is_box), or a piece that kBreak can leave
  kAssign,    // destination() = value()
  kBreak,     // goes on behind the levels()-th enclosing kWhile or kBlock (1: the innermost)
  kContinue,  // goes on at the condition of the levels()-th enclosing kWhile or kBlock, which is a kWhile
  kEnd,       // the program ends
};

using BlockId = std::uint32_t;
inline constexpr BlockId kNoBlock = 0xffffffffu;

// Where an assignment goes: `type` at first, or at first + index * stride for the value of `index`.
struct Destination {
  Clbit first = 0;
  ValueType type;
  ExprId index = kNoExpr;
  std::uint32_t stride = 0;
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
  // Numeric parameters. For symbolic ones the constant part; see is_symbolic and param. For those known only
  // when the program runs zero; see is_dynamic and param_expr.
  std::span<const double> params() const;
  bool is_symbolic() const { return record_->symbolic; }
  // Some parameter is the value of an expression (a float) at the time the gate is reached.
  bool is_dynamic() const { return record_->dynamic; }
  ExprId param_expr(unsigned i) const;  // kNoExpr: an ordinary parameter
  Param param(unsigned i) const;
  // The matrix on the targets (controls not included). Throws Error(kUsage) for symbolic parameters.
  Matrix matrix() const;
  Clbit clbit() const { return record_->aux; }
  ExprId condition() const { return record_->aux; }
  BlockId then_block() const;
  BlockId else_block() const;
  // kWhile, kBlock
  BlockId body() const;
  // kSwitch. Values are those of int[64]; no value occurs twice.
  ExprId selector() const { return record_->aux; }
  unsigned num_cases() const { return record_->count; }
  BlockId case_block(unsigned i) const;
  std::span<const std::int64_t> case_values(unsigned i) const;
  BlockId default_block() const;
  // kBlock, kDelay: kNoExpr if the program gives none (a box without duration, a delay of stretch length).
  ExprId duration() const { return record_->aux; }
  bool is_box() const { return record_->count != 0; }
  // kAssign
  Destination destination() const;
  ExprId value() const { return record_->aux; }
  // kBreak, kContinue
  unsigned levels() const { return record_->aux; }
  // f(block) for each block of this instruction.
  template <class F>
  void each_block(F&& f) const;
  SourcePos source() const { return record_->source; }

 private:
  friend class Circuit;
  struct Record {
    OpKind kind = OpKind::kGate;
    GateId gate = GateId::kCount;
    std::uint16_t num_controls = 0;
    bool symbolic = false;
    bool dynamic = false;
    std::uint32_t num_targets = 0;
    // First in the qubit pool: controls, then targets. kIf: {then, else}; kWhile, kBlock: {body}; kSwitch:
    // {default, then (block, first value, number of values) of each case}; kAssign: {first, type, index,
    // stride}.
    std::uint32_t qubits = 0;
    union {
      std::uint32_t params = 0;  // first in the parameter pool, or index of the matrix (GateId::kUnitary)
      std::uint32_t count;       // kSwitch: cases; kBlock: is a box
    };
    std::uint32_t aux = 0;  // clbit, condition, selector, value, duration or levels
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
  // Of languages that have no classical registers (Stim, HiQASM): bit k holds the k-th result in the order of the
  // measurements. What the register is called says nothing about that.
  bool in_order = false;
  bool operator==(const Register&) const = default;
};

// A classical variable of the program: `count` values of `type` (one, or the elements of an array).
struct Variable {
  std::string name;
  ValueType type;
  std::vector<std::uint32_t> dims;  // empty: a single value
  Clbit first = 0;
  std::uint32_t bits = 0;  // all of it
  bool is_input = false;   // given before the run; without its value the program cannot run
  bool is_result = false;  // an output: a classical register of the same name and place is part of the result
};

// Kept as written: pragmas, annotations (source() is that of the statement they stand before), pulse-level
// text.
struct Directive {
  enum class Kind : std::uint8_t { kPragma, kAnnotation, kCalibration } kind;
  std::string text;  // without the keyword `pragma` and '@'
  SourcePos source;
};

// Appending checks its arguments: Error(kUsage) names the offending qubit, clbit, gate or count. After any
// exception the circuit is as it was. Arguments may be views of the circuit's own instructions.
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
  // Returns the first clbit. All registers come before all variables.
  Clbit add_creg(std::string name, std::uint32_t size, bool in_order = false);
  // Declares a variable; its bits follow what is there. With is_result it becomes a register as well and must
  // come before other variables. dims, if any, multiply to its number of elements. Returns the first clbit.
  Clbit add_variable(Variable variable);
  const std::vector<Variable>& variables() const { return variables_; }
  // Bits of the registers: what a run counts.
  Clbit num_result_bits() const { return num_result_bits_; }
  void add_directive(Directive directive) { directives_.push_back(std::move(directive)); }
  const std::vector<Directive>& directives() const { return directives_; }
  std::string qubit_name(Qubit q) const;  // "q[3]"; of the register "$", OpenQASM's physical qubits, "$3"
  std::string clbit_name(Clbit c) const;  // "c[1]"; of a variable "x" or "x{3}", its fourth bit

  // ---- appending, at the end of the innermost open block
  void gate(GateId id, std::span<const Qubit> targets, std::span<const double> params = {},
            std::span<const Control> controls = {}, SourcePos source = {});
  void gate(GateId id, std::initializer_list<Qubit> targets, std::initializer_list<double> params = {},
            std::initializer_list<Control> controls = {}, SourcePos source = {});
  void symbolic_gate(GateId id, std::span<const Qubit> targets, std::span<const Param> params,
                     std::span<const Control> controls = {}, SourcePos source = {});
  // Parameter i is the value of exprs[i] at run time, or params[i] where that is kNoExpr.
  void dynamic_gate(GateId id, std::span<const Qubit> targets, std::span<const double> params,
                    std::span<const ExprId> exprs, std::span<const Control> controls = {},
                    SourcePos source = {});
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
  void delay(ExprId duration, std::span<const Qubit> qubits, SourcePos source = {});
  // Opens a block executed if `condition` is nonzero. begin_else switches to the other branch; end closes.
  void begin_if(ExprId condition, SourcePos source = {});
  void begin_else();
  void begin_while(ExprId condition, SourcePos source = {});
  // A switch is begun, then each case, then perhaps the default, and all closed by one end.
  void begin_switch(ExprId selector, SourcePos source = {});
  void begin_case(std::span<const std::int64_t> values);
  void begin_default();
  void begin_block(bool box = false, ExprId duration = kNoExpr, SourcePos source = {});
  void end();
  void end_if() { end(); }
  void assign(const Destination& to, ExprId value, SourcePos source = {});
  void break_out(unsigned levels, SourcePos source = {});
  void continue_loop(unsigned levels, SourcePos source = {});
  void end_program(SourcePos source = {});
  ExprId add_expr(const Expr& expr);
  const Expr& expr(ExprId id) const { return exprs_[id]; }
  const std::vector<Expr>& exprs() const { return exprs_; }
  // Finds or adds. `type`: what the program declares an input as, which says which values it takes; without one, any
  // real number.
  SymbolId symbol(std::string_view name, std::optional<ValueType> type = {});
  const std::vector<std::string>& symbols() const { return symbols_; }
  std::optional<ValueType> symbol_type(SymbolId id) const { return symbol_types_[id]; }

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

  // A copy with numbers for all symbols, converted to their types as inputs of a program are (angles modulo 2 pi).
  // Throws Error(kUsage) naming a symbol without a value, a value that its type does not have, or one that makes
  // a parameter infinite.
  Circuit bind(const std::map<std::string, double>& values) const;
  // The same with values[id] for SymbolId id; one for each of symbols().
  Circuit bind(std::span<const double> values) const;
  // Room for instructions of the open block, with so many operands and parameters in all.
  void reserve(std::size_t instructions, std::size_t qubits = 0, std::size_t params = 0);

 private:
  friend class Instruction;
  using Record = Instruction::Record;
  // `more`: entries of the qubit pool that the caller appends, for which there is room then.
  Record& push(OpKind kind, std::span<const Control> controls, std::span<const Qubit> targets,
               SourcePos source, std::span<const double> params = {}, std::size_t more = 0);
  template <class Map, class Get>
  void remember_params(Map& map, std::size_t count, bool Record::*mark, const Get& get);
  [[noreturn]] void refuse_value(const Param& param, const std::vector<double>& values, double value) const;
  void open(OpKind kind, std::uint32_t aux, SourcePos source, unsigned entries, bool inside);
  BlockId new_block();
  void check_expr(ExprId id, std::string_view what) const;
  void check_levels(std::string_view what, unsigned levels, bool loop) const;
  void check_operands(std::string_view what, std::span<const Control> controls,
                      std::span<const Qubit> targets) const;

  Qubit num_qubits_ = 0;
  Clbit num_clbits_ = 0;
  Clbit num_result_bits_ = 0;
  std::vector<Register> qregs_, cregs_;
  std::vector<Variable> variables_;
  std::vector<Directive> directives_;
  std::vector<std::vector<Record>> blocks_;
  std::vector<std::pair<BlockId, std::size_t>> open_;  // enclosing block and the index of its instruction
  BlockId current_ = kMainBlock;                       // kNoBlock: in a switch before its first case
  std::vector<std::uint32_t> qubit_pool_;
  std::vector<double> param_pool_;
  std::unordered_map<std::uint32_t, Param> symbolic_params_;  // by index into param_pool_
  std::unordered_map<std::uint32_t, ExprId> dynamic_params_;  // by index into param_pool_
  std::vector<std::int64_t> case_values_;
  std::vector<Matrix> matrices_;
  std::vector<Expr> exprs_;
  std::vector<std::string> symbols_;
  std::vector<std::optional<ValueType>> symbol_types_;
  std::vector<std::string> files_;
};

template <class F>
void Instruction::each_block(F&& f) const {
  switch (kind()) {
    case OpKind::kIf:
      f(then_block());
      if (else_block() != kNoBlock) f(else_block());
      return;
    case OpKind::kWhile:
    case OpKind::kBlock:
      f(body());
      return;
    case OpKind::kSwitch:
      for (unsigned i = 0; i < num_cases(); ++i) f(case_block(i));
      if (default_block() != kNoBlock) f(default_block());
      return;
    default:
      return;
  }
}

// The value of a condition, or of another expression that is not a pair, as a word.
inline std::uint64_t evaluate(const Circuit& circuit, ExprId id, const ClassicalBits& bits) {
  return evaluate(circuit.exprs(), id, bits).word;
}
// The same with bit(c) for classical bit c; slow, for a few evaluations.
template <class BitReader>
std::uint64_t evaluate(const Circuit& circuit, ExprId id, const BitReader& bit) {
  ClassicalBits bits(circuit.num_clbits());
  for (Clbit c = 0; c < circuit.num_clbits(); ++c) bits.set(c, bit(c));
  return evaluate(circuit.exprs(), id, bits).word;
}
// Adds the symbols of a circuit, with their types, to another.
void copy_symbols(const Circuit& from, Circuit& to);
// The number that an input of this type holds when it is given `value`. Throws Error(kUsage) naming the input.
double input_value(const std::string& name, std::optional<ValueType> type, double value);
// A value that inputs of this type have, from a number in [0, 1): real ones in [0, 2 pi), small integers.
double sample_input(std::optional<ValueType> type, double uniform);
// Appends the expression to another circuit with the same classical bits.
ExprId copy_expr(const Circuit& from, ExprId id, Circuit& to);
// f(first, count) for each run of classical bits that an expression reads (of an array: every element).
void each_read(const Circuit& circuit, ExprId id, const std::function<void(Clbit, std::uint32_t)>& f);

}  // namespace qiao::ir
