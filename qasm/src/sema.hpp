#pragma once
// The checker: gives the names, types and values of a statement their meaning and writes the checked program.
// It takes statements one by one, in the order of the text; gate definitions arrive as a head, statements and
// an end.
//
// After an error in a statement the checker says no more about that statement, and declares what the
// statement would have declared as poisoned, so that one mistake gives one message.

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ast.hpp"
#include "diagnostics.hpp"
#include "program.hpp"
#include "qiao/qasm/parse.hpp"
#include "scope.hpp"
#include "source.hpp"
#include "values.hpp"

namespace qiao::qasm {

// Counts while it lives.
struct Deeper {
  unsigned& depth;
  explicit Deeper(unsigned& d) : depth(d) { ++depth; }
  ~Deeper() { --depth; }
};

class Sema {
 public:
  Sema(const Sources& sources, Reporter& reporter, const ParseOptions& options, Ast& ast);

  // Before the first statement: declares the gates of the language.
  void set_language(int language);
  int language() const { return language_; }
  // The names in ParseOptions::inputs that the program declares.
  std::vector<std::string> inputs_given() const;
  // The built-in include files. False: the include must be read as text.
  bool include_library(std::string_view name, Place place);

  // One statement at the top level or in the gate definition that is open. Not for includes and versions.
  void statement(FileId file, StmtId id);
  // A gate definition: head, then its statements, then the end (or leave, if the text ends before it does).
  void open_gate(FileId file, StmtId id);
  void close_gate();
  bool in_gate() const { return gate_ != nullptr; }
  // A statement of the open definition could not be read: calls of the gate are neither checked nor made.
  void spoil_gate() { gate_->poisoned = true; }
  // After the last statement of the program.
  void finish(FileId file);
  // The statement that declares `name` had a syntax error.
  void poison(FileId file, Name name);
  // Q0205 with a message saying where the statement may stand.
  void not_here(Place place, std::string_view what, std::string_view where);

  // ---- for the direct lane (sema_flat.cpp)
  // A gate that can be called at the top level as it is, with its cost; or no gate.
  struct PlainGate {
    const GateDef* gate = nullptr;
    std::uint32_t index = 0;
    Cost cost;
  };
  PlainGate plain_gate(std::string_view name);
  // Consecutive qubits or bits, or null.
  const Symbol* plain_bits(std::string_view name);
  bool pi_is_builtin();
  // Counts one statement of this cost; false, and nothing counted, if that would exceed the limit.
  bool charge_flat(Cost cost);
  // One plain operation; `first` of a run of them.
  void append_flat(bool first, FileId file, std::uint32_t gate, std::uint32_t line, std::uint32_t column,
                   std::span<const std::uint32_t> bits, std::span<const double> params);

  const Program& program() const { return program_; }
  std::uint64_t statements() const { return statements_; }

 private:
  // Bits selected by an operand: consecutive ones, or those listed.
  struct Selection {
    bool ok = false;
    bool quantum = true;
    bool scalar = false;
    bool listed = false;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    const std::uint32_t* data = nullptr;  // if listed: an alias's bits, or `list`
    std::vector<std::uint32_t> list;
    std::uint32_t at(std::uint32_t i) const { return listed ? data[i] : first + i; }
  };
  // A value in a condition: constant, or an expression over bits.
  struct Condition {
    bool ok = false;
    bool constant = false;
    Value value;
    bool boolean = false;
    unsigned width = 1;  // of bits
    ir::ExprId expr = 0;
    std::uint32_t first = 0;  // a plain register: its bits, for comparison beyond 64 bits
    bool plain_register = false;
    std::vector<std::uint64_t> words;  // a constant string of bits: all of them, 64 a word
  };
  struct Failed {};  // thrown to leave a statement after an error
  // A scope of the program that is open while this lives, with the variables declared in it.
  struct OpenScope {
    Sema& sema;
    std::size_t variables;
    explicit OpenScope(Sema& s, Barrier barrier = Barrier::kOpen) : sema(s), variables(s.variables_.size()) {
      sema.scopes_.push(barrier);
      ++sema.block_depth_;
    }
    ~OpenScope() {
      --sema.block_depth_;
      sema.scopes_.pop();
      sema.variables_.erase(sema.variables_.begin() + static_cast<std::ptrdiff_t>(variables),
                            sema.variables_.end());
    }
    OpenScope(const OpenScope&) = delete;
    OpenScope& operator=(const OpenScope&) = delete;
  };

