#include "direct_lane.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

#include "fast_lane.hpp"
#include "literals.hpp"
#include "sema.hpp"
#include "splitter.hpp"

namespace qiao::qasm {

namespace {

constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 0x80; ++c)
    table[static_cast<std::size_t>(c)] = is_word_byte(static_cast<unsigned char>(c));
  return table;
}();
bool word_byte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::size_t slot_of(std::string_view name, std::size_t slots) {
  const auto first = static_cast<unsigned char>(name.front()), last = static_cast<unsigned char>(name.back());
  const auto middle = static_cast<unsigned char>(name[name.size() / 2]);
  return (first * 7u + last * 31u + middle * 13u + name.size() * 5u) % slots;
}

// Powers of ten that a double holds exactly.
constexpr double kTens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

}  // namespace

DirectLane::DirectLane(Sema& sema, const Sources& sources, const ParseOptions& options)
    : sema_(sema), sources_(sources), options_(options), gates_(kGates), registers_(kRegisters) {}

std::uint32_t DirectLane::run(FileId file, std::uint32_t pos, int language) {
  // What this lane reads is never nested deeper than this.
  constexpr std::uint64_t kNesting = 8;
  if (options_.limits.max_nesting < kNesting) return pos;
  const std::string_view text = sources_[file].text();
  const char* const start = text.data();
  language_ = language;
  file_ = file;
  p_ = start + pos;
  end_ = start + text.size();
  ++epoch_;
  run_open_ = false;
  line_from_ = nullptr;
  const char* done = p_;
  while (p_ != end_) {
    begin_ = p_;
    if (!statement()) break;
    // Blanks and line comments, counting lines.
    for (;;) {
      while (p_ != end_ && is_blank(static_cast<unsigned char>(*p_))) {
        if (*p_ == '\n' || (*p_ == '\r' && (p_ + 1 == end_ || p_[1] != '\n'))) {
          ++line_;
          column_ = 1;
          line_from_ = p_ + 1;
        }
        ++p_;
      }
      if (end_ - p_ < 2 || p_[0] != '/' || p_[1] != '/') break;
      while (p_ != end_ && *p_ != '\n' && *p_ != '\r') ++p_;
    }
    done = p_;
  }
  return static_cast<std::uint32_t>(done - start);
}

bool DirectLane::statement() {
  std::string_view head;
  if (!name(head)) return false;
  if (head == "measure") return measure();
  if (head == "reset") return reset();
  if (p_ != end_ && *p_ == '[') return assigned_measurement(head);
  const Gate* g = gate(head);
  if (!g) return false;
  double params[kMaxParams];
  unsigned num_params = 0;
  if (take('(')) {
    do {
      if (num_params == kMaxParams || !parameter(params[num_params])) return false;
      ++num_params;
    } while (take(','));
    if (!take(')')) return false;
  }
  std::uint32_t qubits[kMaxQubits];
  unsigned num_qubits = 0;
  do {
    if (num_qubits == kMaxQubits || !operand(true, qubits[num_qubits])) return false;
    for (unsigned i = 0; i < num_qubits; ++i)
      if (qubits[i] == qubits[num_qubits]) return false;
    ++num_qubits;
  } while (take(','));
  if (num_params != g->num_params || num_qubits != g->num_qubits) return false;
  return finish(g->index, g->cost, qubits, num_qubits, params, num_params);
}

bool DirectLane::measure() {
  std::uint32_t bits[2];
  if (!operand(true, bits[0]) || end_ - p_ < 2 || p_[0] != '-' || p_[1] != '>') return false;
  p_ += 2;
  skip();
  return operand(false, bits[1]) && finish(FlatCalls::kMeasure, {1, 1, 0}, bits, 2, nullptr, 0);
}

bool DirectLane::reset() {
  std::uint32_t qubit;
  return operand(true, qubit) && finish(FlatCalls::kReset, {1, 1, 0}, &qubit, 1, nullptr, 0);
}

