#include "qiao/qsim/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "branches.hpp"
#include "checkpoint.hpp"
#include "distribution.hpp"
#include "needs.hpp"
#include "parts.hpp"
#include "program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/qsim/estimate.hpp"

namespace qiao::qsim {
namespace {

class Stopwatch {
 public:
  // Seconds since construction or the last call.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double s = std::chrono::duration<double>(now - last_).count();
    last_ = now;
    return s;
  }
  double elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - last_).count();
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

template <class Real>
class View : public StateView {
 public:
  View(const Program& program, const RunOptions& options, const engine::State<Real>& state)
      : StateView(program.circuit->num_qubits(), program.active, options.precision),
        state_(state),
        stored_(state.to_stored()),
        monitor_(options.monitor) {}
  void read(std::uint64_t first, std::uint64_t count, void* out) const override {
    if (monitor_) monitor_->check();
    state_.amplitudes(first, {static_cast<std::complex<Real>*>(out), count}, stored_);
  }

 private:
  const engine::State<Real>& state_;
  engine::IndexMap stored_;
  const Monitor* monitor_;
};

// While it lives, the evolution of segments one after the other is shown as that of one circuit.
class WholeProgress {
 public:
  WholeProgress(Monitor* monitor, std::uint64_t gates, const std::uint64_t& done, bool wanted)
      : monitor_(wanted && monitor && monitor->evolution ? monitor : nullptr) {
    if (!monitor_) return;
    shown_ = monitor_->evolution;
    monitor_->evolution = [this, gates, &done](Evolution e) {
      e.share = std::min(1.0, (static_cast<double>(done) + e.share * static_cast<double>(e.gates)) /
                                  static_cast<double>(std::max<std::uint64_t>(1, gates)));
      e.gates_done += done;
      e.gates = gates;
      shown_(e);
    };
  }
  ~WholeProgress() {
    if (monitor_) monitor_->evolution = shown_;
  }
  WholeProgress(const WholeProgress&) = delete;
  WholeProgress& operator=(const WholeProgress&) = delete;

 private:
  Monitor* monitor_;
  std::function<void(const Evolution&)> shown_;
};

// The checkpoint of a run: where it is now, and whether a file to go on from was there.
struct Checkpoint {
  std::unique_ptr<CheckpointFile> file;
  CheckpointHeader header;
  bool found = false;
  engine::QubitMap final_map;  // where a run in one piece would leave the qubits
};

template <class Real>
class Runner {
  using State = engine::State<Real>;

 public:
  // `checkpoint` is null for a run without.
  Runner(const Program& program, const RunOptions& options, RunResult& result, std::uint64_t memory_limit,
         Checkpoint* checkpoint)
      : program_(program),
        options_(options),
        result_(result),
        checkpoint_(checkpoint),
        memory_limit_(memory_limit),
        num_clbits_(program.circuit->num_result_bits()) {}

  void run() {
    result_.counts = Outcomes<std::uint64_t>(num_clbits_);
    result_.probabilities = Outcomes<double>(num_clbits_);
    const bool measures = !program_.final_measurements.empty() || program_.measures_idle ||
                          program_.branches() ||
                          (num_clbits_ > 0 && (!program_.assignments.empty() || has_outputs()));
    const bool whole = options_.keep_state || options_.view_state || checkpoint_;
    if (const auto parts = whole ? std::nullopt : split(program_)) run_parts(*parts, measures);
    else if (options_.exact || !measures) run_exact(measures);
    else run_shots();
    result_.memory_bytes = peak_bytes_;
  }

 private:
  bool has_outputs() const {
    const auto& variables = program_.circuit->variables();
    return std::any_of(variables.begin(), variables.end(), [](const ir::Variable& v) { return v.is_result; });
  }
  unsigned n() const { return static_cast<unsigned>(program_.active.size()); }

  State fresh_state(unsigned qubits) {
    note_state(qubits);
    State state(qubits, result_.threads);
    result_.isa = state.isa();
    if (checkpoint_ && checkpoint_->found && checkpoint_->header.chunks_done > 0) {
      watch_.lap();
      load_checkpoint(options_.checkpoint.file, checkpoint_->header, state, result_.threads);
      result_.resumed_gates = checkpoint_->header.gates_done;
      result_.time.plan_s += watch_.lap();
    }
    return state;
  }
  void note_state(unsigned qubits) {
    live_bytes_ += state_bytes(qubits, options_.precision);
    peak_bytes_ = std::max(peak_bytes_, live_bytes_);
  }
  // What is left of the memory for what a result lists.
  std::uint64_t room() const {
    const std::uint64_t available =
        options_.memory_limit_bytes ? memory_limit_ - std::min(memory_limit_, live_bytes_) : memory_limit_;
    // The limit that the system sets is asked again: the states have their memory by now.
    return options_.memory_limit_bytes || memory_limit_ == kUncountableBytes ? available
                                                                             : memory_info().available_bytes;
  }