  // A classical variable. As long as its value is known it is no part of the program; when that ends it gets
  // its place in classical memory (`address`) and the value is stored there.
  struct Variable {
    std::string name;
    ir::ValueType type;
    bool sized = true;                // declared with a width, so that its bits can be used
    std::vector<std::uint32_t> dims;  // of arrays
    std::vector<ir::Value> values;    // while known: one, or every element
    bool known = true;
    std::uint32_t address = kNone;
    unsigned level = 0;  // dynamic_ where it was declared
    Place declared;
    std::size_t elements() const {
      std::size_t n = 1;
      for (const std::uint32_t d : dims) n *= d;
      return n;
    }
  };
  // What an indexed name denotes: an element or a part of a variable, or bits of an element.
  struct Access {
    std::uint32_t variable = 0;
    bool read_only = false;
    std::vector<Dimension> dims;     // what is left; none: a single element
    std::int64_t offset = 0;         // elements
    ir::ExprId index = ir::kNoExpr;  // ... and the value of this
    bool of_bits = false;
    std::vector<std::uint32_t> bits;  // numbers of the bits, in order
    bool single_bit = false;
    Value bit_index;  // kRuntime: the number of the one bit
  };
  struct Subroutine {
    std::string name;
    Place declared;
    Ast ast;
    FileId file = 0;
    SubroutineDecl decl;
    struct Param {
      TypeKind kind = TypeKind::kBit;
      ir::ValueType type;
      bool sized = true;
      std::uint32_t size = 0;  // qubits and bits: of the register, 0 for a single one
      bool is_mutable = false;
      std::size_t rank = 0;
      std::vector<std::uint32_t> dims;
    };
    std::vector<Param> params;
    bool has_result = false;
    ir::ValueType result;
    bool result_sized = true;
    bool poisoned = false;
  };
  // A loop or call being executed: where break, continue and return go.
  struct Frame {
    bool loop = true;
    bool blocked = false;      // jumps may depend on run-time values: they are operations
    bool rolled = false;       // a kWhile
    unsigned level = 0;        // dynamic_ inside
    unsigned break_depth = 0;  // blocks_ around what break (or return) leaves
    unsigned next_depth = 0;   // ... and continue
    bool continues = false;    // blocked: a `continue` may have left the round before its end
    const Subroutine* subroutine = nullptr;
    std::optional<std::uint32_t> result;  // blocked calls: the variable for the result
    Value value;                          // other calls: the result
  };
  struct StaticJump {
    JumpStmt::Kind kind;
  };
  struct NeedsBlocks {
    std::size_t frame;
  };
  // A qubit operand whose index `expr` is known only at run time: thrown, and caught where the statement can
  // be repeated for every index.
  struct RuntimeIndex {
    ExprId expr;
    ir::ExprId value;
    std::uint32_t size;
    std::size_t begin;  // of the operations that compute it
  };
  // To undo what a loop has written when it turns out to depend on run-time values.
  struct Mark {
    std::size_t operations;
    Cost cost;
    std::vector<Variable> variables;
    std::unordered_map<ExprId, Value> called;
  };

