// Every kernel class beside the limit that binds it, measured in the same process: inside a tile (one thread)
// the multiply-adds this machine can do, or its cache where a kernel does no arithmetic; for single gates on
// a large state (all threads) its in-place memory speed. The table at the end is the result.
//
// Floating-point operations are counted as the class needs them, a multiply-add as two, on every amplitude
// that changes: rotation 4 (its factor waits), real 2x2 8, complex 2x2 16, phases 8, complex 2^k x 2^k 8 *
// 2^k. Bytes are those of the amplitudes that change, read and written.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/memory.hpp"
#include "engine/parallel.hpp"
#include "engine/state.hpp"
#include "limits.hpp"
#include "qiao/base/machine.hpp"

namespace {

using namespace qiao;
using qsim::engine::Op;
using qsim::engine::OpKind;
using qsim::engine::OpList;
using qsim::engine::RotationForm;

// ---- operations of one class

std::uint64_t bit_of(unsigned b) { return std::uint64_t{1} << b; }

// A unitary of that dimension without zeros: a product of rotations in all pairs of planes.
ir::Matrix dense_unitary(std::size_t dim) {
  ir::Matrix m(dim);
  for (std::size_t i = 0; i < dim; ++i) m(i, i) = 1;
  double angle = 0.3;
  for (std::size_t i = 0; i < dim; ++i)
    for (std::size_t j = i + 1; j < dim; ++j, angle += 0.17) {
      const double c = std::cos(angle), s = std::sin(angle);
      const ir::Complex phase = std::polar(1.0, angle);
      for (std::size_t k = 0; k < dim; ++k) {
        const ir::Complex a = m(i, k), b = m(j, k);
        m(i, k) = phase * (c * a - s * b);
        m(j, k) = s * a + c * b;
      }
    }
  return m;
}

void add_matrix(OpList& list, unsigned target, bool real, std::uint64_t control = 0) {
  Op op{.kind = OpKind::kMatrix, .target = static_cast<std::uint8_t>(target)};
  op.control = op.control_value = control;
  op.matrix = static_cast<std::uint32_t>(list.matrices.size());
  const ir::Matrix m = dense_unitary(2);
  list.matrices.push_back({m(0, 0), m(0, 1), m(1, 0), m(1, 1)});
  if (real) list.matrices.back() = {std::cos(0.3), -std::sin(0.3), std::sin(0.3), std::cos(0.3)};
  list.ops.push_back(op);
}
void add_rotation(OpList& list, unsigned target, RotationForm form) {
  Op op{.kind = OpKind::kRotate, .form = form, .target = static_cast<std::uint8_t>(target)};
  op.t = 0.4;
  op.scale = 1 / std::sqrt(1 + op.t * op.t);
  list.ops.push_back(op);
}
void add_flip(OpList& list, unsigned target, std::uint64_t control) {
  Op op{.kind = OpKind::kFlip, .target = static_cast<std::uint8_t>(target)};
  op.control = op.control_value = control;
  list.ops.push_back(op);
}
void add_phase(OpList& list, std::uint64_t bits, double theta) {
  Op op{.kind = OpKind::kPhase};
  op.control = op.control_value = bits;
  op.t = theta;
  list.ops.push_back(op);
}
void add_dense(OpList& list, const std::vector<unsigned>& targets) {
  const ir::Matrix m = dense_unitary(std::size_t{1} << targets.size());
  Op op;
  if (targets.size() == 2) {
    op.kind = OpKind::kDense2;
    op.target = static_cast<std::uint8_t>(targets[0]);
    op.target2 = static_cast<std::uint8_t>(targets[1]);
    op.matrix = static_cast<std::uint32_t>(list.dense2.size());
    list.dense2.emplace_back();
    std::copy(m.data.begin(), m.data.end(), list.dense2.back().begin());
  } else {
    op.kind = OpKind::kDenseK;
    for (const unsigned t : targets) op.wide_mask |= bit_of(t);
    op.matrix = static_cast<std::uint32_t>(list.wide.size());
    list.wide.push_back({m, targets});
  }
  list.ops.push_back(op);
}

// What a list of operations needs per amplitude of the state: see the top of the file.
struct Need {
  double flops = 0,
         amplitudes = 0;  // amplitudes: the share of the state that changes, summed over operations
};
Need need(const OpList& list) {
  Need n;
  bool phases = false;
  for (const Op& op : list.ops) {
    const double share = std::ldexp(1.0, -std::popcount(op.control));
    switch (op.kind) {
      case OpKind::kPhase:  // all of them are one factor
        if (!phases) n.flops += 8, n.amplitudes += 1;
        phases = true;
        break;
      case OpKind::kRotate:
        n.flops += 4, n.amplitudes += 1;
        break;
      case OpKind::kMatrix: {
        const auto& m = list.matrices[op.matrix];
        const bool real = std::all_of(m.begin(), m.end(), [](const ir::Complex& z) { return z.imag() == 0; });
        n.flops += (real ? 8 : 16) * share, n.amplitudes += share;
        break;
      }
      case OpKind::kFlip:
        n.amplitudes += share;
        break;
      case OpKind::kDense2:
        n.flops += 32, n.amplitudes += 1;
        break;
      case OpKind::kDenseK:
        n.flops += 8 * static_cast<double>(list.wide[op.matrix].matrix.dim), n.amplitudes += 1;
        break;
    }
  }
  return n;
}

// ---- measuring

enum class Limit { kArithmetic, kCache, kMemory };

struct Row {
  std::string name;
  Limit limit;
  double per_run;           // floating-point operations or bytes of one run
  std::uint64_t gates = 1;  // operations in one run
};

template <class Real>
constexpr const char* kPrecision = sizeof(Real) == 4 ? "f32" : "f64";

template <class Real>
class Bench {
 public:
  using State = qsim::engine::State<Real>;

