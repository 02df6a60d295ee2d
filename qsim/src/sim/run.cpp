#include "qiao/qsim/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <unordered_map>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/qsim/estimate.hpp"

namespace qiao::qsim {
namespace {

// Probabilities below this are rounding, not outcomes.
constexpr double kZeroProbability = 1e-15;
// The same for deciding whether a measurement can go both ways, where single precision rounds more.
template <class Real>
constexpr double kNoBranch = std::is_same_v<Real, float> ? 1e-6 : 1e-13;

class Stopwatch {
 public:
  // Seconds since construction or the last call.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double s = std::chrono::duration<double>(now - last_).count();
    last_ = now;
    return s;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

using Bits = std::vector<std::uint64_t>;  // classical bits, 64 a word
bool get(const Bits& bits, std::uint32_t i) { return bits[i / 64] >> (i % 64) & 1; }
void set(Bits& bits, std::uint32_t i, bool v) {
  const std::uint64_t m = std::uint64_t{1} << (i % 64);
  bits[i / 64] = v ? bits[i / 64] | m : bits[i / 64] & ~m;
}

template <class Real>
class Runner {
  using State = engine::State<Real>;

 public:
  Runner(const Program& program, const RunOptions& options, RunResult& result, std::uint64_t memory_limit)
      : program_(program),
        options_(options),
        result_(result),
        state_bytes_(state_bytes(static_cast<ir::Qubit>(program.active.size()), options.precision)),
        memory_limit_(memory_limit),
        num_clbits_(program.circuit->num_clbits()) {}

  void run() {
    result_.counts = Outcomes<std::uint64_t>(num_clbits_);
    result_.probabilities = Outcomes<double>(num_clbits_);
    const bool measures = !program_.final_measurements.empty() || program_.branches();
    if (options_.exact || !measures) run_exact(measures);
    else run_shots();
    result_.memory_bytes = peak_bytes_;
  }

 private:
  unsigned n() const { return static_cast<unsigned>(program_.active.size()); }

  State fresh_state() {
    note_states(1);
    State state(n(), result_.threads);
    result_.isa = state.isa();
    return state;
  }
  void note_states(std::int64_t change) {
    live_bytes_ += static_cast<std::uint64_t>(change) * state_bytes_;
    peak_bytes_ = std::max(peak_bytes_, live_bytes_);
  }
  bool room_for_a_copy() const { return live_bytes_ + state_bytes_ <= memory_limit_; }

  // ---- shots: those with the same history share one state

  // Shots (by number) that have drawn the same outcomes so far. Without a state: start again from |0...0>;
  // the same random numbers lead to the same place, so this only costs time.
  struct Group {
    std::optional<State> state;
    std::size_t step = 0;
    std::uint64_t events = 0;  // random numbers each shot has used
    Bits bits;
    std::vector<std::uint64_t> shots;
  };

  void run_shots() {
    const bool branches = program_.branches();
    result_.method = branches ? Method::kPerShot : Method::kSampledOnce;
    std::vector<Group> waiting;
    Group all;
    all.bits.assign(std::max<std::size_t>(1, (num_clbits_ + 63) / 64), 0);
    all.shots.resize(options_.shots);
    for (std::uint64_t s = 0; s < options_.shots; ++s) all.shots[s] = s;
    waiting.push_back(std::move(all));
    while (!waiting.empty()) {
      Group group = std::move(waiting.back());
      waiting.pop_back();
      follow(std::move(group), waiting);
      std::uint64_t left = 0;
      for (const Group& g : waiting) left += g.shots.size();
      if (branches) report("shots", options_.shots - left, options_.shots);
    }
    result_.counts.normalise();
  }

  void follow(Group group, std::vector<Group>& waiting) {
    if (!group.state) {
      group.state.emplace(fresh_state());
      group.step = 0;
      group.events = 0;
      std::fill(group.bits.begin(), group.bits.end(), 0);
    }
    State& state = *group.state;
    while (group.step < program_.steps.size()) {
      const Step& step = program_.steps[group.step++];
      switch (step.kind) {
        case StepKind::kSegment:
          apply(state, step);
          break;
        case StepKind::kJump:
          group.step = step.a;
          break;
        case StepKind::kJumpIfFalse:
          if (!condition(step.a, group.bits)) group.step = step.b;
          break;
        case StepKind::kMeasure:
        case StepKind::kReset: {
          watch_.lap();
          const double p1 = probability_one(state, step.a);
          const std::uint64_t event = group.events++;
          std::vector<std::uint64_t> ones, zeros;
          for (const std::uint64_t s : group.shots)
            (random_uniform(options_.seed, s, event) < p1 ? ones : zeros).push_back(s);
          if (!ones.empty() && !zeros.empty()) {
            Group other;
            other.shots = std::move(ones);
            if (room_for_a_copy()) {
              note_states(1);
              other.state.emplace(state);
              other.step = group.step;
              other.events = group.events;
              other.bits = group.bits;
              settle(*other.state, other.bits, step, true, p1);
            } else {
              other.bits = group.bits;
            }
            waiting.push_back(std::move(other));
            group.shots = std::move(zeros);
            settle(state, group.bits, step, false, 1 - p1);
          } else {
            const bool one = zeros.empty();
            settle(state, group.bits, step, one, one ? p1 : 1 - p1);
          }
          result_.time.evolve_s += watch_.lap();
          break;
        }
      }
    }
    sample_final(state, group);
    if (options_.keep_state) keep(state);  // such a program has one group and one final state
    note_states(-1);
  }