  // ---- sema.cpp, sema_declarations.cpp: statements and declarations
  void one(StmtId id);
  void block(List body);
  Place place(Span span) const { return {file_, span}; }
  ir::SourcePos source(Span span) const;
  [[noreturn]] void fail(Code code, Span span, std::string message, std::string help = {},
                         std::vector<Note> notes = {});
  [[noreturn]] void unsupported(Span span, std::string_view feature);
  [[noreturn]] void unsupported_one(Span span, std::string message, std::string help = {});
  // The first word of a statement, to underline it alone.
  Span keyword(Span statement) const;
  std::vector<Note> declared_note(const Symbol& symbol, std::string_view name) const;
  // The constants and functions of OpenQASM 3.
  static bool is_builtin_name(std::string_view name);
  // Declares in the innermost scope, or fails with Q0203.
  void declare(Name name, Symbol symbol);
  void declare_poisoned(Name name);
  // What is computed at run time and not part of the result.
  void warn_of_lost_values();
  void require_global(Span span, std::string_view what);
  void visit(const EmptyStmt&, const Stmt&) {}
  void visit(const VersionStmt&, const Stmt&);
  void visit(const IncludeStmt&, const Stmt&);
  void visit(const QubitDecl&, const Stmt&);
  void visit(const BitDecl&, const Stmt&);
  void visit(const ClassicalDecl&, const Stmt&);
  void visit(const AliasDecl&, const Stmt&);
  void visit(const GateDecl&, const Stmt&);
  void visit(const SubroutineDecl&, const Stmt&);
  void visit(const ExternDecl&, const Stmt&);
  void visit(const GateCall&, const Stmt&);
  void visit(const MeasureStmt&, const Stmt&);
  void visit(const ResetStmt&, const Stmt&);
  void visit(const BarrierStmt&, const Stmt&);
  void visit(const DelayStmt&, const Stmt&);
  void visit(const BoxStmt&, const Stmt&);
  void visit(const Assignment&, const Stmt&);
  void visit(const ExpressionStmt&, const Stmt&);
  void visit(const IfStmt&, const Stmt&);
  void visit(const ForStmt&, const Stmt&);
  void visit(const WhileStmt&, const Stmt&);
  void visit(const SwitchStmt&, const Stmt&);
  void visit(const JumpStmt&, const Stmt&);
  void visit(const CalibrationStmt&, const Stmt&);
  void visit(const PragmaStmt&, const Stmt&);
  void directive(ir::Directive::Kind kind, std::string_view text, Span span);
  void declare_input(const ClassicalDecl& d, const Type& type, const Stmt& s);
  // The lengths of an array's dimensions.
  std::vector<std::uint32_t> dimensions(List lengths, Name name, Span span);
  std::uint32_t register_size(ExprId size, Name name, std::uint64_t have, std::string_view what);
  void open_gate(FileId file, const GateDecl& d);
  void append_library(std::vector<GateDef> gates, int language, bool replaceable, Place place);

  // ---- sema_expr.cpp: values
  Value value(ExprId id);
  Value evaluate(const NameExpr&, const Expr&);
  Value evaluate(const UnaryExpr&, const Expr&);
  Value evaluate(const BinaryExpr&, const Expr&);
  Value evaluate(const CallExpr&, const Expr&, ExprId id);
  Value evaluate(const CastExpr&, const Expr&);
  Value literal(const Expr& e, bool& done);
  Value accept(ValueOrError result, Span span);
  Value code_node(ParamOp op, Value a, Value b, bool may_fail);
  std::uint32_t code_slot(Value v);
  Value symbolic(BinaryOp op, Value a, Value b, Span span);
  Value symbolic_value(ir::Param param, ir::ValueType type = ir::kFloatType);
  // An input as it is declared, of another type than float[64].
  static bool has_input_type(const Value& v);
  static bool is_real_arithmetic(const Value& left, const Value& right);
  void warn_integer_division(Span span);
  // + - * / of inputs that stay symbols though they have values: exactly what their types make of these values, as a
  // linear function that has this value there. None if one of the inputs has no value.
  std::optional<Value> linear_at_values(BinaryOp op, const Value& left, const Value& right, Span span);
  ir::Param as_param(Value v) const;
  // A constant integer, or fails.
  std::int64_t constant_integer(ExprId id, std::string_view what);
  std::int64_t constant_integer(const Value& v, ExprId id, std::string_view what);
  unsigned type_width(const Type& type);
  Value constant_of_type(Value v, TypeId type, Span span);

