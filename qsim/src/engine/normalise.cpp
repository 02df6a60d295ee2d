#include "normalise.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "bits.hpp"
#include "qiao/base/error.hpp"

namespace qiao::qsim::engine {
namespace {

constexpr double kTiny = 1e-14;  // matrix entries below this are rounding
constexpr double kPi = std::numbers::pi;
constexpr Matrix2 kIdentity{1, 0, 0, 1};
constexpr Matrix2 kPauliX{0, 1, 1, 0};

Matrix2 multiply(const Matrix2& a, const Matrix2& b) {
  return {a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
          a[2] * b[1] + a[3] * b[3]};
}
bool is_diagonal(const Matrix2& m) { return std::abs(m[1]) < kTiny && std::abs(m[2]) < kTiny; }
bool is_antidiagonal(const Matrix2& m) { return std::abs(m[0]) < kTiny && std::abs(m[3]) < kTiny; }

// What a two-qubit block is made of; bits are index bits, values not yet inverted by flips.
struct Item {
  enum Kind : std::uint8_t { kOne, kControlled, kDiagonal2 } kind;
  std::uint8_t a = 0;     // kOne: its bit; kControlled: the control; kDiagonal2: first bit
  std::uint8_t b = 0;     // kControlled: the target; kDiagonal2: second bit
  bool positive = true;   // kControlled
  Matrix2 m = kIdentity;  // kDiagonal2: phases' angles in the real parts for (a,b) = 00, 10, 01, 11
};

class Normaliser {
 public:
  Normaliser(const Program& program, const QubitMap& in, const NormaliseOptions& options)
      : program_(program), options_(options), map_(in) {
    unsigned bits = 0;
    for (const std::uint8_t b : in.bit) bits = std::max<unsigned>(bits, b + 1u);
    pending_.assign(bits, kIdentity);
    has_pending_.assign(bits, false);
    block_of_.assign(bits, -1);
    since_.resize(bits);
    last_x_.assign(bits, -1);
  }

  OpList run(const Segment& segment) {
    const ir::Circuit& circuit = *program_.circuit;
    std::vector<std::uint8_t> targets;
    std::vector<Ctl> controls;
    for (std::size_t i = segment.begin; i < segment.end; ++i) {
      const ir::Instruction in = circuit.at(i, segment.block);
      if (in.kind() != ir::OpKind::kGate) continue;
      targets.clear();
      controls.clear();
      for (const ir::Qubit q : in.targets()) targets.push_back(map_.bit[program_.index[q]]);
      for (unsigned c = 0; c < in.num_controls(); ++c)
        controls.push_back({map_.bit[program_.index[in.control(c).qubit()]], in.control(c).positive()});
      instruction(in, targets, controls);
    }
    for (unsigned b = 0; b < pending_.size(); ++b) close(b);
    if (cancelled_)
      std::erase_if(out_.ops, [](const Op& op) { return op.kind == OpKind::kPhase && op.control == 0; });
    out_.out = map_;
    return std::move(out_);
  }

 private:
  struct Ctl {
    std::uint8_t bit;
    bool positive;
  };
  struct Block {
    std::uint8_t a, b;
    unsigned rotations = 0;
    std::vector<Item> items;
    bool open = false;
  };

  // ---- gates

  void instruction(const ir::Instruction& in, const std::vector<std::uint8_t>& targets,
                   const std::vector<Ctl>& controls) {
    if (in.gate() == ir::GateId::kUnitary) {
      unitary(in.matrix(), targets, controls);
      return;
    }
    double params[ir::kMaxGateParams];
    std::copy(in.params().begin(), in.params().end(), params);
    named(in.gate(), {params, in.params().size()}, targets, controls);
  }