  // The state and the classical bits after measuring (or resetting) with this outcome.
  void settle(State& state, Bits& bits, const Step& step, bool one, double p) {
    if (p < 1) state.collapse(step.a, one, p);
    if (step.kind == StepKind::kMeasure) set(bits, step.b, one);
    else if (one) state.flip(step.a);
  }

  void sample_final(const State& state, const Group& group) {
    watch_.lap();
    if (program_.final_measurements.empty()) {
      note_norm(state.norm_squared());
      result_.counts.add(row(group.bits), group.shots.size());
    } else {
      double norm = 0;
      const auto drawn = state.sample(
          group.shots.size(),
          [&](std::uint64_t i) { return random_uniform(options_.seed, group.shots[i], group.events); },
          &norm);
      note_norm(norm);
      Bits bits = group.bits;
      for (const engine::Drawn& d : drawn) {
        for (const auto& [q, c] : program_.final_measurements) set(bits, c, d.index >> q & 1);
        result_.counts.add(row(bits), d.count);
      }
    }
    result_.time.sample_s += watch_.lap();
  }

  // ---- exact: every branch with its probability

  void run_exact(bool measures) {
    const bool branches = program_.branches();
    result_.method = !measures ? Method::kStateOnly : branches ? Method::kExactBranches : Method::kExactFinal;
    if (branches) {
      // Basis-state probabilities summed over branches.
      const std::uint64_t bytes = sizeof(double) << n();
      if (live_bytes_ + bytes + state_bytes_ > memory_limit_)
        throw Error(
            ErrorCode::kLimit,
            fmt::format(
                "exact probabilities of a branching program on {} active qubits need {}, available are {}",
                n(), format_bytes(bytes + state_bytes_), format_bytes(memory_limit_)),
            "run shots instead of --exact");
      live_bytes_ += bytes;
      summed_.assign(std::uint64_t{1} << n(), 0.0);
    }
    walk(fresh_state(), 0, Bits(std::max<std::size_t>(1, (num_clbits_ + 63) / 64), 0), 1.0);
    note_states(-1);
    if (branches) {
      result_.branches = branches_;
      report_qubits(1, [&](std::uint64_t, auto&& f) {
        for (std::uint64_t i = 0; i < summed_.size(); ++i) f(i, summed_[i]);
      });
    }
    result_.probabilities.normalise();
  }

  void walk(State state, std::size_t at, Bits bits, double weight) {
    while (at < program_.steps.size()) {
      const Step& step = program_.steps[at++];
      switch (step.kind) {
        case StepKind::kSegment:
          apply(state, step);
          break;
        case StepKind::kJump:
          at = step.a;
          break;
        case StepKind::kJumpIfFalse:
          if (!condition(step.a, bits)) at = step.b;
          break;
        case StepKind::kMeasure:
        case StepKind::kReset: {
          const double p1 = probability_one(state, step.a);
          const double p0 = 1 - p1;
          if (p1 > 0 && p0 > 0) {
            if (!room_for_a_copy())
              throw Error(ErrorCode::kLimit,
                          fmt::format("walking the branches needs another state of {}, available are {}",
                                      format_bytes(state_bytes_), format_bytes(memory_limit_)),
                          "run shots instead of --exact");
            note_states(1);
            State other = state;
            Bits other_bits = bits;
            settle(other, other_bits, step, true, p1);
            walk(std::move(other), at, std::move(other_bits), weight * p1);
            note_states(-1);
            settle(state, bits, step, false, p0);
            weight *= p0;
          } else {
            settle(state, bits, step, p1 > 0.5, std::max(p0, p1));
          }
          break;
        }
      }
    }
    finish_branch(state, bits, weight);
  }