  // ---- one evolution

  // A program that neither measures nor resets before its end: its final state.
  State evolve(const Program& program, ir::ClassicalBits& bits) {
    State state = fresh_state(static_cast<unsigned>(program.active.size()));
    watch_.lap();
    std::uint64_t steps = 0, gates_done = 0;
    // Plans are kept where a loop may come back to them.
    const bool loops = std::any_of(program.steps.begin(), program.steps.end(),
                                   [](const Step& s) { return s.kind == StepKind::kJump; });
    const WholeProgress progress(options_.monitor, count_gates(program), gates_done,
                                 !loops && !checkpoint_ && program.segments.size() > 1);
    for (std::size_t at = first_step(); at < program.steps.size();) {
      const Step& step = program.steps[at];
      if (++steps > options_.max_steps)
        throw Error(ErrorCode::kLimit, fmt::format("the program made more than {} steps", options_.max_steps),
                    "does every loop end?");
      if (step.kind == StepKind::kSegment) {
        if (checkpoint_) apply_chunk(state, step);
        else if (loops) state.apply(program, step.a, options_.monitor);
        else state.apply_once(program, step.a, options_.monitor);
        gates_done += program.segments[step.a].end - program.segments[step.a].begin;
        ++at;
      } else if (step.kind == StepKind::kDynamic) {
        const ir::Circuit bound = bound_segment(program, step.a, &bits);
        state.apply_once(bound_program(program, bound), 0, options_.monitor);
        ++at;
      } else {
        if ((steps & 0xfff) == 0 && options_.monitor) options_.monitor->check();
        at = classical_step(program, at, bits);
      }
    }
    result_.time.evolve_s += watch_.lap();
    return state;
  }
  std::size_t first_step() const {
    return checkpoint_ && checkpoint_->found ? checkpoint_->header.chunks_done : 0;
  }

  // A chunk is never left half done: to stop means to write the state after it.
  void apply_chunk(State& state, const Step& step) {
    CheckpointHeader& at = checkpoint_->header;
    Monitor* const monitor = options_.monitor;
    Monitor chunk;
    const std::uint64_t gates = count_gates(program_, program_.segments[step.a]);
    if (monitor && monitor->evolution)
      chunk.evolution = [&](Evolution e) {
        e.gates_done += at.gates_done;
        e.gates = at.gates;
        e.share = (static_cast<double>(at.gates_done) + e.share * static_cast<double>(gates)) /
                  static_cast<double>(at.gates);
        monitor->evolution(e);
      };
    if (!(monitor && monitor->stop)) {
      state.apply(program_, step.a, &chunk);
      state.forget_plans();
      at.gates_done += gates;
      ++at.chunks_done;
    }
    const bool stop = monitor && monitor->stop;
    const bool last = at.chunks_done == program_.steps.size();
    // Samples are drawn in the order of storage: let it be that of a run in one piece.
    if (last) state.rearrange(checkpoint_->final_map);
    if (!stop && (last || since_written_.elapsed() < options_.checkpoint.every_s)) return;
    CheckpointFile& file = *checkpoint_->file;
    try {
      if (at.chunks_done == 0 && file.found()) file.keep();
      else write_checkpoint(file, at, state, result_.threads), ++result_.checkpoints_written;
      result_.checkpoint_error.clear();
    } catch (const Error& error) {
      if (stop) throw Error(ErrorCode::kInterrupted, fmt::format("interrupted, and {}", error.what()));
      result_.checkpoint_error = error.what();  // perhaps the next one works
    }
    since_written_ = Stopwatch();
    if (stop)
      throw Error(ErrorCode::kInterrupted,
                  fmt::format("interrupted; the state after {} of {} gates is in '{}'", at.gates_done,
                              at.gates, file.name()),
                  "the same command goes on from there");
  }

  ir::ClassicalBits fresh_bits() const { return ir::ClassicalBits(program_.circuit->num_clbits()); }

