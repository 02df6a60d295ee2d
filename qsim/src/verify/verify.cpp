#include "qiao/qsim/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "../sim/program.hpp"
#include "bisect.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"
#include "stimuli.hpp"
#include "structure.hpp"

namespace qiao::qsim {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::Instruction;
using ir::OpKind;
using ir::Qubit;

const char* name(Verdict v) {
  return v == Verdict::kEqual ? "equal" : v == Verdict::kNotEqual ? "not equal" : "undecided";
}

namespace {

constexpr const char* kEveryInput = "every input";
constexpr double kDistribution = 1e-9;  // total variation that rounding may make

void append_gates(const Circuit& from, Circuit& to, const std::vector<Qubit>& where,
                  ir::BlockId block = Circuit::kMainBlock) {
  for (std::size_t i = 0; i < from.size(block); ++i) {
    const Instruction in = from.at(i, block);
    if (in.kind() == OpKind::kBlock) append_gates(from, to, where, in.body());
    if (in.kind() != OpKind::kGate) continue;
    std::vector<Qubit> targets;
    for (const Qubit q : in.targets()) targets.push_back(where[q]);
    std::vector<Control> controls;
    for (unsigned c = 0; c < in.num_controls(); ++c)
      controls.emplace_back(where[in.control(c).qubit()], in.control(c).positive());
    to.append(in, targets, controls);
  }
}

// A program of gates, and which qubit each measured bit shows at the end.
struct UnitaryPart {
  Circuit circuit;
  std::vector<std::pair<Qubit, ir::Clbit>> measured;
};
std::optional<UnitaryPart> unitary_part(const Circuit& c) {
  const Program p = make_program(c);
  if (p.branches() || p.classical()) return std::nullopt;
  UnitaryPart part;
  part.circuit = ir::same_shape(c);
  std::vector<Qubit> same(c.num_qubits());
  for (Qubit q = 0; q < same.size(); ++q) same[q] = q;
  append_gates(c, part.circuit, same);
  for (const auto& [q, bit] : p.final_measurements) part.measured.emplace_back(p.active[q], bit);
  std::sort(part.measured.begin(), part.measured.end());
  return part;
}

// Qubits that one of the two acts on.
std::vector<Qubit> touched(const Circuit& a, const Circuit& b) {
  const auto of_a = ir::active_qubits(a), of_b = ir::active_qubits(b);
  std::vector<Qubit> both;
  std::set_union(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(both));
  return both;
}

struct Angles {
  double theta, phi;
};

class Verifier {
 public:
  Verifier(const Circuit& a, const Circuit& b, const VerifyOptions& options)
      : a_(a), b_(b), options_(options) {
    memory_ = options.memory_limit_bytes ? options.memory_limit_bytes : memory_info().available_bytes;
    threads_ = resolve_threads(options.threads);
  }

  VerifyResult run() {
    if (a_.num_qubits() != b_.num_qubits() || a_.num_result_bits() != b_.num_result_bits()) {
      result_.verdict = Verdict::kNotEqual;
      result_.method = "shape";
      result_.scope = kEveryInput;
      result_.error = 1;
      result_.detail = fmt::format("{} qubits and {} classical bits against {} and {}", a_.num_qubits(),
                                   a_.num_result_bits(), b_.num_qubits(), b_.num_result_bits());
      return result_;
    }
    if (structure()) return result_;
    if (a_.is_symbolic() || b_.is_symbolic()) return symbolic();
    const auto ua = unitary_part(a_), ub = unitary_part(b_);
    if (options_.scratch_qubits || !ua || !ub || ua->measured != ub->measured) return branches();
    return unitary(ua->circuit, ub->circuit);
  }

 private:
  bool structure() {
    const StructureResult s = compare_structure(a_, b_);
    if (!s.equal) {
      result_.diverges = true;
      result_.first_a = s.first_a;
      result_.first_b = s.first_b;
      return false;
    }
    const double error = s.distance * s.distance;
    if (error > options_.max_error) return false;
    result_.method = "structure";
    result_.scope = kEveryInput;
    result_.error = error;
    result_.detail = "the same gates, in an order that commuting gates may change";
    decide(true, s.phase);
    result_.diverges = false;
    return true;
  }