  // ---- sema_typed.cpp: values with types, known or not
  ir::ExprId add_node(ir::ExprOp op, ir::ValueType type, ir::ExprId a = 0, ir::ExprId b = 0,
                      std::uint64_t value = 0);
  ir::ExprId expr_of(const Value& v);
  Value operation(ir::ExprOp op, ir::ValueType type, const Value& a, const Value& b, Span span,
                  std::uint64_t value = 0);
  Value typed_unary(UnaryOp op, const Value& v, Span span);
  Value typed_binary(BinaryOp op, Value a, Value b, Span whole, Span sign);
  Value angle_binary(BinaryOp op, Value a, Value b, Span whole, Span sign);
  Value duration_binary(BinaryOp op, Value a, Value b, Span whole, Span sign);
  bool needs_types(const Value& v) const;
  // A single bit or a boolean beside `other` in arithmetic: an integer that is 0 or 1 (C99, 6.3.1), of the
  // other's type, or an int. Other values are left as they are.
  Value promoted(const Value& v, const Value& other, Span span);
  // The same where a number is needed without another beside it, as a gate's parameter.
  Value number_of(const Value& v, Span span);
  Value typed_function(std::string_view name, const CallExpr& c, const Expr& e, bool& known);
  // v converted to a type, by the rules of casts; `sized` false: a width the program does not give.
  Value to_type(const Value& v, ir::ValueType type, Span span, bool sized = true);
  Value to_bool(const Value& v, Span span);
  Value integer_literal_as(const Value& v, ir::ValueType type) const;
  Value to_runtime(const Value& v);  // of what depends on inputs
  [[noreturn]] void wrong_types(BinaryOp op, const Value& a, const Value& b, Span span);
  // The scalar type of a declaration; `sized`: with a width.
  ir::ValueType scalar_type(const Type& type, bool& sized);

  // ---- sema_variables.cpp
  std::uint32_t new_variable(Variable v);
  void place_variable(std::uint32_t index, bool is_input = false);  // gives it an address
  void materialise(std::uint32_t index, ir::SourcePos source);      // from here on known only at run time
  // What is known of it, put into memory.
  void store_known(const Variable& v, ir::SourcePos source);
  void emit_assign(std::uint32_t address, ir::ValueType type, ir::ExprId index, std::uint32_t stride,
                   ir::ExprId value, ir::SourcePos source);
  bool is_static(const Variable& v) const { return v.known && v.level == dynamic_; }
  void declare_variable(Name name, ir::ValueType type, bool sized, std::vector<std::uint32_t> dims,
                        ExprId init, Span span, Span type_span);
  void declare_symbol(Name name, std::uint32_t variable, bool read_only = false);
  Value read(const Access& a, Span span);
  Value read_element(const Access& a, std::int64_t offset);
  void write(const Access& a, const Value& v, Span span, Span value_span);
  void write_element(const Access& a, std::int64_t offset, const Value& v, ir::SourcePos source);
  void assign(ExprId target, ExprId value, const Assignment& a, const Stmt& s);
  void assign_bits(const Selection& bits, ExprId value, const Value* known, Span span);
  bool is_wide(ExprId id);
  void assign_wide(const Selection& to, ExprId id, ir::SourcePos at);
  // The registers in it, which must have `count` bits.
  void wide_registers(ExprId id, std::uint32_t count, std::unordered_map<ExprId, Selection>& out);
  Value wide_piece(ExprId id, const std::unordered_map<ExprId, Selection>& registers, std::uint32_t first,
                   std::uint32_t n);
  Value bits_value(const Selection& bits, Span span);
  std::optional<Value> runtime_bit(ExprId id);  // c[i] with i known only at run time
  Value index_value(const Value& v, List items, Span span);
  Value concatenated(const ConcatExpr& c, Span span);
  // Measures into bits of its own and gives their value.
  Value measured(ExprId operand, Span span);
  void measure_into(Selection qubits, std::uint32_t address, Span span);
  // The text of an option, as a value of a type; false if it is none.
  bool parse_input(const std::string& text, ir::ValueType type, std::size_t elements,
                   std::vector<ir::Value>& values);

  // ---- sema_arrays.cpp
  // The name that an indexed expression begins with, or null.
  const Symbol* base_symbol(ExprId id);
  Access access(ExprId id);
  Access whole(const Symbol& symbol) const;
  void index_access(Access& a, List items, Span span);
  void assign_array(const Access& to, ExprId value, Span span);
  void fill_array(const Access& to, ExprId value, Span span);
  // A copy of a part whose place is known only at run time. The part's index is fixed.
  Access copied_part(Access& part, ir::SourcePos at);
  void copy_elements(const Access& from, const Access& to, ir::SourcePos at);