  void run_shots() {
    if (program_.branches()) return walk_shots();
    result_.method = Method::kSampledOnce;
    ir::ClassicalBits bits = fresh_bits();
    State state = evolve(program_, bits);
    std::vector<Measured> measured;
    for (const auto& [q, c] : program_.final_measurements) measured.push_back({q, c});
    sample_into_counts(state, measured, bits);
    result_.time.sample_s += watch_.lap();
    keep(state);
  }

  void run_exact(bool measures) {
    if (program_.branches()) return walk_exact();
    result_.method = measures ? Method::kExactFinal : Method::kStateOnly;
    ir::ClassicalBits bits = fresh_bits();
    State state = evolve(program_, bits);
    note_norm(state.norm_squared());
    report_qubits(most_probable(state));
    if (options_.exact && num_clbits_ > 0) {
      std::vector<Measured> measured;
      for (const auto& [q, c] : program_.final_measurements) measured.push_back({q, c});
      add_distribution(state, measured, bits, 1.0, room(), options_.monitor, result_.probabilities);
    }
    result_.probabilities.normalise();
    result_.time.sample_s += watch_.lap();
    keep(state);
  }

  // ---- measurement on the way: see branches.hpp

  void walk(Lane lane, const typename BranchWalker<Real>::Finish& finish) {
    BranchWalker<Real> walker(program_, options_, result_.threads, memory_limit_ - live_bytes_);
    lane.bits = fresh_bits();
    watch_.lap();
    walker.walk(std::move(lane), [&](Branch<Real>& branch) {
      result_.time.evolve_s += watch_.lap();
      finish(branch);
      result_.time.sample_s += watch_.lap();
    });
    result_.time.evolve_s += watch_.lap();
    result_.isa = walker.isa();
    result_.branches = walker.branches();
    peak_bytes_ = std::max(peak_bytes_, live_bytes_ + walker.peak_bytes());
  }

  void walk_shots() {
    result_.method = Method::kPerShot;
    Monitor* const monitor = options_.monitor;
    for (std::uint64_t first = 0; first < options_.shots; first += kShotsOneByOne) {
      Lane all;
      all.shots.resize(std::min(kShotsOneByOne, options_.shots - first));
      for (std::uint64_t s = 0; s < all.shots.size(); ++s) all.shots[s].number = first + s;
      walk(std::move(all), [&](Branch<Real>& branch) { sample_branch(branch); });
      result_.counts.normalise();
      if (monitor && monitor->report && options_.shots > kShotsOneByOne)
        monitor->report("shots", std::min(options_.shots, first + kShotsOneByOne), options_.shots);
    }
  }

  // Counts of all shots, from the one state that every shot has at its end.
  void sample_into_counts(const State& state, const std::vector<Measured>& measured,
                          ir::ClassicalBits& bits) {
    double norm = 0;
    const auto drawn =
        options_.shots > kShotsOneByOne
            ? state.sample_counts(options_.shots, options_.seed, &norm, options_.monitor)
            : state.sample(
                  options_.shots, [&](std::uint64_t shot) { return random_uniform(options_.seed, shot, 0); },
                  &norm, options_.monitor);
    note_norm(norm);
    result_.counts.reserve(drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      if ((i & 0xffff) == 0 && options_.monitor) options_.monitor->check();
      for (const Measured& m : measured) bits.set(m.bit, drawn[i].index >> m.position & 1);
      result_.counts.add(row(bits), drawn[i].count);
    }
    result_.counts.normalise();
  }

  void sample_branch(const Branch<Real>& branch) {
    if (program_.final_measurements.empty()) {
      note_norm(branch.state.norm_squared());
      for (const Lane& lane : branch.lanes) result_.counts.add(row(lane.bits), lane.shots.size());
      return;
    }
    std::vector<Shot> shots;
    for (const Lane& lane : branch.lanes) shots.insert(shots.end(), lane.shots.begin(), lane.shots.end());
    const auto uniform = [&](std::uint64_t i) {
      return random_uniform(options_.seed, shots[i].number, shots[i].events);
    };
    double norm = 0;
    const std::vector<Measured> measured = measured_in(branch);
    const auto add = [&](ir::ClassicalBits& bits, std::uint64_t index, std::uint64_t count) {
      for (const Measured& m : measured) bits.set(m.bit, index >> m.position & 1);
      result_.counts.add(row(bits), count);
    };
    if (branch.lanes.size() == 1) {
      ir::ClassicalBits bits = known_bits(branch, branch.lanes[0]);
      for (const engine::Drawn& d : branch.state.sample(shots.size(), uniform, &norm, options_.monitor))
        add(bits, d.index, d.count);
    } else {
      const auto drawn = branch.state.draw(shots.size(), uniform, &norm);
      std::size_t i = 0;
      for (const Lane& lane : branch.lanes) {
        ir::ClassicalBits bits = known_bits(branch, lane);
        for (std::size_t k = 0; k < lane.shots.size(); ++k) add(bits, drawn[i++], 1);
      }
    }
    note_norm(norm);
  }