  void decide(bool equal, std::optional<double> phase) {
    if (phase) {
      result_.phase = std::remainder(*phase, 2 * std::numbers::pi);
      result_.phase_known = true;
    }
    result_.verdict = equal ? Verdict::kEqual : Verdict::kNotEqual;
    if (!equal || !options_.exact_phase) return;
    if (!phase) {
      result_.verdict = Verdict::kUndecided;
      result_.detail += "; the method does not see the global phase";
    } else if (std::abs(result_.phase) > 1e-9) {
      result_.verdict = Verdict::kNotEqual;
      result_.detail += fmt::format("; the global phase differs by {:.6g}", result_.phase);
    }
  }

  VerifyResult symbolic() {
    std::vector<std::string> names = a_.symbols();
    for (const std::string& s : b_.symbols())
      if (std::find(names.begin(), names.end(), s) == names.end()) names.push_back(s);
    const auto bound = [&](const Circuit& c, std::uint64_t round) {
      std::map<std::string, double> values;
      for (const std::string& s : c.symbols()) {
        const auto i = static_cast<std::uint64_t>(std::find(names.begin(), names.end(), s) - names.begin());
        values[s] = 2 * std::numbers::pi * random_uniform(options_.seed + 7919, round, i);
      }
      return c.bind(values);
    };
    VerifyResult all;
    for (std::uint64_t round = 0; round < 3; ++round) {
      VerifyResult r = verify(bound(a_, round), bound(b_, round), options_);
      if (round == 0 || r.verdict != Verdict::kEqual) all = r;
      all.error = std::max(all.error, r.error);
      if (r.verdict != Verdict::kEqual) break;
    }
    all.detail += "; symbols had three sets of random values";
    all.scope += ", at three random values of each symbol";
    return all;
  }

  // ---- unitary programs

  // Qubits that matter, numbered from 0.
  VerifyResult unitary(const Circuit& a, const Circuit& b) {
    used_ = touched(a, b);
    where_.assign(a.num_qubits(), 0);
    for (std::size_t i = 0; i < used_.size(); ++i) where_[used_[i]] = static_cast<Qubit>(i);
    const auto n = static_cast<unsigned>(used_.size());
    const Circuit back = ir::inverse(b);
    const double work = static_cast<double>(a.size() + b.size());
    // A state of 2n qubits costs 4^n for each gate: where random states decide as well, not for long.
    constexpr unsigned kMostStates = 64;
    const unsigned needed = states_needed(n, options_.max_missed, options_.missed_probability, kMostStates);
    const double affordable = needed == 0 && options_.stimuli == 0 ? 1e12 : 4e10;
    if (2 * n <= 50 && n <= options_.exact_qubits && state_bytes(2 * n, Precision::kF64) <= memory_ / 2 &&
        std::ldexp(work, static_cast<int>(2 * n)) <= affordable)
      return part(a, b, exact(a, back, n));
    const CliffordResult clifford = compare_clifford(a, b);
    if (clifford.applies) {
      result_.method = "clifford";
      result_.scope = kEveryInput;
      result_.detail = "the images of all Paulis under the two programs";
      result_.error = clifford.equal ? 0 : 1;
      result_.counter_example = clifford.counter_example;
      decide(clifford.equal, std::nullopt);
      if (!clifford.equal) result_.diverges = true;
      return part(a, b, result_);
    }
    if (n < 60 && state_bytes(n, Precision::kF64) <= memory_ / 4 * 3)
      return part(a, b, stimuli(a, back, n, options_.stimuli ? options_.stimuli : needed ? needed : 16));
    result_.verdict = Verdict::kUndecided;
    result_.method = "none";
    result_.detail = fmt::format(
        "the gates differ, are not all Clifford, and a state of {} qubits needs more than the {} bytes "
        "available",
        n, memory_);
    return result_;
  }

  VerifyResult part(const Circuit& a, const Circuit& b, VerifyResult result) const {
    if (!options_.bisect || result.verdict != Verdict::kNotEqual) return result;
    Circuit used_a(static_cast<Qubit>(used_.size())), used_b(static_cast<Qubit>(used_.size()));
    append_gates(a, used_a, where_);
    append_gates(b, used_b, where_);
    if (const auto found = find_parting(used_a, used_b, options_.seed, options_.threads)) {
      result.diverges = true;
      result.first_a = found->first_a;
      result.first_b = found->first_b;
    }
    return result;
  }