  void named(ir::GateId id, std::span<const double> params, const std::vector<std::uint8_t>& targets,
             const std::vector<Ctl>& controls) {
    const ir::GateInfo& info = ir::gate_info(id);
    if (targets.empty()) {  // gphase
      if (controls.empty()) {
        out_.global_phase += params[0];
        return;
      }
      const Ctl last = controls.back();
      const Complex e = std::polar(1.0, params[0]);
      one(last.positive ? Matrix2{1, 0, 0, e} : Matrix2{e, 0, 0, 1}, last.bit,
          std::vector<Ctl>(controls.begin(), controls.end() - 1));
      return;
    }
    if (targets.size() == 1) {
      Complex m[4] = {};
      info.matrix(params.data(), m);
      one({m[0], m[1], m[2], m[3]}, targets[0], controls);
      return;
    }
    if (id == ir::GateId::kSwap && controls.empty() && options_.relabel) {
      relabel(targets[0], targets[1]);
      return;
    }
    if (id == ir::GateId::kSwap) {  // only the middle one needs the controls
      std::vector<Ctl> middle(controls);
      middle.push_back({targets[0], true});
      one(kPauliX, targets[0], {{targets[1], true}});
      one(kPauliX, targets[1], middle);
      one(kPauliX, targets[0], {{targets[1], true}});
      return;
    }
    if (id == ir::GateId::kRZZ && controls.empty()) {
      const double h = params[0] / 2;
      diagonal2(targets[0], targets[1], {-h, h, h, -h});
      return;
    }
    // Everything wider: its exact decomposition, each part with the controls.
    struct Sink final : ir::GateSink {
      Normaliser& self;
      const std::vector<Ctl>& controls;
      Sink(Normaliser& s, const std::vector<Ctl>& c) : self(s), controls(c) {}
      void gate(ir::GateId part, std::span<const ir::Param> p, std::span<const ir::Qubit> c,
                std::span<const ir::Qubit> t) override {
        double numbers[ir::kMaxGateParams];
        for (std::size_t i = 0; i < p.size(); ++i) numbers[i] = p[i].constant();
        std::vector<Ctl> all(controls);
        for (const ir::Qubit q : c) all.push_back({static_cast<std::uint8_t>(q), true});
        std::vector<std::uint8_t> where;
        for (const ir::Qubit q : t) where.push_back(static_cast<std::uint8_t>(q));
        self.named(part, {numbers, p.size()}, where, all);
      }
    } sink(*this, controls);
    std::vector<ir::Param> p(params.begin(), params.end());
    std::vector<ir::Qubit> q(targets.begin(), targets.end());
    info.decompose(sink, p.data(), q.data());
  }

  void unitary(const ir::Matrix& m, const std::vector<std::uint8_t>& targets,
               const std::vector<Ctl>& controls) {
    if (targets.size() == 1) {
      one({m.data[0], m.data[1], m.data[2], m.data[3]}, targets[0], controls);
      return;
    }
    for (const std::uint8_t b : targets) close(b);
    for (const Ctl& c : controls) close(c.bit);
    // Flipped targets: X M X on the rows and columns.
    std::size_t flips = 0;
    for (std::size_t k = 0; k < targets.size(); ++k)
      if (map_.flipped >> targets[k] & 1) flips |= std::size_t{1} << k;
    ir::Matrix stored(m.dim);
    for (std::size_t r = 0; r < m.dim; ++r)
      for (std::size_t c = 0; c < m.dim; ++c) stored(r ^ flips, c ^ flips) = m(r, c);
    Op op;
    for (const Ctl& c : controls) add_control(op, c);
    if (targets.size() == 2 && controls.empty()) {
      op.kind = OpKind::kDense2;
      op.target = targets[0];
      op.target2 = targets[1];
      op.matrix = static_cast<std::uint32_t>(out_.dense2.size());
      std::array<Complex, 16> d;
      std::copy(stored.data.begin(), stored.data.end(), d.begin());
      out_.dense2.push_back(d);
    } else {
      op.kind = OpKind::kDenseK;
      op.matrix = static_cast<std::uint32_t>(out_.wide.size());
      WideMatrix wide{std::move(stored), {targets.begin(), targets.end()}};
      for (const unsigned t : wide.targets) op.wide_mask |= bit_of(t);
      out_.wide.push_back(std::move(wide));
    }
    push(op);
  }

