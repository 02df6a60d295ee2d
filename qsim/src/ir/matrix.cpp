#include <algorithm>
#include <cmath>

#include "qiao/base/error.hpp"
#include "qiao/ir/gate.hpp"

namespace qiao::ir {

Matrix Matrix::identity(std::size_t d) {
  Matrix m(d);
  for (std::size_t i = 0; i < d; ++i) m(i, i) = 1;
  return m;
}

Matrix Matrix::adjoint() const {
  Matrix m(dim);
  for (std::size_t r = 0; r < dim; ++r)
    for (std::size_t c = 0; c < dim; ++c) m(c, r) = std::conj((*this)(r, c));
  return m;
}

Matrix Matrix::operator*(const Matrix& other) const {
  QIAO_ASSERT(dim == other.dim);
  Matrix m(dim);
  for (std::size_t r = 0; r < dim; ++r)
    for (std::size_t k = 0; k < dim; ++k) {
      const Complex a = (*this)(r, k);
      if (a == Complex{}) continue;
      for (std::size_t c = 0; c < dim; ++c) m(r, c) += a * other(k, c);
    }
  return m;
}

double Matrix::unitarity_error() const {
  const Matrix product = *this * adjoint();
  double worst = 0;
  for (std::size_t r = 0; r < dim; ++r)
    for (std::size_t c = 0; c < dim; ++c) {
      const double e = std::abs(product(r, c) - (r == c ? 1.0 : 0.0));
      if (std::isnan(e)) return e;
      worst = std::max(worst, e);
    }
  return worst;
}

namespace {

// Exchanges of neighbouring targets generate all permutations, so checking those is enough.
bool symmetric_under_exchange(const Matrix& m, double tolerance) {
  unsigned k = 0;
  while ((std::size_t{1} << k) < m.dim) ++k;
  for (unsigned a = 0; a + 1 < k; ++a) {
    const auto exchange = [a](std::size_t i) {
      return ((i >> a) & 1) == ((i >> (a + 1)) & 1) ? i : i ^ (std::size_t{3} << a);
    };
    for (std::size_t r = 0; r < m.dim; ++r)
      for (std::size_t c = 0; c < m.dim; ++c)
        if (std::abs(m(r, c) - m(exchange(r), exchange(c))) > tolerance) return false;
  }
  return true;
}

}  // namespace

Structure structure_of(const Matrix& m, double tolerance) {
  Structure s{.identity = true,
              .diagonal = true,
              .permutation = true,
              .monomial = true,
              .real = true,
              .hermitian = true};
  for (std::size_t r = 0; r < m.dim; ++r) {
    std::size_t nonzero = 0;
    for (std::size_t c = 0; c < m.dim; ++c) {
      const Complex v = m(r, c);
      const bool zero = std::abs(v) <= tolerance;
      const bool one = std::abs(v - 1.0) <= tolerance;
      if (!zero) ++nonzero;
      if (r != c && !zero) s.diagonal = false;
      if (r == c ? !one : !zero) s.identity = false;
      if (!zero && !one) s.permutation = false;
      if (std::abs(v.imag()) > tolerance) s.real = false;
      if (std::abs(v - std::conj(m(c, r))) > tolerance) s.hermitian = false;
    }
    // One entry per row is enough: the matrices are unitary.
    if (nonzero != 1) s.monomial = false;
  }
  s.permutation = s.permutation && s.monomial;
  s.symmetric = symmetric_under_exchange(m, tolerance);
  return s;
}

}  // namespace qiao::ir
