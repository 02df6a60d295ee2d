#include "qiao/algorithms/ansatz.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

std::uint64_t bit(unsigned q) { return std::uint64_t{1} << q; }

// Reduces `mask` by a basis with distinct highest ones, sorted from high to low.
std::uint64_t reduced(std::uint64_t mask, const std::vector<std::uint64_t>& basis) {
  for (const std::uint64_t b : basis) mask = std::min(mask, mask ^ b);
  return mask;
}

Excitation single(unsigned from, unsigned to) { return {{from}, {to}}; }
Excitation pair(unsigned f0, unsigned t0, unsigned f1, unsigned t1) { return {{f0, f1}, {t0, t1}}; }

// The excitations of UCCSD in its order, for orbitals that are occupied and empty in the reference.
struct Excitations {
  std::vector<Excitation> opposite, same, singles;
};

Excitations out_of(const Integrals& m, const OrbitalSymmetry& symmetry, std::uint64_t alpha,
                   std::uint64_t beta) {
  const unsigned n = m.orbitals();
  std::vector<unsigned> occupied[2], empty[2];
  for (unsigned p = 0; p < n; ++p) {
    (alpha >> p & 1 ? occupied : empty)[0].push_back(p);
    (beta >> p & 1 ? occupied : empty)[1].push_back(p);
  }
  Excitations all;
  const auto keep = [&](std::vector<Excitation>& list, Excitation e) {
    if (symmetry.allows(e)) list.push_back(std::move(e));
  };
  for (const unsigned i : occupied[0])
    for (const unsigned j : occupied[1])
      for (const unsigned a : empty[0])
        for (const unsigned b : empty[1]) keep(all.opposite, pair(i, a, n + j, n + b));
  for (unsigned spin = 0; spin < 2; ++spin) {
    const unsigned shift = spin * n;
    for (const unsigned i : occupied[spin])
      for (const unsigned j : occupied[spin])
        for (const unsigned a : empty[spin])
          for (const unsigned b : empty[spin])
            if (i < j && a < b) keep(all.same, pair(shift + i, shift + a, shift + j, shift + b));
    for (const unsigned i : occupied[spin])
      for (const unsigned a : empty[spin]) keep(all.singles, single(shift + i, shift + a));
  }
  return all;
}

std::uint64_t lowest(unsigned electrons) { return bit(electrons) - 1; }

// Numbers given to what is seen for the first time.
template <class Key>
class Numbering {
 public:
  unsigned operator()(const Key& key) {
    return numbers_.try_emplace(key, static_cast<unsigned>(numbers_.size())).first->second;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::map<Key, unsigned> numbers_;
};

// exp(-i angle P / 2)
void rotation(ir::Circuit& circuit, const ir::PauliString& p, const ir::Param& angle) {
  using ir::GateId;
  std::vector<ir::Qubit> qubits;
  for (ir::Qubit q = 0; q < p.num_qubits(); ++q)
    if (p.letter(q) != 'I') qubits.push_back(q);
  if (qubits.empty()) {
    const ir::Param phase[] = {angle * -0.5};
    circuit.symbolic_gate(GateId::kGPhase, {}, phase);
    return;
  }
  for (const ir::Qubit q : qubits) {
    if (p.letter(q) == 'Y') circuit.gate(GateId::kSdg, {q});
    if (p.letter(q) != 'Z') circuit.gate(GateId::kH, {q});
  }
  for (std::size_t k = 0; k + 1 < qubits.size(); ++k)
    circuit.gate(GateId::kX, {qubits[k + 1]}, {}, {ir::Control{qubits[k]}});
  const ir::Qubit last[] = {qubits.back()};
  const ir::Param angles[] = {angle};
  circuit.symbolic_gate(GateId::kRZ, last, angles);
  for (std::size_t k = qubits.size() - 1; k-- > 0;)
    circuit.gate(GateId::kX, {qubits[k + 1]}, {}, {ir::Control{qubits[k]}});
  for (const ir::Qubit q : qubits) {
    if (p.letter(q) != 'Z') circuit.gate(GateId::kH, {q});
    if (p.letter(q) == 'Y') circuit.gate(GateId::kS, {q});
  }
}

void prepare(ir::Circuit& circuit, std::uint64_t state) {
  for (; state; state &= state - 1)
    circuit.gate(ir::GateId::kX, {static_cast<ir::Qubit>(std::countr_zero(state))});
}

}  // namespace

