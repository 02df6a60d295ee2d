// The adjoint method in stages. At the end of a stage stand |psi> and |lambda> = (later gates)^dagger H
// |final state>. The generator G of a gate (dU = i G U) that lies earlier in the stage is carried to that end
// by the gates between them, as a sum of Pauli strings: 1-qubit gates turn letters, Clifford gates turn
// strings into strings, so a layer of rotations with its entangling gates needs no stop. All strings of a
// stage are then measured together, Im <lambda|P|psi>, and both states go back over the stage's gates by one
// plan. A stage ends where carrying on costs more than stopping.
#include "qiao/qsim/gradient.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>

#include "../engine/pauli_sums.hpp"
#include "qiao/base/error.hpp"
#include "qiao/ir/passes.hpp"
#include "simulator_impl.hpp"

namespace qiao::qsim {
namespace {

using ir::Complex;
using ir::Matrix;
using ir::PauliString;

constexpr unsigned kMaxGeneratorQubits = 8;
constexpr unsigned kMaxCarryingQubits = 3;  // a wider gate ends a stage
// Further x masks that a stage may measure because it did not stop; a stop costs about as much as these.
constexpr std::size_t kStopCost = 12;
constexpr std::size_t kMaxTerms = 64;            // of a carried generator
constexpr std::size_t kMaxLookUps = 20'000'000;  // gates looked at while carrying, in one stage

constexpr Complex kPowers[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

// <j ^ x| P |j> for the string (x, z).
Complex entry(unsigned x, unsigned z, unsigned j) {
  return kPowers[std::popcount(x & z) % 4] * (std::popcount(j & z) % 2 ? -1.0 : 1.0);
}

// Coefficients of a matrix in Pauli strings, index x | z << k.
std::vector<Complex> pauli_coefficients(const Matrix& m, unsigned k) {
  const unsigned dim = 1u << k;
  std::vector<Complex> c(std::size_t{dim} * dim);
  for (unsigned x = 0; x < dim; ++x)
    for (unsigned z = 0; z < dim; ++z) {
      Complex sum = 0;
      for (unsigned j = 0; j < dim; ++j) sum += entry(x, z, j) * m(j, j ^ x);
      c[x | z << k] = sum / static_cast<double>(dim);
    }
  return c;
}

// The gate's operator with its controls, on targets (least significant) and controls.
Matrix with_controls(const Matrix& m, const ir::Instruction& in, bool identity_elsewhere) {
  const std::size_t dim = m.dim << in.num_controls();
  Matrix full(dim);
  std::size_t active = 0;
  for (unsigned c = 0; c < in.num_controls(); ++c)
    if (in.control(c).positive()) active |= m.dim << c;
  if (identity_elsewhere)
    for (std::size_t i = 0; i < dim; ++i)
      if ((i & ~(m.dim - 1)) != active) full(i, i) = 1;
  for (std::size_t r = 0; r < m.dim; ++r)
    for (std::size_t c = 0; c < m.dim; ++c) full(active | r, active | c) = m(r, c);
  return full;
}

// dM/dp for a gate of the table. All entries are sums of e^{i w p} with w among 0, +-1/2 and +-1, for which
//   f'(p) = a (f(p + pi) - f(p - pi)) + b (f(p + pi/2) - f(p - pi/2))
// is exact with 2 a sin(w pi) + 2 b sin(w pi/2) = w; the tests hold every gate to that.
Matrix derivative(ir::GateId id, std::span<const double> params, unsigned which) {
  constexpr double kPi = 3.14159265358979323846;
  const double b = 0.5, a = (0.5 - std::sqrt(0.5)) / 2;
  Matrix sum;
  const auto add = [&](double shift, double factor) {
    std::array<double, ir::kMaxGateParams> p{};
    std::copy(params.begin(), params.end(), p.begin());
    p[which] += shift;
    const Matrix m = ir::gate_matrix(id, {p.data(), params.size()});
    if (sum.dim == 0) sum = Matrix(m.dim);
    for (std::size_t i = 0; i < m.data.size(); ++i) sum.data[i] += factor * m.data[i];
  };
  add(kPi, a);
  add(-kPi, -a);
  add(kPi / 2, b);
  add(-kPi / 2, -b);
  return sum;
}

struct Term {
  PauliString string;
  double coefficient;
};
using Terms = std::vector<Term>;

void merge(Terms& terms) {
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.string < b.string; });
  Terms out;
  for (const Term& t : terms) {
    if (!out.empty() && out.back().string == t.string) out.back().coefficient += t.coefficient;
    else out.push_back(t);
  }
  std::erase_if(out, [](const Term& t) { return std::abs(t.coefficient) < 1e-16; });
  terms = std::move(out);
}

// A gate on the engine's qubits.
struct Gate {
  std::size_t instruction;
  std::vector<unsigned> qubits;  // targets, then controls
  std::uint64_t mask = 0;
  bool symbolic = false;
  // What U P U^dagger is for each string P on `qubits` (index x | z << k), when it was needed.
  std::vector<std::vector<std::pair<unsigned, double>>> transfer;