  // The final measurements of qubits that are in a branch's state.
  std::vector<Measured> measured_in(const Branch<Real>& branch) const {
    std::vector<Measured> measured;
    const auto& live = branch.layout->live;
    for (const auto& [q, c] : program_.final_measurements) {
      const auto at = std::find(live.begin(), live.end(), q);
      if (at != live.end()) measured.push_back({static_cast<unsigned>(at - live.begin()), c});
    }
    return measured;
  }
  // The bits of a lane with the final measurements of the other qubits.
  ir::ClassicalBits known_bits(const Branch<Real>& branch, const Lane& lane) const {
    ir::ClassicalBits bits = lane.bits;
    const auto& live = branch.layout->live;
    for (const auto& [q, c] : program_.final_measurements)
      if (std::find(live.begin(), live.end(), q) == live.end()) bits.set(c, lane.values.get(q));
    return bits;
  }

  // Every branch with its probability; basis-state probabilities are summed over branches.
  void walk_exact() {
    result_.method = Method::kExactBranches;
    const std::uint64_t bytes =
        multiply_bytes(sizeof(double), n() < 60 ? std::uint64_t{1} << n() : kUncountableBytes);
    // Of wide programs only the classical bits are added up.
    const bool sums = num_clbits_ == 0 || bytes <= kSummedStates;
    if (sums) {
      live_bytes_ += bytes;
      summed_.assign(std::uint64_t{1} << n(), 0.0);
    }
    walk({}, [&](Branch<Real>& branch) { sum_branch(branch); });
    if (sums)
      report_qubits(most_probable(1, n(), [&](std::uint64_t, auto&& f) {
        for (std::uint64_t i = 0; i < summed_.size(); ++i) f(i, summed_[i]);
      }));
    result_.probabilities.normalise();
  }

  void sum_branch(const Branch<Real>& branch) {
    const State& state = branch.state;
    note_norm(state.norm_squared());
    const engine::IndexMap logical = state.to_logical();
    const std::uint64_t mask = (std::uint64_t{1} << state.num_qubits()) - 1;
    std::vector<std::uint8_t> to;
    if (!summed_.empty())
      for (const std::uint32_t q : branch.layout->live) to.push_back(static_cast<std::uint8_t>(q));
    const std::vector<Measured> measured = measured_in(branch);
    for (const Lane& lane : branch.lanes) {
      if (options_.monitor) options_.monitor->check();
      if (!summed_.empty()) {
        const engine::IndexMap active(to, lane.values.read(0, n()));
        for (std::uint64_t part = 0; part < state.num_parts(); ++part)
          state.each_probability(part, logical, [&](std::uint64_t i, double p) {
            summed_[active(i & mask)] += lane.weight * p;
          });
      }
      if (num_clbits_ > 0)
        add_distribution(state, measured, known_bits(branch, lane), lane.weight, room(), options_.monitor,
                         result_.probabilities);
    }
    // Branches often end with the same values.
    if (result_.probabilities.size() < merge_at_) return;
    result_.probabilities.normalise();
    merge_at_ = std::max(kMergedRows, 2 * result_.probabilities.size());
  }

  // ---- programs that fall apart: see parts.hpp

  // A list of basis states of some qubits, best first, and what they are of.
  struct Best {
    std::vector<std::pair<double, std::uint64_t>> states;  // probability, index over `qubits`
    std::vector<ir::Qubit> qubits;                         // declared, by bit
    double total = 0;
    std::uint64_t nonzero = 0;
  };

