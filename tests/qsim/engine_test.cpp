// The engine (planner, sweeps, kernels of every instruction set) against the plain state vector: the same
// amplitudes, global phase included.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>

#include "engine/state.hpp"
#include "support/simple_state.hpp"

namespace qiao::qsim {
namespace {

using engine::EngineOptions;
using ir::Circuit;
using ir::GateId;

// Restores the automatic choice of instruction set.
struct ForcedIsa {
  explicit ForcedIsa(const char* name) { engine::force_isa(name); }
  ~ForcedIsa() { engine::force_isa(""); }
};

enum class Style { kAny, kDiagonalHeavy, kClassical, kLayers, kPairs };

ir::Matrix random_unitary(std::mt19937_64& rng, std::size_t dim) {
  std::normal_distribution<double> normal;
  ir::Matrix m(dim);
  for (auto& z : m.data) z = {normal(rng), normal(rng)};
  for (std::size_t r = 0; r < dim; ++r) {  // Gram-Schmidt on rows
    for (std::size_t s = 0; s < r; ++s) {
      ir::Complex dot = 0;
      for (std::size_t c = 0; c < dim; ++c) dot += m(r, c) * std::conj(m(s, c));
      for (std::size_t c = 0; c < dim; ++c) m(r, c) -= dot * m(s, c);
    }
    double norm = 0;
    for (std::size_t c = 0; c < dim; ++c) norm += std::norm(m(r, c));
    for (std::size_t c = 0; c < dim; ++c) m(r, c) /= std::sqrt(norm);
  }
  return m;
}

Circuit random_circuit(std::uint64_t seed, unsigned n, unsigned gates, Style style) {
  std::mt19937_64 rng(seed);
  std::uniform_real_distribution<double> angle(-4, 4);
  Circuit circuit(n);
  std::vector<ir::Qubit> qubits(n);
  for (unsigned q = 0; q < n; ++q) qubits[q] = q;
  const auto add = [&](GateId id, unsigned controls) {
    const auto& info = ir::gate_info(id);
    if (info.num_targets + controls > n) return;
    std::shuffle(qubits.begin(), qubits.end(), rng);
    std::vector<double> params(info.num_params());
    for (double& p : params) p = rng() % 4 == 0 ? M_PI / 4 * static_cast<double>(rng() % 8) : angle(rng);
    std::vector<ir::Control> c;
    for (unsigned k = 0; k < controls; ++k) c.emplace_back(qubits[info.num_targets + k], rng() % 4 != 0);
    circuit.gate(id, std::span<const ir::Qubit>(qubits.data(), info.num_targets), params, c);
  };
  const auto pick = [&](std::initializer_list<GateId> ids) { return ids.begin()[rng() % ids.size()]; };
  for (unsigned g = 0; g < gates; ++g) {
    switch (style) {
      case Style::kAny:
        if (rng() % 20 == 0) {
          const unsigned k = 1 + static_cast<unsigned>(rng() % std::min(n, 6u));
          std::shuffle(qubits.begin(), qubits.end(), rng);
          std::vector<ir::Control> c;
          for (unsigned i = k; i < std::min(n, k + 2); ++i)
            if (rng() % 2) c.emplace_back(qubits[i], rng() % 2 != 0);
          circuit.unitary(random_unitary(rng, std::size_t{1} << k),
                          std::span<const ir::Qubit>(qubits.data(), k), c);
        } else {
          add(static_cast<GateId>(rng() % (ir::kGateCount - 1)),
              static_cast<unsigned>(rng() % 3 ? rng() % 2 : rng() % 4));
        }
        break;
      case Style::kDiagonalHeavy:
        if (rng() % 6 == 0) add(pick({GateId::kH, GateId::kRX, GateId::kSX, GateId::kU}), 0);
        else
          add(pick({GateId::kRZ, GateId::kP, GateId::kZ, GateId::kS, GateId::kRZZ, GateId::kT}), rng() % 2);
        break;
      case Style::kClassical:
        if (rng() % 8 == 0) add(pick({GateId::kH, GateId::kT, GateId::kRY}), 0);
        else add(rng() % 5 ? GateId::kX : GateId::kSwap, static_cast<unsigned>(rng() % 3));
        break;
      case Style::kLayers: {
        const GateId id = pick({GateId::kRY, GateId::kRX, GateId::kU, GateId::kH, GateId::kRZ});
        for (unsigned q = 0; q < n; ++q) {
          std::vector<double> params(ir::gate_info(id).num_params());
          for (double& p : params) p = angle(rng);
          circuit.gate(id, std::span<const ir::Qubit>(&q, 1), params);
        }
        for (unsigned q = 0; n > 1 && q < n; ++q)
          circuit.gate(GateId::kX, {(q + 1) % n}, {}, {ir::Control(q)});
        g += 2 * n;
        break;
      }
      case Style::kPairs:
        std::shuffle(qubits.begin(), qubits.end(), rng);
        for (unsigned p = 0; p + 1 < n; p += 2) {
          const ir::Qubit a = qubits[p], b = qubits[p + 1];
          for (int k = 0; k < 3; ++k) {
            circuit.gate(GateId::kU, {a}, {angle(rng), angle(rng), angle(rng)});
            circuit.gate(GateId::kU, {b}, {angle(rng), angle(rng), angle(rng)});
            circuit.gate(GateId::kX, {b}, {}, {ir::Control(a)});
          }
          g += 9;
        }
        g += 1;
        break;
    }
  }
  return circuit;
}

std::vector<std::complex<double>> expected_amplitudes(const Program& program) {
  SimpleState<double> state(static_cast<unsigned>(program.active.size()), 1);
  for (const Segment& segment : program.segments) state.apply(program, segment);
  return state.take();
}

// The largest |amplitude - expected|, or NaN.
template <class Real>
double largest_difference(const Program& program, const std::vector<std::complex<double>>& expected,
                          int threads, const EngineOptions& options) {
  engine::State<Real> state(static_cast<unsigned>(program.active.size()), threads, options);
  for (std::uint32_t s = 0; s < program.segments.size(); ++s) state.apply(program, s);
  const auto amplitudes = state.amplitudes();
  double worst = 0;
  for (std::size_t i = 0; i < amplitudes.size(); ++i) {
    const double difference = std::abs(expected[i] - std::complex<double>(amplitudes[i]));
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
}

// f64: rounding of a few hundred operations. f32: the same, 2^29 times larger.
constexpr double kTolerance64 = 1e-12, kTolerance32 = 2e-5;

void expect_equal(std::uint64_t seed, unsigned n, unsigned gates, Style style, int threads,
                  const EngineOptions& options) {
  const Circuit circuit = random_circuit(seed, n, gates, style);
  const auto what = ::testing::Message()
                    << "seed " << seed << ", " << n << " qubits, " << gates << " gates, style "
                    << static_cast<int>(style) << ", threads " << threads << ", tile "
                    << options.plan.tile_bits << ", row " << options.plan.row_bits;
  const Program program = make_program(circuit);
  const auto expected = expected_amplitudes(program);
  EXPECT_LT(largest_difference<double>(program, expected, threads, options), kTolerance64) << what << ", f64";
  EXPECT_LT(largest_difference<float>(program, expected, threads, options), kTolerance32) << what << ", f32";
}

constexpr Style kStyles[] = {Style::kAny, Style::kDiagonalHeavy, Style::kClassical, Style::kLayers,
                             Style::kPairs};

class EveryIsa : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryIsa, random_circuits_of_all_widths) {
  const ForcedIsa isa(GetParam().c_str());
  std::uint64_t seed = 1000;
  for (unsigned n = 1; n <= 12; ++n)
    for (const Style style : kStyles)
      for (int repeat = 0; repeat < 3; ++repeat)
        expect_equal(++seed, n, 60 + 10 * n, style, 1 + repeat % 2, {});
}

TEST_P(EveryIsa, many_small_tiles) {
  const ForcedIsa isa(GetParam().c_str());
  std::uint64_t seed = 2000;
  for (const unsigned n : {9u, 11u, 13u})
    for (const Style style : kStyles)
      for (const unsigned tile : {7u, 8u, 9u}) {
        EngineOptions options;
        options.plan.tile_bits = tile;
        options.plan.row_bits = 4 + seed % 3;
        expect_equal(++seed, n, 150, style, 2, options);
      }
}

// Groups that go through a tile together, in parts smaller than the first level of cache.
TEST_P(EveryIsa, small_parts_of_tiles) {
  const ForcedIsa isa(GetParam().c_str());
  std::uint64_t seed = 5000;
  for (const unsigned n : {12u})
    for (const Style style : {Style::kAny, Style::kClassical, Style::kClassical, Style::kLayers})
      for (const unsigned tile : {10u, 11u})
        for (const unsigned part : {3u, 4u, 5u}) {
          EngineOptions options;
          options.plan.tile_bits = tile;
          options.plan.row_bits = 4 + seed % 2;
          options.plan.part_bits = part;
          expect_equal(++seed, n, 200, style, 2, options);
        }
}

TEST_P(EveryIsa, wide_states_in_default_tiles) {
  const ForcedIsa isa(GetParam().c_str());
  std::uint64_t seed = 3000;
  for (const unsigned n : {14u, 16u})
    for (const Style style : kStyles) expect_equal(++seed, n, 150, style, 2, {});
}

TEST_P(EveryIsa, planner_passes_off_one_by_one) {
  const ForcedIsa isa(GetParam().c_str());
  const auto& base = EngineOptions{};
  std::vector<EngineOptions> variants;
  const auto without = [&](auto&& change) { change(variants.emplace_back(base)); };
  without([](auto& o) { o.normalise.merge = false; });
  without([](auto& o) { o.normalise.fuse2 = false; });
  without([](auto& o) { o.normalise.cancel = false; });
  without([](auto& o) { o.normalise.relabel = false; });
  without([](auto& o) { o.normalise = {false, false, false, false}; });
  without([](auto& o) { o.plan.absorb = false; });
  without([](auto& o) { o.plan.block_flips = false; });
  without([](auto& o) { o.plan.gather_phases = false; });
  without([](auto& o) { o.plan.runs = false; });
  without([](auto& o) { o.plan.tiled_matrices = false; });
  without([](auto& o) { o.plan.bare_rotations = false; });
  without([](auto& o) {
    o.normalise = {false, false, false, false};
    o.plan = {.absorb = false,
              .block_flips = false,
              .gather_phases = false,
              .runs = false,
              .tiled_matrices = false,
              .bare_rotations = false};
  });
  std::uint64_t seed = 4000;
  for (EngineOptions& options : variants)
    for (const Style style : kStyles)
      for (const unsigned n : {3u, 6u, 10u}) {
        options.plan.tile_bits = 8;
        expect_equal(++seed, n, 100, style, 1, options);
      }
}

std::vector<std::string> isas() {
  std::vector<std::string> names;
  for (const auto* k : engine::all_kernels<double>()) names.emplace_back(k->name);
  return names;
}
INSTANTIATE_TEST_SUITE_P(Isa, EveryIsa, ::testing::ValuesIn(isas()),
                         [](const auto& isa) { return isa.param; });

// Up to 20 qubits, at the widths where registers, tiles and serial work end, with every instruction set and
// odd thread counts; the expectation is computed once for all of them. Any number of threads gives the same
// bits.
TEST(AllWidths, equal_the_simple_state_on_every_instruction_set_and_thread_count) {
  for (unsigned n = 1; n <= 20; ++n) {
    const std::uint64_t seed = 5000 + n;
    const Style style = kStyles[n % std::size(kStyles)];
    const Circuit circuit = random_circuit(seed, n, n > 16 ? 24 : 80, style);
    const Program program = make_program(circuit);
    const auto expected = expected_amplitudes(program);
    for (const std::string& name : isas()) {
      const ForcedIsa isa(name.c_str());
      std::vector<std::complex<double>> first;
      for (const int threads : {1, 2, 3, 8}) {
        if (n > 17 && threads == 2) continue;
        const auto what = ::testing::Message()
                          << "seed " << seed << ", " << n << " qubits, style " << static_cast<int>(style)
                          << ", " << name << ", " << threads << " threads";
        engine::State<double> state(static_cast<unsigned>(program.active.size()), threads);
        for (std::uint32_t s = 0; s < program.segments.size(); ++s) state.apply(program, s);
        auto amplitudes = state.amplitudes();
        double worst = 0;
        for (std::size_t i = 0; i < amplitudes.size(); ++i)
          if (const double d = std::abs(expected[i] - amplitudes[i]); !(d <= worst)) worst = d;
        EXPECT_LT(worst, kTolerance64) << what;
        if (first.empty()) first = std::move(amplitudes);
        else EXPECT_EQ(amplitudes == first, true) << what << ": other bits than with one thread";
        if (threads == 3) {
          EXPECT_LT(largest_difference<float>(program, expected, threads, {}), kTolerance32)
              << what << ", f32";
        }
      }
    }
  }
}

TEST(Isa, portable_code_is_always_there_and_unknown_names_are_refused) {
  EXPECT_EQ(isas().back(), "portable");
  EXPECT_ANY_THROW(engine::force_isa("avx1024"));
}

TEST(Plans, are_kept_by_program) {
  // Two programs that look alike, on one state: each gets its own plan.
  Circuit x(2), h(2);
  x.gate(GateId::kX, {0});
  x.gate(GateId::kX, {1}, {}, {ir::Control(0)});
  h.gate(GateId::kH, {0});
  h.gate(GateId::kX, {1}, {}, {ir::Control(0)});
  const Program px = make_program(x), ph = make_program(h);
  engine::State<double> state(2, 1);
  state.apply(px, 0);
  EXPECT_NEAR(std::norm(state.amplitude(3)), 1.0, 1e-12);
  state.reset();
  state.apply(ph, 0);
  EXPECT_NEAR(std::norm(state.amplitude(0)), 0.5, 1e-12);
  EXPECT_NEAR(std::norm(state.amplitude(3)), 0.5, 1e-12);
  // A copy of a program is the same program: its plan is found again, also by a copy of the state.
  const Program again = px;
  state.reset();
  const engine::State<double> copy = state;
  EXPECT_EQ(state.plan(px, 0), state.plan(again, 0));
  EXPECT_NE(state.plan(px, 0), state.plan(ph, 0));
}

}  // namespace
}  // namespace qiao::qsim
