#include "qiao/algorithms/fermion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

using ir::Complex;
using ir::PauliString;
using ir::PauliSum;
using ir::PauliTerm;

constexpr double kNegligible = 1e-12;  // of coefficients of order 1

std::uint64_t bit(unsigned q) { return std::uint64_t{1} << q; }

struct Hash {
  std::size_t operator()(const PauliString& s) const {
    std::uint64_t h = s.x * 0x9E3779B97F4A7C15u ^ std::rotl(s.z * 0xC2B2AE3D27D4EB4Fu, 31);
    h ^= h >> 29;
    return static_cast<std::size_t>(h * 0xBF58476D1CE4E5B9u);
  }
};

class Accumulator {
 public:
  void add(const PauliString& string, Complex coefficient) { terms_[string] += coefficient; }
  void add(const PauliSum& sum, Complex factor) {
    for (const PauliTerm& t : sum.terms()) add(t.string, factor * t.coefficient);
  }
  void add_product(const PauliSum& a, const PauliSum& b, Complex factor) {
    static constexpr Complex kPowers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    for (const PauliTerm& s : a.terms())
      for (const PauliTerm& t : b.terms()) {
        const ir::PauliProduct p = multiply(s.string, t.string);
        add(p.string, factor * s.coefficient * t.coefficient * kPowers[p.power]);
      }
  }
  // Sorted: the order of the table is that of its memory.
  PauliSum sum() && {
    PauliSum result;
    for (const auto& [string, coefficient] : terms_) result.add(string, coefficient);
    result.simplify(kNegligible);
    return result;
  }

 private:
  std::unordered_map<PauliString, Complex, Hash> terms_;
};

}  // namespace

PauliSum annihilator(unsigned mode) {
  const std::uint64_t below = bit(mode) - 1;
  PauliSum sum;
  sum.add({bit(mode), below}, 0.5);
  sum.add({bit(mode), below | bit(mode)}, Complex{0, 0.5});
  return sum;
}

PauliSum creator(unsigned mode) { return annihilator(mode).adjoint(); }

FermionMapping::FermionMapping(Encoding encoding, unsigned orbitals)
    : encoding_(encoding), orbitals_(orbitals) {
  if (orbitals == 0 || orbitals > 31)
    throw Error(ErrorCode::kLimit, fmt::format("{} orbitals; 1 to 31 can be mapped to qubits", orbitals),
                "choose an active space");
  const unsigned n = 2 * orbitals;
  std::vector<std::uint64_t> rows(n);
  for (unsigned i = 0; i < n; ++i) switch (encoding) {
      case Encoding::kJordanWigner:
        rows[i] = bit(i);
        break;
      case Encoding::kParity:
        rows[i] = bit(i + 1) - 1;
        break;
      case Encoding::kBravyiKitaev:
        // Node i of the Fenwick tree sums modes i & (i + 1) ... i.
        rows[i] = (bit(i + 1) - 1) & ~(bit(i & (i + 1)) - 1);
        break;
    }
  columns_.assign(n, 0);
  for (unsigned i = 0; i < n; ++i)
    for (unsigned j = 0; j < n; ++j)
      if (rows[i] >> j & 1) columns_[j] |= bit(i);
  // All three are lower triangular with ones on the diagonal: forward elimination gives the inverse.
  inverse_rows_.assign(n, 0);
  for (unsigned i = 0; i < n; ++i) {
    inverse_rows_[i] = bit(i);
    for (unsigned j = 0; j < i; ++j)
      if (rows[i] >> j & 1) inverse_rows_[i] ^= inverse_rows_[j];
  }
}

void FermionMapping::reduce_two_qubits(unsigned alpha, unsigned beta) {
  if (encoding_ != Encoding::kParity)
    throw Error(ErrorCode::kUsage, "only the parity mapping has two qubits that can be left out",
                "choose the parity mapping");
  if (orbitals_ < 2)
    throw Error(ErrorCode::kUsage, "one orbital: nothing would be left without its two qubits");
  reduced_ = true;
  sign_up_ = alpha % 2 ? -1 : 1;
  sign_all_ = (alpha + beta) % 2 ? -1 : 1;
}