  void one(const Matrix2& m, std::uint8_t bit, const std::vector<Ctl>& controls) {
    if (controls.empty()) {
      pending_[bit] = has_pending_[bit] ? multiply(m, pending_[bit]) : m;
      has_pending_[bit] = true;
      if (!options_.merge) close(bit);
      return;
    }
    if (controls.size() == 1) {
      const Ctl c = controls[0];
      if (is_diagonal(m)) {
        const double on0 = std::arg(m[0]), on1 = std::arg(m[3]);
        // (control, target) = 00, 10, 01, 11
        diagonal2(c.bit, bit,
                  c.positive ? std::array<double, 4>{0, on0, 0, on1} : std::array<double, 4>{on0, 0, on1, 0});
        return;
      }
      Item item{.kind = Item::kControlled, .a = c.bit, .b = bit, .positive = c.positive, .m = m};
      add_pair(item, m == kPauliX ? 0 : 2);
      return;
    }
    for (const Ctl& c : controls) close(c.bit);
    close(bit);
    emit_controlled(m, bit, controls);
  }

  void diagonal2(std::uint8_t a, std::uint8_t b, std::array<double, 4> angles) {
    Item item{.kind = Item::kDiagonal2, .a = a, .b = b};
    for (int i = 0; i < 4; ++i) item.m[static_cast<std::size_t>(i)] = angles[static_cast<std::size_t>(i)];
    add_pair(item, 0);
  }

  // The two bits exchange their roles; nothing moves.
  void relabel(std::uint8_t a, std::uint8_t b) {
    for (std::uint8_t& where : map_.bit)
      if (where == a) where = b;
      else if (where == b) where = a;
  }

  // ---- blocks of gates on two bits

  void add_pair(const Item& item, unsigned rotations) {
    int& slot_a = block_of_[item.a];
    if (slot_a < 0 || slot_a != block_of_[item.b]) {
      close_block(item.a);
      close_block(item.b);
      int slot = 0;
      while (slot < static_cast<int>(blocks_.size()) && blocks_[static_cast<std::size_t>(slot)].open) ++slot;
      if (slot == static_cast<int>(blocks_.size())) blocks_.emplace_back();
      Block& fresh = blocks_[static_cast<std::size_t>(slot)];
      fresh.a = item.a;
      fresh.b = item.b;
      fresh.rotations = 0;
      fresh.items.clear();
      fresh.open = true;
      block_of_[item.a] = block_of_[item.b] = slot;
    }
    Block& block = blocks_[static_cast<std::size_t>(block_of_[item.a])];
    absorb_pending(block, block.a);
    absorb_pending(block, block.b);
    block.items.push_back(item);
    block.rotations += rotations;
    if (!options_.fuse2) close_block(item.a);
  }

  void absorb_pending(Block& block, std::uint8_t bit) {
    if (!has_pending_[bit]) return;
    has_pending_[bit] = false;
    if (!is_diagonal(pending_[bit])) ++block.rotations;
    block.items.push_back({.kind = Item::kOne, .a = bit, .m = pending_[bit]});
  }

  // Everything held back on `bit` is emitted.
  void close(unsigned bit) {
    close_block(bit);
    if (has_pending_[bit]) {
      has_pending_[bit] = false;
      emit_one(pending_[bit], static_cast<std::uint8_t>(bit));
    }
  }

  // A 4x4 costs about as much as this many rotations with the phases between them (vector operations: 128
  // against 16 each, phases shared with other bits).
  static constexpr unsigned kDense2Rotations = 6;

  void close_block(unsigned bit) {
    const int slot = block_of_[bit];
    if (slot < 0) return;
    Block& block = blocks_[static_cast<std::size_t>(slot)];
    // 1-qubit gates after the block's last pair gate count towards fusing.
    const unsigned trailing = (has_pending_[block.a] && !is_diagonal(pending_[block.a])) +
                              (has_pending_[block.b] && !is_diagonal(pending_[block.b]));
    block_of_[block.a] = block_of_[block.b] = -1;
    block.open = false;
    if (block.rotations + trailing >= kDense2Rotations) {
      absorb_pending(block, block.a);
      absorb_pending(block, block.b);
      emit_dense2(block);
      return;
    }
    for (const Item& item : block.items) {
      switch (item.kind) {
        case Item::kOne:
          emit_one(item.m, item.a);
          break;
        case Item::kControlled:
          emit_controlled(item.m, item.b, {{item.a, item.positive}});
          break;
        case Item::kDiagonal2:
          emit_diagonal2(item);
          break;
      }
    }
  }