  unsigned local(std::uint64_t bits) const {
    unsigned l = 0;
    for (std::size_t j = 0; j < qubits.size(); ++j) l |= static_cast<unsigned>(bits >> qubits[j] & 1) << j;
    return l;
  }
  std::uint64_t global(unsigned l) const {
    std::uint64_t bits = 0;
    for (std::size_t j = 0; j < qubits.size(); ++j)
      if (l >> j & 1) bits |= std::uint64_t{1} << qubits[j];
    return bits;
  }
};

void make_transfer(Gate& gate, const ir::Instruction& in) {
  const auto k = static_cast<unsigned>(gate.qubits.size());
  const unsigned dim = 1u << k;
  const Matrix u = with_controls(in.matrix(), in, true), adjoint = u.adjoint();
  gate.transfer.resize(std::size_t{dim} * dim);
  for (unsigned x = 0; x < dim; ++x)
    for (unsigned z = 0; z < dim; ++z) {
      Matrix p(dim);
      for (unsigned j = 0; j < dim; ++j) p(j ^ x, j) = entry(x, z, j);
      const std::vector<Complex> c = pauli_coefficients(u * p * adjoint, k);
      for (unsigned i = 0; i < c.size(); ++i)
        if (std::abs(c[i].real()) > 1e-15) gate.transfer[x | z << k].emplace_back(i, c[i].real());
    }
}

// U P U^dagger for every string of `terms`.
void carry(Terms& terms, Gate& gate, const ir::Circuit& bound) {
  const bool touched = std::any_of(terms.begin(), terms.end(), [&](const Term& t) {
    return ((t.string.x | t.string.z) & gate.mask) != 0;
  });
  if (!touched) return;
  if (gate.transfer.empty()) make_transfer(gate, bound.at(gate.instruction));
  const auto k = static_cast<unsigned>(gate.qubits.size());
  Terms out;
  for (const Term& t : terms) {
    const unsigned from = gate.local(t.string.x) | gate.local(t.string.z) << k;
    for (const auto& [to, c] : gate.transfer[from]) {
      PauliString s = t.string;
      s.x = (s.x & ~gate.mask) | gate.global(to & ((1u << k) - 1));
      s.z = (s.z & ~gate.mask) | gate.global(to >> k);
      out.push_back({s, t.coefficient * c});
    }
  }
  merge(out);
  terms = std::move(out);
}

std::size_t new_flips(const Terms& terms, std::set<std::uint64_t>& known) {
  std::size_t count = 0;
  for (const Term& t : terms) count += known.insert(t.string.x).second ? 1 : 0;
  return count;
}

// What a parameter of a gate contributes: -2 sum of coefficient * Im <lambda|string|psi>, to symbols.
struct Generator {
  std::size_t gate;
  unsigned param;
  Terms terms;
};

}  // namespace

struct ExpectationFunction::Impl {
  Impl(ir::Circuit c, ir::PauliSum h, const SimulatorOptions& o)
      : circuit(std::move(c)), hamiltonian(std::move(h)), simulator(circuit.num_qubits(), o) {}

  ir::Circuit circuit;
  ir::PauliSum hamiltonian;
  Simulator simulator;
  std::size_t stages = 0;

  Simulator::Impl& inner() { return *simulator.impl_; }

  std::vector<Gate> gates() {
    std::vector<Gate> list;
    for (std::size_t i = 0; i < circuit.size(); ++i) {
      const ir::Instruction in = circuit.at(i);
      if (in.kind() != ir::OpKind::kGate) continue;
      Gate g{.instruction = i};
      for (const ir::Qubit q : in.targets()) g.qubits.push_back(inner().index[q]);
      for (unsigned c = 0; c < in.num_controls(); ++c)
        g.qubits.push_back(inner().index[in.control(c).qubit()]);
      for (const unsigned q : g.qubits) g.mask |= std::uint64_t{1} << q;
      g.symbolic = in.is_symbolic();
      list.push_back(std::move(g));
    }
    return list;
  }