OrbitalSymmetry::OrbitalSymmetry(const Integrals& m, double relative_tolerance)
    : orbitals_(m.orbitals()), everything_(false) {
  const double tolerance = relative_tolerance * m.largest();
  if (orbitals_ > 63)
    throw Error(ErrorCode::kLimit, fmt::format("{} orbitals; symmetries of at most 63", orbitals_));
  const auto join = [&](std::uint64_t mask) {
    mask = reduced(mask, basis_);
    if (mask == 0) return;
    basis_.push_back(mask);
    std::sort(basis_.begin(), basis_.end(), std::greater<>());
  };
  for (unsigned p = 0; p < orbitals_; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      if (std::abs(m.one(p, q)) > tolerance) join(bit(p) ^ bit(q));
      for (unsigned r = 0; r <= p; ++r)
        for (unsigned s = 0; s <= r; ++s)
          if (std::abs(m.two(p, q, r, s)) > tolerance) join(bit(p) ^ bit(q) ^ bit(r) ^ bit(s));
    }
}

bool OrbitalSymmetry::allows(const Excitation& e) const {
  if (everything_) return true;
  std::uint64_t mask = 0;
  for (const auto& side : {e.from, e.to})
    for (const unsigned p : side) mask ^= bit(p % orbitals_);
  return reduced(mask, basis_) == 0;
}

unsigned OrbitalSymmetry::symmetries() const {
  // Sets that integrals join have even size, so one parity (of all orbitals) is always kept.
  return everything_ ? 0 : orbitals_ - 1 - static_cast<unsigned>(basis_.size());
}

ExcitationAnsatz uccsd(const Integrals& m, bool spin_adapted, const OrbitalSymmetry& symmetry) {
  return uccsd(m, spin_adapted, symmetry, lowest(m.alpha()), lowest(m.beta()));
}

ExcitationAnsatz uccsd(const Integrals& m, bool spin_adapted, const OrbitalSymmetry& symmetry,
                       std::uint64_t alpha, std::uint64_t beta) {
  const Excitations all = out_of(m, symmetry, alpha, beta);
  ExcitationAnsatz ansatz;
  if (!spin_adapted) {
    for (const auto* list : {&all.opposite, &all.same, &all.singles})
      for (const Excitation& e : *list)
        ansatz.rotations.push_back({e, {{static_cast<unsigned>(ansatz.parameters++), 1.0}}});
    return ansatz;
  }
  if (alpha != beta)
    throw Error(
        ErrorCode::kUsage,
        fmt::format(
            "the spin-adapted ansatz is for closed shells; there are {} electrons with spin up and {} "
            "with spin down",
            m.alpha(), m.beta()),
        "use the ansatz with a parameter for every excitation");
  const unsigned n = m.orbitals();
  using Move = std::pair<unsigned, unsigned>;  // occupied, empty
  Numbering<std::pair<Move, Move>> number;
  const auto amplitude = [&](Move a, Move b) { return number(a < b ? std::pair{a, b} : std::pair{b, a}); };
  for (const Excitation& e : all.opposite)
    ansatz.rotations.push_back({e, {{amplitude({e.from[0], e.to[0]}, {e.from[1] - n, e.to[1] - n}), 1.0}}});
  for (const Excitation& e : all.same) {
    const unsigned i = e.from[0] % n, j = e.from[1] % n, a = e.to[0] % n, b = e.to[1] % n;
    ansatz.rotations.push_back({e, {{amplitude({i, a}, {j, b}), 1.0}, {amplitude({i, b}, {j, a}), -1.0}}});
  }
  for (const Excitation& e : all.singles) {
    const Move none{n, n};
    ansatz.rotations.push_back({e, {{amplitude({e.from[0] % n, e.to[0] % n}, none), 1.0}}});
  }
  ansatz.parameters = number.size();
  return ansatz;
}