  void emit_dense2(const Block& block) {
    // Rows and columns: bit 0 is block.a, bit 1 is block.b, values as stored (flips applied).
    std::array<Complex, 16> total{};
    for (int i = 0; i < 4; ++i) total[static_cast<std::size_t>(i * 5)] = 1;
    const unsigned flips = static_cast<unsigned>(map_.flipped >> block.a & 1) |
                           static_cast<unsigned>(map_.flipped >> block.b & 1) << 1;
    for (const Item& item : block.items) {
      std::array<Complex, 16> m{};
      const auto side = [&](std::uint8_t bit) { return bit == block.a ? 0u : 1u; };
      for (unsigned col = 0; col < 4; ++col) {
        const unsigned logical = col ^ flips;
        const auto put = [&](unsigned row, Complex v) { m[(row ^ flips) * 4 + col] += v; };
        if (item.kind == Item::kDiagonal2) {
          const unsigned va = logical >> side(item.a) & 1, vb = logical >> side(item.b) & 1;
          put(logical, std::polar(1.0, item.m[va | vb << 1].real()));
        } else {
          const unsigned s = side(item.kind == Item::kOne ? item.a : item.b);
          const bool active =
              item.kind == Item::kOne || ((logical >> side(item.a) & 1) != 0) == item.positive;
          if (!active) {
            put(logical, 1);
          } else {
            const unsigned v = logical >> s & 1;
            put(logical & ~(1u << s), item.m[v]);
            put(logical | 1u << s, item.m[2 + v]);
          }
        }
      }
      std::array<Complex, 16> next{};
      for (unsigned r = 0; r < 4; ++r)
        for (unsigned k = 0; k < 4; ++k)
          for (unsigned c = 0; c < 4; ++c) next[r * 4 + c] += m[r * 4 + k] * total[k * 4 + c];
      total = next;
    }
    Op op;
    op.kind = OpKind::kDense2;
    op.target = block.a;
    op.target2 = block.b;
    op.matrix = static_cast<std::uint32_t>(out_.dense2.size());
    out_.dense2.push_back(total);
    push(op);
  }

  // ---- emission: from here on values are as stored, x = stored ^ flipped

  bool flipped(unsigned bit) const { return map_.flipped >> bit & 1; }

  void add_control(Op& op, const Ctl& c) const {
    op.control |= bit_of(c.bit);
    if (c.positive != flipped(c.bit)) op.control_value |= bit_of(c.bit);
  }

  void phase(std::uint64_t mask, double theta) {
    theta = std::remainder(theta, 2 * kPi);
    if (std::abs(theta) < 1e-16) return;
    if (mask == 0) {
      out_.global_phase += theta;
      return;
    }
    Op op;
    op.kind = OpKind::kPhase;
    op.control = op.control_value = mask;
    op.t = theta;
    push(op);
  }

  // diag(e^{i on0}, e^{i on1}) on stored values.
  void linear_phase(unsigned bit, double on0, double on1) {
    out_.global_phase += on0;
    phase(bit_of(bit), on1 - on0);
  }

  void emit_diagonal2(const Item& item) {
    const unsigned fa = flipped(item.a), fb = flipped(item.b);
    const auto angle = [&](unsigned va, unsigned vb) { return item.m[(va ^ fa) | (vb ^ fb) << 1].real(); };
    const double a00 = angle(0, 0);
    out_.global_phase += a00;
    phase(bit_of(item.a), angle(1, 0) - a00);
    phase(bit_of(item.b), angle(0, 1) - a00);
    phase(bit_of(item.a) | bit_of(item.b), angle(1, 1) - angle(1, 0) - angle(0, 1) + a00);
  }

