#include "draw_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"

namespace qiao::ir::draw {
namespace {

constexpr unsigned kMaxWires = 4096;
constexpr std::size_t kMaxCells = 400'000;    // wires x layers: bounds time and memory of a drawing
constexpr std::size_t kMaxLabelColumns = 60;  // of one symbol

// Text of a classical expression; parentheses only where precedence needs them.
class ExprPrinter {
 public:
  explicit ExprPrinter(const Circuit& circuit) : circuit_(circuit) {}

  std::string text(ExprId id, int outer = 0) {
    if (++nodes_ > 64) return "...";  // longer than any label
    const Expr& e = circuit_.expr(id);
    const auto binary = [&](const char* op, int level) {
      std::string s = text(e.a, level) + op + text(e.b, level + 1);
      return level < outer ? "(" + s + ")" : s;
    };
    const auto call = [&](std::string name) {
      return name + "(" + text(e.a) + (is_binary(e.op) ? "," + text(e.b) : "") + ")";
    };
    switch (e.op) {
      case ExprOp::kConst:
        switch (e.type.kind) {
          case ValueKind::kInt:
            return fmt::to_string(static_cast<std::int64_t>(e.value));
          case ValueKind::kFloat:
            return fmt::format("{:.4g}", std::bit_cast<double>(e.value));
          case ValueKind::kAngle:
            return fmt::format("{:.4g}", radians(e.value, e.type.width));
          case ValueKind::kBool:
            return e.value ? "true" : "false";
          default:
            return fmt::to_string(e.value);
        }
      case ExprOp::kBit:
        bits_.push_back(e.a);
        return circuit_.clbit_name(e.a);
      case ExprOp::kBits:
        return range_text(e.a, e.b);
      case ExprOp::kElement:
        bits_.push_back(e.a);
        for (const Variable& v : circuit_.variables())
          if (e.a >= v.first && e.a - v.first < v.bits) return v.name + "[" + text(e.b) + "]";
        for (const Register& r : circuit_.cregs())
          if (e.a >= r.offset && e.a - r.offset < r.size) return r.name + "[" + text(e.b) + "]";
        return "?";
      case ExprOp::kIndex:
      case ExprOp::kCast:
        return text(e.a, outer);
      case ExprOp::kBitAt:
        return text(e.a, 11) + "[" + text(e.b) + "]";
      case ExprOp::kPair:
        if (e.type.kind == ValueKind::kDuration) return duration_text(e);
        return "(" + text(e.a) + "+" + text(e.b, 9) + "im)";
      case ExprOp::kReal:
        return call("real");
      case ExprOp::kImag:
        return call("imag");
      case ExprOp::kNot:
        return "!" + text(e.a, 9);
      case ExprOp::kBitNot:
        return "~" + text(e.a, 9);
      case ExprOp::kNeg:
        return "-" + text(e.a, 9);
      case ExprOp::kOr:
        return binary(" || ", 1);
      case ExprOp::kAnd:
        return binary(" && ", 2);
      case ExprOp::kBitOr:
        return binary(" | ", 3);
      case ExprOp::kBitXor:
        return binary(" ^ ", 4);
      case ExprOp::kBitAnd:
        return binary(" & ", 5);
      case ExprOp::kEq:
        return binary("==", 6);
      case ExprOp::kNe:
        return binary("!=", 6);
      case ExprOp::kLt:
        return binary("<", 7);
      case ExprOp::kLe:
        return binary("<=", 7);
      case ExprOp::kGt:
        return binary(">", 7);
      case ExprOp::kGe:
        return binary(">=", 7);
      case ExprOp::kShiftLeft:
        return binary("<<", 8);
      case ExprOp::kShiftRight:
        return binary(">>", 8);
      case ExprOp::kAdd:
        return binary("+", 9);
      case ExprOp::kSub:
        return binary("-", 9);
      case ExprOp::kMul:
        return binary("*", 10);
      case ExprOp::kDiv:
        return binary("/", 10);
      case ExprOp::kMod:
        return binary("%", 10);
      case ExprOp::kPow:
        return binary("**", 11);
      case ExprOp::kRotateLeft:
        return call("rotl");
      case ExprOp::kRotateRight:
        return call("rotr");
      case ExprOp::kPopcount:
        return call("popcount");
      case ExprOp::kSin:
        return call("sin");
      case ExprOp::kCos:
        return call("cos");
      case ExprOp::kTan:
        return call("tan");
      case ExprOp::kArcsin:
        return call("arcsin");
      case ExprOp::kArccos:
        return call("arccos");
      case ExprOp::kArctan:
        return call("arctan");
      case ExprOp::kExp:
        return call("exp");
      case ExprOp::kLog:
        return call("log");
      case ExprOp::kSqrt:
        return call("sqrt");
      case ExprOp::kFloor:
        return call("floor");
      case ExprOp::kCeiling:
        return call("ceiling");
      case ExprOp::kFault:
        return "error";
    }
    return "?";
  }
  // One bit of each register (or run of bits) that the printed expression reads.
  const std::vector<Clbit>& bits() const { return bits_; }