ExcitationAnsatz k_upccgsd(const Integrals& m, unsigned k, const OrbitalSymmetry& symmetry) {
  const unsigned n = m.orbitals();
  ExcitationAnsatz ansatz;
  for (unsigned layer = 0; layer < k; ++layer) {
    for (unsigned p = 0; p < n; ++p)
      for (unsigned q = p + 1; q < n; ++q)
        ansatz.rotations.push_back(
            {pair(p, q, n + p, n + q), {{static_cast<unsigned>(ansatz.parameters++), 1.0}}});
    for (unsigned p = 0; p < n; ++p)
      for (unsigned q = p + 1; q < n; ++q) {
        if (!symmetry.allows(single(p, q))) continue;
        const auto number = static_cast<unsigned>(ansatz.parameters++);
        ansatz.rotations.push_back({single(p, q), {{number, 1.0}}});
        ansatz.rotations.push_back({single(n + p, n + q), {{number, 1.0}}});
      }
  }
  return ansatz;
}

std::vector<Excitation> excitation_pool(const Integrals& m, Pool pool, const OrbitalSymmetry& symmetry) {
  std::vector<Excitation> result;
  if (pool == Pool::kSd) {
    Excitations all = out_of(m, symmetry, lowest(m.alpha()), lowest(m.beta()));
    for (auto* list : {&all.opposite, &all.same, &all.singles})
      for (Excitation& e : *list) result.push_back(std::move(e));
    return result;
  }
  const unsigned n = m.orbitals();
  const auto keep = [&](Excitation e) {
    e.qubit = pool == Pool::kQubit;
    if (symmetry.allows(e)) result.push_back(std::move(e));
  };
  for (const unsigned shift : {0u, n})
    for (unsigned p = 0; p < n; ++p)
      for (unsigned q = p + 1; q < n; ++q) keep(single(shift + p, shift + q));
  // Opposite spins: both ways for the second electron, as (p -> q, s -> r) is not an inverse of (p -> q, r ->
  // s).
  for (unsigned p = 0; p < n; ++p)
    for (unsigned q = p + 1; q < n; ++q)
      for (unsigned r = 0; r < n; ++r)
        for (unsigned s = 0; s < n; ++s)
          if (r != s) keep(pair(p, q, n + r, n + s));
  // Within a spin: of four orbitals the three ways to split them into two and two.
  for (const unsigned shift : {0u, n})
    for (unsigned a = 0; a < n; ++a)
      for (unsigned b = a + 1; b < n; ++b)
        for (unsigned c = b + 1; c < n; ++c)
          for (unsigned d = c + 1; d < n; ++d) {
            keep(pair(shift + a, shift + c, shift + b, shift + d));
            keep(pair(shift + a, shift + b, shift + c, shift + d));
            keep(pair(shift + a, shift + b, shift + d, shift + c));
          }
  return result;
}

ir::Circuit excitation_circuit(const FermionMapping& mapping,
                               const std::vector<ExcitationRotation>& rotations, std::size_t parameters,
                               std::uint64_t start) {
  ir::Circuit circuit(mapping.num_qubits());
  for (std::size_t k = 0; k < parameters; ++k) circuit.symbol(fmt::format("theta{}", k));
  prepare(circuit, mapping.basis_state(start));
  for (const ExcitationRotation& r : rotations) {
    ir::Param theta;
    for (const auto& [parameter, coefficient] : r.angle)
      theta = theta + ir::Param::symbol(parameter, coefficient);
    const ir::PauliSum generator = mapping.generator(r.excitation);
    // exp(theta i c P) = exp(-i (-2 c theta) P / 2)
    for (const ir::PauliTerm& t : generator.terms())
      rotation(circuit, t.string, theta * (-2 * t.coefficient.imag()));
  }
  return circuit;
}

ir::Circuit hardware_efficient(unsigned qubits, unsigned layers, std::uint64_t start) {
  ir::Circuit circuit(qubits);
  prepare(circuit, start);
  std::size_t count = 0;
  const auto turns = [&] {
    for (ir::Qubit q = 0; q < qubits; ++q) {
      const ir::Qubit target[] = {q};
      const ir::Param angle[] = {ir::Param::symbol(circuit.symbol(fmt::format("theta{}", count++)))};
      circuit.symbolic_gate(ir::GateId::kRY, target, angle);
    }
  };
  turns();
  for (unsigned layer = 0; layer < layers; ++layer) {
    for (ir::Qubit q = 0; q + 1 < qubits; ++q) circuit.gate(ir::GateId::kZ, {q + 1}, {}, {ir::Control{q}});
    turns();
  }
  return circuit;
}

}  // namespace qiao::algorithms