  void emit_one(const Matrix2& logical, std::uint8_t bit) {
    Matrix2 m = logical;
    if (is_antidiagonal(m) && options_.relabel) {
      const unsigned f = flipped(bit);
      map_.flipped ^= bit_of(bit);
      // The amplitude stored at y had value y ^ f and now has value y ^ !f.
      const auto element = [&](unsigned y) { return m[(y ^ f ^ 1) * 2 + (y ^ f)]; };
      linear_phase(bit, std::arg(element(0)), std::arg(element(1)));
      return;
    }
    if (flipped(bit)) m = {m[3], m[2], m[1], m[0]};
    if (is_diagonal(m)) {
      linear_phase(bit, std::arg(m[0]), std::arg(m[3]));
      return;
    }
    // Up to a phase real or imaginary already?
    const Complex largest = std::abs(m[0]) >= std::abs(m[1]) ? m[0] : m[1];
    const Complex unit = largest / std::abs(largest);
    Matrix2 r;
    for (std::size_t i = 0; i < 4; ++i) r[i] = m[i] * std::conj(unit);
    const auto real = [](const Complex& z) { return std::abs(z.imag()) < kTiny; };
    const auto imaginary = [](const Complex& z) { return std::abs(z.real()) < kTiny; };
    if (real(r[0]) && real(r[1]) && real(r[2]) && real(r[3])) {
      out_.global_phase += std::arg(unit);
      rotation(bit, r[0].real(), r[1].real(), r[2].real(), r[3].real());
      return;
    }
    // Normalised by m[0] unless that is the smaller entry; then the form is i times the imaginary one.
    Matrix2 im = r;
    double extra = 0;
    if (real(r[1]) && imaginary(r[0])) {
      for (Complex& z : im) z *= Complex{0, -1};
      extra = kPi / 2;
    }
    if (real(im[0]) && imaginary(im[1]) && std::abs(im[0] - im[3]) < kTiny &&
        std::abs(im[1] - im[2]) < kTiny) {
      out_.global_phase += std::arg(unit) + extra;
      const double c = im[0].real(), s = -im[1].imag();  // [[c, -is], [-is, c]]
      Op op;
      op.kind = OpKind::kRotate;
      op.target = bit;
      if (std::abs(c) >= std::abs(s)) op.form = RotationForm::kImagC, op.t = s / c, op.scale = c;
      else op.form = RotationForm::kImagS, op.t = c / s, op.scale = s;
      push(op);
      return;
    }
    // m = e^{i delta} diag(1, e^{i after}) [[c, -s], [s, c]] diag(1, e^{i before})
    const double delta = std::arg(m[0]), after = std::arg(m[2]) - delta, before = std::arg(-m[1]) - delta;
    out_.global_phase += delta;
    phase(bit_of(bit), before);
    const double c = std::abs(m[0]), s = std::abs(m[2]);
    rotation(bit, c, -s, s, c);
    phase(bit_of(bit), after);
  }

  void rotation(std::uint8_t bit, double m00, double m01, double m10, double m11) {
    Op op;
    op.kind = OpKind::kRotate;
    op.target = bit;
    const bool reflection = m00 * m11 - m01 * m10 < 0;
    if (std::abs(m00) >= std::abs(m10)) {
      op.form = reflection ? RotationForm::kReflC : RotationForm::kRotC;
      op.scale = m00;
      op.t = m10 / m00;
    } else {
      op.form = reflection ? RotationForm::kReflS : RotationForm::kRotS;
      op.scale = m10;
      op.t = m00 / m10;
    }
    push(op);
  }

  void emit_controlled(const Matrix2& logical, std::uint8_t bit, const std::vector<Ctl>& controls) {
    Op op;
    op.target = bit;
    for (const Ctl& c : controls) add_control(op, c);
    if (logical == kPauliX) {
      op.kind = OpKind::kFlip;
      if (options_.cancel && cancel_flip(op)) return;
    } else {
      op.kind = OpKind::kMatrix;
      op.matrix = static_cast<std::uint32_t>(out_.matrices.size());
      out_.matrices.push_back(flipped(bit) ? Matrix2{logical[3], logical[2], logical[1], logical[0]}
                                           : logical);
    }
    push(op);
  }

  // ---- the list, and cancelling in it

  void push(const Op& op) {
    const auto index = static_cast<std::int64_t>(out_.ops.size());
    out_.ops.push_back(op);
    if (!options_.cancel) return;
    const auto each = [](std::uint64_t mask, auto&& f) {
      for (; mask; mask &= mask - 1) f(static_cast<unsigned>(__builtin_ctzll(mask)));
    };
    each(op.x_mask(), [&](unsigned b) {
      last_x_[b] = index;
      since_[b].clear();
    });
    each(op.z_mask(), [&](unsigned b) {
      if (since_[b].size() < 64) since_[b].push_back(index);
    });
  }

