#include "qiao/qsim/estimate.hpp"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/memory.hpp"
#include "engine/parallel.hpp"
#include "engine/state.hpp"
#include "needs.hpp"
#include "parts.hpp"
#include "program.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"

namespace qiao::qsim {
namespace {

// The time model: a plan's vector operations at the speed this machine shows on a state in its caches, and
// the bytes its sweeps move at the speed of its memory.
// Of the processor, not of the clock: what else runs on the machine does not count.
class Stopwatch {
 public:
  explicit Stopwatch(clockid_t clock = CLOCK_THREAD_CPUTIME_ID) : clock_(clock), start_(now()) {}
  double seconds() const { return now() - start_; }

 private:
  double now() const {
    timespec t{};
    clock_gettime(clock_, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  clockid_t clock_;
  double start_;
};

// A layered circuit of rotations, phases and cx, as a sample of ordinary work.
ir::Circuit sample_circuit(ir::Qubit n) {
  ir::Circuit c(n);
  for (int layer = 0; layer < 4; ++layer) {
    for (ir::Qubit q = 0; q < n; ++q) c.gate(ir::GateId::kU, {q}, {0.3 + q, 0.7 * layer, 1.1});
    for (ir::Qubit q = 0; q + 1 < n; ++q) c.gate(ir::GateId::kX, {q + 1}, {}, {ir::Control(q)});
  }
  return c;
}

// The best of a few runs: a busy moment of the machine is not its speed.
template <class Real>
double vector_speed() {
  constexpr ir::Qubit kQubits = 16;
  constexpr double kSeconds = 0.004;
  const ir::Circuit circuit = sample_circuit(kQubits);
  const Program program = make_program(circuit);
  engine::State<Real> state(kQubits, 1);
  state.apply(program, 0);  // from here on nothing is known to be zero
  const auto plan = state.plan(program, 0);
  const double work = engine::plan_work(*plan).vector_ops;
  double best = 1e300;
  const Stopwatch all;
  do {
    const Stopwatch one;
    state.run(*plan);
    best = std::min(best, one.seconds());
  } while (all.seconds() < kSeconds);
  return work / best;
}

// Of states that stay in the caches: copies to and from tiles.
constexpr double kCacheBytesPerSecond = 4e10;
// States up to here stay in the caches, where the trial of vector_speed has been.
constexpr std::uint64_t kCachedBytes = std::uint64_t{16} << 20;

// Bytes per second of reading and writing memory beyond the second-level cache by all threads.
double memory_speed(int threads) {
  constexpr std::size_t kBytes = std::size_t{32} << 20, kPart = std::size_t{1} << 18;
  const engine::StateMemory from(kBytes), to(kBytes);
  const auto pass = [&](auto&& f) {
    engine::parallel_for(kBytes / kPart, threads, kBytes, [&](std::uint64_t i, int) {
      f(static_cast<char*>(to.data()) + i * kPart, static_cast<char*>(from.data()) + i * kPart);
    });
  };
  pass([](char* a, char* b) { std::memset(a, 1, kPart), std::memset(b, 1, kPart); });  // the first touch
  double best = 1e300;
  for (int trial = 0; trial < 3; ++trial) {
    const Stopwatch watch(CLOCK_PROCESS_CPUTIME_ID);
    pass([](char* a, char* b) { std::memcpy(a, b, kPart); });
    best = std::min(best, watch.seconds() / threads);
  }
  return 2.0 * kBytes / best;
}

// f(plan) for every unitary segment of the program, planned as if each followed the one before.
template <class Real, class F>
void each_plan(const Program& program, F&& f) {
  const auto n = static_cast<unsigned>(program.active.size());
  const auto& kernels = engine::kernels<Real>();
  const unsigned bits = std::max(n, kernels.lane_bits + kernels.register_bits);
  engine::QubitMap map;
  for (unsigned q = 0; q < n; ++q) map.bit.push_back(static_cast<std::uint8_t>(q));
  std::uint64_t zero_bits = (std::uint64_t{1} << bits) - 1;
  std::vector<bool> dynamic(program.segments.size());
  for (const Step& step : program.steps)
    if (step.kind == StepKind::kDynamic) dynamic[step.a] = true;
  for (std::uint32_t s = 0; s < program.segments.size(); ++s) {
    engine::OpList list;
    if (dynamic[s]) {
      const ir::Circuit bound = bound_segment(program, s, nullptr);
      const Program small = bound_program(program, bound);
      list = engine::normalise(small, small.segments[0], map);
    } else {
      list = engine::normalise(program, program.segments[s], map);
    }
    map = list.out;
    const auto plan =
        engine::make_plan<Real>(std::move(list), bits, kernels.lane_bits, kernels.register_bits, zero_bits);
    zero_bits = plan.zero_bits_after;
    f(plan);
  }
}

// Index bits fit a 64-bit word with room to spare; nothing larger fits a machine.
constexpr ir::Qubit kMaxPlannedQubits = 59;

// What this machine does, and what calls cost that do little work; the second are those of an ordinary machine.
struct Speeds {
  double vector_ops = 1;  // per second and thread
  double bytes = 1;       // per second, of all threads together
  int threads = 1;
};
constexpr double kPerSweep = 2e-6, kPerOperation = 4e-8;
constexpr double kFirstTouch = 1.5e-10;   // per byte of a new state: the system clears its pages
constexpr double kPerAmplitude = 2.5e-9;  // read once, to add up or to look for the largest
constexpr double kPerShot = 1.2e-7, kPerOutcome = 5e-8;
constexpr double kPerValue = 2e-8;  // of measured qubits, whose probabilities lie scattered
constexpr double kPerCount = 5e-8;  // a number of shots that is drawn
constexpr double kPerAnswerByte = 5e-9;

template <class Real>
double plan_seconds(const engine::Plan<Real>& plan, const Speeds& speeds) {
  const engine::PlanWork work = engine::plan_work(plan);
  const bool parallel = std::uint64_t{1} << plan.bits >= engine::kParallelAmplitudes;
  double tiles = 0;
  for (const engine::Sweep& sweep : plan.sweeps)
    if (sweep.wide == engine::Sweep::kNone)
      tiles += std::ldexp(static_cast<double>(sweep.groups_end - sweep.groups_begin),
                          static_cast<int>(plan.bits - std::min(plan.bits, sweep.tile_bits)));
  return kPerSweep * static_cast<double>(work.sweeps) +
         kPerOperation * tiles / (parallel ? speeds.threads : 1) +
         work.vector_ops / (speeds.vector_ops * (parallel ? speeds.threads : 1)) + work.bytes / speeds.bytes;
}

// Planning and one evolution of a program that does not measure on the way.
template <class Real>
double evolution_seconds(const Program& program, const Speeds& speeds) {
  if (program.active.size() > kMaxPlannedQubits) return std::numeric_limits<double>::infinity();
  double seconds = kFirstTouch * std::ldexp(2.0 * sizeof(Real), static_cast<int>(program.active.size()));
  const Stopwatch planning;
  each_plan<Real>(program, [&](const engine::Plan<Real>& plan) { seconds += plan_seconds(plan, speeds); });
  return seconds + planning.seconds();
}

// The same of one that does: every segment on the qubits that are entangled then, as often as there may be
// branches by then; conditions are taken to hold.
template <class Real>
double branching_seconds(const Program& program, const RunOptions& options, const Speeds& speeds) {
  const auto& kernels = engine::kernels<Real>();
  const double most =
      options.exact ? static_cast<double>(options.max_branches) : static_cast<double>(options.shots);
  const double batches =
      options.exact ? 1 : std::ceil(static_cast<double>(options.shots) / static_cast<double>(kShotsOneByOne));
  double branches = 1, seconds = 0;
  std::vector<std::uint32_t> live;
  const auto bytes = [&] { return std::ldexp(2.0 * sizeof(Real), static_cast<int>(live.size())); };
  double planning = 0;  // is not repeated for every branch
  for (const Step& step : program.steps) {
    if (step.kind == StepKind::kMeasure || step.kind == StepKind::kReset) {
      if (!options.exact) seconds += batches * std::min(most, static_cast<double>(kShotsOneByOne)) * 4e-8;
      const auto at = std::find(live.begin(), live.end(), step.a);
      if (at == live.end()) continue;
      // A probability, and two halves that are copied.
      seconds += batches * branches *
                 (1.5e-5 + 3 * bytes() / speeds.bytes + kFirstTouch * bytes() + bytes() * 4e-10);
      live.erase(at);
      branches = std::min(most, 2 * branches);
      continue;
    }
    if (step.kind != StepKind::kSegment && step.kind != StepKind::kDynamic) continue;
    const Segment& s = program.segments[step.a];
    for (std::size_t i = s.begin; i < s.end; ++i) {
      const ir::Instruction in = program.circuit->at(i, s.block);
      if (in.kind() != ir::OpKind::kGate) continue;
      const auto touch = [&](ir::Qubit q) {
        if (std::find(live.begin(), live.end(), program.index[q]) == live.end())
          live.push_back(program.index[q]);
      };
      for (const ir::Qubit q : in.targets()) touch(q);
      for (unsigned c = 0; c < in.num_controls(); ++c) touch(in.control(c).qubit());
    }
    if (live.size() > kMaxPlannedQubits) return std::numeric_limits<double>::infinity();
    Program layout;
    layout.circuit = program.circuit;
    layout.segments = program.segments;
    layout.index.assign(program.index.size(), 0);
    engine::QubitMap map;
    for (std::size_t k = 0; k < live.size(); ++k) {
      layout.index[program.active[live[k]]] = static_cast<std::uint32_t>(k);
      map.bit.push_back(static_cast<std::uint8_t>(k));
    }
    const Stopwatch watch;
    engine::OpList list;
    if (step.kind == StepKind::kDynamic) {
      const ir::Circuit bound = bound_segment(program, step.a, nullptr);
      list = engine::normalise(bound_program(layout, bound), {ir::Circuit::kMainBlock, 0, bound.size()}, map);
    } else {
      list = engine::normalise(layout, s, map);
    }
    const unsigned bits =
        std::max<unsigned>(static_cast<unsigned>(live.size()), kernels.lane_bits + kernels.register_bits);
    const auto plan =
        engine::make_plan<Real>(std::move(list), bits, kernels.lane_bits, kernels.register_bits, 0);
    planning += watch.seconds();
    seconds += batches * branches * (8e-6 + plan_seconds(plan, speeds));
  }
  return seconds + planning;
}

// What comes after the evolution: `states` amplitudes in all.
double listing_seconds(double states, std::size_t parts, const RunOptions& options, const MemoryNeeds& needs,
                       const Speeds& speeds, std::uint64_t row_bytes) {
  const bool parallel = states >= static_cast<double>(engine::kParallelAmplitudes);
  const double passes = kPerAmplitude * states / (parallel ? speeds.threads : 1);
  if (!options.exact && options.shots > kShotsOneByOne) row_bytes = 32 + 3 * row_bytes;  // see needs.cpp
  const double rows =
      static_cast<double>(needs.outcomes) / static_cast<double>(std::max<std::uint64_t>(1, row_bytes));
  const auto shots = static_cast<double>(options.shots);
  double drawn = 0;
  if (options.exact) drawn = kPerValue * states;
  else if (options.shots > kShotsOneByOne && parts <= 1) drawn = kPerCount * std::min(states, shots);
  else drawn = kPerShot * shots * static_cast<double>(std::max<std::size_t>(1, parts));
  return 2 * passes + drawn + kPerOutcome * rows;
}

unsigned largest_qubits(Precision precision, std::uint64_t available) {
  unsigned n = 0;
  while (n < 60 && state_bytes(n + 1, precision) <= available) ++n;
  return n;
}

}  // namespace

Estimate estimate(const ir::Circuit& circuit, int threads) {
  RunOptions options;
  options.threads = threads;
  return estimate(circuit, options);
}

Estimate estimate(const ir::Circuit& circuit, const RunOptions& asked) {
  return estimate(circuit, asked, nullptr);
}

Estimate estimate(const ir::Circuit& circuit, const RunOptions& asked, const AnswerBytes& answer_bytes) {
  Estimate e;
  e.circuit = ir::statistics(circuit);
  e.available_bytes = memory_info().available_bytes;
  e.largest_qubits_f32 = largest_qubits(Precision::kF32, e.available_bytes);
  e.largest_qubits_f64 = largest_qubits(Precision::kF64, e.available_bytes);
  const Program program = make_program(circuit);
  e.branches = program.branches();
  const auto memory = [&](Precision precision, MemoryNeeds& needs, std::uint64_t& bytes, bool& fit) {
    RunOptions options = asked;
    options.precision = precision;
    const std::uint64_t limit = asked.memory_limit_bytes ? asked.memory_limit_bytes : e.available_bytes;
    MemoryNeeds least;
    if (answer_bytes) {
      needs = state_needs(circuit, precision);
      needs.answers = answer_bytes(precision);
      least = needs;
      if (asked.memory_limit_bytes == 0) least.circuit = 0;
    } else {
      needs = memory_needs(program, options, limit);
      least = needed_at_least(program, needs, options);
    }
    bytes = needs.total();
    fit = fits(least.total(), limit);
  };
  memory(Precision::kF32, e.needs_f32, e.bytes_f32, e.fits_f32);
  memory(Precision::kF64, e.needs_f64, e.bytes_f64, e.fits_f64);
  Speeds speeds;
  speeds.threads = resolve_threads(asked.threads);
  speeds.bytes = e.needs_f64.states > kCachedBytes ? memory_speed(speeds.threads)
                                                   : kCacheBytesPerSecond * speeds.threads;
  const auto parts = answer_bytes ? std::nullopt : split(program);
  double amplitudes =
      parts ? 0.0 : std::ldexp(1.0, static_cast<int>(std::min<std::size_t>(1000, program.active.size())));
  if (parts)
    for (const Part& part : parts->parts) amplitudes += std::ldexp(1.0, static_cast<int>(part.qubits.size()));
  const std::uint64_t row = 8 * ((circuit.num_result_bits() + 63) / 64) + 8;
  // One thread at a time: on a busy machine threads that wait for each other show nothing of its speed.
  const auto time = [&]<class Real>(const MemoryNeeds& needs) {
    speeds.vector_ops = vector_speed<Real>();
    if (e.branches) return branching_seconds<Real>(program, asked, speeds);
    double seconds = 0;
    if (parts)
      for (const Part& part : parts->parts)
        seconds += evolution_seconds<Real>(make_program(part.circuit), speeds);
    else seconds = evolution_seconds<Real>(program, speeds);
    if (answer_bytes)
      return seconds + 4 * kPerAmplitude * amplitudes + kPerAnswerByte * static_cast<double>(needs.answers);
    return seconds + listing_seconds(amplitudes, parts ? parts->parts.size() : 1, asked, needs, speeds, row);
  };
  e.seconds_f32 = time.operator()<float>(e.needs_f32);
  e.seconds_f64 = time.operator()<double>(e.needs_f64);
  return e;
}

std::string describe_plan(const ir::Circuit& circuit, Precision precision) {
  const Program program = make_program(circuit);
  if (program.active.size() > kMaxPlannedQubits)
    throw Error(ErrorCode::kLimit, fmt::format("{} active qubits are more than the {} that can be planned",
                                               program.active.size(), kMaxPlannedQubits));
  std::string text;
  std::size_t stretch = 0;
  const auto add = [&](const auto& plan) {
    if (program.segments.size() > 1)
      text += fmt::format("stretch {} of {}\n", ++stretch, program.segments.size());
    text += engine::describe(plan);
  };
  if (precision == Precision::kF32) each_plan<float>(program, add);
  else each_plan<double>(program, add);
  return text;
}

}  // namespace qiao::qsim
