#include "fast_lane.hpp"

#include <algorithm>
#include <array>

#include "literals.hpp"
#include "splitter.hpp"

namespace qiao::qasm {

namespace {

constexpr std::string_view kKeywords2[] = {"OPENQASM", "barrier", "cos",  "creg",    "exp",    "gate",
                                           "if",       "include", "ln",   "measure", "opaque", "qreg",
                                           "reset",    "sin",     "sqrt", "tan"};
constexpr std::string_view kKeywords3[] = {
    "OPENQASM",      "angle",   "array",    "barrier",    "bit",    "bool",    "box",    "break",   "cal",
    "case",          "complex", "const",    "continue",   "creg",   "ctrl",    "def",    "default", "defcal",
    "defcalgrammar", "delay",   "duration", "durationof", "else",   "end",     "extern", "false",   "float",
    "for",           "gate",    "gphase",   "if",         "in",     "include", "input",  "int",     "inv",
    "let",           "measure", "mutable",  "negctrl",    "output", "pow",     "pragma", "qreg",    "qubit",
    "readonly",      "reset",   "return",   "stretch",    "switch", "true",    "uint",   "void",    "while"};

class FlatReader {
 public:
  FlatReader(std::string_view text, std::uint32_t pos, int language, const Limits& limits, Ast& ast)
      : text_(text),
        pos_(pos),
        language_(language),
        limits_(limits),
        ast_(ast),
        // Well within max_nesting, so that only the splitter needs to know what exactly counts.
        max_depth_(static_cast<unsigned>(std::min<std::uint64_t>(32, limits.max_nesting / 2))),
        max_operators_(static_cast<unsigned>(std::min<std::uint64_t>(256, limits.max_nesting * 2))) {}

  std::optional<FlatStatement> read() {
    const std::uint32_t begin = pos_;
    Name head;
    if (!name(head)) return {};
    StmtNode node;
    if (head.text == "measure") {
      const auto from = operand();
      if (!from || text_.substr(pos_, 2) != "->") return {};
      pos_ += 2;
      skip();
      const auto to = operand();
      if (!to) return {};
      node = MeasureStmt{*from, *to};
    } else if (head.text == "reset") {
      const auto target = operand();
      if (!target) return {};
      node = ResetStmt{*target};
    } else if (head.text == "barrier") {
      const auto list = operands();
      if (!list) return {};
      node = BarrierStmt{*list};
    } else if (head.text == "include") {
      if (!include(node)) return {};
    } else if (head.text == "qreg" || head.text == "creg") {
      if (!old_declaration(head.text == "qreg", node)) return {};
    } else if (language_ == 3 && (head.text == "qubit" || head.text == "bit")) {
      if (!declaration(head.text == "qubit", node)) return {};
    } else if (reserved(head.text)) {
      return {};
    } else if (language_ == 3 && (peek() == '[' || peek() == '=')) {
      if (!assigned_measurement(head, node)) return {};
    } else {
      GateCall call{head, {}, {}, {}, kNone};
      if (take('(')) {
        const auto params = parameters();
        if (!params) return {};
        call.params = *params;
      }
      const auto list = operands();
      if (!list) return {};
      call.operands = *list;
      node = call;
    }
    if (peek() != ';') return {};
    ++pos_;
    return FlatStatement{ast_.add_stmt({begin, pos_}, node), pos_};
  }

  // gate name(a, b) q, r {
  std::optional<FlatStatement> read_gate_head() {
    const std::uint32_t begin = pos_;
    Name word, gate;
    if (!name(word) || word.text != "gate" || !name(gate) || reserved(gate.text)) return {};
    List params, qubits;
    if (take('(') && !take(')')) {
      const auto list = names();
      if (!list || !take(')')) return {};
      params = *list;
    }
    const auto list = names();
    if (!list || peek() != '{') return {};
    qubits = *list;
    ++pos_;
    return FlatStatement{ast_.add_stmt({begin, pos_}, GateDecl{gate, params, qubits, {}, false}), pos_};
  }

 private:
  static constexpr std::size_t kMaxItems = 4096;