  // ---- sema_subroutines.cpp
  void define_subroutine(const SubroutineDecl& d);
  Value call_subroutine(std::uint32_t index, const CallExpr& c, const Expr& e);
  Value call_once(std::uint32_t index, const CallExpr& c, const Expr& e);  // the qubits being known
  void check_body(std::uint32_t index);
  void run_body(Subroutine& sub, Frame frame);
  void jump_return(const JumpStmt& j, const Stmt& s);

  // ---- sema_timing.cpp
  Value duration_of(const DurationOfExpr& d, Span span);
  ir::ExprId duration_operand(ExprId id);  // kNoExpr: known only to a backend
  std::uint32_t physical_qubit(std::uint32_t number, Span span);

  // ---- sema_operands.cpp: qubits and bits
  void select(ExprId id, bool quantum, Selection& out);
  void select_symbol(std::string_view name, Span span, bool quantum, Selection& out);
  void select_items(List items, const Expr& whole, Selection& out);
  struct Range {
    std::int64_t start, step;
    std::uint64_t count;
  };
  Range range(const RangeExpr& r, Span span, std::int64_t size);
  // `item` is the index as written, `whole` the operand.
  std::uint32_t checked_index(std::int64_t index, std::uint32_t size, Span item, Span whole);
  const Symbol& resolve(std::string_view name, Span span, std::string_view what);

  // ---- sema_calls.cpp: operations
  void call(const GateCall& c, const Stmt& s);
  const GateDef& callee(const GateCall& c, std::uint32_t& index);
  // `exponents`: those known only at run time, for which powers have slots.
  Modifiers modifiers(const GateCall& c, std::vector<Value>& exponents);
  void call_in_body(const GateCall& c, std::uint32_t gate, Modifiers mods);
  std::uint32_t broadcast_count(List operands, Span span);
  void check_distinct(const GateCall& c, std::uint32_t count);
  void add_args(std::size_t operands, std::uint32_t count, Operation& op);
  void measure(ExprId from, ExprId to, Span span);
  void reset(const ResetStmt& r, const Stmt& s);
  void barrier(const BarrierStmt& b, Span span);
  void delay(const DelayStmt& d, ir::ExprId duration, Span span);
  Cost call_cost(const GateDef& gate, const Modifiers* mods, Span span);
  void charge(Cost cost, Span span);
  bool exceeds_limit(const Cost& total) const;
  Cost& charged() { return gate_ ? gate_->cost : program_.cost; }

  // ---- sema_conditions.cpp, sema_control.cpp, sema_loops.cpp: conditions and control flow
  Condition condition(ExprId id);
  Condition plain_condition(ExprId id);
  bool is_plain_condition(ExprId id);
  bool is_plain_constant(ExprId id);
  Condition condition_binary(const BinaryExpr& b, const Expr& e);
  Condition to_boolean(Condition c);
  ir::ExprId condition_expr(const Condition& c);
  ir::ExprId equal_words(const Condition& a, const Condition& b);
  ir::ExprId add_expr(ir::Expr e);
  bool has_bits(ExprId id);
  // Rounds of a loop and of the loops inside it, up to `most`, without looking at anything else. `steps`
  // counts the work, which is small unless the bounds of inner loops depend on outer ones.
  std::uint64_t count_rounds(const ForStmt& f, std::uint64_t most, std::uint64_t& steps);
  void conditional(const Condition& c, List then_body, List else_body, bool has_else, const Stmt& s);
  void add_operation(OpKind kind, Span span, std::uint32_t gate = 0);
  void dynamic_block(List body);
  void dry(List body);  // checked, not executed
  // Statements of a body in the scope that is open.
  void statements(List body);
  // Before code that is executed under run-time conditions: what it assigns is known at run time only.
  void before_dynamic(List body, Span span);
  void collect_assigned(StmtId id, std::vector<std::string_view>& names);
  // Arrays that calls in an expression, or a call with this argument, may change.
  void collect_called(ExprId id, std::vector<std::string_view>& names);
  void collect_arrays(ExprId arg, std::vector<std::string_view>& names);
  void static_for(const ForStmt& f, const Stmt& s, bool blocked);
  bool runtime_for(const ForStmt& f, const Stmt& s);
  void bind_loop_variable(const ForStmt& f, const Value& raw, Span over, bool assigned);
  bool static_while(const WhileStmt& w, const Stmt& s);
  void rolled_while(const WhileStmt& w, const Stmt& s);
  bool assigns(List body, std::string_view name);
  void jump(const JumpStmt& j, const Stmt& s);
  // f(), or f() under a switch over every value of a qubit's index that is known only at run time; then
  // `before` is called first.
  void with_indices(Span span, const std::function<void()>& f, const std::function<void()>& before = {});
  Mark mark();
  void undo(const Mark& m);
  // What is executed here and now is bounded by the work it takes: expressions, statements, variables copied.
  void work(std::uint64_t units, Span span) {
    work_ += units;
    if (work_ > work_limit_) too_much_work(span);
  }
  [[noreturn]] void too_much_work(Span span);
  // While this lives, something is executed of which nobody knows how long it takes.
  struct OpenEnded {
    Sema& sema;
    std::uint64_t outer;
    OpenEnded(Sema& s, Span span);
    ~OpenEnded() {
      --sema.open_ended_;
      sema.work_limit_ = outer;
    }
    OpenEnded(const OpenEnded&) = delete;
    OpenEnded& operator=(const OpenEnded&) = delete;
  };
  // Whether f(jump, whether it stands in a loop inside) holds for a jump in a body.
  bool any_jump(List body, const std::function<bool(const JumpStmt&, bool)>& f, bool inner_loop = false);
  // Whether a statement in it may leave the loop whose body it is, or end the program.
  bool may_leave(List body);

