#include "matrix_synthesis.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>
#include <vector>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::ir {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kNothing = 1e-14;  // angles below are rounding of a zero
using Eigen::Matrix4cd;
using Eigen::MatrixXcd;
using Eigen::MatrixXd;

void one_qubit(const Matrix& m, Qubit q, GateSink& out) {
  const EulerAngles e = euler_angles(m);
  if (std::abs(e.phase) > 0) out.g(GateId::kGPhase, {e.phase}, {});
  if (e.theta != 0 || e.phi != 0 || e.lambda != 0) out.g(GateId::kU, {e.theta, e.phi, e.lambda}, {q});
}
void one_qubit(const Eigen::Matrix2cd& m, Qubit q, GateSink& out) {
  Matrix copy(2);
  for (int i = 0; i < 4; ++i) copy.data[static_cast<std::size_t>(i)] = m(i / 2, i % 2);
  one_qubit(copy, q, out);
}

// m = high (x) low up to rounding.
void split_product(const Matrix4cd& m, Eigen::Matrix2cd& high, Eigen::Matrix2cd& low) {
  Eigen::Index r = 0, c = 0;
  m.cwiseAbs().maxCoeff(&r, &c);
  low = m.block<2, 2>(r / 2 * 2, c / 2 * 2);
  low /= std::sqrt(low.determinant());
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) high(i, j) = (m.block<2, 2>(2 * i, 2 * j) * low.adjoint()).trace() / 2.0;
}

// Diagonalises a symmetric unitary by a real rotation: p^T m p is diagonal.
Eigen::Matrix4d real_eigenvectors(const Matrix4cd& m) {
  Eigen::Matrix4d best = Eigen::Matrix4d::Identity();
  double best_error = 1e300;
  // The real and imaginary parts commute; a generic combination has the eigenvectors of both.
  for (int attempt = 0; attempt < 16 && best_error > 1e-13; ++attempt) {
    const double angle = 0.4 + 1.1 * attempt;
    const Eigen::Matrix4d mixed = std::cos(angle) * m.real() + std::sin(angle) * m.imag();
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix4d> solver((mixed + mixed.transpose()) / 2);
    const Eigen::Matrix4d p = solver.eigenvectors();
    Matrix4cd d = p.transpose() * m * p;
    d.diagonal().setZero();
    const double error = d.cwiseAbs().maxCoeff();
    if (error < best_error) best_error = error, best = p;
  }
  if (best.determinant() < 0) best.col(0) = -best.col(0);
  return best;
}

// q[0] is the low bit. U = e^{i phase} (K1h x K1l) exp(i (a XX + b YY + c ZZ)) (K2h x K2l).
void two_qubits(const Matrix4cd& given, const Qubit* q, GateSink& out) {
  const Complex i{0, 1};
  Matrix4cd magic;
  magic << 1, 0, 0, i, 0, i, 1, 0, 0, i, -1, 0, 1, 0, 0, -i;
  magic *= std::numbers::sqrt2 / 2;
  const Complex root = std::exp(i * std::arg(given.determinant()) / 4.0);
  const Matrix4cd u = magic.adjoint() * (given / root) * magic;
  const Eigen::Matrix4d p = real_eigenvectors(u.transpose() * u);
  const Matrix4cd d = p.transpose() * (u.transpose() * u) * p;
  Eigen::Vector4d half;
  for (int j = 0; j < 4; ++j) half(j) = std::arg(d(j, j)) / 2;
  // The square root with determinant 1, so that both outer factors are rotations.
  double sum = half.sum();  // a multiple of pi
  if (std::lround(sum / kPi) % 2 != 0) half(0) += kPi, sum += kPi;
  half(0) -= 2 * kPi * std::round(sum / (2 * kPi));
  Matrix4cd root_d = Matrix4cd::Zero(), back = Matrix4cd::Zero();
  for (int j = 0; j < 4; ++j) root_d(j, j) = std::exp(i * half(j)), back(j, j) = std::exp(-i * half(j));
  const Matrix4cd k1 = magic * (u * p.cast<Complex>() * back) * magic.adjoint();
  const Matrix4cd k2 = magic * p.transpose().cast<Complex>() * magic.adjoint();
  const double a = (half(0) + half(1)) / 2, b = (half(1) + half(3)) / 2, c = (half(0) + half(3)) / 2;
  const double rest = half.sum() / 4;  // a common phase of the four
  Eigen::Matrix2cd high, low;
  split_product(k2, high, low);
  one_qubit(low, q[0], out);
  one_qubit(high, q[1], out);
  const auto none = [](double x) { return std::abs(x) < kNothing; };
  if (!(none(a) && none(b) && none(c))) {  // arXiv:quant-ph/0308006, figure 6
    out.g(GateId::kRZ, {kPi / 2}, {q[1]});
    out.cx(q[1], q[0]);
    out.g(GateId::kRZ, {kPi / 2 - 2 * c}, {q[0]});
    out.g(GateId::kRY, {kPi / 2 - 2 * a}, {q[1]});
    out.cx(q[0], q[1]);
    out.g(GateId::kRY, {2 * b - kPi / 2}, {q[1]});
    out.cx(q[1], q[0]);
    out.g(GateId::kRZ, {-kPi / 2}, {q[0]});
    out.g(GateId::kGPhase, {kPi / 4}, {});
  }
  split_product(k1, high, low);
  one_qubit(low, q[0], out);
  one_qubit(high, q[1], out);
  // What rounding and the choice of roots left as a phase.
  const double phase = std::arg(root) + rest;
  if (phase != 0) out.g(GateId::kGPhase, {phase}, {});
}

