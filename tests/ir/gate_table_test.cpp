// The gate table against the reference's hand-written matrices, and its columns against each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include "qiao/base/error.hpp"
#include "qiao/ir/gate.hpp"
#include "qiao/ir/passes.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/reference_simulator.hpp"

namespace qiao::ir {
namespace {

using reference::Program;

// Products of up to twenty matrices of doubles: a few hundred rounding errors of 1e-16.
constexpr double kTolerance = 1e-13;
constexpr double kPi = std::numbers::pi;

// Parameter lists to try: special angles in every combination of the first two, and random ones.
std::vector<std::vector<double>> parameter_lists(unsigned count) {
  if (count == 0) return {{}};
  const std::vector<double> special{0.0, kPi / 4, kPi / 2, kPi, -kPi / 3, 2 * kPi, 3.7};
  std::vector<std::vector<double>> lists;
  for (double a : special) {
    for (double b : special) {
      std::vector<double> list(count, b);
      list[0] = a;
      lists.push_back(list);
    }
  }
  std::mt19937_64 rng(20260);
  for (int i = 0; i < 30; ++i) {
    std::vector<double> list(count);
    for (double& x : list) x = reference::uniform(rng, -8, 8);
    lists.push_back(list);
  }
  return lists;
}

std::string show(const GateInfo& info, const std::vector<double>& params) {
  std::string out(info.name);
  for (double p : params) out += " " + std::to_string(p);
  return out;
}

// Calls check(info, parameters) for every named gate.
template <class Check>
void for_each_gate(Check check) {
  for (const GateInfo& info : gate_table()) {
    if (info.id == GateId::kUnitary) continue;
    for (const auto& params : parameter_lists(info.num_params())) {
      SCOPED_TRACE(show(info, params));
      check(info, params);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

// Writes a decomposition down as a program of the reference.
class Recorder : public GateSink {
 public:
  explicit Recorder(unsigned num_qubits) { program.num_qubits = num_qubits; }
  void gate(GateId id, std::span<const Param> params, std::span<const Qubit> controls,
            std::span<const Qubit> targets) override {
    reference::Operation op;
    op.name = gate_info(id).name;
    for (const Param& p : params) op.params.push_back(p.bind(symbol_values));
    for (Qubit c : controls) op.controls.push_back({c, true});
    op.targets.assign(targets.begin(), targets.end());
    program.operations.push_back(op);
  }
  Program program;
  std::vector<double> symbol_values;
};

TEST(GateTable, rows_are_complete_and_found_by_name) {
  std::set<std::string_view> names;
  ASSERT_EQ(gate_table().size(), kGateCount);
  for (std::size_t i = 0; i < kGateCount; ++i) {
    const GateInfo& info = gate_table()[i];
    SCOPED_TRACE(info.name);
    EXPECT_EQ(static_cast<std::size_t>(info.id), i);
    EXPECT_EQ(&gate_info(info.id), &info);
    EXPECT_EQ(find_gate(info.name), &info);
    EXPECT_TRUE(names.insert(info.name).second) << "name used twice";
    EXPECT_GT(info.doc.size(), 5u);
    EXPECT_EQ(info.matrix == nullptr, info.id == GateId::kUnitary);
    EXPECT_LE(info.num_params(), kMaxGateParams);
    EXPECT_LE(info.num_targets, kMaxGateTargets);
  }
  EXPECT_EQ(find_gate("nonsense"), nullptr);
  EXPECT_EQ(find_gate(""), nullptr);
}

// A gate added to the table needs its hand-written matrix in the reference, and nothing there may be missing
// here.
TEST(GateTable, has_exactly_the_gates_of_the_reference) {
  std::set<std::string> ours, theirs;
  for (const GateInfo& info : gate_table())
    if (info.id != GateId::kUnitary) ours.insert(std::string(info.name));
  for (const reference::GateShape& shape : reference::gate_shapes()) {
    theirs.insert(shape.name);
    const GateInfo* info = find_gate(shape.name);
    if (!info) continue;
    EXPECT_EQ(info->num_params(), shape.num_params) << shape.name;
    EXPECT_EQ(info->num_targets, shape.num_targets) << shape.name;
  }
  EXPECT_EQ(ours, theirs);
}

TEST(GateTable, matrices_equal_the_hand_written_ones) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    const reference::Matrix expected = reference::gate_matrix(std::string(info.name), params);
    EXPECT_LT(reference::max_difference(reference::from_ir(gate_matrix(info.id, params)), expected), 1e-15);
  });
}

TEST(GateTable, matrices_are_unitary) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    const Matrix m = gate_matrix(info.id, params);
    EXPECT_EQ(m.dim, std::size_t{1} << info.num_targets);
    EXPECT_LT(m.unitarity_error(), 1e-15);
    const reference::Matrix r = reference::from_ir(m);
    EXPECT_LT(
        reference::max_difference(reference::multiply(r, reference::adjoint(r)), reference::identity(r.dim)),
        1e-15);
  });
}