  // cx a,b - phases on b or (a,b) - cx a,b: both cx go and the phases are rewritten for x_b -> x_a ^ x_b.
  bool cancel_flip(const Op& op) {
    const std::int64_t first = last_x_[op.target];
    if (first < 0) return false;
    Op& earlier = out_.ops[static_cast<std::size_t>(first)];
    if (earlier.kind != OpKind::kFlip || earlier.control != op.control ||
        earlier.control_value != op.control_value || earlier.target != op.target)
      return false;
    for (std::uint64_t mask = op.control; mask; mask &= mask - 1)
      if (last_x_[static_cast<std::size_t>(__builtin_ctzll(mask))] > first) return false;
    const std::uint64_t b = bit_of(op.target), a = op.control;
    if (since_[op.target].size() >= 64) return false;
    for (const std::int64_t i : since_[op.target]) {
      const Op& between = out_.ops[static_cast<std::size_t>(i)];
      if (between.kind != OpKind::kPhase) return false;
      if (between.control == 0) continue;
      if (std::popcount(a) != 1 || (between.control & ~(a | b))) return false;
    }
    const std::vector<std::int64_t> phases = since_[op.target];
    // Dead operations become phases without bits, removed at the end.
    earlier = Op{};
    cancelled_ = true;
    double on_b = 0, on_ab = 0;
    for (const std::int64_t i : phases) {
      Op& p = out_.ops[static_cast<std::size_t>(i)];
      if (p.control == b) on_b += p.t;
      if (p.control == (a | b)) on_ab += p.t;
      p = Op{};
    }
    last_x_[op.target] = -1;  // what lies before is not known any more
    for (std::int64_t i = first; i-- > 0;)
      if (out_.ops[static_cast<std::size_t>(i)].x_mask() & b) {
        last_x_[op.target] = i;
        break;
      } else if (first - i > 256) {
        last_x_[op.target] = first;  // a dead operation: never matches
        break;
      }
    since_[op.target].clear();
    const std::int64_t from = std::max<std::int64_t>(last_x_[op.target], 0);
    for (std::int64_t i = from; i < static_cast<std::int64_t>(out_.ops.size()); ++i)
      if (out_.ops[static_cast<std::size_t>(i)].control & b) since_[op.target].push_back(i);
    // With cv the control's active value, x_b -> x_b ^ [x_a == cv].
    const bool positive = op.control_value != 0;
    if (std::popcount(a) == 1 && (on_b != 0 || on_ab != 0)) {
      // [x_a active]: y = x_b ^ x_a (positive) or 1 ^ x_a ^ x_b (negative).
      // positive: theta y = theta (x_a + x_b - 2 x_a x_b);   x_a y = x_a - x_a x_b
      // negative: theta y = theta (1 - x_a - x_b + 2 x_a x_b);   x_a y = x_a x_b
      if (positive) {
        phase(a, on_b + on_ab);
        phase(b, on_b);
        phase(a | b, -2 * on_b - on_ab);
      } else {
        out_.global_phase += on_b;
        phase(a, -on_b);
        phase(b, -on_b);
        phase(a | b, 2 * on_b + on_ab);
      }
    }
    return true;
  }

  const Program& program_;
  NormaliseOptions options_;
  QubitMap map_;
  OpList out_;
  std::vector<Matrix2> pending_;
  std::vector<bool> has_pending_;
  std::vector<int> block_of_;
  std::vector<Block> blocks_;
  std::vector<std::vector<std::int64_t>> since_;  // Z-type operations on a bit since its last X-type one
  std::vector<std::int64_t> last_x_;
  bool cancelled_ = false;
};

}  // namespace

Matrix2 rotation_matrix(RotationForm form, double t) {
  switch (form) {
    case RotationForm::kRotC:
      return {1, -t, t, 1};
    case RotationForm::kRotS:
      return {t, -1, 1, t};
    case RotationForm::kReflC:
      return {1, t, t, -1};
    case RotationForm::kReflS:
      return {t, 1, 1, -t};
    case RotationForm::kImagC:
      return {1, Complex{0, -t}, Complex{0, -t}, 1};
    case RotationForm::kImagS:
      return {t, Complex{0, -1}, Complex{0, -1}, t};
  }
  return kIdentity;
}

OpList normalise(const Program& program, const Segment& segment, const QubitMap& in,
                 const NormaliseOptions& options) {
  return Normaliser(program, in, options).run(segment);
}

}  // namespace qiao::qsim::engine