  // A state without zeros, stored in order.
  static State filled(unsigned n, int threads, const qsim::engine::EngineOptions& options) {
    ir::Circuit circuit(n);
    for (ir::Qubit q = 0; q < n; ++q) circuit.gate(ir::GateId::kU, {q}, {0.3 + q, 0.4, 0.5});
    State state(n, threads, options);
    state.apply(qsim::make_program(circuit), 0);
    return state;
  }

  static void run(benchmark::State& bench, unsigned n, int threads, bool one_tile, OpList list) {
    qsim::engine::EngineOptions options;
    if (one_tile) options.plan.tile_bits = n;
    const auto& kernels = qsim::engine::kernels<Real>();
    list.out.bit.resize(n);
    for (unsigned q = 0; q < n; ++q) list.out.bit[q] = static_cast<std::uint8_t>(q);
    State state = filled(n, threads, options);
    const auto plan = qsim::engine::make_plan<Real>(std::move(list), n, kernels.lane_bits,
                                                    kernels.register_bits, 0, options.plan);
    state.run(plan);
    for (auto _ : bench) {
      state.run(plan);
      benchmark::ClobberMemory();
    }
  }
};

// By name of the benchmark; `order` is that of the table.
struct Rows {
  std::map<std::string, Row> by_name;
  std::vector<std::string> order;
};
Rows& rows() {
  static Rows table;
  return table;
}

benchmark::internal::Benchmark* add(const std::string& name, const Row& row,
                                    std::function<void(benchmark::State&)> f) {
  rows().by_name[name] = row;
  rows().order.push_back(name);
  return benchmark::RegisterBenchmark(name.c_str(), std::move(f))
      ->UseRealTime()
      ->MinTime(0.05)
      ->Repetitions(5)
      ->ReportAggregatesOnly(true);
}

constexpr std::size_t kLargeBytes = std::size_t{256} << 20;
template <class Real>
constexpr unsigned kTileBits = sizeof(Real) == 4 ? 15 : 14;  // 256 KiB
template <class Real>
constexpr unsigned kLargeBits = sizeof(Real) == 4 ? 25 : 24;  // 256 MiB

template <class Real>
std::string precision_name(const std::string& name) {
  return fmt::format("{} {}", kPrecision<Real>, name);
}

template <class Real>
void add_in_tile(const std::string& name, const OpList& list, Limit limit = Limit::kArithmetic) {
  constexpr unsigned n = kTileBits<Real>;
  const double amplitudes = std::ldexp(1.0, n);
  const Need one = need(list);
  const double per_run =
      amplitudes * (limit == Limit::kArithmetic ? one.flops : 4 * sizeof(Real) * one.amplitudes);
  add(precision_name<Real>("tile/" + name), {name, limit, per_run, list.ops.size()},
      [list](benchmark::State& bench) { Bench<Real>::run(bench, n, 1, true, list); });
}
template <class Real>
void add_pass(const std::string& name, const OpList& list) {
  constexpr unsigned n = kLargeBits<Real>;
  add(precision_name<Real>("pass/" + name),
      {name, Limit::kMemory, std::ldexp(4.0 * sizeof(Real), n) * need(list).amplitudes, 1},
      [list](benchmark::State& bench) { Bench<Real>::run(bench, n, resolve_threads(0), false, list); });
}

OpList operations(const std::function<void(OpList&)>& f) {
  OpList list;
  f(list);
  return list;
}

// Layers of one class on all lanes, or on all bits above them (one gate for each bit or each set of bits), so
// that a gate shares its loads and stores with as many others as in a circuit's layer.
template <class Real>
void add_rows() {
  const unsigned lanes = qsim::engine::kernels<Real>().lane_bits;
  constexpr unsigned n = kTileBits<Real>;
  const auto each = [&](unsigned first, unsigned end, unsigned step, auto f) {
    return operations([&](OpList& list) {
      for (unsigned b = first; b + step <= end; b += step) f(list, b);
    });
  };
  const auto rotation = [](RotationForm form) {
    return [form](OpList& list, unsigned b) { add_rotation(list, b, form); };
  };
  const auto matrix = [](bool real) {
    return [real](OpList& list, unsigned b) { add_matrix(list, b, real); };
  };
  const auto dense = [](unsigned k) {
    return [k](OpList& list, unsigned b) {
      std::vector<unsigned> targets(k);
      for (unsigned i = 0; i < k; ++i) targets[i] = b + i;
      add_dense(list, targets);
    };
  };
  add_in_tile<Real>("dense 1, registers", each(lanes, n, 1, matrix(false)));
  add_in_tile<Real>("dense 1, lanes", each(0, lanes, 1, matrix(false)));
  add_in_tile<Real>("real 1, registers", each(lanes, n, 1, matrix(true)));
  add_in_tile<Real>("real 1, lanes", each(0, lanes, 1, matrix(true)));
  add_in_tile<Real>("rotations, registers", each(lanes, n, 1, rotation(RotationForm::kRotC)));
  add_in_tile<Real>("rotations, lanes", each(0, lanes, 1, rotation(RotationForm::kRotC)));
  add_in_tile<Real>("x rotations, registers", each(lanes, n, 1, rotation(RotationForm::kImagC)));
  add_in_tile<Real>("x rotations, lanes", each(0, lanes, 1, rotation(RotationForm::kImagC)));
  add_in_tile<Real>("dense 2, registers", each(lanes, n, 2, dense(2)));
  add_in_tile<Real>("dense 2, register+lane", operations([&](OpList& list) {
                      for (unsigned b = 0; b < lanes; ++b) add_dense(list, {lanes + b, b});
                    }));
  add_in_tile<Real>("dense 2, lanes", each(0, lanes, 2, dense(2)));
  add_in_tile<Real>("dense 3, registers", each(lanes, n, 3, dense(3)));
  add_in_tile<Real>("dense 4, registers", each(lanes, n, 4, dense(4)));
  add_in_tile<Real>("controlled dense 1", operations([&](OpList& list) {
                      for (unsigned b = lanes; b < n; ++b)
                        add_matrix(list, b, false, bit_of(b + 1 < n ? b + 1 : lanes));
                    }));
  add_in_tile<Real>("all pair phases + rotation", operations([&](OpList& list) {
                      for (unsigned b = 1; b < n; ++b)
                        for (unsigned a = 0; a < b; ++a)
                          add_phase(list, bit_of(a) | bit_of(b), 0.1 * b + 0.01 * a);
                      add_rotation(list, n - 1, RotationForm::kRotC);
                    }));
  add_in_tile<Real>("cx, registers", operations([&](OpList& list) {
                      for (unsigned b = lanes; b + 1 < n; ++b) add_flip(list, b + 1, bit_of(b));
                    }),
                    Limit::kCache);
  add_in_tile<Real>("cx, lanes", operations([&](OpList& list) {
                      for (unsigned b = 0; b + 1 < lanes; ++b) add_flip(list, b + 1, bit_of(b));
                    }),
                    Limit::kCache);
  add_in_tile<Real>("ccx, registers", operations([&](OpList& list) {
                      for (unsigned b = lanes; b + 2 < n; ++b)
                        add_flip(list, b + 2, bit_of(b) | bit_of(b + 1));
                    }),
                    Limit::kCache);

  constexpr unsigned top = kLargeBits<Real> - 1;
  const auto one = [&](auto f, unsigned b) { return operations([&](OpList& list) { f(list, b); }); };
  add_pass<Real>("dense 1, lowest bit", one(matrix(false), 0));
  add_pass<Real>("dense 1, bit 10", one(matrix(false), 10));
  add_pass<Real>("dense 1, highest bit", one(matrix(false), top));
  add_pass<Real>("rotation, lowest bit", one(rotation(RotationForm::kRotC), 0));
  add_pass<Real>("rotation, bit 10", one(rotation(RotationForm::kRotC), 10));
  add_pass<Real>("rotation, highest bit", one(rotation(RotationForm::kRotC), top));
  add_pass<Real>("dense 2, highest bits", one(dense(2), top - 1));
  add_pass<Real>("dense 3, highest bits", one(dense(3), top - 2));
  add_pass<Real>("phases of all bits", operations([&](OpList& list) {
                   for (unsigned b = 1; b <= top; ++b)
                     for (unsigned a = 0; a < b; ++a)
                       add_phase(list, bit_of(a) | bit_of(b), 0.1 * b + 0.01 * a);
                 }));
  add_pass<Real>("controlled dense 1, high bits",
                 operations([&](OpList& list) { add_matrix(list, top, false, bit_of(top - 1)); }));
  add_pass<Real>("cx, high bits", operations([&](OpList& list) { add_flip(list, top, bit_of(top - 1)); }));
  add_pass<Real>("cx, low control", operations([&](OpList& list) { add_flip(list, top, bit_of(1)); }));
  add_pass<Real>("ccx, high bits",
                 operations([&](OpList& list) { add_flip(list, top, bit_of(top - 1) | bit_of(top - 2)); }));
}

// ---- limits

const char* const kMemoryLimit = "limit/memory in place, all threads";
const char* const kCacheLimit = "limit/cache in place, one thread";

template <class Real>
std::string arithmetic_limit() {
  return fmt::format("limit/multiply-add {}, one thread", kPrecision<Real>);
}

void add_limits() {
  add(kMemoryLimit, {"", Limit::kMemory, 2.0 * kLargeBytes, 1}, [](benchmark::State& bench) {
    constexpr std::size_t kPart = std::size_t{1} << 20;
    const int threads = resolve_threads(0);
    const qsim::engine::StateMemory memory(kLargeBytes);
    const auto pass = [&] {
      qsim::engine::parallel_for(kLargeBytes / kPart, threads, kLargeBytes, [&](std::uint64_t part, int) {
        bench::change_in_place(static_cast<char*>(memory.data()) + part * kPart, kPart, 1);
      });
    };
    pass();  // the first touch
    for (auto _ : bench) pass();
  });
  constexpr std::size_t kTile = std::size_t{256} << 10;
  add(kCacheLimit, {"", Limit::kCache, 2.0 * kTile, 1}, [](benchmark::State& bench) {
    const qsim::engine::StateMemory memory(std::size_t{2} << 20);
    bench::change_in_place(memory.data(), kTile, 1);
    for (auto _ : bench) bench::change_in_place(memory.data(), kTile, 1);
  });
  const auto arithmetic = [](const std::string& name, auto multiply_adds) {
    constexpr std::size_t kRounds = 1 << 16;
    add(name, {"", Limit::kArithmetic, multiply_adds(kRounds), 1}, [multiply_adds](benchmark::State& bench) {
      for (auto _ : bench) multiply_adds(kRounds);
    });
  };
  arithmetic(arithmetic_limit<float>(), bench::multiply_adds<float>);
  arithmetic(arithmetic_limit<double>(), bench::multiply_adds<double>);
}

// ---- the table

// The usual lines as they come, and the medians for the table.
class Collector : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& reports) override {
    ConsoleReporter::ReportRuns(reports);
    for (const Run& run : reports) {
      if (run.aggregate_name != "median") continue;
      seconds_[run.run_name.function_name] =
          run.GetAdjustedRealTime() / benchmark::GetTimeUnitMultiplier(run.time_unit);
    }
  }

  std::string table() const {
    std::string out = fmt::format("\n{}, {} threads, {}; medians of 5\n", cpu_model(), resolve_threads(0),
                                  qsim::engine::kernels<double>().name);
    for (const std::string& name : rows().order)
      if (name.starts_with("limit/") && seconds_.contains(name))
        out += fmt::format("{:<44} {:7.1f} {}\n", name.substr(6), rate(name), unit(row(name).limit));
    out +=
        fmt::format("\n{:<46} {:>10} {:>15} {:>15}\n", "kernel class", "us/gate", "rate", "share of limit");
    for (const std::string& name : rows().order) {
      if (name.starts_with("limit/") || !seconds_.contains(name)) continue;
      const Row& row = this->row(name);
      const double limit = limit_of(name, row.limit);
      const std::string share =
          std::isnan(limit) ? "?"
                            : fmt::format("{:.0f} % {}", 100 * rate(name) / limit, limit_name(row.limit));
      out += fmt::format("{:<46} {:>10.1f} {:>7.1f} {:<7} {:>15}\n", name,
                         1e6 * seconds_.at(name) / static_cast<double>(row.gates), rate(name),
                         unit(row.limit), share);
    }
    return out;
  }

 private:
  static const Row& row(const std::string& name) { return rows().by_name.at(name); }
  double rate(const std::string& name) const { return row(name).per_run / seconds_.at(name) * 1e-9; }
  static const char* unit(Limit limit) { return limit == Limit::kArithmetic ? "GFLOP/s" : "GB/s"; }
  static const char* limit_name(Limit limit) {
    return limit == Limit::kArithmetic ? "arith." : limit == Limit::kCache ? "cache" : "memory";
  }
  double limit_of(const std::string& name, Limit limit) const {
    const std::string key = limit == Limit::kMemory   ? kMemoryLimit
                            : limit == Limit::kCache  ? kCacheLimit
                            : name.starts_with("f32") ? arithmetic_limit<float>()
                                                      : arithmetic_limit<double>();
    return seconds_.contains(key) ? rate(key) : std::nan("");
  }

  std::map<std::string, double> seconds_;
};

}  // namespace

// Options are Google Benchmark's: --benchmark_filter='limit|f32 tile' and so on. Keep the limits in the
// filter.
int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  add_limits();
  add_rows<float>();
  add_rows<double>();
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector);
  fmt::print("{}", collector.table());
  return 0;
}