 private:
  std::string range_text(Clbit first, std::uint32_t count) {
    bits_.push_back(first);
    for (const Register& r : circuit_.cregs())
      if (r.offset == first && r.size == count) return r.name;
    for (const Variable& v : circuit_.variables())
      if (v.first == first && v.bits == count) return v.name;
    if (count <= 1) return circuit_.clbit_name(first);
    return circuit_.clbit_name(first) + ".." + circuit_.clbit_name(first + count - 1);
  }
  // "100ns", "16dt"
  std::string duration_text(const Expr& e) {
    const Expr &seconds = circuit_.expr(e.a), &samples = circuit_.expr(e.b);
    if (seconds.op != ExprOp::kConst || samples.op != ExprOp::kConst) return "?";
    const double s = std::bit_cast<double>(seconds.value), dt = std::bit_cast<double>(samples.value);
    if (s == 0) return fmt::format("{:.6g}dt", dt);
    const double size = std::abs(s);
    const auto [unit, scale] = size < 1e-6   ? std::pair{"ns", 1e9}
                               : size < 1e-3 ? std::pair{"us", 1e6}
                               : size < 1    ? std::pair{"ms", 1e3}
                                             : std::pair{"s", 1.0};
    const std::string text = fmt::format("{:.6g}{}", s * scale, unit);
    return dt == 0 ? text : fmt::format("{}+{:.6g}dt", text, dt);
  }

  const Circuit& circuit_;
  std::vector<Clbit> bits_;
  int nodes_ = 0;
};

std::string expr_text(const Circuit& circuit, ExprId id) { return ExprPrinter(circuit).text(id); }

std::string param_text(const Instruction& in, unsigned i, const Circuit& circuit, bool ascii) {
  if (in.param_expr(i) != kNoExpr) return expr_text(circuit, in.param_expr(i));
  if (!in.is_symbolic()) return angle_text(in.params()[i], ascii);
  const Param p = in.param(i);
  std::string text;
  for (const auto& [symbol, coefficient] : p.terms()) {
    if (!text.empty()) text += coefficient < 0 ? "-" : "+";
    else if (coefficient < 0) text += "-";
    const double c = std::abs(coefficient);
    if (c != 1) text += fmt::format("{:.4g}*", c);
    text += circuit.symbols()[symbol];
  }
  if (p.constant() != 0 || text.empty()) {
    if (!text.empty() && p.constant() > 0) text += "+";
    text += angle_text(p.constant(), ascii);
  }
  return text;
}

// "Rz(π/2)", "H", "√X"
std::string gate_label(const Instruction& in, const Circuit& circuit, bool ascii) {
  std::string label(gate_info(in.gate()).name);
  if (in.gate() == GateId::kI) label = "I";
  else if (in.gate() == GateId::kSX && !ascii) label = "√X";
  else if (in.gate() == GateId::kSXdg && !ascii) label = "√X†";
  else if ((in.gate() == GateId::kSdg || in.gate() == GateId::kTdg) && !ascii)
    label = in.gate() == GateId::kSdg ? "S†" : "T†";
  else if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  if (in.gate() == GateId::kUnitary) return label;
  std::string params;
  for (unsigned i = 0; i < gate_info(in.gate()).num_params(); ++i)
    params += (i ? "," : "") + param_text(in, i, circuit, ascii);
  return params.empty() ? label : label + "(" + params + ")";
}

class Builder {
 public:
  Builder(const Circuit& circuit, const DrawOptions& options) : circuit_(circuit), options_(options) {
    make_wires();
    max_layers_ = std::max<std::size_t>(16, kMaxCells / std::max<std::size_t>(1, out_.wires.size()));
    free_.assign(out_.wires.size(), 0);
  }