  void run_parts(const Parts& parts, bool measures) {
    const bool shots = !options_.exact && measures;
    result_.method = shots                        ? Method::kSampledOnce
                     : options_.exact && measures ? Method::kExactFinal
                                                  : Method::kStateOnly;
    std::vector<State> states;
    for (const Part& part : parts.parts) {
      ir::ClassicalBits none;
      states.push_back(evolve(make_program(part.circuit), none));
    }
    if (states.empty()) result_.isa = State(0, 1).isa();
    // Where each final measurement looks: a part's qubit, or a value that is known.
    ir::ClassicalBits bits = fresh_bits();
    std::vector<std::vector<Measured>> measured(states.size());
    std::vector<std::pair<std::size_t, unsigned>> place(program_.circuit->num_qubits(), {states.size(), 0});
    for (std::size_t k = 0; k < parts.parts.size(); ++k)
      for (unsigned j = 0; j < parts.parts[k].qubits.size(); ++j) place[parts.parts[k].qubits[j]] = {k, j};
    for (const auto& [active, c] : program_.final_measurements) {
      const ir::Qubit q = program_.active[active];
      if (place[q].first < states.size()) measured[place[q].first].push_back({place[q].second, c});
      else bits.set(c, parts.ones[q]);
    }
    for (const State& s : states) note_norm(s.norm_squared());
    if (shots) sample_parts(states, measured, bits);
    else distribute_parts(parts, states, measured, bits);
    result_.time.sample_s += watch_.lap();
  }

  void sample_parts(const std::vector<State>& states, const std::vector<std::vector<Measured>>& measured,
                    ir::ClassicalBits& bits) {
    if (states.empty()) {
      result_.counts.add(row(bits), options_.shots);
      return;
    }
    if (states.size() == 1) return sample_into_counts(states[0], measured[0], bits);
    Monitor* const monitor = options_.monitor;
    for (std::uint64_t first = 0; first < options_.shots; first += kShotsOneByOne) {
      const std::uint64_t count = std::min(kShotsOneByOne, options_.shots - first);
      std::vector<std::vector<std::uint64_t>> drawn(states.size());
      for (std::size_t k = 0; k < states.size(); ++k) {
        if (monitor) monitor->check();
        if (measured[k].empty()) continue;
        drawn[k] = states[k].draw(
            count, [&](std::uint64_t s) { return random_uniform(options_.seed, first + s, k); });
      }
      for (std::uint64_t s = 0; s < count; ++s) {
        if ((s & 0xffff) == 0 && monitor) monitor->check();
        for (std::size_t k = 0; k < states.size(); ++k)
          for (const Measured& m : measured[k]) bits.set(m.bit, drawn[k][s] >> m.position & 1);
        result_.counts.add(row(bits), 1);
      }
      result_.counts.normalise();
      if (monitor && monitor->report) monitor->report("shots", first + count, options_.shots);
    }
  }

  void distribute_parts(const Parts& parts, const std::vector<State>& states,
                        const std::vector<std::vector<Measured>>& measured, const ir::ClassicalBits& bits) {
    Best all;
    all.states = {{1.0, 0}};
    all.total = 1;
    all.nonzero = 1;
    std::vector<std::string> words{std::string(program_.circuit->num_qubits(), '0')};
    for (ir::Qubit q = 0; q < words[0].size(); ++q)
      if (parts.ones[q]) words[0][words[0].size() - 1 - q] = '1';
    for (std::size_t k = 0; k < states.size(); ++k) {
      Best best = most_probable(states[k]);
      best.qubits = parts.parts[k].qubits;
      multiply(all, words, best);
    }
    result_.qubits_total = all.total;
    result_.nonzero_states = all.nonzero;
    for (std::size_t i = 0; i < all.states.size(); ++i)
      result_.qubits.emplace_back(std::move(words[i]), all.states[i].first);
    if (!options_.exact || num_clbits_ == 0) return;

    // The product of the parts' distributions.
    Outcomes<double> product(num_clbits_);
    product.add(row(bits), 1.0);
    for (std::size_t k = 0; k < states.size(); ++k) {
      if (measured[k].empty()) continue;
      Outcomes<double> of_part(num_clbits_), next(num_clbits_);
      add_distribution(states[k], measured[k], fresh_bits(), 1.0, room(), options_.monitor, of_part);
      const std::uint64_t rows = multiply_bytes(product.size(), of_part.size());
      refuse_outcomes(rows, num_clbits_, room());
      next.reserve(rows);
      std::vector<std::uint64_t> both(product.words());
      // Parts come in the order of their qubits, and these mostly in that of their bits: then rows ascend.
      for (std::size_t j = 0; j < of_part.size(); ++j) {
        for (std::size_t i = 0; i < product.size(); ++i) {
          if ((i & 0xffff) == 0 && options_.monitor) options_.monitor->check();
          const double p = product.weight(i) * of_part.weight(j);
          if (p <= kZeroProbability) continue;
          for (unsigned w = 0; w < both.size(); ++w) both[w] = product.bits(i)[w] | of_part.bits(j)[w];
          next.add(both, p);
        }
      }
      product = std::move(next);
    }
    result_.probabilities = std::move(product);
    result_.probabilities.normalise();
  }