  // G at the moment after the gate, for each of its parameters with symbols.
  void generators(const Gate& gate, std::size_t number, const ir::Circuit& bound,
                  std::vector<Generator>& out) const {
    const ir::Instruction in = bound.at(gate.instruction), symbolic = circuit.at(gate.instruction);
    const auto k = static_cast<unsigned>(gate.qubits.size());
    for (unsigned p = 0; p < in.params().size(); ++p) {
      if (symbolic.param(p).is_number()) continue;
      Matrix g = derivative(in.gate(), in.params(), p) * in.matrix().adjoint();
      for (Complex& v : g.data) v *= Complex{0, -1};
      const std::vector<Complex> c = pauli_coefficients(with_controls(g, in, false), k);
      Generator generator{number, p, {}};
      for (unsigned i = 1; i < c.size(); ++i)  // the identity contributes Im <H> = 0
        if (std::abs(c[i].real()) > 1e-15)
          generator.terms.push_back({{gate.global(i & ((1u << k) - 1)), gate.global(i >> k)}, c[i].real()});
      out.push_back(std::move(generator));
    }
  }

  // The generators of a stage that ends before gate `end`, all carried to there; returns where the stage
  // begins.
  std::size_t collect(std::vector<Gate>& list, std::size_t end, const ir::Circuit& bound,
                      std::vector<Generator>& found) {
    std::set<std::uint64_t> flips{0};
    std::size_t overhead = 0, first_costly = 0, look_ups = 0;
    bool costly = false, blocked = false;
    for (std::size_t k = end; k-- > 0;) {
      const Gate& gate = list[k];
      if (const Monitor* const monitor = simulator.impl_->options.monitor) monitor->check();
      if (gate.symbolic) {
        if (blocked) return k + 1;
        const std::size_t before = found.size();
        generators(gate, k, bound, found);
        for (std::size_t i = before; i < found.size(); ++i) {
          Terms& terms = found[i].terms;
          std::set<std::uint64_t> own{0};
          const std::size_t needed = new_flips(terms, own);
          for (std::size_t j = k + 1; j < end && terms.size() <= kMaxTerms; ++j) carry(terms, list[j], bound);
          look_ups += end - k;
          if (k + 1 < end && (terms.size() > kMaxTerms || look_ups > kMaxLookUps)) {
            found.resize(before);
            return k + 1;
          }
          const std::size_t fresh = new_flips(terms, flips);
          if (fresh <= needed) continue;
          if (!costly) first_costly = k;
          costly = true;
          overhead += fresh - needed;
        }
        if (overhead > kStopCost) {
          std::erase_if(found, [&](const Generator& g) { return g.gate <= first_costly; });
          return first_costly + 1;
        }
      }
      if (gate.qubits.size() > kMaxCarryingQubits) blocked = true;
    }
    return 0;
  }

  double evaluate(std::span<const double> values, std::span<double> out) {
    if (values.size() != circuit.symbols().size() || (!out.empty() && out.size() != values.size()))
      throw Error(ErrorCode::kUsage,
                  fmt::format("the circuit has {} symbols, got {} values and room for {} derivatives",
                              circuit.symbols().size(), values.size(), out.size()));
    const ir::Circuit bound = circuit.bind(values);
    simulator.reset();
    simulator.apply(bound);
    if (out.empty()) return simulator.expectation(hamiltonian).real();
    std::vector<ir::Qubit> flipped;
    for (const ir::PauliTerm& t : hamiltonian.terms())
      for (std::uint64_t mask = t.string.x; mask; mask &= mask - 1)
        flipped.push_back(static_cast<ir::Qubit>(std::countr_zero(mask)));
    std::sort(flipped.begin(), flipped.end());
    flipped.erase(std::unique(flipped.begin(), flipped.end()), flipped.end());
    inner().touch(flipped);
    std::fill(out.begin(), out.end(), 0.0);
    return inner().visit([&](auto& psi) { return adjoint(psi, bound, out); });
  }

  template <class Real>
  double adjoint(engine::State<Real>& psi, const ir::Circuit& bound, std::span<double> out) {
    const Monitor* const monitor = inner().options.monitor;
    std::vector<ir::PauliTerm> terms;
    for (const ir::PauliTerm& t : hamiltonian.terms())
      terms.push_back({*inner().on_active(t.string), t.coefficient.real()});
    psi.forget_zero_bits();
    engine::State<Real> lambda = psi.zeros_like();
    engine::apply_pauli_sum(psi, terms, lambda, monitor);
    const PauliString identity[1] = {};
    const double energy = engine::pauli_products(psi, lambda, identity, engine::Part::kReal, monitor)[0];

    std::vector<Gate> list = gates();
    std::size_t first_symbolic = 0;
    while (first_symbolic < list.size() && !list[first_symbolic].symbolic) ++first_symbolic;
    stages = 0;
    for (std::size_t end = list.size(); end > first_symbolic;) {
      std::vector<Generator> found;
      const std::size_t begin = collect(list, end, bound, found);
      measure(lambda, psi, found, list, out);
      if (begin <= first_symbolic) break;
      go_back(list, begin, end, bound, psi, lambda);
      end = begin;
    }
    return energy;
  }