// A rotation about one axis by angles[value of the controls]; controls[0] is the low bit of the value.
void multiplexed(GateId rotation, const Eigen::VectorXd& angles, std::span<const Qubit> controls,
                 Qubit target, GateSink& out) {
  if (angles.cwiseAbs().maxCoeff() < kNothing) return;
  if (controls.empty()) return out.g(rotation, {angles(0)}, {target});
  const Eigen::Index half = angles.size() / 2;
  const Eigen::VectorXd mean = (angles.head(half) + angles.tail(half)) / 2;
  const Eigen::VectorXd difference = (angles.head(half) - angles.tail(half)) / 2;
  const Qubit top = controls.back();
  controls = controls.first(controls.size() - 1);
  multiplexed(rotation, mean, controls, target, out);
  if (difference.cwiseAbs().maxCoeff() < kNothing) return;
  out.cx(top, target);
  multiplexed(rotation, difference, controls, target, out);
  out.cx(top, target);
}

void shannon(const MatrixXcd& u, std::span<const Qubit> q, GateSink& out);

// a if the top qubit is 0, b if it is 1: a = v d w, b = v d^* w.
void demultiplexed(const MatrixXcd& a, const MatrixXcd& b, std::span<const Qubit> q, GateSink& out) {
  const Eigen::ComplexSchur<MatrixXcd> schur(a * b.adjoint());
  const MatrixXcd& v = schur.matrixU();
  const Eigen::Index n = a.rows();
  Eigen::VectorXd half(n);
  Eigen::VectorXcd d(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    half(j) = std::arg(schur.matrixT()(j, j)) / 2;
    d(j) = std::exp(Complex(0, half(j)));
  }
  const MatrixXcd w = d.asDiagonal() * v.adjoint() * b;
  const std::span<const Qubit> low = q.first(q.size() - 1);
  shannon(w, low, out);
  multiplexed(GateId::kRZ, -2 * half, low, q.back(), out);
  shannon(v, low, out);
}

void shannon(const MatrixXcd& u, std::span<const Qubit> q, GateSink& out) {
  if (q.size() == 1) return one_qubit(Eigen::Matrix2cd(u), q[0], out);
  if (q.size() == 2) return two_qubits(Matrix4cd(u), q.data(), out);
  // Cosine-sine decomposition: u = (l0 + l1) [c -s; s c] (r0 + r1)^H.
  const Eigen::Index n = u.rows() / 2;
  const Eigen::JacobiSVD<MatrixXcd> svd(u.topLeftCorner(n, n), Eigen::ComputeFullU | Eigen::ComputeFullV);
  const MatrixXcd& l0 = svd.matrixU();
  const MatrixXcd& r0 = svd.matrixV();
  // Columns of u10 r0 are orthogonal with lengths s; smallest sines last in QR would lose them, so go
  // backwards.
  const MatrixXcd rotated = u.bottomLeftCorner(n, n) * r0;
  const Eigen::HouseholderQR<MatrixXcd> qr(rotated.rowwise().reverse());
  MatrixXcd l1 = MatrixXcd(qr.householderQ()).rowwise().reverse();
  Eigen::VectorXd cosine = svd.singularValues(), sine(n), angles(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const Complex s = l1.col(j).dot(rotated.col(j));  // conjugates the first
    if (std::abs(s) > 0) l1.col(j) *= s / std::abs(s);
    sine(j) = std::abs(s);
    angles(j) = 2 * std::atan2(sine(j), cosine(j));
    cosine(j) = std::cos(angles(j) / 2);
    sine(j) = std::sin(angles(j) / 2);
  }
  // r1^H = -s l0^H u01 + c l1^H u11
  const MatrixXcd r1h = MatrixXcd(cosine.asDiagonal() * (l1.adjoint() * u.bottomRightCorner(n, n))) -
                        MatrixXcd(sine.asDiagonal() * (l0.adjoint() * u.topRightCorner(n, n)));
  demultiplexed(r0.adjoint(), r1h, q, out);
  multiplexed(GateId::kRY, angles, q.first(q.size() - 1), q.back(), out);
  demultiplexed(l0, l1, q, out);
}

}  // namespace

void synthesise_matrix(const Matrix& matrix, std::span<const Qubit> targets, GateSink& out) {
  if (targets.size() == 1) return one_qubit(matrix, targets[0], out);
  const auto n = static_cast<Eigen::Index>(matrix.dim);
  MatrixXcd m(n, n);
  for (Eigen::Index r = 0; r < n; ++r)
    for (Eigen::Index c = 0; c < n; ++c)
      m(r, c) = matrix(static_cast<std::size_t>(r), static_cast<std::size_t>(c));
  shannon(m, targets, out);
}

EulerAngles euler_angles(const Matrix& u) {
  EulerAngles e;
  // |u00| = cos(theta/2), |u10| = sin(theta/2); phases relative to u00, or to u10 where that vanishes.
  const double c = std::abs(u(0, 0)), s = std::abs(u(1, 0));
  e.theta = 2 * std::atan2(s, c);
  constexpr double kTiny = 1e-15;
  if (c > s || c > kTiny) {
    e.phase = std::arg(u(0, 0));
    if (s > kTiny) {
      e.phi = std::arg(u(1, 0)) - e.phase;
      e.lambda = std::arg(-u(0, 1)) - e.phase;
    } else {
      e.theta = 0;
      e.lambda = std::arg(u(1, 1)) - e.phase;
    }
  } else {
    e.theta = kPi;
    e.phase = std::arg(u(1, 0));
    e.lambda = std::arg(-u(0, 1)) - e.phase;
  }
  return e;
}

}  // namespace qiao::ir
