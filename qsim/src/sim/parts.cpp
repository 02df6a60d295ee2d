#include "parts.hpp"

#include <algorithm>
#include <numeric>

namespace qiao::qsim {
namespace {

using ir::GateId;
using ir::Qubit;

bool is_diagonal(const ir::Instruction& in) {
  switch (in.gate()) {
    case GateId::kI:
    case GateId::kGPhase:
    case GateId::kZ:
    case GateId::kS:
    case GateId::kSdg:
    case GateId::kT:
    case GateId::kTdg:
    case GateId::kP:
    case GateId::kRZ:
    case GateId::kRZZ:
      return true;
    default:
      return false;
  }
}

// Goes through the gates with the qubits that are still basis states; each gate that does more than change these
// is handed on without the controls that are known.
class Splitter {
 public:
  explicit Splitter(const Program& program)
      : program_(program), n_(program.circuit->num_qubits()), parent_(n_), live_(n_), ones_(n_) {
    std::iota(parent_.begin(), parent_.end(), Qubit{0});
    walk([&](const ir::Instruction& in, const std::vector<ir::Control>& controls, const std::vector<Qubit>&) {
      Qubit first = ir::kMaxQubits;
      const auto join = [&](Qubit q) {
        if (first == ir::kMaxQubits) first = q;
        else parent_[root(q)] = root(first);
      };
      for (const ir::Control& c : controls) join(c.qubit());
      for (const Qubit q : in.targets()) join(q);
    });
  }

  // f(instruction, controls that are not known, qubits that are |1> and no basis states any more from here on)
  template <class F>
  void walk(const F& f) {
    std::fill(live_.begin(), live_.end(), false);
    std::fill(ones_.begin(), ones_.end(), false);
    std::vector<ir::Control> controls;
    std::vector<Qubit> fresh_ones;
    for (const Segment& s : program_.segments)
      for (std::size_t i = s.begin; i < s.end; ++i) {
        const ir::Instruction in = program_.circuit->at(i, s.block);
        if (in.kind() != ir::OpKind::kGate) continue;
        controls.clear();
        bool acts = true;
        for (unsigned c = 0; c < in.num_controls() && acts; ++c) {
          const ir::Control control = in.control(c);
          if (live_[control.qubit()]) controls.push_back(control);
          else acts = ones_[control.qubit()] == control.positive();
        }
        if (!acts) continue;
        const auto targets = in.targets();
        const bool known = std::none_of(targets.begin(), targets.end(), [&](Qubit q) { return live_[q]; });
        if (controls.empty() && known && permute(in)) continue;
        fresh_ones.clear();
        for (const Qubit q : targets) {
          if (!live_[q] && ones_[q]) fresh_ones.push_back(q);
          live_[q] = true;
        }
        f(in, controls, fresh_ones);
      }
  }

  Qubit root(Qubit q) {
    while (parent_[q] != q) q = parent_[q] = parent_[parent_[q]];
    return q;
  }
  bool is_live(Qubit q) const { return live_[q]; }
  // Of qubits that are not live, at the end.
  const std::vector<bool>& ones() const { return ones_; }

  // Number of the part of each live qubit, in the order of their lowest qubits; their sizes.
  std::vector<std::size_t> number_parts(std::vector<std::size_t>& part_of) {
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> number(n_, kNone), sizes;
    part_of.assign(n_, kNone);
    for (Qubit q = 0; q < n_; ++q) {
      if (!live_[q]) continue;
      std::size_t& part = number[root(q)];
      if (part == kNone) {
        part = sizes.size();
        sizes.push_back(0);
      }
      part_of[q] = part;
      ++sizes[part];
    }
    return sizes;
  }

 private:
  // A gate on basis states that makes them others, up to a phase.
  bool permute(const ir::Instruction& in) {
    const auto targets = in.targets();
    if (is_diagonal(in)) return true;
    if (in.gate() == GateId::kX || in.gate() == GateId::kY) {
      ones_[targets[0]] = !ones_[targets[0]];
      return true;
    }
    if (in.gate() == GateId::kSwap) {
      const bool a = ones_[targets[0]];
      ones_[targets[0]] = ones_[targets[1]];
      ones_[targets[1]] = a;
      return true;
    }
    return false;
  }

  const Program& program_;
  const Qubit n_;
  std::vector<Qubit> parent_;
  std::vector<bool> live_, ones_;
};

bool may_split(const Program& program) {
  return program.active.size() > kWidePrograms && !program.branches() && !program.classical();
}

bool stays_whole(const Program& program, const std::vector<std::size_t>& sizes) {
  return sizes.size() == 1 && sizes[0] == program.active.size();
}

}  // namespace

bool permutes_basis_states(const ir::Instruction& in) {
  return is_diagonal(in) || in.gate() == GateId::kX || in.gate() == GateId::kY || in.gate() == GateId::kSwap;
}

std::vector<std::size_t> part_sizes(const Program& program) {
  if (!may_split(program)) return {};
  Splitter splitter(program);
  std::vector<std::size_t> part_of;
  std::vector<std::size_t> sizes = splitter.number_parts(part_of);
  if (stays_whole(program, sizes)) return {};
  std::sort(sizes.rbegin(), sizes.rend());
  if (sizes.empty()) sizes.push_back(0);  // nothing but basis states
  return sizes;
}

std::optional<Parts> split(const Program& program) {
  if (!may_split(program)) return std::nullopt;
  Splitter splitter(program);
  std::vector<std::size_t> part_of;
  const std::vector<std::size_t> sizes = splitter.number_parts(part_of);
  if (stays_whole(program, sizes)) return std::nullopt;
  Parts out;
  std::vector<Qubit> place(part_of.size());
  for (const std::size_t size : sizes) out.parts.push_back({ir::Circuit(static_cast<Qubit>(size)), {}});
  for (Qubit q = 0; q < part_of.size(); ++q) {
    if (!splitter.is_live(q)) continue;
    auto& qubits = out.parts[part_of[q]].qubits;
    place[q] = static_cast<Qubit>(qubits.size());
    qubits.push_back(q);
  }
  std::vector<Qubit> targets;
  std::vector<ir::Control> moved;
  splitter.walk([&](const ir::Instruction& in, const std::vector<ir::Control>& controls,
                    const std::vector<Qubit>& fresh_ones) {
    for (const Qubit q : fresh_ones) out.parts[part_of[q]].circuit.gate(GateId::kX, {place[q]});
    targets.clear();
    moved.clear();
    for (const Qubit q : in.targets()) targets.push_back(place[q]);
    for (const ir::Control& c : controls) moved.emplace_back(place[c.qubit()], c.positive());
    // A gate without qubits is a phase; with controls left it is one of them.
    const std::size_t part = part_of[targets.empty() ? controls[0].qubit() : in.targets()[0]];
    out.parts[part].circuit.append(in, targets, moved);
  });
  out.ones = splitter.ones();
  return out;
}

}  // namespace qiao::qsim
