#pragma once
// The checker: gives the names, types and values of a statement their meaning and writes the checked program.
// It takes statements one by one, in the order of the text; gate definitions arrive as a head, statements and
// an end.
//
// After an error in a statement the checker says no more about that statement, and declares what the
// statement would have declared as poisoned, so that one mistake gives one message.

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

class Sema {
 public:
  Sema(const Sources& sources, Reporter& reporter, const ParseOptions& options, Ast& ast);

  // Before the first statement: declares the gates of the language.
  void set_language(int language);
  int language() const { return language_; }
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
  };
  struct Failed {};  // thrown to leave a statement after an error

  // ---- sema.cpp: statements and declarations
  void one(StmtId id);
  void block(List body);
  Place place(Span span) const { return {file_, span}; }
  ir::SourcePos source(Span span) const;
  [[noreturn]] void fail(Code code, Span span, std::string message, std::string help = {},
                         std::vector<Note> notes = {});
  [[noreturn]] void unsupported(Span span, std::string_view feature);
  // The first word of a statement, to underline it alone.
  Span keyword(Span statement) const;
  std::vector<Note> declared_note(const Symbol& symbol, std::string_view name) const;
  // Declares in the innermost scope, or fails with Q0203.
  void declare(Name name, Symbol symbol);
  void declare_poisoned(Name name);
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
  void visit(const PragmaStmt&, const Stmt&) {}
  std::uint32_t register_size(ExprId size, Name name, std::uint64_t have, std::string_view what);
  void open_gate(FileId file, const GateDecl& d);
  void append_library(std::vector<GateDef> gates, int language, bool replaceable, Place place);

  // ---- sema_expr.cpp: values
  Value value(ExprId id);
  Value evaluate(const NameExpr&, const Expr&);
  Value evaluate(const UnaryExpr&, const Expr&);
  Value evaluate(const BinaryExpr&, const Expr&);
  Value evaluate(const CallExpr&, const Expr&);
  Value evaluate(const CastExpr&, const Expr&);
  Value literal(const Expr& e, bool& done);
  Value accept(ValueOrError result, Span span);
  Value code_node(ParamOp op, Value a, Value b, bool may_fail);
  std::uint32_t code_slot(Value v);
  Value symbolic(BinaryOp op, Value a, Value b, Span span);
  Value symbolic_value(ir::Param param);
  ir::Param as_param(Value v) const;
  // A constant integer, or fails.
  std::int64_t constant_integer(ExprId id, std::string_view what);
  unsigned type_width(const Type& type);
  Value constant_of_type(Value v, TypeId type, Span span);

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
  Modifiers modifiers(const GateCall& c);
  void call_in_body(const GateCall& c, std::uint32_t gate, Modifiers mods);
  std::uint32_t broadcast_count(List operands, Span span);
  void check_distinct(const GateCall& c, std::uint32_t count);
  void add_args(std::size_t operands, std::uint32_t count, Operation& op);
  void measure(ExprId from, ExprId to, Span span);
  Cost call_cost(const GateDef& gate, const Modifiers* mods, Span span);
  void charge(Cost cost, Span span);
  bool exceeds_limit(const Cost& total) const;
  Cost& charged() { return gate_ ? gate_->cost : program_.cost; }

  // ---- sema_control.cpp: conditions and loops
  Condition condition(ExprId id);
  Condition condition_binary(const BinaryExpr& b, const Expr& e);
  Condition to_boolean(Condition c);
  ir::ExprId condition_expr(const Condition& c);
  ir::ExprId add_expr(ir::Expr e);
  bool has_bits(ExprId id);
  // Rounds of a loop and of the loops inside it, up to `most`, without looking at anything else. `steps`
  // counts the work, which is small unless the bounds of inner loops depend on outer ones.
  std::uint64_t count_rounds(const ForStmt& f, std::uint64_t most, std::uint64_t& steps);
  void conditional(const Condition& c, List then_body, List else_body, bool has_else, const Stmt& s);

  const Sources& sources_;
  Reporter& reporter_;
  const ParseOptions& options_;
  Ast& ast_;
  int language_ = 3;
  FileId file_ = 0;
  Scopes scopes_;
  Program program_;
  std::deque<std::string> library_names_;  // keys of library gates; addresses stay valid
  GateDef* gate_ = nullptr;                // the definition being read
  GateDef gate_storage_;
  Name gate_name_;
  Symbol gate_symbol_;
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