  // The best of the products of two lists; words[i] is the basis state all.states[i].
  void multiply(Best& all, std::vector<std::string>& words, const Best& part) const {
    all.total *= part.total;
    all.nonzero = multiply_bytes(all.nonzero, part.nonzero);
    struct Pair {
      double p;
      std::size_t i, j;
      bool operator<(const Pair& o) const {
        return p < o.p || (p == o.p && (i > o.i || (i == o.i && j > o.j)));
      }
    };
    std::vector<Pair> open;  // a heap: of each of the first list, its best product that is not taken
    for (std::size_t i = 0; i < all.states.size() && !part.states.empty(); ++i)
      open.push_back({all.states[i].first * part.states[0].first, i, 0});
    std::make_heap(open.begin(), open.end());
    Best next;
    std::vector<std::string> next_words;
    while (!open.empty() && next.states.size() < options_.top && open.front().p > kZeroProbability) {
      std::pop_heap(open.begin(), open.end());
      Pair& best = open.back();
      next.states.emplace_back(best.p, 0);
      std::string word = words[best.i];
      for (std::size_t b = 0; b < part.qubits.size(); ++b)
        if (part.states[best.j].second >> b & 1) word[word.size() - 1 - part.qubits[b]] = '1';
      next_words.push_back(std::move(word));
      if (best.j + 1 < part.states.size()) {
        ++best.j;
        best.p = all.states[best.i].first * part.states[best.j].first;
        std::push_heap(open.begin(), open.end());
      } else {
        open.pop_back();
      }
    }
    all.states = std::move(next.states);
    words = std::move(next_words);
  }