PauliString FermionMapping::map(const PauliString& s, double& sign) const {
  // The operator is i^{|x & z|} X^x Z^z: the power of i is that of the new masks, what differs is a sign.
  PauliString t;
  for (unsigned j = 0; j < 2 * orbitals_; ++j) {
    if (s.x >> j & 1) t.x ^= columns_[j];
    if (s.z >> j & 1) t.z ^= inverse_rows_[j];
  }
  const int power = (std::popcount(s.x & s.z) - std::popcount(t.x & t.z)) & 3;
  // A string is Hermitian before and after, so the power is even.
  sign = power == 2 ? -1 : 1;
  if (!reduced_) return t;
  const unsigned up = orbitals_ - 1, all = 2 * orbitals_ - 1;
  if ((t.x >> up & 1) || (t.x >> all & 1))
    throw Error(ErrorCode::kUsage,
                fmt::format("{} changes the parity of the electrons of one spin: with two qubits left "
                            "out it cannot be mapped",
                            s.sparse()));
  if (t.z >> up & 1) sign *= sign_up_;
  if (t.z >> all & 1) sign *= sign_all_;
  const auto squeeze = [&](std::uint64_t v) {
    return (v & (bit(up) - 1)) | ((v >> (up + 1)) & (bit(all - up - 1) - 1)) << up;
  };
  return {squeeze(t.x), squeeze(t.z)};
}

PauliSum FermionMapping::map(const PauliSum& sum) const {
  Accumulator result;
  for (const PauliTerm& t : sum.terms()) {
    double sign = 1;
    const PauliString s = map(t.string, sign);
    result.add(s, sign * t.coefficient);
  }
  return std::move(result).sum();
}

std::uint64_t FermionMapping::basis_state(std::uint64_t occupation) const {
  std::uint64_t t = 0;
  for (unsigned j = 0; j < 2 * orbitals_; ++j)
    if (occupation >> j & 1) t ^= columns_[j];
  if (!reduced_) return t;
  const unsigned up = orbitals_ - 1, all = 2 * orbitals_ - 1;
  return (t & (bit(up) - 1)) | ((t >> (up + 1)) & (bit(all - up - 1) - 1)) << up;
}

PauliSum FermionMapping::hamiltonian(const Integrals& m) const {
  if (m.orbitals() != orbitals_)
    throw Error(ErrorCode::kUsage,
                fmt::format("a mapping of {} orbitals for a molecule of {}", orbitals_, m.orbitals()));
  const unsigned n = orbitals_;
  // H = core + sum_{p>=q} k_pq S_pq + 1/2 sum_{p>=q, r>=s} (pq|rs) S_pq S_rs with S_pq = E_pq + E_qp (S_pp =
  // E_pp) and k_pq = h_pq - 1/2 sum_r (pr|rq).
  std::vector<PauliSum> s;
  std::vector<std::pair<unsigned, unsigned>> pairs;
  for (unsigned p = 0; p < n; ++p)
    for (unsigned q = 0; q <= p; ++q) {
      Accumulator sum;
      for (const unsigned spin : {0u, n}) {
        sum.add_product(creator(p + spin), annihilator(q + spin), 1);
        if (p != q) sum.add_product(creator(q + spin), annihilator(p + spin), 1);
      }
      s.push_back(std::move(sum).sum());
      pairs.emplace_back(p, q);
    }
  // In units of the largest integral, rounded to a power of two, so that nothing is rounded.
  const double largest = m.largest(), unit = largest > 0 ? std::ldexp(1.0, std::ilogb(largest)) : 1;
  Accumulator h;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [p, q] = pairs[i];
    double k = m.one(p, q);
    for (unsigned r = 0; r < n; ++r) k -= 0.5 * m.two(p, r, r, q);
    h.add(s[i], k / unit);
    for (std::size_t j = 0; j < pairs.size(); ++j) {
      const double v = m.two(p, q, pairs[j].first, pairs[j].second) / unit;
      if (std::abs(v) > kNegligible) h.add_product(s[i], s[j], 0.5 * v);
    }
  }
  const PauliSum sum = map(std::move(h).sum());
  // Imaginary parts have cancelled but for rounding.
  PauliSum result;
  if (m.core != 0) result.add(PauliString{}, m.core);
  for (const PauliTerm& t : sum.terms())
    if (std::abs(t.coefficient.real()) > kNegligible) result.add(t.string, unit * t.coefficient.real());
  return result.simplify();
}

PauliSum FermionMapping::generator(const Excitation& e) const {
  PauliSum t(PauliString{}, 1);
  for (std::size_t i = 0; i < e.from.size(); ++i) {
    PauliSum move = creator(e.to[i]) * annihilator(e.from[i]);
    if (e.qubit) {
      const std::uint64_t here = bit(e.to[i]) | bit(e.from[i]);
      move = {};
      // (X - iY)/2 on `to` and (X + iY)/2 on `from`
      for (const auto& [y, factor] : {std::pair<std::uint64_t, Complex>{0, 1},
                                      {bit(e.from[i]), {0, 1}},
                                      {bit(e.to[i]), {0, -1}},
                                      {here, 1}})
        move.add({here, y}, 0.25 * factor);
    }
    t = t * move;
  }
  PauliSum sum = map(t - t.adjoint());
  PauliSum result;
  for (const PauliTerm& term : sum.terms()) result.add(term.string, Complex{0, term.coefficient.imag()});
  return result;
}

}  // namespace qiao::algorithms