  void finish_branch(State& state, const Bits& bits, double weight) {
    if (++branches_ > options_.max_branches)
      throw Error(ErrorCode::kLimit,
                  fmt::format("the program has more than {} measurement branches", options_.max_branches),
                  "run shots instead of --exact");
    if (!summed_.empty()) report("branches", branches_, 0);
    watch_.lap();
    note_norm(state.norm_squared());
    const engine::IndexMap logical = state.to_logical();
    const auto each_part = [&](std::uint64_t part, auto&& f) { state.each_probability(part, logical, f); };
    const auto each = [&](auto&& f) {
      for (std::uint64_t part = 0; part < state.num_parts(); ++part) each_part(part, f);
    };
    if (!summed_.empty()) each([&](std::uint64_t i, double p) { summed_[i] += weight * p; });
    else report_qubits(state.num_parts(), each_part);
    if (options_.exact && num_clbits_ > 0) add_distribution(each, bits, weight);
    result_.time.sample_s += watch_.lap();
    if (options_.keep_state && summed_.empty()) keep(state);
  }

  // Probability of every value of the finally measured bits, from one state.
  template <class Each>
  void add_distribution(const Each& each, const Bits& bits, double weight) {
    const auto& measured = program_.final_measurements;
    if (measured.empty()) {
      result_.probabilities.add(row(bits), weight);
      return;
    }
    std::vector<unsigned> qubits;  // each measured qubit once
    for (const auto& [q, c] : measured)
      if (std::find(qubits.begin(), qubits.end(), q) == qubits.end()) qubits.push_back(q);
    // By value of those qubits: a dense table while it is small beside the state, else a map.
    Bits classical = bits;
    const auto emit = [&](std::uint64_t key, double p) {
      if (p * weight <= kZeroProbability) return;
      for (const auto& [q, c] : measured) {
        const auto k = static_cast<unsigned>(std::find(qubits.begin(), qubits.end(), q) - qubits.begin());
        set(classical, c, key >> k & 1);
      }
      result_.probabilities.add(row(classical), p * weight);
    };
    const auto key_of = [&](std::uint64_t i) {
      std::uint64_t key = 0;
      for (std::size_t k = 0; k < qubits.size(); ++k) key |= (i >> qubits[k] & 1) << k;
      return key;
    };
    if (qubits.size() == n()) {
      each([&](std::uint64_t i, double p) { emit(key_of(i), p); });
    } else if (qubits.size() <= 20) {
      std::vector<double> table(std::uint64_t{1} << qubits.size());
      each([&](std::uint64_t i, double p) { table[key_of(i)] += p; });
      for (std::uint64_t key = 0; key < table.size(); ++key) emit(key, table[key]);
    } else {
      std::unordered_map<std::uint64_t, double> table;
      each([&](std::uint64_t i, double p) { table[key_of(i)] += p; });
      for (const auto& [key, p] : table) emit(key, p);
    }
  }

  // The most probable basis states, over all declared qubits. each(part, f) calls f(state, probability) for
  // every state of a part that may have one; parts are read by several threads and put together in order.
  template <class Each>
  void report_qubits(std::uint64_t parts, const Each& each) {
    using Entry = std::pair<double, std::uint64_t>;
    const auto better = [](const Entry& a, const Entry& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    };
    struct Part {
      std::vector<Entry> best;  // a heap, the worst on top
      double total = 0;
      std::uint64_t nonzero = 0;
    };
    const auto offer = [&](std::vector<Entry>& best, const Entry& entry) {
      if (best.size() == options_.top) {
        if (best.empty() || !better(entry, best.front())) return;
        std::pop_heap(best.begin(), best.end(), better);
        best.pop_back();
      }
      best.push_back(entry);
      std::push_heap(best.begin(), best.end(), better);
    };
    std::vector<Part> found(parts);
    engine::parallel_for(parts, result_.threads, std::uint64_t{1} << n(), [&](std::uint64_t index, int) {
      Part part;
      each(index, [&](std::uint64_t i, double p) {
        part.total += p;
        if (p <= kZeroProbability) return;
        ++part.nonzero;
        offer(part.best, {p, i});
      });
      found[index] = std::move(part);
    });
    Part all;
    for (const Part& part : found) {
      all.total += part.total;
      all.nonzero += part.nonzero;
      for (const Entry& entry : part.best) offer(all.best, entry);
    }
    std::sort(all.best.begin(), all.best.end(), better);
    result_.qubits_total = all.total;
    result_.nonzero_states = all.nonzero;
    for (const auto& [p, i] : all.best) {
      std::string s(program_.circuit->num_qubits(), '0');
      for (unsigned b = 0; b < n(); ++b)
        if (i >> b & 1) s[s.size() - 1 - program_.active[b]] = '1';
      result_.qubits.emplace_back(std::move(s), p);
    }
  }