  Layout build() {
    block(Circuit::kMainBlock);
    if (phase_ != 0)
      out_.global_phase = angle_text(std::remainder(phase_, 2 * std::numbers::pi), options_.ascii);
    std::uint64_t total = 0;
    for (BlockId b = 0; b < circuit_.num_blocks(); ++b) total += circuit_.size(b);
    out_.omitted = total - drawn_;
    return std::move(out_);
  }

 private:
  void make_wires() {
    const bool all = options_.idle_qubits && circuit_.num_qubits() <= kMaxWires;
    if (all) {
      for (Qubit q = 0; q < circuit_.num_qubits(); ++q) qubits_.push_back(q);
    } else {
      qubits_ = active_qubits(circuit_);
    }
    const std::size_t wires = qubits_.size() + circuit_.cregs().size();
    if (wires > kMaxWires)
      throw Error(
          ErrorCode::kLimit,
          fmt::format("a drawing of {} wires is too large to look at; the limit is {}", wires, kMaxWires));
    for (const Qubit q : qubits_) out_.wires.push_back({circuit_.qubit_name(q), false, 1});
    out_.num_qubits = static_cast<unsigned>(qubits_.size());
    for (const Register& r : circuit_.cregs())
      if (r.size > 0) {
        creg_wires_.emplace_back(r.offset, static_cast<unsigned>(out_.wires.size()));
        out_.wires.push_back({r.name, true, r.size});
      }
  }

  bool has_wire(Qubit q) const { return std::binary_search(qubits_.begin(), qubits_.end(), q); }
  unsigned wire(Qubit q) const {
    return static_cast<unsigned>(std::lower_bound(qubits_.begin(), qubits_.end(), q) - qubits_.begin());
  }
  // Wire of the register that bit c is in, and the bit's index there.
  std::pair<unsigned, std::uint32_t> bit_place(Clbit c) const {
    auto after = std::upper_bound(creg_wires_.begin(), creg_wires_.end(), c,
                                  [](Clbit value, const auto& entry) { return value < entry.first; });
    --after;
    return {after->second, c - after->first};
  }

  // Puts the element into the first layer where all wires from top to bottom are free.
  bool place(Element e) {
    unsigned lo = ~0u, hi = 0;
    const auto include = [&](unsigned w) {
      lo = std::min(lo, w);
      hi = std::max(hi, w);
    };
    for (const unsigned w : e.targets) include(w);
    for (const Dot& d : e.controls) include(d.wire);
    if (lo == ~0u) return true;  // nothing to see
    e.top = lo;
    e.bottom_qubit = hi;
    for (const unsigned w : e.classical) include(w);
    e.bottom = hi;
    e.label = shortened(e.label, kMaxLabelColumns, options_.ascii);
    e.classical_label = shortened(e.classical_label, kMaxLabelColumns, options_.ascii);
    std::size_t layer = 0;
    for (unsigned w = e.top; w <= e.bottom; ++w) layer = std::max(layer, free_[w]);
    if (layer >= max_layers_) return false;
    for (unsigned w = e.top; w <= e.bottom; ++w) free_[w] = layer + 1;
    if (layer >= out_.layers.size()) out_.layers.resize(layer + 1);
    out_.layers[layer].push_back(std::move(e));
    return true;
  }

