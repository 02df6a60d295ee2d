#include "distributions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "../sim/program.hpp"
#include "ending.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/qsim/run.hpp"
#include "relabel.hpp"

namespace qiao::qsim {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::OpKind;
using ir::Qubit;

namespace {

constexpr std::size_t kMaxTable = 10;  // qubits whose outcomes are listed one by one
constexpr std::size_t kMaxLook = 18;
constexpr double kBranches = 1e-9,
                 kFinal = 1e-12;  // total variation that rounding may make, with and without merging

// Appends to `whole` what shows the state of `look`; the qubits to measure.
std::vector<Qubit> turn(Circuit& whole, const std::vector<Qubit>& look, std::uint64_t seed,
                        std::uint64_t number) {
  const auto random_axis = [&](Qubit q, const Angles& axis) {
    whole.gate(GateId::kU, {q}, {-axis.theta, 0, -axis.phi});
  };
  std::vector<Angles> axes = random_product(look.size(), seed, number);
  for (std::size_t i = 0; i < look.size(); ++i) random_axis(look[i], axes[i]);
  if (look.size() <= kMaxTable) return look;
  constexpr unsigned kLayers = 5, kMeasured = 6;
  std::vector<Qubit> order = look;
  for (std::uint64_t layer = 0; layer < kLayers; ++layer) {
    for (std::size_t i = order.size(); i-- > 1;)
      std::swap(order[i], order[random_bits(seed + 31, 100 * number + layer, i) % (i + 1)]);
    for (std::size_t i = 0; i + 1 < order.size(); i += 2)
      whole.gate(GateId::kX, {order[i + 1]}, {}, {Control(order[i])});
    axes = random_product(look.size(), seed, 100 * number + layer + 7);
    for (std::size_t i = 0; i < look.size(); ++i) random_axis(look[i], axes[i]);
  }
  order.resize(kMeasured);
  return order;
}

Outcomes<double> distribution(const Circuit& c, const Setting& setting, const std::vector<Qubit>& data,
                              const std::vector<Angles>& input, const std::vector<Qubit>& look,
                              std::uint64_t number) {
  Circuit shape;
  for (const ir::Register& r : c.qregs()) shape.add_qreg(r.name, r.size);
  for (const ir::Register& r : c.cregs()) shape.add_creg(r.name, r.size);
  if (!look.empty())
    shape.add_creg("final state", static_cast<std::uint32_t>(std::min(look.size(), kMaxTable)));
  Circuit whole = shape_with_variables(shape, c);
  for (std::size_t i = 0; i < input.size(); ++i)
    whole.gate(GateId::kU, {data[i]}, {input[i].theta, input[i].phi, 0});
  std::vector<Qubit> qubits(c.num_qubits());
  std::iota(qubits.begin(), qubits.end(), Qubit{0});
  std::vector<ir::Clbit> bits(c.num_result_bits());
  std::iota(bits.begin(), bits.end(), ir::Clbit{0});
  const bool wrap = !look.empty() && ends_early(c);  // what looks comes after `end`, too
  if (wrap) whole.begin_block();
  append_relabelled(c, whole, qubits, bits, {.end_leaves_block = wrap});
  if (wrap) whole.end();
  if (!look.empty()) {
    ir::Clbit bit = c.num_result_bits();
    for (const Qubit q : turn(whole, look, setting.options.seed, 1000 + number)) whole.measure(q, bit++);
  }
  RunOptions options;
  options.exact = true;
  options.top = 0;
  options.threads = setting.options.threads;
  options.memory_limit_bytes = setting.memory;
  options.monitor = setting.options.monitor;
  return qsim::run(whole, options).probabilities;
}

bool branches(const Circuit& c) {
  const Program p = make_program(c);
  return p.branches() || p.classical();
}

}  // namespace

double branch_work(const Circuit& c) {
  const Program program = make_program(c);
  double splits = 0;
  for (ir::BlockId b = 0; b < c.num_blocks(); ++b)
    for (std::size_t i = 0; i < c.size(b); ++i) {
      const OpKind kind = c.at(i, b).kind();
      splits += kind == OpKind::kMeasure || kind == OpKind::kReset;
    }
  splits -= static_cast<double>(program.final_measurements.size());
  return std::exp2(static_cast<double>(program.active.size()) + std::max(splits, 0.0)) *
         static_cast<double>(c.size());
}

DistributionResult compare_distributions(const Circuit& a, const Circuit& b, const Setting& setting,
                                         unsigned inputs, const std::vector<Qubit>& look) {
  const VerifyOptions& options = setting.options;
  DistributionResult result;
  if (options.max_branch_work > 0 && std::max(branch_work(a), branch_work(b)) > options.max_branch_work) {
    result.why = "the programs have too many measurement branches to compare their distributions";
    return result;
  }
  if (look.size() > kMaxLook) {
    result.why = "the programs leave more qubits in states of their own than can be compared";
    return result;
  }
  std::vector<Qubit> data;
  for (const Qubit q : touched(a, b))
    if (!setting.zero[q]) data.push_back(q);
  const double rounding = branches(a) || branches(b) ? kBranches : kFinal;
  try {
    for (std::uint64_t i = 0; i < inputs; ++i) {
      const std::vector<Angles> input =
          i == 0 ? std::vector<Angles>() : random_product(data.size(), options.seed, i);
      const auto pa = distribution(a, setting, data, input, look, i),
                 pb = distribution(b, setting, data, input, look, i);
      std::map<std::string, double> difference;
      for (std::size_t k = 0; k < pa.size(); ++k) difference[pa.str(k)] += pa.weight(k);
      for (std::size_t k = 0; k < pb.size(); ++k) difference[pb.str(k)] -= pb.weight(k);
      double distance = 0;
      for (const auto& [bits, d] : difference) distance += std::abs(d) / 2;
      result.distance = std::max(result.distance, distance);
      if (distance > std::max(rounding, options.max_error)) {
        result.verdict = Verdict::kNotEqual;
        result.counter_example = input.empty() ? "|0...0>" : describe_input(a, data, input);
        return result;
      }
    }
  } catch (const Error& e) {
    if (e.code() == ErrorCode::kInterrupted || e.code() == ErrorCode::kInternal) throw;
    result.why = e.what();
    return result;
  }
  result.verdict = Verdict::kEqual;
  return result;
}

}  // namespace qiao::qsim