// c[0] = measure q[0];
bool DirectLane::assigned_measurement(std::string_view target) {
  std::uint32_t bits[2];
  std::string_view word;
  if (language_ == 2 || !indexed(target, false, bits[1]) || !take('=')) return false;
  return name(word) && word == "measure" && operand(true, bits[0]) &&
         finish(FlatCalls::kMeasure, {1, 1, 0}, bits, 2, nullptr, 0);
}

// The ';' and the operation itself.
bool DirectLane::finish(std::uint32_t gate, Cost cost, const std::uint32_t* bits, unsigned num_bits,
                        const double* params, unsigned num_params) {
  if (p_ == end_ || *p_ != ';') return false;
  ++p_;
  if (!sema_.charge_flat(cost)) return false;
  if (!options_.build_circuit) return true;
  if (!line_from_) {
    const auto position =
        sources_[file_].position(static_cast<std::uint32_t>(begin_ - sources_[file_].text().data()));
    line_ = position.line;
    column_ = position.column;
    line_from_ = begin_;
  }
  const auto column = column_ + static_cast<std::uint32_t>(begin_ - line_from_);
  sema_.append_flat(!run_open_, file_, gate, line_, std::min(column, 0xffffu), {bits, num_bits},
                    {params, num_params});
  run_open_ = true;
  return true;
}

const DirectLane::Gate* DirectLane::gate(std::string_view name) {
  Gate& entry = gates_[slot_of(name, kGates)];
  if (entry.epoch == epoch_ && entry.name == name) return &entry;
  const Sema::PlainGate plain = sema_.plain_gate(name);
  if (!plain.gate || plain.gate->num_params > kMaxParams || plain.gate->num_qubits > kMaxQubits ||
      is_keyword(name, language_))
    return nullptr;
  entry = {name, epoch_, plain.index, plain.gate->num_params, plain.gate->num_qubits, plain.cost};
  return &entry;
}

const DirectLane::Bits* DirectLane::bits(std::string_view name) {
  Bits& entry = registers_[slot_of(name, kRegisters)];
  if (entry.epoch == epoch_ && entry.name == name) return &entry;
  const Symbol* symbol = sema_.plain_bits(name);
  if (!symbol) return nullptr;
  entry = {name, epoch_, symbol->kind == SymbolKind::kQubits, symbol->scalar, symbol->index, symbol->size};
  return &entry;
}

bool DirectLane::name(std::string_view& out) {
  const char* begin = p_;
  if (p_ == end_ || digit(*p_)) return false;
  while (p_ != end_ && word_byte(*p_)) ++p_;
  if (p_ == begin || (p_ != end_ && static_cast<unsigned char>(*p_) >= 0x80)) return false;
  out = {begin, static_cast<std::size_t>(p_ - begin)};
  skip();
  return true;
}

bool DirectLane::operand(bool quantum, std::uint32_t& out) {
  std::string_view word;
  return name(word) && indexed(word, quantum, out);
}

// A single bit, or one of a register: "[3]" may follow the name.
bool DirectLane::indexed(std::string_view name, bool quantum, std::uint32_t& out) {
  const Bits* b = bits(name);
  if (!b || b->quantum != quantum) return false;
  if (p_ == end_ || *p_ != '[') {
    out = b->first;
    return b->scalar;
  }
  ++p_;
  const char* begin = p_;
  std::uint32_t index = 0;
  while (p_ != end_ && digit(*p_)) {
    if (p_ - begin == 9) return false;
    index = index * 10 + static_cast<std::uint32_t>(*p_ - '0');
    ++p_;
  }
  const auto length = static_cast<std::size_t>(p_ - begin);
  if (length == 0 || length > options_.limits.max_literal || (length > 1 && *begin == '0')) return false;
  if (b->scalar || index >= b->size || p_ == end_ || *p_ != ']') return false;
  ++p_;
  skip();
  out = b->first + index;
  return true;
}