  // The element of anything but a block. False if there is nothing to draw.
  bool element(const Instruction& in, Element& e) {
    switch (in.kind()) {
      case OpKind::kGate:
        return gate_element(in, e);
      case OpKind::kMeasure: {
        e.shape = Shape::kMeasure;
        e.label = "M";
        e.targets = {wire(in.targets()[0])};
        const auto [w, index] = bit_place(in.clbit());
        e.classical = {w};
        e.classical_label = fmt::to_string(index);
        return true;
      }
      case OpKind::kReset:
        e.shape = Shape::kReset;
        e.label = "|0>";
        e.targets = {wire(in.targets()[0])};
        return true;
      case OpKind::kBarrier:
        e.shape = Shape::kBarrier;
        for (const Qubit q : in.targets())
          if (has_wire(q)) e.targets.push_back(wire(q));
        std::sort(e.targets.begin(), e.targets.end());
        return true;
      case OpKind::kDelay:
        e.label = in.duration() == kNoExpr ? "delay" : "delay " + expr_text(circuit_, in.duration());
        for (const Qubit q : in.targets())
          if (has_wire(q)) e.targets.push_back(wire(q));
        std::sort(e.targets.begin(), e.targets.end());
        return true;
      case OpKind::kAssign:
        return assignment(in, e);
      case OpKind::kBreak:
      case OpKind::kContinue:
      case OpKind::kEnd:
        // A mark on the wires of the innermost block that is drawn.
        if (frames_.empty()) return false;
        e.label = in.kind() == OpKind::kBreak ? "break" : in.kind() == OpKind::kContinue ? "continue" : "end";
        e.targets = {frames_.back().first};
        return true;
      case OpKind::kIf:
      case OpKind::kWhile:
      case OpKind::kSwitch:
      case OpKind::kBlock:
        break;
    }
    return false;
  }

  // `c[0] = a & b`, written on the register's wire; variables have no wire and are not drawn.
  bool assignment(const Instruction& in, Element& e) {
    const Destination d = in.destination();
    if (d.first >= circuit_.num_result_bits() || out_.num_qubits == 0) return false;
    const auto [w, index] = bit_place(d.first);
    e.shape = Shape::kBox;
    e.classical = {w};
    e.targets = {w};
    const unsigned bits = stored_bits(d.type);
    const bool whole = d.index == kNoExpr && index == 0 && bits == out_.wires[w].size;
    std::string where;
    if (d.index != kNoExpr) where = "[" + expr_text(circuit_, d.index) + "]";
    else if (!whole)
      where = bits == 1 ? fmt::format("[{}]", index) : fmt::format("[{}:{}]", index, index + bits - 1);
    e.label = where + "=" + expr_text(circuit_, in.value());
    return true;
  }

  bool gate_element(const Instruction& in, Element& e) {
    e.label = gate_label(in, circuit_, options_.ascii);
    for (const Qubit q : in.targets()) e.targets.push_back(wire(q));
    for (unsigned i = 0; i < in.num_controls(); ++i)
      e.controls.push_back({wire(in.control(i).qubit()), in.control(i).positive()});
    const bool controlled = !e.controls.empty();
    switch (in.gate()) {
      case GateId::kGPhase:
        if (!controlled) return false;
        if (e.controls.size() == 1) {  // a lone dot has no line to write the angle beside
          e.targets = {e.controls[0].wire};
          return true;
        }
        e.shape = Shape::kDots;
        return true;
      case GateId::kZ:
      case GateId::kP:
        if (!controlled) return true;
        e.shape = Shape::kDots;
        if (in.gate() == GateId::kZ) e.label.clear();
        e.controls.push_back({e.targets[0], true});
        e.targets.clear();
        return true;
      case GateId::kRZZ:
        if (controlled) return true;
        e.shape = Shape::kDots;
        e.label = "ZZ(" + param_text(in, 0, circuit_, options_.ascii) + ")";
        e.controls = {{e.targets[0], true}, {e.targets[1], true}};
        e.targets.clear();
        return true;
      case GateId::kSwap:
        e.shape = Shape::kSwap;
        return true;
      case GateId::kX:
        e.is_not = true;
        return true;
      default:
        return true;
    }
  }

  void condition(const Instruction& in, Element& e) {
    ExprPrinter printer(circuit_);
    e.classical_label = printer.text(in.condition());
    for (const Clbit c : printer.bits())
      if (c < circuit_.num_result_bits()) e.classical.push_back(bit_place(c).first);
    std::sort(e.classical.begin(), e.classical.end());
    e.classical.erase(std::unique(e.classical.begin(), e.classical.end()), e.classical.end());
    e.conditional = true;
    if (e.classical.empty()) {  // a constant: no wire to write it at
      e.label = (e.shape == Shape::kIf ? e.label + " " : e.label + " if ") + e.classical_label;
      e.classical_label.clear();
    }
  }

