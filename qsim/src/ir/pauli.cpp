#include "qiao/ir/pauli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "qiao/base/error.hpp"

namespace qiao::ir {

unsigned PauliString::weight() const { return static_cast<unsigned>(std::popcount(x | z)); }
Qubit PauliString::num_qubits() const { return static_cast<Qubit>(std::bit_width(x | z)); }

char PauliString::letter(Qubit q) const {
  if (q >= kMaxPauliQubits) return 'I';
  return "IXZY"[(x >> q & 1) | (z >> q & 1) << 1];
}

std::string PauliString::dense(Qubit width) const {
  width = std::max({width, num_qubits(), Qubit{1}});
  std::string text(width, 'I');
  for (Qubit q = 0; q < width; ++q) text[width - 1 - q] = letter(q);
  return text;
}

std::string PauliString::sparse() const {
  std::string text;
  for (Qubit q = 0; q < num_qubits(); ++q)
    if (const char c = letter(q); c != 'I') text += fmt::format("{}{}{}", text.empty() ? "" : " ", c, q);
  return text.empty() ? "I" : text;
}

PauliString pauli(char letter, Qubit qubit) {
  if (qubit >= kMaxPauliQubits)
    throw Error(ErrorCode::kUsage,
                fmt::format("a Pauli string reaches qubits 0 to {}, got {}", kMaxPauliQubits - 1, qubit));
  const std::uint64_t bit = std::uint64_t{1} << qubit;
  switch (letter) {
    case 'I':
      return {};
    case 'X':
      return {bit, 0};
    case 'Y':
      return {bit, bit};
    case 'Z':
      return {0, bit};
    default:
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is not a Pauli letter", letter), "use I, X, Y or Z");
  }
}

bool commute(const PauliString& a, const PauliString& b) {
  return (std::popcount(a.x & b.z) + std::popcount(a.z & b.x)) % 2 == 0;
}

// i^{|xa & za|} X^xa Z^za i^{|xb & zb|} X^xb Z^zb, with Z^za X^xb = (-1)^{|za & xb|} X^xb Z^za.
PauliProduct multiply(const PauliString& a, const PauliString& b) {
  const PauliString c{a.x ^ b.x, a.z ^ b.z};
  const int power = std::popcount(a.x & a.z) + std::popcount(b.x & b.z) + 2 * std::popcount(a.z & b.x) -
                    std::popcount(c.x & c.z);
  return {c, static_cast<unsigned>(power) & 3u};
}

Qubit PauliSum::num_qubits() const {
  Qubit n = 0;
  for (const PauliTerm& t : terms_) n = std::max(n, t.string.num_qubits());
  return n;
}

PauliSum& PauliSum::operator+=(const PauliSum& other) {
  const std::size_t n = other.terms_.size();  // `other` may be this sum
  terms_.reserve(terms_.size() + n);
  for (std::size_t i = 0; i < n; ++i) terms_.push_back(other.terms_[i]);
  return *this;
}

PauliSum& PauliSum::operator*=(Complex factor) {
  for (PauliTerm& t : terms_) t.coefficient *= factor;
  return *this;
}

PauliSum operator*(const PauliSum& a, const PauliSum& b) {
  static constexpr Complex kPowers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  PauliSum product;
  product.terms_.reserve(a.size() * b.size());
  for (const PauliTerm& s : a.terms_)
    for (const PauliTerm& t : b.terms_) {
      const PauliProduct p = multiply(s.string, t.string);
      product.add(p.string, s.coefficient * t.coefficient * kPowers[p.power]);
    }
  return std::move(product.simplify());
}

PauliSum PauliSum::adjoint() const {
  PauliSum result = *this;
  for (PauliTerm& t : result.terms_) t.coefficient = std::conj(t.coefficient);
  return result;
}

PauliSum& PauliSum::simplify(double tolerance) {
  std::stable_sort(terms_.begin(), terms_.end(),
                   [](const PauliTerm& a, const PauliTerm& b) { return a.string < b.string; });
  std::vector<PauliTerm> merged;
  for (const PauliTerm& t : terms_) {
    if (!merged.empty() && merged.back().string == t.string) merged.back().coefficient += t.coefficient;
    else merged.push_back(t);
  }
  std::erase_if(merged, [&](const PauliTerm& t) { return std::abs(t.coefficient) <= tolerance; });
  terms_ = std::move(merged);
  return *this;
}

bool PauliSum::is_hermitian(double tolerance) const {
  PauliSum merged = *this;
  merged.simplify();
  return std::all_of(merged.terms_.begin(), merged.terms_.end(),
                     [&](const PauliTerm& t) { return std::abs(t.coefficient.imag()) <= tolerance; });
}

double PauliSum::one_norm() const {
  double sum = 0;
  for (const PauliTerm& t : terms_) sum += std::abs(t.coefficient);
  return sum;
}

std::string PauliSum::str() const {
  std::string text;
  for (const PauliTerm& t : terms_) {
    if (!text.empty()) text += " +\n";
    const double re = t.coefficient.real(), im = t.coefficient.imag();
    text += im == 0 ? fmt::format("{}", re) : fmt::format("({}{:+}j)", re, im);
    text += t.string.is_identity() ? " []" : fmt::format(" [{}]", t.string.sparse());
  }
  return text.empty() ? "0" : text;
}

}  // namespace qiao::ir
