#include "support/reference_simulator.hpp"

#include <cmath>
#include <numbers>
#include <sstream>
#include <stdexcept>

namespace qiao::reference {

namespace {

const Complex kI{0, 1};

Complex phase(double angle) { return {std::cos(angle), std::sin(angle)}; }

Matrix pauli(char p) {
  switch (p) {
    case 'X':
      return {2, {0, 1, 1, 0}};
    case 'Y':
      return {2, {0, -kI, kI, 0}};
    case 'Z':
      return {2, {1, 0, 0, -1}};
    default:
      return {2, {1, 0, 0, 1}};
  }
}

Matrix combine(Complex a, const Matrix& x, Complex b, const Matrix& y) {
  Matrix out(x.dim);
  for (std::size_t i = 0; i < out.data.size(); ++i) out.data[i] = a * x.data[i] + b * y.data[i];
  return out;
}

// exp(-i angle/2 P) for a P with P*P = 1.
Matrix rotation(double angle, const Matrix& p) {
  return combine(std::cos(angle / 2), identity(p.dim), -kI * std::sin(angle / 2), p);
}

// [[cos t/2, -e^{il} sin t/2], [e^{ip} sin t/2, e^{i(p+l)} cos t/2]]: arXiv:1707.03429 up to global phase,
// exactly Qiskit's.
Matrix u3(double t, double p, double l) {
  return {2,
          {std::cos(t / 2), -phase(l) * std::sin(t / 2), phase(p) * std::sin(t / 2),
           phase(p + l) * std::cos(t / 2)}};
}

}  // namespace

Matrix identity(std::size_t dim) {
  Matrix out(dim);
  for (std::size_t i = 0; i < dim; ++i) out(i, i) = 1;
  return out;
}

Matrix multiply(const Matrix& a, const Matrix& b) {
  Matrix out(a.dim);
  for (std::size_t i = 0; i < a.dim; ++i)
    for (std::size_t k = 0; k < a.dim; ++k)
      for (std::size_t j = 0; j < a.dim; ++j) out(i, j) += a(i, k) * b(k, j);
  return out;
}

Matrix adjoint(const Matrix& a) {
  Matrix out(a.dim);
  for (std::size_t i = 0; i < a.dim; ++i)
    for (std::size_t j = 0; j < a.dim; ++j) out(j, i) = std::conj(a(i, j));
  return out;
}

Matrix kron(const Matrix& a, const Matrix& b) {
  Matrix out(a.dim * b.dim);
  for (std::size_t i = 0; i < out.dim; ++i)
    for (std::size_t j = 0; j < out.dim; ++j) out(i, j) = a(i / b.dim, j / b.dim) * b(i % b.dim, j % b.dim);
  return out;
}

double max_difference(const Matrix& a, const Matrix& b) {
  if (a.dim != b.dim) return INFINITY;
  double worst = 0;
  for (std::size_t i = 0; i < a.data.size(); ++i) {
    const double d = std::abs(a.data[i] - b.data[i]);
    if (!(d <= worst)) worst = d;  // also if d is NaN
  }
  return worst;
}

const std::vector<GateShape>& gate_shapes() {
  static const std::vector<GateShape> shapes{
      {"gphase", 1, 0}, {"id", 0, 1},     {"x", 0, 1},    {"y", 0, 1},           {"z", 0, 1},
      {"h", 0, 1},      {"s", 0, 1},      {"sdg", 0, 1},  {"t", 0, 1},           {"tdg", 0, 1},
      {"sx", 0, 1},     {"sxdg", 0, 1},   {"rx", 1, 1},   {"ry", 1, 1},          {"rz", 1, 1},
      {"r", 2, 1},      {"p", 1, 1},      {"u0", 1, 1},   {"u2", 2, 1},          {"u", 3, 1},
      {"swap", 0, 2},   {"iswap", 0, 2},  {"dcx", 0, 2},  {"ecr", 0, 2},         {"rxx", 1, 2},
      {"ryy", 1, 2},    {"rzz", 1, 2},    {"rzx", 1, 2},  {"xx_minus_yy", 2, 2}, {"xx_plus_yy", 2, 2},
      {"fsim", 2, 2},   {"givens", 1, 2}, {"rccx", 0, 3}, {"rc3x", 0, 4}};
  return shapes;
}

// Sources: OpenQASM 2 (arXiv:1707.03429) and 3.1 for the one-qubit gates; Qiskit's circuit library
// documentation for the phases of the wider ones; arXiv:1901.00015 for fsim; MindQuantum's Givens. In kron
// the second target stands first.
Matrix gate_matrix(const std::string& name, const std::vector<double>& params) {
  for (const GateShape& shape : gate_shapes())
    if (shape.name == name && shape.num_params != params.size())
      throw std::invalid_argument(name + ": wrong number of parameters");
  const double a = params.empty() ? 0 : params[0];
  const double b = params.size() < 2 ? 0 : params[1];
  const double r = std::sqrt(0.5), pi = std::numbers::pi;
  const Matrix one = pauli('I'), x = pauli('X'), y = pauli('Y'), z = pauli('Z');

  if (name == "gphase") return {1, {phase(a)}};
  if (name == "id" || name == "u0") return one;
  if (name == "x") return x;
  if (name == "y") return y;
  if (name == "z") return z;
  if (name == "h") return {2, {r, r, r, -r}};
  if (name == "s") return {2, {1, 0, 0, kI}};
  if (name == "sdg") return {2, {1, 0, 0, -kI}};
  if (name == "t") return {2, {1, 0, 0, phase(pi / 4)}};
  if (name == "tdg") return {2, {1, 0, 0, phase(-pi / 4)}};
  if (name == "sx") return {2, {Complex(.5, .5), Complex(.5, -.5), Complex(.5, -.5), Complex(.5, .5)}};
  if (name == "sxdg") return {2, {Complex(.5, -.5), Complex(.5, .5), Complex(.5, .5), Complex(.5, -.5)}};
  if (name == "rx") return rotation(a, x);
  if (name == "ry") return rotation(a, y);
  if (name == "rz") return rotation(a, z);
  if (name == "r") return rotation(a, combine(std::cos(b), x, std::sin(b), y));
  if (name == "p") return {2, {1, 0, 0, phase(a)}};
  if (name == "u2") return u3(pi / 2, a, b);
  if (name == "u") return u3(a, b, params[2]);

  if (name == "swap") return {4, {1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}};
  if (name == "iswap") return {4, {1, 0, 0, 0, 0, 0, kI, 0, 0, kI, 0, 0, 0, 0, 0, 1}};
  // cx with the first target as control, then cx with the second: |q1 q0> 01 -> 11 -> 10, 10 -> 11, 11 -> 01.
  if (name == "dcx") return {4, {1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0}};
  if (name == "ecr") return combine(r, kron(one, x), -r, kron(x, y));
  if (name == "rxx") return rotation(a, kron(x, x));
  if (name == "ryy") return rotation(a, kron(y, y));
  if (name == "rzz") return rotation(a, kron(z, z));
  if (name == "rzx") return rotation(a, kron(x, z));
  const double c = std::cos(a / 2), s = std::sin(a / 2);
  if (name == "xx_minus_yy")
    return {4, {c, 0, 0, -kI * s * phase(-b), 0, 1, 0, 0, 0, 0, 1, 0, -kI * s * phase(b), 0, 0, c}};
  if (name == "xx_plus_yy")
    return {4, {1, 0, 0, 0, 0, c, -kI * s * phase(-b), 0, 0, -kI * s * phase(b), c, 0, 0, 0, 0, 1}};
  const double c2 = std::cos(a), s2 = std::sin(a);
  if (name == "fsim") return {4, {1, 0, 0, 0, 0, c2, -kI * s2, 0, 0, -kI * s2, c2, 0, 0, 0, 0, phase(-b)}};
  if (name == "givens") return {4, {1, 0, 0, 0, 0, c2, -s2, 0, 0, s2, c2, 0, 0, 0, 0, 1}};

  if (name == "rccx") {
    Matrix m = identity(8);
    m(5, 5) = -1;
    m(3, 3) = m(7, 7) = 0;
    m(3, 7) = -kI;
    m(7, 3) = kI;
    return m;
  }
  if (name == "rc3x") {
    Matrix m = identity(16);
    m(3, 3) = kI;
    m(11, 11) = -kI;
    m(7, 7) = m(15, 15) = 0;
    m(7, 15) = 1;
    m(15, 7) = -1;
    return m;
  }
  throw std::invalid_argument("the reference knows no gate '" + name + "'");
}

void apply(Vector& state, const Matrix& matrix, const std::vector<unsigned>& targets,
           const std::vector<ControlBit>& controls) {
  const Vector before = state;
  for (std::size_t i = 0; i < state.size(); ++i) {
    bool active = true;
    for (const ControlBit& c : controls) active = active && (((i >> c.qubit) & 1) == (c.positive ? 1u : 0u));
    if (!active) continue;
    std::size_t row = 0;
    for (std::size_t k = 0; k < targets.size(); ++k) row |= ((i >> targets[k]) & 1) << k;
    state[i] = 0;
    for (std::size_t col = 0; col < matrix.dim; ++col) {
      std::size_t j = i;
      for (std::size_t k = 0; k < targets.size(); ++k) {
        j &= ~(std::size_t{1} << targets[k]);
        j |= ((col >> k) & 1) << targets[k];
      }
      state[i] += matrix(row, col) * before[j];
    }
  }
}

namespace {

Matrix matrix_of(const Operation& op) {
  return op.name == "unitary" ? op.matrix : gate_matrix(op.name, op.params);
}

Vector zero_state(unsigned num_qubits) {
  Vector state(std::size_t{1} << num_qubits);
  state[0] = 1;
  return state;
}

double norm2(const Vector& v) {
  double sum = 0;
  for (const Complex& z : v) sum += std::norm(z);
  return sum;
}

// One way the measurements can turn out; |state|^2 is its probability.
struct Branch {
  Vector state;
  std::vector<bool> clbits;
};

Vector project(const Vector& state, unsigned qubit, unsigned outcome) {
  Vector out = state;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (((i >> qubit) & 1) != outcome) out[i] = 0;
  return out;
}

bool holds(const Condition& condition, const std::vector<bool>& clbits) {
  std::uint64_t value = 0;
  for (std::size_t k = 0; k < condition.clbits.size(); ++k)
    if (clbits[condition.clbits[k]]) value |= std::uint64_t{1} << k;
  return (value == condition.value) != condition.negated;
}

constexpr double kImpossible = 1e-20;  // probabilities below are rounding errors of zero

std::vector<Branch> execute(const std::vector<Operation>& operations, std::vector<Branch> branches) {
  for (const Operation& op : operations) {
    std::vector<Branch> next;
    for (Branch& branch : branches) {
      switch (op.kind) {
        case Kind::kGate:
          apply(branch.state, matrix_of(op), op.targets, op.controls);
          next.push_back(branch);
          break;
        case Kind::kBarrier:
          next.push_back(branch);
          break;
        case Kind::kMeasure:
        case Kind::kReset:
          for (unsigned outcome : {0u, 1u}) {
            Branch b{project(branch.state, op.targets[0], outcome), branch.clbits};
            if (norm2(b.state) < kImpossible) continue;
            if (op.kind == Kind::kMeasure) b.clbits[op.clbit] = outcome;
            if (op.kind == Kind::kReset && outcome == 1) apply(b.state, gate_matrix("x", {}), op.targets, {});
            next.push_back(b);
          }
          break;
        case Kind::kIf:
          for (Branch& b :
               execute(holds(op.condition, branch.clbits) ? op.then_body : op.else_body, {branch}))
            next.push_back(b);
          break;
      }
    }
    branches = std::move(next);
  }
  return branches;
}

}  // namespace

Vector final_state(const Program& program) { return final_state(program, zero_state(program.num_qubits)); }
Vector final_state(const Program& program, Vector state) {
  for (const Operation& op : program.operations) {
    if (op.kind == Kind::kBarrier) continue;
    if (op.kind != Kind::kGate) throw std::invalid_argument("final_state: gates only");
    apply(state, matrix_of(op), op.targets, op.controls);
  }
  return state;
}

Matrix full_matrix(const Program& program) {
  Matrix out(std::size_t{1} << program.num_qubits);
  for (std::size_t col = 0; col < out.dim; ++col) {
    Vector state(out.dim);
    state[col] = 1;
    for (const Operation& op : program.operations)
      if (op.kind == Kind::kGate) apply(state, matrix_of(op), op.targets, op.controls);
    for (std::size_t row = 0; row < out.dim; ++row) out(row, col) = state[row];
  }
  return out;
}

Exact exact(const Program& program) {
  Exact out;
  out.qubits.assign(std::size_t{1} << program.num_qubits, 0.0);
  for (const Branch& b : execute(program.operations,
                                 {{zero_state(program.num_qubits), std::vector<bool>(program.num_clbits)}})) {
    std::string bits;
    for (unsigned c = program.num_clbits; c-- > 0;) bits += b.clbits[c] ? '1' : '0';
    out.clbits[bits] += norm2(b.state);
    for (std::size_t i = 0; i < b.state.size(); ++i) out.qubits[i] += std::norm(b.state[i]);
    ++out.branches;
  }
  return out;
}

namespace {

std::map<std::string, Matrix> densities(const Program& program, Vector start) {
  std::map<std::string, Matrix> out;
  const std::size_t dim = start.size();
  for (const Branch& b :
       execute(program.operations, {{std::move(start), std::vector<bool>(program.num_clbits)}})) {
    std::string bits;
    for (unsigned c = program.num_clbits; c-- > 0;) bits += b.clbits[c] ? '1' : '0';
    Matrix& density = out.try_emplace(bits, dim).first->second;
    for (std::size_t row = 0; row < dim; ++row) {
      if (b.state[row] == 0.0) continue;
      for (std::size_t col = 0; col < dim; ++col) density(row, col) += b.state[row] * std::conj(b.state[col]);
    }
  }
  return out;
}

}  // namespace

std::map<std::string, Matrix> final_states(const Program& program) {
  return densities(program, zero_state(program.num_qubits));
}

std::map<std::string, Matrix> instrument(const Program& program) {
  const std::size_t dim = std::size_t{1} << program.num_qubits;
  Vector start(dim * dim);
  for (std::size_t i = 0; i < dim; ++i) start[i * dim + i] = 1 / std::sqrt(static_cast<double>(dim));
  return densities(program, std::move(start));
}

Matrix reduced(const Matrix& density, const std::vector<unsigned>& keep) {
  Matrix out(std::size_t{1} << keep.size());
  const auto kept = [&](std::size_t i) {
    std::size_t value = 0;
    for (std::size_t k = 0; k < keep.size(); ++k) value |= ((i >> keep[k]) & 1) << k;
    return value;
  };
  std::size_t mask = 0;
  for (const unsigned q : keep) mask |= std::size_t{1} << q;
  for (std::size_t row = 0; row < density.dim; ++row)
    for (std::size_t col = 0; col < density.dim; ++col)
      if ((row & ~mask) == (col & ~mask)) out(kept(row), kept(col)) += density(row, col);
  return out;
}

double distance(const std::map<std::string, Matrix>& a, const std::map<std::string, Matrix>& b) {
  double sum = 0;
  for (const auto& [bits, m] : a) {
    const auto other = b.find(bits);
    for (std::size_t i = 0; i < m.data.size(); ++i)
      sum += std::abs(other == b.end() ? m.data[i] : m.data[i] - other->second.data[i]);
  }
  for (const auto& [bits, m] : b)
    if (!a.count(bits))
      for (const Complex& z : m.data) sum += std::abs(z);
  return sum / 2;
}

namespace {

void describe(const std::vector<Operation>& operations, int indent, std::ostream& out) {
  for (const Operation& op : operations) {
    out << std::string(indent, ' ');
    for (const ControlBit& c : op.controls)
      out << (c.positive ? "ctrl" : "negctrl") << "[" << c.qubit << "] ";
    switch (op.kind) {
      case Kind::kGate:
        out << op.name;
        break;
      case Kind::kMeasure:
        out << "measure -> c" << op.clbit;
        break;
      case Kind::kReset:
        out << "reset";
        break;
      case Kind::kBarrier:
        out << "barrier";
        break;
      case Kind::kIf:
        out << "if (";
        for (unsigned c : op.condition.clbits) out << "c" << c << " ";
        out << (op.condition.negated ? "!= " : "== ") << op.condition.value << ")";
        break;
    }
    for (double p : op.params) out << " " << p;
    for (unsigned t : op.targets) out << " q" << t;
    out << "\n";
    describe(op.then_body, indent + 2, out);
    if (!op.else_body.empty()) out << std::string(indent, ' ') << "else\n";
    describe(op.else_body, indent + 2, out);
  }
}

}  // namespace

std::string describe(const Program& program) {
  std::ostringstream out;
  out.precision(17);
  out << program.num_qubits << " qubits, " << program.num_clbits << " clbits\n";
  describe(program.operations, 0, out);
  return out.str();
}

}  // namespace qiao::reference