  // 1 - |<0|M|0>|^2 of a circuit M, its phase in `phase`.
  double infidelity(const Circuit& miter, unsigned qubits, double& phase) {
    const Program program = make_program(miter);
    const auto active = static_cast<unsigned>(program.active.size());
    phase = 0;
    if (active == 0) return 0;
    engine::State<double> state(active, qubits >= 12 ? threads_ : 1);
    for (const Step& step : program.steps) state.apply(program, step.a, options_.monitor);
    const engine::IndexMap logical = state.to_logical();
    std::vector<double> rest(state.num_parts()), zero(state.num_parts());
    engine::parallel_for(
        state.num_parts(), threads_, std::uint64_t{1} << active, [&](std::uint64_t part, int) {
          double sum = 0;
          state.each_probability(part, logical,
                                 [&](std::uint64_t i, double p) { (i == 0 ? zero[part] : sum) += p; });
          rest[part] = sum;
        });
    double other = 0, same = 0;
    for (const double r : rest) other += r;
    for (const double z : zero) same += z;
    phase = -std::arg(state.amplitude(0));  // of b relative to a
    return other / (other + same);
  }

  VerifyResult exact(const Circuit& a, const Circuit& back, unsigned n) {
    Circuit miter(2 * n);
    for (Qubit q = 0; q < n; ++q)
      miter.gate(GateId::kH, {n + q}), miter.gate(GateId::kX, {q}, {}, {Control(n + q)});
    append_gates(a, miter, where_);
    append_gates(back, miter, where_);
    for (Qubit q = n; q-- > 0;)
      miter.gate(GateId::kX, {q}, {}, {Control(n + q)}), miter.gate(GateId::kH, {n + q});
    double phase = 0;
    result_.error = infidelity(miter, 2 * n, phase);
    result_.method = "unitary";
    result_.scope = kEveryInput;
    result_.detail = fmt::format("1 - process fidelity on {} qubits is {:.3g}", n, result_.error);
    decide(result_.error <= options_.max_error, phase);
    if (result_.verdict == Verdict::kNotEqual && result_.error > options_.max_error) find_input(a, back, n);
    else if (result_.verdict == Verdict::kEqual) result_.diverges = false;
    return result_;
  }

  double on_product(const Circuit& a, const Circuit& back, unsigned n, const std::vector<Angles>& input,
                    double& phase) {
    Circuit miter(n);
    for (Qubit q = 0; q < input.size(); ++q) miter.gate(GateId::kU, {q}, {input[q].theta, input[q].phi, 0});
    append_gates(a, miter, where_);
    append_gates(back, miter, where_);
    for (Qubit q = 0; q < input.size(); ++q) miter.gate(GateId::kU, {q}, {-input[q].theta, 0, -input[q].phi});
    return infidelity(miter, n, phase);
  }
  // Uniform on each Bloch sphere.
  std::vector<Angles> random_product(unsigned n, std::uint64_t number) const {
    std::vector<Angles> angles;
    for (unsigned q = 0; q < n; ++q)
      angles.push_back({std::acos(1 - 2 * random_uniform(options_.seed, number, 2 * q)),
                        2 * std::numbers::pi * random_uniform(options_.seed, number, 2 * q + 1)});
    return angles;
  }
  std::string describe(const std::vector<Angles>& input) const {
    std::string text = "u(theta, phi, 0) on |0> with";
    for (std::size_t q = 0; q < input.size() && q < used_.size(); ++q)
      text += fmt::format("{} {}: {:.4f}, {:.4f}", q ? ";" : "", a_.qubit_name(used_[q]), input[q].theta,
                          input[q].phi);
    return text;
  }

  void find_input(const Circuit& a, const Circuit& back, unsigned n) {
    double phase = 0;
    if (on_product(a, back, n, {}, phase) > options_.max_error) {
      result_.counter_example = "|0...0>";
      return;
    }
    double worst = 0;
    for (std::uint64_t i = 0; i < 4; ++i) {
      const auto input = random_product(n, i);
      const double e = on_product(a, back, n, input, phase);
      if (e > worst)
        worst = e, result_.counter_example = fmt::format("{} (infidelity {:.3g})", describe(input), e);
    }
  }