// Numbers and pi with * and /, a sign in front. The arithmetic is that of Sema::value.
bool DirectLane::parameter(double& out) {
  const bool negative = take('-');
  Number value;
  if (!factor(value)) return false;
  // The sign binds closer than * and /.
  if (negative) {
    value.integer = -value.integer;
    value.real = value.is_integer ? static_cast<double>(value.integer) : -value.real;
  }
  for (unsigned operators = 0; p_ != end_ && (*p_ == '*' || *p_ == '/'); ++operators) {
    const char op = *p_++;
    if (operators == 8 || p_ == end_ || *p_ == '*' || *p_ == '/' || *p_ == '=') return false;
    skip();
    Number right;
    if (!factor(right)) return false;
    if (value.is_integer && right.is_integer) return false;  // integer arithmetic
    if (op == '/' && right.real == 0) return false;
    value.real = op == '*' ? value.real * right.real : value.real / right.real;
    value.is_integer = false;
    if (!std::isfinite(value.real)) return false;
  }
  out = value.real;
  return true;
}

bool DirectLane::factor(Number& out) {
  if (p_ == end_) return false;
  if (digit(*p_) || *p_ == '.') return literal(out);
  if (end_ - p_ < 3 || p_[0] != 'p' || p_[1] != 'i' || word_byte(p_[2]) ||
      static_cast<unsigned char>(p_[2]) >= 0x80 || !pi_is_builtin())
    return false;
  p_ += 2;
  skip();
  if (p_ != end_ && (*p_ == '(' || *p_ == '[')) return false;
  out = {std::numbers::pi, 0, false};
  return true;
}

bool DirectLane::literal(Number& out) {
  const char* const begin = p_;
  std::uint64_t mantissa = 0;
  const auto digits = [&] {
    const char* from = p_;
    while (p_ != end_ && digit(*p_)) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*p_++ - '0');
    return p_ - from;
  };
  const auto whole = digits();
  std::ptrdiff_t fraction = 0;
  int exponent = 0;
  bool is_integer = true;
  if (p_ != end_ && *p_ == '.') {
    ++p_;
    fraction = digits();
    if (whole + fraction == 0) return false;
    is_integer = false;
  }
  if (p_ != end_ && (*p_ == 'e' || *p_ == 'E')) {
    ++p_;
    const bool minus = p_ != end_ && *p_ == '-';
    if (p_ != end_ && (*p_ == '+' || *p_ == '-')) ++p_;
    const char* from = p_;
    while (p_ != end_ && digit(*p_) && p_ - from < 5) exponent = exponent * 10 + (*p_++ - '0');
    if (p_ == from) return false;
    if (minus) exponent = -exponent;
    is_integer = false;
  }
  const auto length = static_cast<std::size_t>(p_ - begin);
  if (p_ != end_ && (word_byte(*p_) || *p_ == '.' || static_cast<unsigned char>(*p_) >= 0x80)) return false;
  if (length > options_.limits.max_literal) return false;
  if (is_integer) {
    if (whole > 15 || (language_ == 2 && whole > 1 && *begin == '0')) return false;
    out.integer = static_cast<std::int64_t>(mantissa);
    out.real = static_cast<double>(mantissa);
    out.is_integer = language_ != 2;
  } else {
    const std::ptrdiff_t scale = exponent - fraction;
    if (whole + fraction <= 19 && mantissa <= 1ull << 53 && scale >= -22 && scale <= 22) {
      // Both exact, so that the one rounding is the right one.
      const auto m = static_cast<double>(mantissa);
      out.real = scale < 0 ? m / kTens[-scale] : m * kTens[scale];
    } else {
      out.real = float_value({begin, length});
      if (!std::isfinite(out.real)) return false;
    }
    out.is_integer = false;
    out.integer = 0;
  }
  skip();
  // An operator that this lane does not know, or a unit.
  return p_ != end_ && (*p_ == ',' || *p_ == ')' || *p_ == '*' || *p_ == '/');
}

bool DirectLane::pi_is_builtin() {
  if (pi_epoch_ != epoch_) {
    pi_epoch_ = epoch_;
    pi_builtin_ = sema_.pi_is_builtin();
  }
  return pi_builtin_;
}

}  // namespace qiao::qasm