  // The first and last qubit wire that a block touches; lo > hi if none.
  void extent(BlockId id, unsigned& lo, unsigned& hi) const {
    if (id == kNoBlock) return;
    for (std::size_t i = 0; i < circuit_.size(id); ++i) {
      const Instruction in = circuit_.at(i, id);
      in.each_block([&](BlockId inner) { extent(inner, lo, hi); });
      const auto include = [&](Qubit q) {
        if (!has_wire(q)) return;
        lo = std::min(lo, wire(q));
        hi = std::max(hi, wire(q));
      };
      for (const Qubit q : in.targets()) include(q);
      for (unsigned c = 0; c < in.num_controls(); ++c) include(in.control(c).qubit());
    }
  }

  // False when the limits are reached: nothing more is to be drawn.
  bool block(BlockId id) {
    for (std::size_t i = 0; i < circuit_.size(id); ++i) {
      const Instruction in = circuit_.at(i, id);
      if (drawn_ >= options_.max_gates) return false;
      if (in.kind() == OpKind::kIf || in.kind() == OpKind::kWhile || in.kind() == OpKind::kSwitch ||
          in.kind() == OpKind::kBlock) {
        if (!nested(in)) return false;
        continue;
      }
      ++drawn_;
      Element e;
      if (in.kind() == OpKind::kGate && in.gate() == GateId::kGPhase && in.num_controls() == 0 &&
          id == Circuit::kMainBlock) {
        if (!in.is_symbolic()) phase_ += in.params()[0];
        continue;
      }
      if (element(in, e) && !place(std::move(e))) {
        --drawn_;
        return false;
      }
    }
    return true;
  }

  // An instruction with blocks: a frame around what they hold, divided by the words between them.
  bool nested(const Instruction& in) {
    ++drawn_;
    // `if (c == 1) x q[0];`, the form of OpenQASM 2: the condition hangs on the gate.
    if (in.kind() == OpKind::kIf && in.else_block() == kNoBlock && circuit_.size(in.then_block()) == 1) {
      const Instruction only = circuit_.at(0, in.then_block());
      Element e;
      if (only.kind() == OpKind::kGate && element(only, e)) {
        ++drawn_;
        condition(in, e);
        if (place(std::move(e))) return true;
        drawn_ -= 2;
        return false;
      }
    }
    // A block that is no box holds the rounds of a loop or the body of a subroutine: no frame.
    if (in.kind() == OpKind::kBlock && !in.is_box()) return block(in.body());
    unsigned lo = ~0u, hi = 0;
    in.each_block([&](BlockId b) { extent(b, lo, hi); });
    if (lo > hi) {
      bool more = true;
      in.each_block([&](BlockId b) { more = more && block(b); });
      return more;
    }
    Element open, end;
    open.shape = Shape::kIf;
    end.shape = Shape::kEnd;
    end.label = "end";
    open.block = end.block = num_blocks_++;
    open.targets = end.targets = {lo, hi};
    std::vector<std::pair<std::string, BlockId>> parts;  // the word before each block but the first
    switch (in.kind()) {
      case OpKind::kIf:
        open.label = "if";
        condition(in, open);
        parts.emplace_back("", in.then_block());
        if (in.else_block() != kNoBlock) parts.emplace_back("else", in.else_block());
        break;
      case OpKind::kWhile:
        open.label = "while";
        condition(in, open);
        parts.emplace_back("", in.body());
        break;
      case OpKind::kBlock:
        open.label = in.duration() == kNoExpr ? "box" : "box " + expr_text(circuit_, in.duration());
        parts.emplace_back("", in.body());
        break;
      default:
        open.label = "switch";
        condition(in, open);
        for (unsigned c = 0; c < in.num_cases(); ++c) {
          std::string values = "case ";
          for (const std::int64_t v : in.case_values(c))
            values += (values.size() > 5 ? "," : "") + fmt::to_string(v);
          parts.emplace_back(std::move(values), in.case_block(c));
        }
        if (in.default_block() != kNoBlock) parts.emplace_back("default", in.default_block());
    }
    const unsigned number = open.block;
    if (!place(std::move(open))) {
      --drawn_;
      return false;
    }
    frames_.emplace_back(lo, hi);
    bool more = true;
    for (const auto& [word, inner] : parts) {
      if (!more) break;
      if (!word.empty()) {
        Element middle;
        middle.shape = Shape::kElse;
        middle.label = word;
        middle.block = number;
        middle.targets = {lo, hi};
        more = place(std::move(middle));
      }
      more = more && block(inner);
    }
    frames_.pop_back();
    return place(std::move(end)) && more;
  }

