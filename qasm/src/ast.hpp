#pragma once
// The syntax tree of OpenQASM 2 and 3: typed nodes in pools, referred to by index, so that reading a million
// statements allocates nothing after the first few. One Ast holds one statement at a time (the reader clears
// and refills it). Names are views into the source text, which outlives the tree. No ANTLR here.

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace qiao::qasm {

// Bytes [begin, end) of the file being read.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Name {
  std::string_view text;
  Span span;
};

using ExprId = std::uint32_t;
using StmtId = std::uint32_t;
using TypeId = std::uint32_t;
inline constexpr std::uint32_t kNone = 0xffffffffu;

// `count` consecutive entries of a pool, from `first`.
struct List {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// ---------------------------------------------------------------- expressions
enum class UnaryOp : std::uint8_t { kPlus, kMinus, kNot, kBitNot };
enum class BinaryOp : std::uint8_t {
  kAdd,
  kSub,
  kMul,
  kDiv,
  kMod,
  kPow,
  kShiftLeft,
  kShiftRight,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kBitAnd,
  kBitXor,
  kBitOr,
  kAnd,
  kOr,
};
std::string_view spelling(UnaryOp op);
std::string_view spelling(BinaryOp op);

struct IntegerLiteral {
  std::uint64_t value = 0;
  bool overflow = false;  // does not fit 64 bits
};
struct FloatLiteral {
  double value = 0;
};
struct BoolLiteral {
  bool value = false;
};
struct BitsLiteral {
  std::string_view digits;
};  // between the quotes, first digit most significant
struct ImaginaryLiteral {
  double value = 0;
};
struct DurationLiteral {
  std::string_view text;
};
struct NameExpr {
  std::string_view text;
};
struct HardwareQubit {
  std::uint32_t index = 0;
};
struct UnaryExpr {
  UnaryOp op;
  ExprId operand;
};
struct BinaryExpr {
  BinaryOp op;
  ExprId left, right;
  Span sign;
};  // sign: the operator itself
struct CallExpr {
  Name name;
  List args;
};
struct CastExpr {
  TypeId type;
  ExprId operand;
};
struct IndexExpr {
  ExprId base;
  List items;
};  // expressions, ranges, or one set
struct RangeExpr {
  ExprId start, stop, step;
};  // each may be kNone
struct SetExpr {
  List items;
};
struct ArrayExpr {
  List items;
};
struct ConcatExpr {
  List items;
};
struct MeasureExpr {
  ExprId operand;
};
struct DurationOfExpr {
  List body;
};  // statements

using ExprNode =
    std::variant<IntegerLiteral, FloatLiteral, BoolLiteral, BitsLiteral, ImaginaryLiteral, DurationLiteral,
                 NameExpr, HardwareQubit, UnaryExpr, BinaryExpr, CallExpr, CastExpr, IndexExpr, RangeExpr,
                 SetExpr, ArrayExpr, ConcatExpr, MeasureExpr, DurationOfExpr>;
struct Expr {
  Span span;
  ExprNode node;
};

// ---------------------------------------------------------------- types
enum class TypeKind : std::uint8_t {
  kBit,
  kInt,
  kUint,
  kFloat,
  kAngle,
  kBool,
  kDuration,
  kStretch,
  kVoid,
  kComplex,
  kArray,
  kArrayReference,
  kQubit,
};
std::string_view spelling(TypeKind kind);
struct Type {
  Span span;
  TypeKind kind = TypeKind::kBit;
  ExprId width = kNone;     // the designator
  TypeId element = kNone;   // of arrays and complex
  List dimensions;          // of arrays: expressions
  bool is_mutable = false;  // of array references
  ExprId rank = kNone;      // of array references: #dim = rank, without dimensions
};

// ---------------------------------------------------------------- statements
struct Modifier {
  enum class Kind : std::uint8_t { kInv, kPow, kCtrl, kNegCtrl } kind;
  ExprId argument;  // kNone if absent
  Span span;
};
struct Parameter {
  Name name;
  TypeId type;
};

struct VersionStmt {};
struct EmptyStmt {};
struct IncludeStmt {
  Name path;
};  // without quotes
// qubit[n] q; qreg q[n]; bit[n] c; creg c[n]: `old` for the second spelling of each, size kNone for a single
// one.
struct QubitDecl {
  Name name;
  ExprId size;
  bool old;
};
struct BitDecl {
  Name name;
  ExprId size;
  ExprId init;
  bool old;
};
struct ClassicalDecl {
  enum class Kind : std::uint8_t { kVariable, kConst, kInput, kOutput } kind;
  TypeId type;
  Name name;
  ExprId init;  // kNone if absent
};
struct AliasDecl {
  Name name;
  ExprId value;
};
// `body` as read by the parser; gate bodies of top-level definitions are read statement by statement and
// arrive later.
struct GateDecl {
  Name name;
  List params, qubits;
  List body;
  bool opaque;
};  // params, qubits: names
struct SubroutineDecl {
  Name name;
  List params;
  TypeId result;
  List body;
};
struct ExternDecl {
  Name name;
  List params;  // types
  TypeId result;
};
struct GateCall {
  Name name;
  List modifiers, params, operands;
  ExprId designator;
};
struct MeasureStmt {
  ExprId operand, target;
};  // target kNone: result dropped
struct ResetStmt {
  ExprId operand;
};
struct BarrierStmt {
  List operands;
};
struct DelayStmt {
  ExprId duration;
  List operands;
};
struct BoxStmt {
  ExprId duration;
  List body;
};
struct Assignment {
  ExprId target, value;
  bool compound;
  BinaryOp op;    // of compound ones
  bool inverted;  // ~=
};
struct ExpressionStmt {
  ExprId value;
};
struct IfStmt {
  ExprId condition;
  List then_body, else_body;
  bool has_else;
};
struct ForStmt {
  TypeId type;
  Name variable;
  ExprId over;
  List body;
};
struct WhileStmt {
  ExprId condition;
  List body;
};
struct SwitchCase {
  List values;  // none: default
  List body;
  Span span;  // of the keyword
};
struct SwitchStmt {
  ExprId subject;
  List cases;
};
struct JumpStmt {
  enum class Kind : std::uint8_t { kBreak, kContinue, kEnd, kReturn } kind;
  ExprId value;
};
struct CalibrationStmt {
  std::string_view keyword;
  std::string_view text;
};  // cal, defcal, defcalgrammar
struct PragmaStmt {
  std::string_view text;
};

using StmtNode = std::variant<EmptyStmt, VersionStmt, IncludeStmt, QubitDecl, BitDecl, ClassicalDecl,
                              AliasDecl, GateDecl, SubroutineDecl, ExternDecl, GateCall, MeasureStmt,
                              ResetStmt, BarrierStmt, DelayStmt, BoxStmt, Assignment, ExpressionStmt, IfStmt,
                              ForStmt, WhileStmt, SwitchStmt, JumpStmt, CalibrationStmt, PragmaStmt>;
struct Stmt {
  Span span;
  StmtNode node;
  List annotations;  // names: the text after '@'
};

// ---------------------------------------------------------------- pools
class Ast {
 public:
  void clear() {
    exprs_.clear();
    stmts_.clear();
    types_.clear();
    ids_.clear();
    names_.clear();
    modifiers_.clear();
    params_.clear();
    cases_.clear();
  }
  ExprId add(Span span, ExprNode node) {
    exprs_.push_back({span, node});
    return static_cast<ExprId>(exprs_.size() - 1);
  }
  StmtId add_stmt(Span span, StmtNode node) {
    stmts_.push_back({span, node, {}});
    return static_cast<StmtId>(stmts_.size() - 1);
  }
  TypeId add(Type type) {
    types_.push_back(type);
    return static_cast<TypeId>(types_.size() - 1);
  }
  List add(std::span<const std::uint32_t> ids) { return append(ids_, ids); }
  List add(std::span<const Name> names) { return append(names_, names); }
  List add(std::span<const Modifier> modifiers) { return append(modifiers_, modifiers); }
  List add(std::span<const Parameter> params) { return append(params_, params); }
  List add(std::span<const SwitchCase> cases) { return append(cases_, cases); }

