#include "qiao/qsim/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <type_traits>
#include <unordered_map>

#include "../engine/parallel.hpp"
#include "../engine/state.hpp"
#include "branches.hpp"
#include "checkpoint.hpp"
#include "program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/rng.hpp"
#include "qiao/qsim/estimate.hpp"

namespace qiao::qsim {
namespace {

// Probabilities below this are rounding, not outcomes.
constexpr double kZeroProbability = 1e-15;

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

// The checkpoint of a run: where it is now, and whether a file to go on from was there.
struct Checkpoint {
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
        state_bytes_(state_bytes(static_cast<ir::Qubit>(program.active.size()), options.precision)),
        memory_limit_(memory_limit),
        num_clbits_(program.circuit->num_result_bits()) {}

  void run() {
    result_.counts = Outcomes<std::uint64_t>(num_clbits_);
    result_.probabilities = Outcomes<double>(num_clbits_);
    const bool measures = !program_.final_measurements.empty() || program_.measures_idle ||
                          program_.branches() ||
                          (num_clbits_ > 0 && (!program_.assignments.empty() || has_outputs()));
    if (options_.exact || !measures) run_exact(measures);
    else run_shots();
    result_.memory_bytes = peak_bytes_;
  }

 private:
  bool has_outputs() const {
    const auto& variables = program_.circuit->variables();
    return std::any_of(variables.begin(), variables.end(), [](const ir::Variable& v) { return v.is_result; });
  }
  unsigned n() const { return static_cast<unsigned>(program_.active.size()); }

  State fresh_state() {
    note_states(1);
    State state(n(), result_.threads);
    result_.isa = state.isa();
    if (checkpoint_ && checkpoint_->found) {
      watch_.lap();
      load_checkpoint(options_.checkpoint.file, checkpoint_->header, state, result_.threads);
      result_.resumed_gates = checkpoint_->header.gates_done;
      result_.time.plan_s += watch_.lap();
    }
    return state;
  }
  void note_states(std::int64_t change) {
    live_bytes_ += static_cast<std::uint64_t>(change) * state_bytes_;
    peak_bytes_ = std::max(peak_bytes_, live_bytes_);
  }

  // ---- one evolution

