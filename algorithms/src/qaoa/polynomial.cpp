#include "qiao/algorithms/polynomial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/parallel.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/stop.hpp"

namespace qiao::algorithms {

using qsim::engine::parallel_for;

SpinPolynomial::SpinPolynomial(unsigned variables, std::vector<SpinTerm> terms) : variables_(variables) {
  if (variables > 64) throw Error(ErrorCode::kUsage, fmt::format("{} variables are more than 64", variables));
  for (const SpinTerm& t : terms) add(t.mask, t.coefficient);
}

void SpinPolynomial::add(std::uint64_t mask, double coefficient) {
  if (variables_ < 64 && mask >> variables_ != 0)
    throw Error(ErrorCode::kUsage, fmt::format("variable {} of a term is beyond the {} there are",
                                               63 - std::countl_zero(mask), variables_));
  terms_.push_back({mask, coefficient});
}

void SpinPolynomial::add_binary(std::uint64_t mask, double coefficient) {
  const double share = coefficient / static_cast<double>(std::uint64_t{1} << std::popcount(mask));
  for (std::uint64_t sub = mask;; sub = (sub - 1) & mask) {
    add(sub, std::popcount(sub) & 1 ? -share : share);
    if (sub == 0) return;
  }
}

void SpinPolynomial::simplify() {
  std::sort(terms_.begin(), terms_.end(), [](const SpinTerm& a, const SpinTerm& b) {
    const int da = std::popcount(a.mask), db = std::popcount(b.mask);
    return da != db ? da < db : a.mask < b.mask;
  });
  std::vector<SpinTerm> merged;
  for (const SpinTerm& t : terms_) {
    if (!merged.empty() && merged.back().mask == t.mask) merged.back().coefficient += t.coefficient;
    else merged.push_back(t);
  }
  std::erase_if(merged, [](const SpinTerm& t) { return t.coefficient == 0; });
  terms_ = std::move(merged);
}

double SpinPolynomial::constant() const {
  double sum = 0;
  for (const SpinTerm& t : terms_)
    if (t.mask == 0) sum += t.coefficient;
  return sum;
}

bool SpinPolynomial::is_even() const {
  return std::all_of(terms_.begin(), terms_.end(),
                     [](const SpinTerm& t) { return std::popcount(t.mask) % 2 == 0; });
}

unsigned SpinPolynomial::degree() const {
  int degree = 0;
  for (const SpinTerm& t : terms_) degree = std::max(degree, std::popcount(t.mask));
  return static_cast<unsigned>(degree);
}

double SpinPolynomial::value(std::uint64_t x) const { return variable_part(x) + constant(); }

double SpinPolynomial::variable_part(std::uint64_t x) const {
  double sum = 0;
  for (const SpinTerm& t : terms_)
    if (t.mask) sum += std::popcount(x & t.mask) & 1 ? -t.coefficient : t.coefficient;
  return sum;
}

SpinPolynomial SpinPolynomial::without_constant() const {
  SpinPolynomial result(variables_);
  for (const SpinTerm& t : terms_)
    if (t.mask) result.terms_.push_back(t);
  return result;
}

double SpinPolynomial::rounding() const {
  double sum = 0;
  int lowest = std::numeric_limits<int>::max();  // bit that is set in a coefficient
  for (const SpinTerm& t : terms_) {
    if (t.mask == 0 || t.coefficient == 0) continue;
    sum += std::abs(t.coefficient);
    int exponent = 0;
    const double mantissa = std::frexp(t.coefficient, &exponent);
    const auto digits = static_cast<std::uint64_t>(std::ldexp(std::abs(mantissa), 53));
    lowest = std::min(lowest, exponent - 53 + std::countr_zero(digits));
  }
  if (sum == 0 || std::ldexp(sum, -lowest) < 0x1p53) return 0;
  // A sum of m terms has at most m roundings, each of a partial sum; the transform has n. Twice: both values.
  return 2 * std::numeric_limits<double>::epsilon() * static_cast<double>(terms_.size() + variables_) * sum;
}

namespace {

constexpr unsigned kMaxVariables = 34;

void check_size(unsigned variables, bool half) {
  if (variables - (half ? 1 : 0) > kMaxVariables || variables < 1)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} variables: a table of all costs takes 1 to {}", variables, kMaxVariables));
}

// Rows of `length` numbers, `stride` apart: the transform over the row's number, of `bits` bits.
void transform_rows(double* v, std::size_t stride, unsigned bits, std::size_t length) {
  for (unsigned b = 0; b < bits; ++b)
    for (std::size_t r = 0; r < std::size_t{1} << bits; ++r) {
      if (r >> b & 1) continue;
      double* const low = v + r * stride;
      double* const high = low + (stride << b);
      for (std::size_t i = 0; i < length; ++i) {
        const double x = low[i], y = high[i];
        low[i] = x + y;
        high[i] = x - y;
      }
    }
}

}  // namespace