  const Expr& expr(ExprId id) const { return exprs_[id]; }
  const Stmt& stmt(StmtId id) const { return stmts_[id]; }
  Stmt& stmt(StmtId id) { return stmts_[id]; }
  const Type& type(TypeId id) const { return types_[id]; }
  std::span<const std::uint32_t> ids(List list) const { return {ids_.data() + list.first, list.count}; }
  std::span<const Name> names(List list) const { return {names_.data() + list.first, list.count}; }
  std::span<const Modifier> modifiers(List list) const {
    return {modifiers_.data() + list.first, list.count};
  }
  std::span<const Parameter> params(List list) const { return {params_.data() + list.first, list.count}; }
  std::span<const SwitchCase> cases(List list) const { return {cases_.data() + list.first, list.count}; }
  std::size_t num_exprs() const { return exprs_.size(); }
  std::size_t num_stmts() const { return stmts_.size(); }

 private:
  template <class T>
  static List append(std::vector<T>& pool, std::span<const T> items) {
    const List list{static_cast<std::uint32_t>(pool.size()), static_cast<std::uint32_t>(items.size())};
    pool.insert(pool.end(), items.begin(), items.end());
    return list;
  }
  std::vector<Expr> exprs_;
  std::vector<Stmt> stmts_;
  std::vector<Type> types_;
  std::vector<std::uint32_t> ids_;
  std::vector<Name> names_;
  std::vector<Modifier> modifiers_;
  std::vector<Parameter> params_;
  std::vector<SwitchCase> cases_;
};

// One line per node, for tests that compare two ways of reading the same text. Spans are included.
std::string dump(const Ast& ast, StmtId id);

}  // namespace qiao::qasm