  VerifyResult stimuli(const Circuit& a, const Circuit& back, unsigned n, unsigned states) {
    result_.method = "stimuli";
    double worst = 0, phase = 0;
    for (std::uint64_t i = 0; i <= states; ++i) {  // 0: |0...0>, where programs start
      Circuit preparation(n), miter(n);
      if (i > 0) append_random_state(preparation, n, options_.seed, i);
      ir::append_all(preparation, miter);
      append_gates(a, miter, where_);
      append_gates(back, miter, where_);
      ir::append_all(ir::inverse(preparation), miter);
      const double e = infidelity(miter, n, phase);
      worst = std::max(worst, e);
      if (options_.monitor && options_.monitor->report) options_.monitor->report("states", i + 1, states + 1);
      if (e <= options_.max_error) continue;
      result_.error = e;
      result_.scope = kEveryInput;
      result_.detail = fmt::format("{} of {} qubits comes out with infidelity {:.3g}",
                                   i == 0 ? "|0...0>" : "a random stabilizer state", n, e);
      result_.counter_example =
          i == 0 ? "|0...0>" : fmt::format("random stabilizer state {} of seed {}", i, options_.seed);
      decide(false, std::nullopt);
      return result_;
    }
    result_.error = worst;
    result_.missed_probability = options_.missed_probability;
    result_.missed_error = missed_error(n, states, options_.missed_probability, worst);
    result_.scope = fmt::format("every input, with confidence {:g} %; exactly for the start |0...0>",
                                100 * (1 - options_.missed_probability));
    result_.detail = fmt::format(
        "|0...0> and {} random stabilizer states of {} qubits agree to {:.2g}; with confidence {:g} % the "
        "process "
        "infidelity is at most {:.2g}",
        states, n, worst, 100 * (1 - options_.missed_probability), result_.missed_error);
    decide(true, phase);
    if (result_.missed_error > options_.max_missed) {
      result_.verdict = Verdict::kUndecided;
      result_.detail += fmt::format(", which is above the bound {:g}", options_.max_missed);
    }
    result_.diverges = false;
    return result_;
  }

  // ---- programs that measure and go on

  Outcomes<double> distribution(const Circuit& c, const std::vector<Angles>& input,
                                const std::vector<Angles>& output) const {
    Circuit whole;
    for (const ir::Register& r : c.qregs()) whole.add_qreg(r.name, r.size);
    const bool look = !output.empty();
    Circuit shape = ir::same_shape(c);
    if (look) {
      for (const ir::Register& r : c.cregs()) whole.add_creg(r.name, r.size);
      whole.add_creg("final state", static_cast<std::uint32_t>(output.size()));
      for (const std::string& f : c.files()) whole.add_file(f);
    } else {
      whole = std::move(shape);
    }
    for (std::size_t i = 0; i < input.size(); ++i)
      whole.gate(GateId::kU, {used_[i]}, {input[i].theta, input[i].phi, 0});
    ir::append_all(c, whole);
    for (std::size_t i = 0; i < output.size(); ++i) {
      whole.gate(GateId::kU, {used_[i]}, {-output[i].theta, 0, -output[i].phi});
      whole.measure(used_[i], c.num_result_bits() + static_cast<ir::Clbit>(i));
    }
    RunOptions run_options;
    run_options.exact = true;
    run_options.top = 0;
    run_options.threads = options_.threads;
    run_options.memory_limit_bytes = memory_;
    run_options.monitor = options_.monitor;
    return qsim::run(whole, run_options).probabilities;
  }

