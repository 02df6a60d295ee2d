#include "matrix_power.hpp"

#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <numbers>
#include <vector>

namespace qiao::qasm {

Spectrum unitary_spectrum(const ir::Matrix& u) {
  const auto n = static_cast<Eigen::Index>(u.dim);
  Eigen::MatrixXcd m(n, n);
  for (Eigen::Index r = 0; r < n; ++r)
    for (Eigen::Index c = 0; c < n; ++c)
      m(r, c) = u(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
  // The Schur form of a normal matrix is diagonal, with orthonormal vectors even where eigenvalues coincide.
  const Eigen::ComplexSchur<Eigen::MatrixXcd> schur(m);
  Spectrum out{ir::Matrix(u.dim), {}};
  for (Eigen::Index i = 0; i < n; ++i) {
    double angle = std::arg(schur.matrixT()(i, i));
    // -1 is on the cut: rounding must not decide its side.
    constexpr double kCut = 1e-9;
    if (angle < -std::numbers::pi + kCut) angle = std::numbers::pi;
    out.phases.push_back(angle);
    for (Eigen::Index r = 0; r < n; ++r)
      out.vectors(static_cast<std::size_t>(r), static_cast<std::size_t>(i)) = schur.matrixU()(r, i);
  }
  return out;
}

ir::Matrix unitary_power(const ir::Matrix& u, double k) {
  const Spectrum s = unitary_spectrum(u);
  ir::Matrix out(u.dim);
  for (std::size_t i = 0; i < u.dim; ++i) {
    const ir::Complex factor = std::polar(1.0, k * s.phases[i]);
    for (std::size_t c = 0; c < u.dim; ++c) {
      const ir::Complex right = factor * std::conj(s.vectors(c, i));
      for (std::size_t r = 0; r < u.dim; ++r) out(r, c) += s.vectors(r, i) * right;
    }
  }
  return out;
}

ir::Matrix circuit_matrix(const ir::Circuit& circuit) {
  const std::size_t dim = std::size_t{1} << circuit.num_qubits();
  ir::Matrix out = ir::Matrix::identity(dim);
  std::vector<ir::Complex> column;
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const ir::Instruction instruction = circuit.at(i);
    const ir::Matrix gate = instruction.matrix();
    const auto targets = instruction.targets();
    std::size_t target_mask = 0, control_mask = 0, control_value = 0;
    for (const ir::Qubit q : targets) target_mask |= std::size_t{1} << q;
    for (unsigned c = 0; c < instruction.num_controls(); ++c) {
      const std::size_t bit = std::size_t{1} << instruction.control(c).qubit();
      control_mask |= bit;
      if (instruction.control(c).positive()) control_value |= bit;
    }
    const auto place = [&](std::size_t base, std::size_t local) {
      for (std::size_t t = 0; t < targets.size(); ++t)
        if (local >> t & 1) base |= std::size_t{1} << targets[t];
      return base;
    };
    column.assign(gate.dim, 0);
    for (std::size_t base = 0; base < dim; ++base) {
      if ((base & target_mask) != 0 || (base & control_mask) != control_value) continue;
      for (std::size_t c = 0; c < dim; ++c) {
        for (std::size_t r = 0; r < gate.dim; ++r) {
          column[r] = 0;
          for (std::size_t j = 0; j < gate.dim; ++j) column[r] += gate(r, j) * out(place(base, j), c);
        }
        for (std::size_t r = 0; r < gate.dim; ++r) out(place(base, r), c) = column[r];
      }
    }
  }
  return out;
}

}  // namespace qiao::qasm
