#include "support/random_program.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

namespace qiao::reference {

double uniform(std::mt19937_64& rng, double low, double high) {
  return low + (high - low) * (static_cast<double>(rng() >> 11) * 0x1.0p-53);
}

unsigned pick(std::mt19937_64& rng, unsigned count) { return static_cast<unsigned>(rng() % count); }

Matrix random_unitary(std::mt19937_64& rng, unsigned num_targets) {
  Matrix m(std::size_t{1} << num_targets);
  for (std::size_t col = 0; col < m.dim; ++col) {
    for (std::size_t row = 0; row < m.dim; ++row)
      m(row, col) = Complex(uniform(rng, -1, 1), uniform(rng, -1, 1));
    // Twice, because once leaves rounding errors of the order of the condition number.
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t other = 0; other < col; ++other) {
        Complex overlap = 0;
        for (std::size_t row = 0; row < m.dim; ++row) overlap += std::conj(m(row, other)) * m(row, col);
        for (std::size_t row = 0; row < m.dim; ++row) m(row, col) -= overlap * m(row, other);
      }
    }
    double norm = 0;
    for (std::size_t row = 0; row < m.dim; ++row) norm += std::norm(m(row, col));
    for (std::size_t row = 0; row < m.dim; ++row) m(row, col) /= std::sqrt(norm);
  }
  return m;
}

namespace {

class Generator {
 public:
  Generator(std::uint64_t seed, const RandomOptions& options) : rng_(seed), options_(options) {}

  Program program() {
    Program p;
    p.num_qubits = options_.num_qubits;
    p.num_clbits = options_.num_clbits;
    p.operations = block(options_.operations, 0);
    return p;
  }

 private:
  std::vector<Operation> block(unsigned count, unsigned depth) {
    std::vector<Operation> out;
    for (unsigned i = 0; i < count; ++i) {
      const unsigned kind = pick(rng_, 20);
      if (kind == 0 && options_.measurements && options_.num_clbits && splits_ < options_.max_splits) {
        Operation op{.kind = Kind::kMeasure, .targets = {pick(rng_, options_.num_qubits)}};
        op.clbit = pick(rng_, options_.num_clbits);
        out.push_back(op);
        ++splits_;
      } else if (kind == 1 && options_.resets && splits_ < options_.max_splits) {
        out.push_back({.kind = Kind::kReset, .targets = {pick(rng_, options_.num_qubits)}});
        ++splits_;
      } else if (kind == 2 && options_.conditions && options_.num_clbits && depth < 2) {
        out.push_back(conditional(depth));
      } else if (kind == 3) {
        Operation op{.kind = Kind::kBarrier};
        op.targets = qubits(1 + pick(rng_, options_.num_qubits));
        out.push_back(op);
      } else {
        out.push_back(gate());
      }
    }
    return out;
  }

  Operation conditional(unsigned depth) {
    Operation op{.kind = Kind::kIf};
    const unsigned width = 1 + pick(rng_, options_.num_clbits);
    const unsigned first = pick(rng_, options_.num_clbits - width + 1);
    for (unsigned c = 0; c < width; ++c) op.condition.clbits.push_back(first + c);
    // Small values: those of few measured bits, so that both branches are really taken.
    op.condition.value = pick(rng_, 4) & ((1u << width) - 1);
    op.condition.negated = pick(rng_, 2);
    op.then_body = block(1 + pick(rng_, 3), depth + 1);
    if (pick(rng_, 2)) op.else_body = block(1 + pick(rng_, 3), depth + 1);
    return op;
  }

  Operation gate() {
    Operation op;
    for (;;) {
      const auto& shapes = gate_shapes();
      const unsigned choice = pick(rng_, static_cast<unsigned>(shapes.size()) + 3);
      unsigned num_targets;
      if (choice < shapes.size()) {
        num_targets = shapes[choice].num_targets;
        if (num_targets > options_.num_qubits) continue;
        op.name = shapes[choice].name;
        for (unsigned i = 0; i < shapes[choice].num_params; ++i) op.params.push_back(angle());
      } else {
        num_targets = choice - static_cast<unsigned>(shapes.size()) + 1;
        if (num_targets > options_.num_qubits) continue;
        op.name = "unitary";
        op.matrix = random_unitary(rng_, num_targets);
      }
      const unsigned spare = std::min(options_.max_controls, options_.num_qubits - num_targets);
      const unsigned num_controls = spare && pick(rng_, 2) ? 1 + pick(rng_, spare) : 0;
      std::vector<unsigned> q = qubits(num_targets + num_controls);
      for (unsigned i = 0; i < num_controls; ++i)
        op.controls.push_back({q[num_targets + i], pick(rng_, 3) != 0});
      q.resize(num_targets);
      op.targets = q;
      return op;
    }
  }

  // Mostly anything, sometimes the special angles where cases collapse.
  double angle() {
    if (pick(rng_, 4) == 0) return std::numbers::pi / 4 * (static_cast<int>(pick(rng_, 17)) - 8);
    return uniform(rng_, -7, 7);
  }

  std::vector<unsigned> qubits(unsigned count) {
    std::vector<unsigned> all(options_.num_qubits);
    std::iota(all.begin(), all.end(), 0u);
    for (unsigned i = 0; i < count; ++i) std::swap(all[i], all[i + pick(rng_, options_.num_qubits - i)]);
    all.resize(count);
    return all;
  }

  std::mt19937_64 rng_;
  RandomOptions options_;
  unsigned splits_ = 0;
};

}  // namespace

Program random_program(std::uint64_t seed, const RandomOptions& options) {
  return Generator(seed, options).program();
}

}  // namespace qiao::reference