// Global phase included; and only u, gphase (1-qubit gates) or 1-qubit gates and cx (wider gates) come out.
TEST(GateTable, decompositions_equal_the_matrix_exactly) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    if (!info.decompose) {
      EXPECT_TRUE(info.id == GateId::kU || info.id == GateId::kGPhase) << "no decomposition";
      return;
    }
    Recorder recorder(info.num_targets);
    const std::vector<Param> in(params.begin(), params.end());
    const std::vector<Qubit> targets{0, 1, 2, 3};
    info.decompose(recorder, in.data(), targets.data());
    EXPECT_LT(reference::max_difference(reference::full_matrix(recorder.program),
                                        reference::gate_matrix(std::string(info.name), params)),
              kTolerance)
        << describe(recorder.program);
    for (const reference::Operation& op : recorder.program.operations) {
      const bool is_cx = op.name == "x" && op.controls.size() == 1;
      if (info.num_targets == 1) {
        EXPECT_TRUE((op.name == "u" || op.name == "gphase") && op.controls.empty()) << op.name;
      } else {
        EXPECT_TRUE(is_cx || (op.targets.size() <= 1 && op.controls.empty())) << op.name;
      }
    }
  });
}

TEST(GateTable, decompositions_respect_the_order_of_targets) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    if (!info.decompose || info.num_targets < 2) return;
    std::vector<unsigned> order(info.num_targets);
    std::iota(order.begin(), order.end(), 0u);
    do {
      Recorder recorder(info.num_targets);
      const std::vector<Param> in(params.begin(), params.end());
      const std::vector<Qubit> targets(order.begin(), order.end());
      info.decompose(recorder, in.data(), targets.data());
      Program whole{.num_qubits = info.num_targets, .num_clbits = 0, .operations = {}};
      reference::Operation op;
      op.name = info.name;
      op.params = params;
      op.targets = order;
      whole.operations.push_back(op);
      EXPECT_LT(
          reference::max_difference(reference::full_matrix(recorder.program), reference::full_matrix(whole)),
          kTolerance);
    } while (std::next_permutation(order.begin(), order.end()));
  });
}

// Symbols must survive a decomposition: bound afterwards they give the same as numbers before.
TEST(GateTable, decompositions_keep_symbolic_parameters) {
  for (const GateInfo& info : gate_table()) {
    if (!info.decompose) continue;
    SCOPED_TRACE(info.name);
    std::vector<Param> in;
    std::vector<double> values;
    for (unsigned i = 0; i < info.num_params(); ++i) {
      in.push_back(Param::symbol(i, 2.0) + 0.25);
      values.push_back(0.3 + 0.9 * i);
    }
    Recorder recorder(info.num_targets);
    recorder.symbol_values = values;
    const std::vector<Qubit> targets{0, 1, 2, 3};
    info.decompose(recorder, in.data(), targets.data());
    std::vector<double> params;
    for (double v : values) params.push_back(2 * v + 0.25);
    EXPECT_LT(reference::max_difference(reference::full_matrix(recorder.program),
                                        reference::gate_matrix(std::string(info.name), params)),
              kTolerance);
  }
}

TEST(GateTable, inverse_times_gate_is_the_identity) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    std::vector<Qubit> targets(info.num_targets);
    std::iota(targets.begin(), targets.end(), 0u);
    Circuit circuit(info.num_targets);
    circuit.gate(info.id, targets, params);
    const Circuit back = inverse(circuit);
    Program both{.num_qubits = info.num_targets, .num_clbits = 0, .operations = {}};
    for (const Circuit* c : {static_cast<const Circuit*>(&circuit), &back}) {
      for (std::size_t i = 0; i < c->size(); ++i) {
        const Instruction in = c->at(i);
        reference::Operation op;
        op.name = gate_info(in.gate()).name;
        op.params.assign(in.params().begin(), in.params().end());
        op.targets.assign(in.targets().begin(), in.targets().end());
        for (unsigned k = 0; k < in.num_controls(); ++k)
          op.controls.push_back({in.control(k).qubit(), in.control(k).positive()});
        both.operations.push_back(op);
      }
    }
    EXPECT_LT(reference::max_difference(reference::full_matrix(both),
                                        reference::identity(std::size_t{1} << info.num_targets)),
              kTolerance)
        << describe(both);
    if (!info.inverse.by_decomposition) {
      EXPECT_EQ(back.size(), 1u) << "the rule is a single gate";
    }
  });
}

// ---- structure

// `m` with its targets reordered: bit k of the new index is bit order[k] of the old one.
Matrix reorder(const Matrix& m, const std::vector<unsigned>& order) {
  auto index = [&](std::size_t i) {
    std::size_t out = 0;
    for (std::size_t k = 0; k < order.size(); ++k) out |= ((i >> k) & 1) << order[k];
    return out;
  };
  Matrix out(m.dim);
  for (std::size_t r = 0; r < m.dim; ++r)
    for (std::size_t c = 0; c < m.dim; ++c) out(index(r), index(c)) = m(r, c);
  return out;
}