  // A program that neither measures nor resets before its end: its final state.
  State evolve(ir::ClassicalBits& bits) {
    State state = fresh_state();
    watch_.lap();
    std::uint64_t steps = 0;
    for (std::size_t at = first_step(); at < program_.steps.size();) {
      const Step& step = program_.steps[at];
      if (++steps > options_.max_steps)
        throw Error(ErrorCode::kLimit, fmt::format("the program made more than {} steps", options_.max_steps),
                    "does every loop end?");
      if (step.kind == StepKind::kSegment) {
        if (checkpoint_) apply_chunk(state, step);
        else state.apply(program_, step.a, options_.monitor);
        ++at;
      } else if (step.kind == StepKind::kDynamic) {
        const ir::Circuit bound = bound_segment(program_, step.a, &bits);
        state.apply_once(bound_program(program_, bound), 0, options_.monitor);
        ++at;
      } else {
        if ((steps & 0xfff) == 0 && options_.monitor) options_.monitor->check();
        at = classical_step(program_, at, bits);
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
    const std::string& file = options_.checkpoint.file;
    try {
      write_checkpoint(file, at, state, result_.threads);
      ++result_.checkpoints_written;
      result_.checkpoint_error.clear();
    } catch (const Error& error) {
      if (stop) throw Error(ErrorCode::kInterrupted, fmt::format("interrupted, and {}", error.what()));
      result_.checkpoint_error = error.what();  // perhaps the next one works
    }
    since_written_ = Stopwatch();
    if (stop)
      throw Error(ErrorCode::kInterrupted,
                  fmt::format("interrupted; the state after {} of {} gates is in '{}'", at.gates_done,
                              at.gates, file),
                  "the same command goes on from there");
  }

  ir::ClassicalBits fresh_bits() const { return ir::ClassicalBits(program_.circuit->num_clbits()); }

  void run_shots() {
    if (program_.branches()) return walk_shots();
    result_.method = Method::kSampledOnce;
    ir::ClassicalBits bits = fresh_bits();
    State state = evolve(bits);
    double norm = 0;
    const auto drawn = state.sample(
        options_.shots, [&](std::uint64_t shot) { return random_uniform(options_.seed, shot, 0); }, &norm);
    note_norm(norm);
    for (const engine::Drawn& d : drawn) {
      for (const auto& [q, c] : program_.final_measurements) bits.set(c, d.index >> q & 1);
      result_.counts.add(row(bits), d.count);
    }
    result_.counts.normalise();
    result_.time.sample_s += watch_.lap();
    keep(state);
  }

  void run_exact(bool measures) {
    if (program_.branches()) return walk_exact();
    result_.method = measures ? Method::kExactFinal : Method::kStateOnly;
    ir::ClassicalBits bits = fresh_bits();
    State state = evolve(bits);
    note_norm(state.norm_squared());
    const engine::IndexMap logical = state.to_logical();
    const auto each_part = [&](std::uint64_t part, auto&& f) { state.each_probability(part, logical, f); };
    report_qubits(state.num_parts(), each_part);
    if (options_.exact && num_clbits_ > 0)
      add_distribution(
          [&](auto&& f) {
            for (std::uint64_t part = 0; part < state.num_parts(); ++part) each_part(part, f);
          },
          bits, 1);
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
    Lane all;
    all.shots.resize(options_.shots);
    for (std::uint64_t s = 0; s < options_.shots; ++s) all.shots[s].number = s;
    walk(std::move(all), [&](Branch<Real>& branch) { sample_branch(branch); });
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
    constexpr unsigned kAbsent = ~0u;
    std::vector<unsigned> position(n(), kAbsent);
    for (unsigned k = 0; k < branch.layout->live.size(); ++k) position[branch.layout->live[k]] = k;
    const auto add = [&](const Lane& lane, std::uint64_t index, std::uint64_t count) {
      ir::ClassicalBits bits = lane.bits;
      for (const auto& [q, c] : program_.final_measurements)
        bits.set(c, position[q] == kAbsent ? lane.values.get(q) : (index >> position[q] & 1) != 0);
      result_.counts.add(row(bits), count);
    };
    if (branch.lanes.size() == 1) {
      for (const engine::Drawn& d : branch.state.sample(shots.size(), uniform, &norm))
        add(branch.lanes[0], d.index, d.count);
    } else {
      const auto drawn = branch.state.draw(shots.size(), uniform, &norm);
      std::size_t i = 0;
      for (const Lane& lane : branch.lanes)
        for (std::size_t k = 0; k < lane.shots.size(); ++k) add(lane, drawn[i++], 1);
    }
    note_norm(norm);
  }

  // Every branch with its probability; basis-state probabilities are summed over branches.
  void walk_exact() {
    result_.method = Method::kExactBranches;
    const std::uint64_t bytes = n() < 60 ? sizeof(double) << n() : std::numeric_limits<std::uint64_t>::max();
    if (bytes > memory_limit_)
      throw Error(
          ErrorCode::kLimit,
          fmt::format(
              "exact probabilities of a branching program on {} active qubits need {}, available are {}", n(),
              format_bytes(bytes), format_bytes(memory_limit_)),
          "run shots instead of --exact");
    live_bytes_ += bytes;
    summed_.assign(std::uint64_t{1} << n(), 0.0);
    walk({}, [&](Branch<Real>& branch) { sum_branch(branch); });
    report_qubits(1, [&](std::uint64_t, auto&& f) {
      for (std::uint64_t i = 0; i < summed_.size(); ++i) f(i, summed_[i]);
    });
    result_.probabilities.normalise();
  }

  void sum_branch(const Branch<Real>& branch) {
    const State& state = branch.state;
    note_norm(state.norm_squared());
    const engine::IndexMap logical = state.to_logical();
    const std::uint64_t mask = (std::uint64_t{1} << state.num_qubits()) - 1;
    std::vector<std::uint8_t> to;
    for (const std::uint32_t q : branch.layout->live) to.push_back(static_cast<std::uint8_t>(q));
    for (const Lane& lane : branch.lanes) {
      const engine::IndexMap active(to, lane.values.read(0, n()));
      const auto each = [&](auto&& f) {
        for (std::uint64_t part = 0; part < state.num_parts(); ++part)
          state.each_probability(part, logical, [&](std::uint64_t i, double p) { f(active(i & mask), p); });
      };
      each([&](std::uint64_t i, double p) { summed_[i] += lane.weight * p; });
      if (num_clbits_ > 0) add_distribution(each, lane.bits, lane.weight);
    }
  }

  // Probability of every value of the finally measured bits, from one state.
  template <class Each>
  void add_distribution(const Each& each, const ir::ClassicalBits& bits, double weight) {
    const auto& measured = program_.final_measurements;
    if (measured.empty()) {
      result_.probabilities.add(row(bits), weight);
      return;
    }
    std::vector<unsigned> qubits;  // each measured qubit once
    for (const auto& [q, c] : measured)
      if (std::find(qubits.begin(), qubits.end(), q) == qubits.end()) qubits.push_back(q);
    // By value of those qubits: a dense table while it is small beside the state, else a map.
    ir::ClassicalBits classical = bits;
    const auto emit = [&](std::uint64_t key, double p) {
      if (p * weight <= kZeroProbability) return;
      for (const auto& [q, c] : measured) {
        const auto k = static_cast<unsigned>(std::find(qubits.begin(), qubits.end(), q) - qubits.begin());
        classical.set(c, key >> k & 1);
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
  const std::uint64_t state_bytes_;
  const std::uint64_t memory_limit_;
  const unsigned num_clbits_;
  std::uint64_t live_bytes_ = 0, peak_bytes_ = 0;
  std::vector<double> summed_;
  std::vector<std::uint64_t> row_;
  Stopwatch watch_;
};

std::uint64_t count_gates(const Program& program) {
  std::uint64_t gates = 0;
  for (const Segment& segment : program.segments) gates += count_gates(program, segment);
  return gates;
}

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

// Finds the checkpoint's file, refuses it if it is of another run, and cuts the program as it was cut then.
Checkpoint prepare_checkpoint(Program& program, const RunOptions& options) {
  const std::string& file = options.checkpoint.file;
  if (program.branches() || program.classical())
    throw Error(ErrorCode::kUnsupported,
                "a program with mid-circuit measurement, reset, conditions or loops cannot be checkpointed",
                "run it without a checkpoint");
  Checkpoint c;
  CheckpointHeader& h = c.header;
  h.circuit = circuit_hash(*program.circuit);
  h.qubits = program.active.size();
  h.real_bytes = options.precision == Precision::kF32 ? 4 : 8;
  h.seed = options.seed;
  h.gates = count_gates(program);
  h.chunk_gates = options.checkpoint.chunk_gates
                      ? options.checkpoint.chunk_gates
                      : default_chunk_gates(static_cast<unsigned>(program.active.size()), options.precision);
  const std::filesystem::path path(file);
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error)
    throw Error(ErrorCode::kIo,
                fmt::format("checkpoint '{}': '{}': {}", file, folder.string(), error.message()));
  if (std::filesystem::is_directory(path))
    throw Error(ErrorCode::kUsage, fmt::format("checkpoint '{}' is a directory", file));
  const std::uint64_t needed = state_bytes(static_cast<ir::Qubit>(program.active.size()), options.precision);
  if (needed > space.available)
    throw Error(ErrorCode::kLimit,
                fmt::format("a checkpoint needs {} in '{}', which has {} left", format_bytes(needed),
                            folder.string(), format_bytes(space.available)));
  if (std::filesystem::exists(path)) {
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
  for (const ir::Variable& v : circuit.variables())
    if (v.is_input)
      throw Error(ErrorCode::kUsage, fmt::format("input '{}' has no value", v.name),
                  fmt::format("give it one: --input {}=...", v.name));
  Program program = make_program(circuit);
  if ((options.keep_state || options.view_state) && program.branches())
    throw Error(ErrorCode::kUsage,
                "a program with mid-circuit measurement or reset has no single final state",
                "ask for shots or exact probabilities instead of the state");
  const auto active = static_cast<ir::Qubit>(program.active.size());
  const std::uint64_t needed = state_bytes(active, options.precision);
  // Sampling holds each shot's number, two random numbers, its block and its outcome.
  constexpr std::uint64_t kBytesPerShot = 6 * sizeof(std::uint64_t);
  // Asking the system takes longer than a small circuit, which fits anywhere.
  constexpr std::uint64_t kFitsAnywhere = std::uint64_t{64} << 20;
  const bool small =
      needed <= kFitsAnywhere && !program.branches() && options.shots <= kFitsAnywhere / kBytesPerShot;
  const std::uint64_t available =
      small ? std::numeric_limits<std::uint64_t>::max() : memory_info().available_bytes;
  const std::uint64_t limit = options.memory_limit_bytes ? options.memory_limit_bytes : available;
  // What branches holds only the qubits that are entangled at a time; it is refused when it gets there.
  if (needed > limit && !program.branches())
    throw Error(ErrorCode::kLimit,
                fmt::format("{} active qubits in {} need {}, available are {}", active,
                            name(options.precision), format_bytes(needed), format_bytes(limit)),
                options.precision == Precision::kF64 && needed / 2 <= limit ? "--precision f32 would fit"
                                                                            : "see `qiao estimate`");
  if (!options.exact && options.shots > available / kBytesPerShot)
    throw Error(ErrorCode::kLimit,
                fmt::format("{} shots need {}, available are {}", options.shots,
                            format_bytes(options.shots > (std::uint64_t{1} << 58)
                                             ? std::numeric_limits<std::uint64_t>::max()
                                             : options.shots * kBytesPerShot),
                            format_bytes(available)),
                "run fewer shots, or ask for exact probabilities");
  result.threads = resolve_threads(options.threads);
  std::optional<Checkpoint> checkpoint;
  if (!options.checkpoint.file.empty()) checkpoint = prepare_checkpoint(program, options);
  Checkpoint* const c = checkpoint ? &*checkpoint : nullptr;
  // Loops may do gates any number of times.
  result.norm_bound = program.classical()
                          ? std::numeric_limits<double>::infinity()
                          : norm_bound(count_gates(program), options.precision) + unitarity_slack(program);
  result.time.plan_s = watch.lap();
  if (options.precision == Precision::kF32) Runner<float>(program, options, result, limit, c).run();
  else Runner<double>(program, options, result, limit, c).run();
  return result;
}

}  // namespace qiao::qsim