  // The most probable basis states. each(part, f) calls f(state, probability) for every state of a part that may
  // have one; parts are read by several threads and put together in order.
  template <class Each>
  Best most_probable(std::uint64_t parts, unsigned qubits, const Each& each) {
    using Entry = std::pair<double, std::uint64_t>;
    const auto better = [](const Entry& a, const Entry& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
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
    // Heaps, the worst on top; which thread finds a state does not matter. Sums are added in the order of parts.
    std::vector<std::vector<Entry>> heaps(static_cast<std::size_t>(std::max(1, result_.threads)));
    std::vector<Best> found(parts);
    engine::parallel_for(parts, result_.threads, std::uint64_t{1} << qubits,
                         [&](std::uint64_t index, int thread) {
                           if (options_.monitor && options_.monitor->stop.load(std::memory_order_relaxed))
                             return;
                           Best part;
                           each(index, [&](std::uint64_t i, double p) {
                             part.total += p;
                             if (p <= kZeroProbability) return;
                             ++part.nonzero;
                             offer(heaps[static_cast<std::size_t>(thread)], {p, i});
                           });
                           found[index] = std::move(part);
                         });
    if (options_.monitor) options_.monitor->check();
    Best all;
    for (const Best& part : found) {
      all.total += part.total;
      all.nonzero += part.nonzero;
    }
    for (const auto& heap : heaps)
      for (const Entry& entry : heap) offer(all.states, entry);
    std::sort(all.states.begin(), all.states.end(), better);
    return all;
  }
  Best most_probable(const State& state) {
    const engine::IndexMap logical = state.to_logical();
    return most_probable(state.num_parts(), state.num_qubits(),
                         [&](std::uint64_t part, auto&& f) { state.each_probability(part, logical, f); });
  }

  // Of the active qubits, over all declared ones.
  void report_qubits(const Best& best) {
    result_.qubits_total = best.total;
    result_.nonzero_states = best.nonzero;
    for (const auto& [p, i] : best.states) {
      std::string s(program_.circuit->num_qubits(), '0');
      for (unsigned b = 0; b < n(); ++b)
        if (i >> b & 1) s[s.size() - 1 - program_.active[b]] = '1';
      result_.qubits.emplace_back(std::move(s), p);
    }
  }

  void keep(const State& state) {
    if (options_.view_state) options_.view_state(View<Real>(program_, options_, state));
    if (!options_.keep_state) return;
    result_.state.declared_qubits = program_.circuit->num_qubits();
    result_.state.qubits = program_.active;
    if constexpr (std::is_same_v<Real, float>) result_.state.f32 = state.amplitudes();
    else result_.state.f64 = state.amplitudes();
  }

  // ---- common

  // The bits that are the result, without the variables behind them.
  std::span<const std::uint64_t> row(const ir::ClassicalBits& bits) {
    const std::size_t words = (num_clbits_ + 63) / 64;
    row_.assign(bits.words().begin(), bits.words().begin() + static_cast<std::ptrdiff_t>(words));
    if (num_clbits_ % 64) row_.back() &= (std::uint64_t{1} << (num_clbits_ % 64)) - 1;
    return row_;
  }
  void note_norm(double norm_squared) {
    result_.norm_error = std::max(result_.norm_error, std::abs(1 - norm_squared));
  }

  const Program& program_;
  const RunOptions& options_;
  RunResult& result_;
  Checkpoint* const checkpoint_;
  Stopwatch since_written_;
  const std::uint64_t memory_limit_;
  const unsigned num_clbits_;
  std::uint64_t live_bytes_ = 0, peak_bytes_ = 0;
  static constexpr std::size_t kMergedRows = std::size_t{1} << 20;
  std::size_t merge_at_ = kMergedRows;
  std::vector<double> summed_;  // empty: not added up
  std::vector<std::uint64_t> row_;
  Stopwatch watch_;
};

// Matrices are accepted with small faults, which come on top of what rounding does.
double unitarity_slack(const Program& program) {
  double slack = 0;
  for (const Segment& segment : program.segments)
    for (std::size_t i = segment.begin; i < segment.end; ++i) {
      const ir::Instruction in = program.circuit->at(i, segment.block);
      if (in.kind() == ir::OpKind::kGate && in.gate() == ir::GateId::kUnitary)
        slack += 1e-6 * std::ldexp(1.0, static_cast<int>(in.num_targets()));
    }
  return slack;
}

// Takes the name of the checkpoint. A disk that is full already does not keep the run from beginning.
void claim(CheckpointFile& file, CheckpointHeader header, RunResult& result) {
  const AtomicFile writable(file.name());
  header.piece_amplitudes = 1;
  header.stored_bit.assign(header.qubits, 0);
  bool free = true;
  try {
    free = file.claim(header);
  } catch (const Error& error) {
    result.checkpoint_error = error.what();
  }
  if (!free)
    throw Error(ErrorCode::kUsage, fmt::format("checkpoint '{}' is in use by another run", file.name()),
                "wait for its end, or give this one another name");
}

// Finds the checkpoint's file or claims its name, refuses what is of another run, and cuts the program as it
// was cut then.
Checkpoint prepare_checkpoint(Program& program, const RunOptions& options, RunResult& result) {
  const std::string& file = options.checkpoint.file;
  if (program.branches() || program.classical())
    throw Error(ErrorCode::kUnsupported,
                "a program with mid-circuit measurement, reset, conditions or loops cannot be checkpointed",
                "run it without a checkpoint");
  Checkpoint c;
  c.file = std::make_unique<CheckpointFile>(file);
  CheckpointHeader& h = c.header;
  h.circuit = circuit_hash(*program.circuit);
  h.qubits = program.active.size();
  h.real_bytes = options.precision == Precision::kF32 ? 4 : 8;
  h.seed = options.seed;
  h.gates = count_gates(program);
  h.chunk_gates = options.checkpoint.chunk_gates
                      ? options.checkpoint.chunk_gates
                      : default_chunk_gates(static_cast<unsigned>(program.active.size()), options.precision,
                                            options.checkpoint.every_s);
  const std::string& folder = c.file->target().folder;
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error)
    throw Error(ErrorCode::kIo, fmt::format("checkpoint '{}': '{}': {}", file, folder, error.message()));
  const std::uint64_t needed = state_bytes(static_cast<ir::Qubit>(program.active.size()), options.precision);
  if (needed > space.available)
    throw Error(ErrorCode::kLimit, fmt::format("a checkpoint needs {} in '{}', which has {} left",
                                               format_bytes(needed), folder, format_bytes(space.available)));
  if (c.file->found()) {
    const CheckpointHeader found = read_checkpoint_header(file);
    const auto precision = [](std::uint64_t bytes) { return bytes == 4 ? "f32" : "f64"; };
    std::string differs;
    const auto compare = [&](const char* what, auto theirs, auto ours) {
      if (theirs != ours)
        differs += fmt::format("{}{} {} there, {} here", differs.empty() ? "" : "; ", what, theirs, ours);
    };
    compare("active qubits", found.qubits, h.qubits);
    compare("gates", found.gates, h.gates);
    if (differs.empty() && found.circuit != h.circuit) differs = "the circuits differ in some instruction";
    compare("precision", std::string(precision(found.real_bytes)), std::string(precision(h.real_bytes)));
    compare("seed", found.seed, h.seed);
    if (!differs.empty())
      throw Error(ErrorCode::kInput, fmt::format("checkpoint '{}' belongs to another run: {}", file, differs),
                  "run it as it was begun, or give another name for this one");
    h = found;
    c.found = true;
  } else {
    claim(*c.file, h, result);
  }
  engine::QubitMap map;
  for (std::size_t q = 0; q < program.active.size(); ++q) map.bit.push_back(static_cast<std::uint8_t>(q));
  for (const Segment& segment : program.segments) map = engine::normalise(program, segment, map).out;
  c.final_map = std::move(map);
  cut_into_chunks(program, h.chunk_gates);
  if (h.chunks_done > program.steps.size())
    throw Error(ErrorCode::kInput, fmt::format("checkpoint '{}' is beyond the end of the program", file));
  return c;
}

}  // namespace