Structure brute_force(const Matrix& m, unsigned targets) {
  Structure s;
  s.diagonal = s.real = s.hermitian = s.identity = s.symmetric = true;
  std::vector<int> row(m.dim), col(m.dim);
  bool ones = true;
  constexpr double kZero = 1e-15;
  for (std::size_t r = 0; r < m.dim; ++r) {
    for (std::size_t c = 0; c < m.dim; ++c) {
      const Complex v = m(r, c);
      if (std::abs(v) > kZero) {
        ++row[r];
        ++col[c];
        ones = ones && std::abs(v - 1.0) <= kZero;
        if (r != c) s.diagonal = false;
      }
      if (std::abs(v.imag()) > kZero) s.real = false;
      if (std::abs(v - std::conj(m(c, r))) > kZero) s.hermitian = false;
      if (std::abs(v - (r == c ? 1.0 : 0.0)) > kZero) s.identity = false;
    }
  }
  s.monomial = std::all_of(row.begin(), row.end(), [](int n) { return n == 1; }) &&
               std::all_of(col.begin(), col.end(), [](int n) { return n == 1; });
  s.permutation = s.monomial && ones;
  std::vector<unsigned> order(targets);
  std::iota(order.begin(), order.end(), 0u);
  do {
    const Matrix other = reorder(m, order);
    for (std::size_t i = 0; i < m.data.size(); ++i)
      if (std::abs(m.data[i] - other.data[i]) > kZero) s.symmetric = false;
  } while (std::next_permutation(order.begin(), order.end()));
  return s;
}

void expect_same(const Structure& got, const Structure& want) {
  EXPECT_EQ(got.identity, want.identity);
  EXPECT_EQ(got.diagonal, want.diagonal);
  EXPECT_EQ(got.permutation, want.permutation);
  EXPECT_EQ(got.monomial, want.monomial);
  EXPECT_EQ(got.real, want.real);
  EXPECT_EQ(got.hermitian, want.hermitian);
  EXPECT_EQ(got.symmetric, want.symmetric);
}

TEST(Structure, equals_brute_force_for_every_gate) {
  for_each_gate([](const GateInfo& info, const std::vector<double>& params) {
    const Matrix m = gate_matrix(info.id, params);
    expect_same(structure_of(m), brute_force(m, info.num_targets));
  });
}

// brute_force above could share a misunderstanding with structure_of; these are facts.
TEST(Structure, of_well_known_gates) {
  auto of = [](GateId id, std::vector<double> params = {}) { return structure_of(gate_matrix(id, params)); };
  EXPECT_TRUE(of(GateId::kI).identity);
  EXPECT_TRUE(of(GateId::kX).permutation && of(GateId::kX).real && of(GateId::kX).hermitian &&
              !of(GateId::kX).diagonal);
  EXPECT_TRUE(of(GateId::kY).monomial && !of(GateId::kY).permutation && !of(GateId::kY).real);
  EXPECT_TRUE(of(GateId::kT).diagonal && !of(GateId::kT).hermitian && !of(GateId::kT).permutation);
  EXPECT_TRUE(of(GateId::kRY, {0.4}).real && !of(GateId::kRY, {0.4}).monomial);
  EXPECT_TRUE(of(GateId::kSwap).symmetric && of(GateId::kSwap).permutation);
  EXPECT_TRUE(of(GateId::kDCX).permutation && !of(GateId::kDCX).symmetric);
  EXPECT_TRUE(of(GateId::kRZZ, {0.4}).diagonal && of(GateId::kRZZ, {0.4}).symmetric);
  EXPECT_FALSE(of(GateId::kRZX, {0.4}).symmetric);
}

TEST(Structure, of_random_unitaries_equals_brute_force) {
  std::mt19937_64 rng(77);
  for (unsigned targets = 1; targets <= 3; ++targets) {
    const Matrix m = reference::to_ir(reference::random_unitary(rng, targets));
    expect_same(structure_of(m), brute_force(m, targets));
  }
}

// ---- errors

TEST(GateMatrix, refuses_a_wrong_number_of_parameters_and_unitary) {
  const std::vector<double> one{0.5};
  for (auto call : {+[](const std::vector<double>& p) { gate_matrix(GateId::kX, p); },
                    +[](const std::vector<double>& p) { gate_matrix(GateId::kU, p); },
                    +[](const std::vector<double>&) { gate_matrix(GateId::kUnitary, {}); }}) {
    try {
      call(one);
      ADD_FAILURE() << "accepted";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kUsage) << e.what();
    }
  }
}

TEST(Matrix, products_adjoints_and_unitarity_error) {
  std::mt19937_64 rng(3);
  const reference::Matrix a = reference::random_unitary(rng, 2), b = reference::random_unitary(rng, 2);
  const Matrix x = reference::to_ir(a), y = reference::to_ir(b);
  EXPECT_LT(reference::max_difference(reference::from_ir(x * y), reference::multiply(a, b)), 1e-15);
  EXPECT_EQ(reference::max_difference(reference::from_ir(x.adjoint()), reference::adjoint(a)), 0.0);
  EXPECT_EQ(Matrix::identity(4).unitarity_error(), 0.0);
  Matrix wrong = Matrix::identity(2);
  wrong(0, 0) = 1.1;
  EXPECT_NEAR(wrong.unitarity_error(), 0.21, 1e-12);
}

}  // namespace
}  // namespace qiao::ir