  const Circuit& circuit_;
  const DrawOptions& options_;
  Layout out_;
  std::vector<Qubit> qubits_;                           // drawn, ascending: wire w is qubits_[w]
  std::vector<std::pair<Clbit, unsigned>> creg_wires_;  // first bit and wire, ascending
  std::vector<std::size_t> free_;                       // by wire: first layer with nothing on it
  std::size_t max_layers_ = 0;
  std::uint64_t drawn_ = 0;
  unsigned num_blocks_ = 0;                            // frames so far
  std::vector<std::pair<unsigned, unsigned>> frames_;  // open ones: first and last wire
  double phase_ = 0;
};

}  // namespace

Layout layout(const Circuit& circuit, const DrawOptions& options) {
  return Builder(circuit, options).build();
}

std::string angle_text(double value, bool ascii) {
  if (value == 0) return "0";
  const char* const pi = ascii ? "pi" : "π";
  const double turns = value / std::numbers::pi;
  const auto fraction = [&](int divisor) -> std::string {
    const double numerator = std::round(turns * divisor);
    if (numerator == 0 || std::abs(numerator) > 99 ||
        std::abs(turns * divisor - numerator) > 1e-12 * std::abs(numerator))
      return {};
    std::string text = numerator == 1 ? "" : numerator == -1 ? "-" : fmt::format("{:.0f}", numerator);
    text += pi;
    return divisor == 1 ? text : fmt::format("{}/{}", text, divisor);
  };
  for (const int divisor : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16})
    if (std::string text = fraction(divisor); !text.empty()) return text;
  for (int divisor = 32; divisor <= 1 << 20; divisor *= 2)
    if (std::string text = fraction(divisor); !text.empty()) return text;
  return fmt::format("{:.4g}", value);
}

std::string omitted_text(std::uint64_t n) {
  return n == 1 ? "1 more operation is not drawn" : fmt::format("{} more operations are not drawn", n);
}

std::u32string code_points(const std::string& text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned length = byte < 0x80       ? 1
                            : byte >> 5 == 6  ? 2
                            : byte >> 4 == 14 ? 3
                            : byte >> 3 == 30 ? 4
                                              : 0;
    char32_t c = length == 1 ? byte : byte & (0x7Fu >> length);
    bool ok = length > 0 && i + length <= text.size();
    for (unsigned k = 1; ok && k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      ok = next >> 6 == 2;
      c = c << 6 | (next & 0x3F);
    }
    out += ok ? c : U'\uFFFD';
    i += ok ? length : 1;
  }
  return out;
}

unsigned columns(char32_t c) {
  if (c >= 0x300 && c <= 0x36F) return 0;  // combining marks
  const bool wide =
      (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F9FF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

std::size_t columns(const std::string& text) {
  std::size_t n = 0;
  for (const char32_t c : code_points(text)) n += columns(c);
  return n;
}

std::string utf8(char32_t c) {
  std::string out;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

std::string shortened(const std::string& text, std::size_t width, bool ascii) {
  if (columns(text) <= width) return text;
  const std::string ellipsis = ascii ? "..." : "…";
  const std::size_t room = width > columns(ellipsis) ? width - columns(ellipsis) : 0;
  std::string out;
  std::size_t used = 0;
  for (const char32_t c : code_points(text)) {
    if (used + columns(c) > room) break;
    used += columns(c);
    out += utf8(c);
  }
  return out + ellipsis;
}

}  // namespace qiao::ir::draw