  static double work(const Circuit& c) {
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

  VerifyResult branches() {
    result_.method = "branches";
    result_.scope = "runs from |0...0>, exactly; three random product inputs besides";
    used_ = touched(a_, b_);  // scratch qubits are the last
    while (!used_.empty() && used_.back() >= a_.num_qubits() - options_.scratch_qubits) used_.pop_back();
    const auto n = static_cast<unsigned>(used_.size());
    constexpr unsigned kInputs = 4;
    if (options_.max_branch_work > 0 && std::max(work(a_), work(b_)) > options_.max_branch_work) {
      result_.verdict = Verdict::kUndecided;
      result_.scope.clear();
      result_.detail = "the programs have too many measurement branches to compare their distributions";
      return result_;
    }
    // The qubits themselves are compared where the table of their outcomes is small.
    const bool look = n <= 10 && a_.variables().empty() && b_.variables().empty();
    double worst = 0;
    try {
      for (std::uint64_t i = 0; i < kInputs; ++i) {
        const std::vector<Angles> input = i == 0 ? std::vector<Angles>() : random_product(n, i);
        const std::vector<Angles> output = look ? random_product(n, 1000 + i) : std::vector<Angles>();
        const auto pa = distribution(a_, input, output), pb = distribution(b_, input, output);
        std::map<std::string, double> difference;
        for (std::size_t k = 0; k < pa.size(); ++k) difference[pa.str(k)] += pa.weight(k);
        for (std::size_t k = 0; k < pb.size(); ++k) difference[pb.str(k)] -= pb.weight(k);
        double distance = 0;
        for (const auto& [bits, d] : difference) distance += std::abs(d) / 2;
        worst = std::max(worst, distance);
        if (distance > std::max(kDistribution, options_.max_error)) {
          result_.error = distance;
          result_.counter_example = input.empty() ? "|0...0>" : describe(input);
          result_.detail =
              fmt::format("the distributions of the results differ by {:.3g} in total variation", distance);
          decide(false, std::nullopt);
          return result_;
        }
      }
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInterrupted || e.code() == ErrorCode::kInternal) throw;
      result_.verdict = Verdict::kUndecided;
      result_.detail = e.what();
      return result_;
    }
    result_.error = worst;
    result_.detail = fmt::format(
        "{} inputs give the same distribution of {} to {:.2g} in total variation", kInputs,
        look ? "all classical bits and of all qubits measured along random axes" : "all classical bits",
        worst);
    decide(true, 0.0);
    result_.phase_known = false;
    result_.diverges = false;
    return result_;
  }

  const Circuit &a_, &b_;
  const VerifyOptions& options_;
  VerifyResult result_;
  std::uint64_t memory_ = 0;
  int threads_ = 1;
  std::vector<Qubit> where_, used_;
};

}  // namespace

VerifyResult verify(const Circuit& a, const Circuit& b, const VerifyOptions& options) {
  return Verifier(a, b, options).run();
}

Circuit relabel(const Circuit& from, const Circuit& shape, const std::vector<Qubit>& qubits,
                const std::vector<ir::Clbit>& bits) {
  if (!from.variables().empty())
    throw Error(ErrorCode::kUnsupported,
                "programs with classical variables cannot be matched to other registers");
  Circuit out = ir::same_shape(shape);
  for (const std::string& s : from.symbols()) out.symbol(s);
  for (const std::string& f : from.files()) out.add_file(f);
  const auto expr = [&](auto&& self, ir::ExprId id) -> ir::ExprId {
    ir::Expr e = from.expr(id);
    if (e.op == ir::ExprOp::kBit) e.a = bits[e.a];
    else if (e.op == ir::ExprOp::kBits) {
      for (std::uint32_t i = 1; i < e.b; ++i)
        if (bits[e.a + i] != bits[e.a] + i)
          throw Error(ErrorCode::kUnsupported, "a condition reads bits that do not stay together");
      e.a = bits[e.a];
    } else if (!ir::is_leaf(e.op)) {
      e.a = self(self, e.a);
      if (ir::is_binary(e.op)) e.b = self(self, e.b);
    }
    return out.add_expr(e);
  };
  const auto block = [&](auto&& self, ir::BlockId id) -> void {
    for (std::size_t i = 0; i < from.size(id); ++i) {
      const Instruction in = from.at(i, id);
      switch (in.kind()) {
        case OpKind::kIf:
          out.begin_if(expr(expr, in.condition()), in.source());
          self(self, in.then_block());
          if (in.else_block() != ir::kNoBlock) out.begin_else(), self(self, in.else_block());
          out.end();
          break;
        case OpKind::kMeasure:
          out.measure(qubits[in.targets()[0]], bits[in.clbit()], in.source());
          break;
        case OpKind::kGate:
        case OpKind::kReset:
        case OpKind::kBarrier: {
          std::vector<Qubit> targets;
          for (const Qubit q : in.targets()) targets.push_back(qubits[q]);
          std::vector<Control> controls;
          for (unsigned c = 0; c < in.num_controls(); ++c)
            controls.emplace_back(qubits[in.control(c).qubit()], in.control(c).positive());
          out.append(in, targets, controls);
          break;
        }
        case OpKind::kDelay:
          break;
        default:
          throw Error(ErrorCode::kUnsupported, "programs with loops cannot be matched to other registers");
      }
    }
  };
  block(block, Circuit::kMainBlock);
  return out;
}

}  // namespace qiao::qsim
