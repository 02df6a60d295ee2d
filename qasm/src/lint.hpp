#pragma once
// What other readers of OpenQASM would refuse or take for something else, found while a program is read. The
// rules are in lint_rules.def; nothing here decides whether the program is right.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ast.hpp"
#include "diagnostics.hpp"
#include "qiao/qasm/parse.hpp"
#include "source.hpp"

namespace qiao::qasm {

class Linter {
 public:
  Linter(const Sources& sources, Reporter& reporter, const ParseOptions& options, const Ast& ast)
      : sources_(sources), reporter_(reporter), options_(options), ast_(ast) {}

  bool on() const { return !options_.lint.empty(); }
  // The version statement, or an empty span where it is missing.
  void version(FileId file, Span span, int language);
  // Each statement, in the order of the text; definitions as their head, then the statements of their body
  // (`in_gate`), then the closing brace.
  void statement(FileId file, StmtId id, bool in_gate);
  void close_gate(FileId file, std::uint32_t end);
  // After the last statement of the program.
  void finish();

 private:
  struct Register {
    Place declared;
    bool quantum = false, scalar = false;
    std::uint32_t first = 0, size = 0;
  };
  bool wants(Tool tool) const;
  void find(LintRule rule, Span span, std::string message, std::string fix);
  std::string_view text(Span span) const {
    return sources_[file_].text().substr(span.begin, span.end - span.begin);
  }
  Span keyword(Span span) const;
  std::uint32_t line_of(std::uint32_t offset) const { return sources_[file_].position(offset).line; }

  // The layout of the text.
  void comments(FileId file);
  void layout(Span span, bool definition);
  // Statements, also inside blocks.
  void inner(StmtId id);
  void body(List list);
  template <class T>
  void check(const T&, const Stmt&) {}
  void check(const IncludeStmt& n, const Stmt& s);
  void check(const EmptyStmt& n, const Stmt& s);
  void check(const QubitDecl& n, const Stmt& s);
  void check(const BitDecl& n, const Stmt& s);
  void check(const ClassicalDecl& n, const Stmt& s);
  void check(const AliasDecl& n, const Stmt& s);
  void check(const DelayStmt& n, const Stmt& s);
  void check(const GateDecl& n, const Stmt& s);
  void check(const GateCall& n, const Stmt& s);
  void check(const MeasureStmt& n, const Stmt& s);
  void check(const ResetStmt& n, const Stmt& s);
  void check(const BarrierStmt& n, const Stmt& s);
  void check(const BoxStmt& n, const Stmt& s);
  void check(const Assignment& n, const Stmt& s);
  void check(const IfStmt& n, const Stmt& s);
  void check(const ForStmt& n, const Stmt& s);
  void check(const WhileStmt& n, const Stmt& s);
  void check(const SwitchStmt& n, const Stmt& s);
  void check(const SubroutineDecl& n, const Stmt& s);
  void check(const ExternDecl& n, const Stmt& s);
  void check(const JumpStmt& n, const Stmt& s);
  void check(const CalibrationStmt& n, const Stmt& s);
  void check(const PragmaStmt& n, const Stmt& s);
  void declared(const Name& name);
  void declare_register(const Name& name, ExprId size, bool quantum);
  void local_declaration(const Stmt& s);
  void qubits_of(Span span, bool physical);  // which kinds the program uses
  void duration(ExprId id);
  void range_end(ExprId item);
  void measured(ExprId from, ExprId to);
  void operand(ExprId id);
  void parameter(ExprId id);
  void numbers(ExprId id);
  bool uses_loop_variable(ExprId id) const;
  void condition(ExprId id);
  bool qiskit_takes(ExprId condition) const;
  const Register* bits_of(ExprId id, bool& single) const;
  void unknown_to_qiskit(const Stmt& s, std::string_view what);

  const Sources& sources_;
  Reporter& reporter_;
  const ParseOptions& options_;
  const Ast& ast_;
  int language_ = 0;
  FileId file_ = 0;
  bool in_gate_ = false;
  std::vector<std::uint64_t> found_;  // by rule
  std::uint32_t last_line_ = 0;       // of the statement before
  bool last_any_ = false;
  std::map<std::string, Register, std::less<>> registers_;
  std::set<std::string, std::less<>> own_gates_, loop_variables_;
  std::uint32_t num_qubits_ = 0, num_bits_ = 0;
  std::uint32_t used_qubits_ = 0;  // the highest used + 1
  std::uint32_t measured_ = 0;     // bits so far
  bool order_reported_ = false;
  unsigned depth_ = 0;  // of blocks
  bool physical_seen_ = false, declared_seen_ = false, mixing_reported_ = false;
};

}  // namespace qiao::qasm