  const Sources& sources_;
  Reporter& reporter_;
  const ParseOptions& options_;
  Ast* ast_;
  int language_ = 3;
  FileId file_ = 0;
  Scopes scopes_;
  Program program_;
  std::deque<std::string> library_names_;  // keys of library gates; addresses stay valid
  GateDef* gate_ = nullptr;                // the definition being read
  GateDef gate_storage_;
  Name gate_name_;
  Symbol gate_symbol_;
  std::vector<Variable> variables_;
  std::deque<Subroutine> subroutines_;
  std::vector<std::uint32_t> outputs_;  // variables
  std::vector<std::uint32_t> globals_;  // variables declared at the top level, neither inputs nor outputs
  std::unordered_set<std::string> used_inputs_;  // declared by the program
  std::vector<std::uint32_t> input_variables_;   // by symbol: the variable it is where a symbol will not do
  std::vector<Frame> frames_;
  std::uint32_t physical_register_ = 0;                        // $0 to here are the first qubits
  std::unordered_map<std::uint32_t, std::uint32_t> physical_;  // the others: number -> qubit
  std::unordered_map<ExprId, Value> indices_;  // run-time indices being repeated for one value
  // Results of the calls that the statement has made: each is made once, however often its value is needed.
  std::unordered_map<ExprId, Value> called_;
  unsigned dynamic_ = 0;  // enclosing constructs that depend on run-time values
  unsigned blocks_ = 0;   // enclosing kWhile and kBlock
  unsigned rolled_ = 0;   // enclosing kWhile
  unsigned dry_ = 0;      // checking what is not executed
  unsigned generic_ = 0;  // checking a subroutine without arguments
  unsigned cases_ = 0;    // repeating a statement for values of an index
  unsigned call_depth_ = 0;
  std::optional<Value> returned_;  // by the call that has just been executed
  bool ended_ = false;             // behind an unconditional `end`
  std::uint64_t work_ = 0;         // done so far
  std::uint64_t work_limit_;
  unsigned open_ended_ = 0;
  Place open_ended_at_;               // the outermost
  std::uint64_t changes_ = 0;         // of known variables
  bool subroutines_may_end_ = false;  // some subroutine can end the program
  std::uint64_t array_elements_ = 0;  // of all arrays
  unsigned loop_depth_ = 0;
  unsigned block_depth_ = 0;  // of if and for
  std::uint64_t statements_ = 0;
  std::uint64_t classical_bits_ = 0, qubits_ = 0;
  std::vector<Selection> selections_;
  std::unordered_set<std::uint32_t> seen_;
  bool shape_ = false;         // evaluating what decides how many operations a statement makes
  bool shape_varies_ = false;  // ... and a loop variable was read there
  bool code_may_fail_ = false;
};

}  // namespace qiao::qasm