double norm_bound(std::uint64_t gates, Precision precision) {
  const double unit = precision == Precision::kF32 ? 0x1p-24 : 0x1p-53;
  return 16 * unit * (static_cast<double>(gates) + 1);
}

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
  if (active_qubits >= 60) return kUncountableBytes;
  return amplitude << active_qubits;
}

std::uint64_t MemoryNeeds::total() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t part : {circuit, plan, states, samples, outcomes, answers})
    sum = add_bytes(sum, part);
  return sum;
}

RunResult run(const ir::Circuit& circuit, const RunOptions& options) {
  Stopwatch watch;
  RunResult result;
  if (circuit.is_symbolic())
    throw Error(ErrorCode::kUsage,
                fmt::format("the circuit has {} symbol(s) without a value, the first is '{}'",
                            circuit.symbols().size(), circuit.symbols().front()),
                "bind them first");
  for (const ir::Variable& v : circuit.variables())
    if (v.is_input)
      throw Error(ErrorCode::kUsage, fmt::format("input '{}' has no value", v.name),
                  fmt::format("give it one: --input {}=...", v.name));
  Program program = make_program(circuit);
  if ((options.keep_state || options.view_state) && program.branches())
    throw Error(ErrorCode::kUsage,
                "a program with mid-circuit measurement or reset has no single final state",
                "ask for shots or exact probabilities instead of the state");
  // Asking the system takes longer than a small circuit, which fits anywhere.
  constexpr std::uint64_t kFitsAnywhere = std::uint64_t{64} << 20;
  MemoryNeeds needs = memory_needs(program, options, kUncountableBytes);
  const bool small = needs.total() <= kFitsAnywhere;
  const std::uint64_t limit = options.memory_limit_bytes ? options.memory_limit_bytes
                              : small                    ? kUncountableBytes
                                                         : memory_info().available_bytes;
  refuse_if_too_large(program, needs, options, limit);
  result.threads = resolve_threads(options.threads);
  std::optional<Checkpoint> checkpoint;
  if (!options.checkpoint.file.empty()) checkpoint = prepare_checkpoint(program, options, result);
  Checkpoint* const c = checkpoint ? &*checkpoint : nullptr;
  // Loops may do gates any number of times.
  result.norm_bound = program.classical()
                          ? std::numeric_limits<double>::infinity()
                          : norm_bound(count_gates(program), options.precision) + unitarity_slack(program);
  result.time.plan_s = watch.lap();
  if (options.precision == Precision::kF32) Runner<float>(program, options, result, limit, c).run();
  else Runner<double>(program, options, result, limit, c).run();
  if (c && c->file->claimed_only()) c->file->remove();  // nothing was due
  return result;
}

}  // namespace qiao::qsim