void walsh_hadamard(std::vector<double>& values, int threads, const std::atomic<bool>* stop) {
  const unsigned bits = static_cast<unsigned>(std::countr_zero(values.size()));
  double* const v = values.data();
  // Rows that stay in the first cache, then columns of 64 numbers.
  constexpr unsigned kRowBits = 12, kColumn = 64;
  const unsigned low = std::min(bits, kRowBits);
  parallel_for(values.size() >> low, threads, values.size(), [&](std::uint64_t row, int) {
    check_stop(stop);
    double* const at = v + (row << low);
    const unsigned inner = std::min(low, 3u);
    for (std::size_t i = 0; i < std::size_t{1} << low; i += std::size_t{1} << inner)
      transform_rows(at + i, 1, inner, 1);
    transform_rows(at, std::size_t{1} << inner, low - inner, std::size_t{1} << inner);
  });
  for (unsigned b = low; b < bits;) {
    const unsigned step = std::min(bits - b, 9u);
    const std::uint64_t columns = (std::uint64_t{1} << b) / kColumn, outer = values.size() >> (b + step);
    parallel_for(columns * outer, threads, values.size(), [&](std::uint64_t i, int) {
      check_stop(stop);
      transform_rows(v + (i / columns << (b + step)) + i % columns * kColumn, std::size_t{1} << b, step,
                     kColumn);
    });
    b += step;
  }
}

std::vector<double> all_values(const SpinPolynomial& polynomial, bool half, int threads,
                               const std::atomic<bool>* stop) {
  check_size(polynomial.variables(), half);
  if (half && !polynomial.is_even())
    throw Error(ErrorCode::kUsage, "half of the costs is not enough: some terms have an odd number of spins");
  const std::uint64_t size = std::uint64_t{1} << (polynomial.variables() - (half ? 1 : 0));
  std::vector<double> values(size);
  // The highest spin is 1 in that half: its term is that of the others.
  for (const SpinTerm& t : polynomial.terms()) values[t.mask & (size - 1)] += t.coefficient;
  walsh_hadamard(values, threads, stop);
  return values;
}

std::vector<double> all_values(unsigned variables, const std::function<double(std::uint64_t)>& cost,
                               bool half, int threads, const std::atomic<bool>* stop) {
  check_size(variables, half);
  const std::uint64_t size = std::uint64_t{1} << (variables - (half ? 1 : 0));
  std::vector<double> values(size);
  constexpr std::uint64_t kPiece = 1 << 10;
  parallel_for((size + kPiece - 1) / kPiece, threads, size * 16, [&](std::uint64_t piece, int) {
    check_stop(stop);
    for (std::uint64_t x = piece * kPiece; x < std::min(size, (piece + 1) * kPiece); ++x) values[x] = cost(x);
  });
  return values;
}

}  // namespace qiao::algorithms