  unsigned char peek() const { return pos_ < text_.size() ? static_cast<unsigned char>(text_[pos_]) : 0; }
  void skip() {
    while (pos_ < text_.size() && is_blank(static_cast<unsigned char>(text_[pos_]))) ++pos_;
  }
  bool take(char c) {
    if (peek() != static_cast<unsigned char>(c)) return false;
    ++pos_;
    skip();
    return true;
  }
  // ASCII names only. Leaves the position after following blanks.
  bool name(Name& out) {
    const std::uint32_t begin = pos_;
    if (is_digit(peek())) return false;
    while (is_word_byte(peek())) {
      if (peek() >= 0x80) return false;
      ++pos_;
    }
    if (pos_ == begin || pos_ - begin > limits_.max_identifier) return false;
    out = {text_.substr(begin, pos_ - begin), {begin, pos_}};
    skip();
    return true;
  }
  std::optional<ExprId> integer() {
    const std::uint32_t begin = pos_;
    while (is_digit(peek())) ++pos_;
    if (pos_ == begin || pos_ - begin > limits_.max_literal || is_word_byte(peek()) || peek() == '.')
      return {};
    if (language_ == 2 && text_[begin] == '0' && pos_ - begin > 1) return {};
    const ExprId id = ast_.add({begin, pos_}, integer_value(text_.substr(begin, pos_ - begin)));
    skip();
    return id;
  }
  // Names that the language keeps for itself.
  bool reserved(std::string_view word) const {
    return is_keyword(word, language_) || (language_ == 2 && word == "pi");
  }
  std::optional<List> names() {
    std::array<Name, 64> items;
    std::size_t count = 0;
    do {
      if (count == items.size() || !name(items[count]) || reserved(items[count].text)) return {};
      ++count;
    } while (take(','));
    return ast_.add(std::span<const Name>(items.data(), count));
  }
  // Paths of plain characters; the others are the grammar's.
  bool include(StmtNode& node) {
    const std::uint32_t begin = pos_;
    if (peek() != '"') return false;
    ++pos_;
    while (is_word_byte(peek()) || peek() == '.' || peek() == '/' || peek() == '-') ++pos_;
    if (peek() != '"') return false;
    ++pos_;
    node = IncludeStmt{{text_.substr(begin + 1, pos_ - begin - 2), {begin, pos_}}};
    skip();
    return true;
  }
  bool size(ExprId& out) {
    if (!take('[')) return false;
    const auto n = integer();
    if (!n || !take(']')) return false;
    out = *n;
    return true;
  }
  bool old_declaration(bool quantum, StmtNode& node) {
    Name n;
    ExprId count = kNone;
    if (!name(n) || reserved(n.text) || !size(count)) return false;
    if (quantum) node = QubitDecl{n, count, true};
    else node = BitDecl{n, count, kNone, true};
    return true;
  }
  bool declaration(bool quantum, StmtNode& node) {
    Name n;
    ExprId count = kNone;
    if ((peek() == '[' && !size(count)) || !name(n) || reserved(n.text)) return false;
    if (quantum) node = QubitDecl{n, count, false};
    else node = BitDecl{n, count, kNone, false};
    return true;
  }
  // c[0] = measure q[0];
  bool assigned_measurement(const Name& target, StmtNode& node) {
    const auto to = indexed(target);
    if (!to || !take('=')) return false;
    const std::uint32_t begin = pos_;
    Name word;
    if (!name(word) || word.text != "measure") return false;
    const auto from = operand();
    if (!from) return false;
    node = Assignment{*to, ast_.add({begin, ast_.expr(*from).span.end}, MeasureExpr{*from}), false};
    return true;
  }
  std::optional<ExprId> operand() {
    Name n;
    if (!name(n) || reserved(n.text)) return {};
    return indexed(n);
  }
  std::optional<ExprId> indexed(const Name& n) {
    const ExprId base = ast_.add(n.span, NameExpr{n.text});
    if (!take('[')) return base;
    const auto index = integer();
    if (!index || peek() != ']') return {};
    ++pos_;
    const ExprId item[] = {*index};
    const ExprId id = ast_.add({n.span.begin, pos_}, IndexExpr{base, ast_.add(item)});
    skip();
    return id;
  }
  std::optional<List> operands() {
    std::size_t count = 0;
    std::array<ExprId, 8> few;
    std::vector<ExprId> many;
    do {
      const auto id = operand();
      if (!id || count == kMaxItems) return {};
      if (count < few.size()) {
        few[count] = *id;
      } else {
        if (count == few.size()) many.assign(few.begin(), few.end());
        many.push_back(*id);
      }
      ++count;
    } while (take(','));
    if (count > few.size()) return ast_.add(many);
    return ast_.add(std::span<const ExprId>(few.data(), count));
  }
  std::optional<List> parameters() {
    std::array<ExprId, 8> items;
    std::size_t count = 0;
    if (take(')')) return List{};
    do {
      const auto id = sum(0);
      if (!id || count == items.size()) return {};
      items[count++] = *id;
    } while (take(','));
    if (!take(')')) return {};
    return ast_.add(std::span<const ExprId>(items.data(), count));
  }
  ExprId binary(BinaryOp op, ExprId left, ExprId right, std::uint32_t sign) {
    return ast_.add({ast_.expr(left).span.begin, ast_.expr(right).span.end},
                    BinaryExpr{op, left, right, {sign, sign + 1}});
  }
  std::optional<ExprId> sum(unsigned depth) {
    auto left = product(depth);
    while (left && (peek() == '+' || peek() == '-')) {
      const std::uint32_t sign = pos_;
      const char c = text_[pos_++];
      if (++operators_ > max_operators_ || peek() == '+' || peek() == '=' || peek() == '>') return {};
      skip();
      const auto right = product(depth);
      if (!right) return {};
      left = binary(c == '+' ? BinaryOp::kAdd : BinaryOp::kSub, *left, *right, sign);
    }
    return left;
  }
  std::optional<ExprId> product(unsigned depth) {
    auto left = unary(depth);
    while (left && (peek() == '*' || peek() == '/')) {
      const std::uint32_t sign = pos_;
      const char c = text_[pos_++];
      // Powers, comments and compound assignments are the grammar's.
      if (++operators_ > max_operators_ || peek() == '*' || peek() == '/' || peek() == '=') return {};
      skip();
      const auto right = unary(depth);
      if (!right) return {};
      left = binary(c == '*' ? BinaryOp::kMul : BinaryOp::kDiv, *left, *right, sign);
    }
    return left;
  }
  std::optional<ExprId> unary(unsigned depth) {
    const std::uint32_t begin = pos_;
    if (peek() != '-') return atom(depth);
    if (depth >= max_depth_) return {};
    ++pos_;
    skip();
    const auto operand = unary(depth + 1);
    if (!operand) return {};
    return ast_.add({begin, ast_.expr(*operand).span.end}, UnaryExpr{UnaryOp::kMinus, *operand});
  }
  std::optional<ExprId> atom(unsigned depth) {
    const std::uint32_t begin = pos_;
    if (depth >= max_depth_) return {};
    if (take('(')) {
      const auto inner = sum(depth + 1);
      if (!inner || !take(')')) return {};
      return inner;
    }
    if (is_digit(peek()) || peek() == '.') return number();
    Name n;
    if (!name(n) || is_keyword(n.text, language_) || peek() == '(' || peek() == '[') return {};
    return ast_.add({begin, n.span.end}, NameExpr{n.text});
  }
  std::optional<ExprId> number() {
    const std::uint32_t begin = pos_;
    while (is_digit(peek())) ++pos_;
    const std::uint32_t whole = pos_;
    if (peek() != '.' && peek() != 'e' && peek() != 'E') {
      pos_ = begin;
      return integer();
    }
    if (peek() == '.') {
      ++pos_;
      while (is_digit(peek())) ++pos_;
      if (pos_ == whole + 1 && whole == begin) return {};  // "."
    }
    if (peek() == 'e' || peek() == 'E') {
      ++pos_;
      if (peek() == '+' || peek() == '-') ++pos_;
      if (!is_digit(peek())) return {};
      while (is_digit(peek())) ++pos_;
    }
    if (pos_ - begin > limits_.max_literal || is_word_byte(peek()) || peek() == '.') return {};
    const ExprId id = ast_.add({begin, pos_}, FloatLiteral{float_value(text_.substr(begin, pos_ - begin))});
    skip();
    return id;
  }

  std::string_view text_;
  std::uint32_t pos_;
  int language_;
  const Limits& limits_;
  Ast& ast_;
  const unsigned max_depth_;      // of parentheses and signs; deeper expressions go through the grammar
  const unsigned max_operators_;  // of one statement, likewise
  unsigned operators_ = 0;
};

}  // namespace

std::span<const std::string_view> keywords(int language) {
  if (language == 2) return kKeywords2;
  return kKeywords3;
}

bool is_keyword(std::string_view word, int language) {
  const auto table = keywords(language);
  return std::binary_search(table.begin(), table.end(), word);
}

std::optional<FlatStatement> read_flat(std::string_view text, std::uint32_t pos, int language,
                                       const Limits& limits, Ast& ast) {
  return FlatReader(text, pos, language, limits, ast).read();
}

std::optional<FlatStatement> read_gate_head(std::string_view text, std::uint32_t pos, int language,
                                            const Limits& limits, Ast& ast) {
  return FlatReader(text, pos, language, limits, ast).read_gate_head();
}

}  // namespace qiao::qasm
