#include "qiao/algorithms/determinants.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>

#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

constexpr unsigned kMaxOrbitals = 31;
constexpr std::uint64_t kMaxDeterminants = std::uint64_t{1} << 30;

using Binomials = std::array<std::array<std::uint64_t, kMaxOrbitals + 2>, kMaxOrbitals + 2>;
const Binomials& binomials() {
  static const Binomials table = [] {
    Binomials b{};
    for (std::size_t n = 0; n < b.size(); ++n) {
      b[n][0] = 1;
      for (std::size_t k = 1; k <= n; ++k) b[n][k] = b[n - 1][k - 1] + b[n - 1][k];
    }
    return b;
  }();
  return table;
}

std::vector<std::uint32_t> strings(unsigned n, unsigned k) {
  std::vector<std::uint32_t> result;
  result.reserve(binomials()[n][k]);
  std::uint64_t s = (std::uint64_t{1} << k) - 1;
  for (std::uint64_t i = 0, count = binomials()[n][k]; i < count; ++i) {
    result.push_back(static_cast<std::uint32_t>(s));
    if (s == 0) break;
    const std::uint64_t low = s & (~s + 1), carried = s + low;  // the next larger with as many ones
    s = carried | (((s ^ carried) / low) >> 2);
  }
  return result;
}

}  // namespace

DeterminantSpace::DeterminantSpace(unsigned orbitals, unsigned alpha, unsigned beta)
    : orbitals_(orbitals), alpha_(alpha), beta_(beta) {
  if (orbitals == 0 || alpha > orbitals || beta > orbitals)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} + {} electrons do not fit into {} orbitals", alpha, beta, orbitals));
  if (orbitals > kMaxOrbitals)
    throw Error(ErrorCode::kLimit, fmt::format("{} orbitals; at most {}", orbitals, kMaxOrbitals),
                "choose an active space");
  const std::uint64_t a = binomials()[orbitals][alpha], b = binomials()[orbitals][beta];
  if (a * b > kMaxDeterminants)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} + {} electrons in {} orbitals have {} determinants; at most {}", alpha, beta,
                            orbitals, a * b, kMaxDeterminants),
                "choose an active space");
  alpha_strings_ = strings(orbitals, alpha);
  beta_strings_ = strings(orbitals, beta);
}

// Strings ascend as numbers; those below one whose k-th one (from 1) is at p and that agree above number C(p,
// k).
std::size_t DeterminantSpace::rank(std::uint32_t string) const {
  std::size_t result = 0;
  for (unsigned k = 1; string; ++k, string &= string - 1)
    result += binomials()[static_cast<std::size_t>(std::countr_zero(string))][k];
  return result;
}

std::size_t DeterminantSpace::index(std::uint64_t occupation) const {
  const auto a = static_cast<std::uint32_t>(occupation & ((std::uint64_t{1} << orbitals_) - 1));
  const std::uint64_t rest = occupation >> orbitals_;
  const auto b = static_cast<std::uint32_t>(rest);
  if (static_cast<unsigned>(std::popcount(a)) != alpha_ ||
      static_cast<unsigned>(std::popcount(rest)) != beta_ || rest >> orbitals_)
    throw Error(ErrorCode::kUsage,
                fmt::format("determinant {:#x} does not have {} + {} electrons in {} orbitals", occupation,
                            alpha_, beta_, orbitals_));
  return rank(a) * beta_strings_.size() + rank(b);
}

std::uint64_t DeterminantSpace::occupation(std::size_t index) const {
  const std::size_t b = beta_strings_.size();
  return alpha_strings_[index / b] | static_cast<std::uint64_t>(beta_strings_[index % b]) << orbitals_;
}

std::uint64_t DeterminantSpace::reference() const {
  return ((std::uint64_t{1} << alpha_) - 1) | ((std::uint64_t{1} << beta_) - 1) << orbitals_;
}

}  // namespace qiao::algorithms