  template <class Real>
  void measure(const engine::State<Real>& lambda, const engine::State<Real>& psi,
               const std::vector<Generator>& found, const std::vector<Gate>& list, std::span<double> out) {
    std::vector<PauliString> strings;
    for (const Generator& g : found)
      for (const Term& t : g.terms) strings.push_back(t.string);
    if (strings.empty()) return;
    ++stages;
    std::sort(strings.begin(), strings.end());
    strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
    const std::vector<double> values =
        engine::pauli_products(lambda, psi, strings, engine::Part::kImaginary, inner().options.monitor);
    for (const Generator& g : found) {
      double sum = 0;
      for (const Term& t : g.terms) {
        const auto at = std::lower_bound(strings.begin(), strings.end(), t.string) - strings.begin();
        sum += t.coefficient * values[static_cast<std::size_t>(at)];
      }
      const ir::Param param = circuit.at(list[g.gate].instruction).param(g.param);
      for (const auto& [symbol, c] : param.terms()) out[symbol] -= 2 * c * sum;
    }
  }

  // Both states from after gate end - 1 to before gate `begin`, by one plan.
  template <class Real>
  void go_back(const std::vector<Gate>& list, std::size_t begin, std::size_t end, const ir::Circuit& bound,
               engine::State<Real>& psi, engine::State<Real>& lambda) {
    ir::Circuit stage(bound.num_qubits());
    std::vector<ir::Control> controls;
    for (std::size_t k = begin; k < end; ++k) {
      const ir::Instruction in = bound.at(list[k].instruction);
      controls.clear();
      for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
      stage.append(in, in.targets(), controls);
    }
    const ir::Circuit inverse = ir::inverse(stage);
    const Program program = inner().program(inverse);
    for (std::uint32_t s = 0; s < program.segments.size(); ++s) {
      const engine::Plan<Real> plan = psi.fresh_plan(program, s);
      psi.run(plan, inner().options.monitor);
      lambda.run(plan, inner().options.monitor);
    }
  }
};

ExpectationFunction::ExpectationFunction(ir::Circuit circuit, ir::PauliSum hamiltonian,
                                         const SimulatorOptions& options)
    : impl_(std::make_unique<Impl>(std::move(circuit), std::move(hamiltonian.simplify()), options)) {
  const ir::Circuit& c = impl_->circuit;
  if (!impl_->hamiltonian.is_hermitian(1e-12 * impl_->hamiltonian.one_norm()))
    throw Error(ErrorCode::kUsage, "the sum is not Hermitian: a coefficient has an imaginary part",
                "expectation values that are to be differentiated must be real");
  impl_->inner().check(impl_->hamiltonian);
  if (const Program program = make_program(c); program.branches() || program.classical())
    throw Error(ErrorCode::kUsage,
                "a circuit with mid-circuit measurement, reset or conditions has no single final state");
  for (std::size_t i = 0; i < c.size(); ++i) {
    const ir::Instruction in = c.at(i);
    if (in.kind() != ir::OpKind::kGate || !in.is_symbolic()) continue;
    if (in.num_targets() + in.num_controls() > kMaxGeneratorQubits)
      throw Error(
          ErrorCode::kUnsupported,
          fmt::format("gate '{}' with a symbol acts on {} qubits; derivatives are for at most {}",
                      ir::spelled_name(in), in.num_targets() + in.num_controls(), kMaxGeneratorQubits));
  }
}
ExpectationFunction::ExpectationFunction(ExpectationFunction&&) noexcept = default;
ExpectationFunction& ExpectationFunction::operator=(ExpectationFunction&&) noexcept = default;
ExpectationFunction::~ExpectationFunction() = default;

std::size_t ExpectationFunction::num_parameters() const { return impl_->circuit.symbols().size(); }
const std::vector<std::string>& ExpectationFunction::parameters() const { return impl_->circuit.symbols(); }
double ExpectationFunction::value(std::span<const double> values) { return impl_->evaluate(values, {}); }
double ExpectationFunction::gradient(std::span<const double> values, std::span<double> gradient) {
  return impl_->evaluate(values, gradient);
}
std::size_t ExpectationFunction::stages() const { return impl_->stages; }

}  // namespace qiao::qsim