  void keep(State& state) {
    result_.state.declared_qubits = program_.circuit->num_qubits();
    result_.state.qubits = program_.active;
    if constexpr (std::is_same_v<Real, float>) result_.state.f32 = state.amplitudes();
    else result_.state.f64 = state.amplitudes();
  }

  // ---- common

  void apply(State& state, const Step& step) {
    watch_.lap();
    state.apply(program_, step.a, options_.monitor);
    result_.time.evolve_s += watch_.lap();
  }
  // Exactly 0 or 1 where the rest is rounding.
  static double probability_one(const State& state, unsigned q) {
    const double p = state.probability_one(q);
    return p < kNoBranch<Real> ? 0.0 : p > 1 - kNoBranch<Real> ? 1.0 : p;
  }
  bool condition(ir::ExprId id, const Bits& bits) const {
    return ir::evaluate(*program_.circuit, id, [&](std::uint32_t c) { return get(bits, c); }) != 0;
  }
  std::span<const std::uint64_t> row(const Bits& bits) const {
    return {bits.data(), (num_clbits_ + 63) / 64};
  }
  void report(const char* what, std::uint64_t done, std::uint64_t total) const {
    if (!options_.monitor) return;
    options_.monitor->check();
    if (options_.monitor->report) options_.monitor->report(what, done, total);
  }
  void note_norm(double norm_squared) {
    result_.norm_error = std::max(result_.norm_error, std::abs(1 - norm_squared));
  }

  const Program& program_;
  const RunOptions& options_;
  RunResult& result_;
  const std::uint64_t state_bytes_;
  const std::uint64_t memory_limit_;
  const unsigned num_clbits_;
  std::uint64_t live_bytes_ = 0, peak_bytes_ = 0;
  std::uint64_t branches_ = 0;
  std::vector<double> summed_;
  Stopwatch watch_;
};

}  // namespace

void Monitor::check() const {
  if (stop.load(std::memory_order_relaxed)) throw Error(ErrorCode::kInterrupted, "interrupted");
}

const char* name(Method m) {
  switch (m) {
    case Method::kStateOnly:
      return "state";
    case Method::kSampledOnce:
      return "sampled from one evolution";
    case Method::kPerShot:
      return "evolved per measurement history";
    case Method::kExactFinal:
      return "exact from one evolution";
    case Method::kExactBranches:
      return "exact over measurement branches";
  }
  return "";
}

std::uint64_t state_bytes(ir::Qubit active_qubits, Precision precision) {
  const std::uint64_t amplitude =
      precision == Precision::kF32 ? sizeof(std::complex<float>) : sizeof(std::complex<double>);
  if (active_qubits >= 60) return std::numeric_limits<std::uint64_t>::max();
  return amplitude << active_qubits;
}

RunResult run(const ir::Circuit& circuit, const RunOptions& options) {
  Stopwatch watch;
  RunResult result;
  if (circuit.is_symbolic())
    throw Error(ErrorCode::kUsage,
                fmt::format("the circuit has {} symbol(s) without a value, the first is '{}'",
                            circuit.symbols().size(), circuit.symbols().front()),
                "bind them first");
  const Program program = make_program(circuit);
  if (options.keep_state && program.branches())
    throw Error(ErrorCode::kUsage,
                "a program with mid-circuit measurement, reset or conditions has no single final state",
                "ask for shots or exact probabilities instead of the state");
  const auto active = static_cast<ir::Qubit>(program.active.size());
  const std::uint64_t limit =
      options.memory_limit_bytes ? options.memory_limit_bytes : memory_info().available_bytes;
  const std::uint64_t needed = state_bytes(active, options.precision);
  if (needed > limit)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} active qubits in {} need {}, available are {}", active,
                            name(options.precision), format_bytes(needed), format_bytes(limit)),
                options.precision == Precision::kF64 && needed / 2 <= limit ? "--precision f32 would fit"
                                                                            : "see `qiao estimate`");
  // Sampling holds each shot's number, two random numbers, its block and its outcome.
  constexpr std::uint64_t kBytesPerShot = 6 * sizeof(std::uint64_t);
  const std::uint64_t available = memory_info().available_bytes;
  if (!options.exact && options.shots > available / kBytesPerShot)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} shots need {}, available are {}", options.shots,
                            format_bytes(options.shots > (std::uint64_t{1} << 58)
                                             ? std::numeric_limits<std::uint64_t>::max()
                                             : options.shots * kBytesPerShot),
                            format_bytes(available)),
                "run fewer shots, or ask for exact probabilities");
  result.threads = resolve_threads(options.threads);
  result.time.plan_s = watch.lap();
  if (options.precision == Precision::kF32) Runner<float>(program, options, result, limit).run();
  else Runner<double>(program, options, result, limit).run();
  return result;
}

}  // namespace qiao::qsim
