// One rule for what a run takes: wide programs that fall apart run, what does not fit is refused before the work,
// and many shots take no more than their outcomes.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/ir/circuit.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/run.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

using ir::Circuit;
using ir::Control;
using ir::GateId;
using ir::Qubit;
using qsim::run;
using qsim::RunOptions;

void measure_all(Circuit& c) {
  for (Qubit q = 0; q < c.num_qubits(); ++q) c.measure(q, q);
}
std::string refusal(const Circuit& c, const RunOptions& o) {
  try {
    run(c, o);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "not refused";
  return {};
}
bool estimated_to_fit(const Circuit& c, const RunOptions& o) { return qsim::estimate(c, o).fits_f64; }
Circuit all_entangled(Qubit n) {
  Circuit c(n, n);
  for (Qubit q = 0; q < n; ++q) c.gate(GateId::kH, {q});
  for (Qubit q = 0; q + 1 < n; ++q) c.gate(GateId::kX, {q + 1}, {}, {Control(q)});
  for (Qubit q = 0; q < n; ++q) c.gate(GateId::kRX, {q}, {0.3 + 0.1 * q});
  return c;
}

// ---- wide programs

TEST(WidePrograms, few_entangled_qubits_of_many_run) {
  Circuit c(36, 36);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {1}, {}, {Control(0)});
  measure_all(c);
  for (const bool exact : {false, true}) {
    RunOptions o;
    o.exact = exact;
    o.seed = 5;
    EXPECT_TRUE(estimated_to_fit(c, o));
    const auto r = run(c, o);
    EXPECT_LT(r.memory_bytes, std::uint64_t{1} << 20);
    if (exact) {
      ASSERT_EQ(r.probabilities.size(), 2u);
      EXPECT_NEAR(reference::table(r.probabilities).at(std::string(36, '0')), 0.5, 1e-12);
      EXPECT_NEAR(reference::table(r.probabilities).at(std::string(34, '0') + "11"), 0.5, 1e-12);
      EXPECT_NEAR(r.qubits_total, 1, 1e-12);
      EXPECT_EQ(r.nonzero_states, 2u);
    } else {
      ASSERT_EQ(r.counts.size(), 2u);
      EXPECT_NEAR(static_cast<double>(r.counts.weight(0)), 512, 100);
    }
  }
}

// The parts of a program, far apart and mixed, against each of them alone.
TEST(WidePrograms, the_distribution_is_the_product_of_the_parts) {
  std::mt19937_64 rng(3);
  std::uniform_real_distribution<double> angle(-3, 3);
  Circuit c(24, 24), a(3, 3), b(3, 3);
  const Qubit qa[] = {2, 11, 23}, qb[] = {0, 7, 20};
  const auto both = [&](Circuit& part, const Qubit* at, GateId id, std::vector<Qubit> q,
                        std::vector<double> p, std::vector<Control> controls) {
    part.gate(id, q, p, controls);
    for (Qubit& t : q) t = at[t];
    for (Control& k : controls) k = Control(at[k.qubit()], k.positive());
    c.gate(id, q, p, controls);
  };
  for (int layer = 0; layer < 4; ++layer)
    for (Qubit q = 0; q < 3; ++q) {
      both(a, qa, GateId::kU, {q}, {angle(rng), angle(rng), angle(rng)}, {});
      both(b, qb, GateId::kRY, {q}, {angle(rng)}, {});
      both(a, qa, GateId::kX, {(q + 1) % 3}, {}, {Control(q, layer % 2 == 0)});
      both(b, qb, GateId::kRZZ, {q, (q + 2) % 3}, {angle(rng)}, {});
      // Others stay basis states: controls that are known, swaps, phases.
      c.gate(GateId::kX, {5}, {}, {Control(4, false)});
      c.gate(GateId::kSwap, {5, 6});
      c.gate(GateId::kT, {6});
      c.gate(GateId::kX, {qa[q]}, {}, {Control(9)});  // never
    }
  for (Qubit q = 8; q < 19; ++q)
    if (q != 11) c.gate(GateId::kX, {q});
  for (Qubit q : {1u, 3u, 19u, 21u, 22u}) c.gate(GateId::kX, {q}), c.gate(GateId::kX, {q});
  // Known to be |1>: acts without its control, and takes part as |1> afterwards.
  both(a, qa, GateId::kH, {1}, {}, {});
  c.gate(GateId::kH, {qa[2]}, {}, {Control(8)});
  a.gate(GateId::kH, {2});
  c.gate(GateId::kH, {8});  // a part of its own, from |1>
  measure_all(c);
  measure_all(a);
  measure_all(b);
  RunOptions exact;
  exact.exact = true;
  const auto whole = run(c, exact);
  const auto of_a = reference::table(run(a, exact).probabilities),
             of_b = reference::table(run(b, exact).probabilities);
  double total = 0;
  for (std::size_t i = 0; i < whole.probabilities.size(); ++i) {
    std::string sa, sb;
    for (int q = 2; q >= 0; --q) {
      sa += whole.probabilities.bit(i, qa[q]) ? '1' : '0';
      sb += whole.probabilities.bit(i, qb[q]) ? '1' : '0';
    }
    const double expected = of_a.at(sa) * of_b.at(sb) / 2;
    EXPECT_NEAR(whole.probabilities.weight(i), expected, 1e-12);
    total += whole.probabilities.weight(i);
    EXPECT_TRUE(whole.probabilities.bit(i, 9));
    EXPECT_FALSE(whole.probabilities.bit(i, 3));
  }
  EXPECT_NEAR(total, 1, 1e-11);
  // The list of the best states is that of the products.
  ASSERT_FALSE(whole.qubits.empty());
  for (std::size_t i = 0; i + 1 < whole.qubits.size(); ++i)
    EXPECT_GE(whole.qubits[i].second, whole.qubits[i + 1].second);
  const auto table = reference::table(whole.probabilities);
  for (const auto& [word, p] : whole.qubits) EXPECT_NEAR(table.at(word), p, 1e-12) << word;
  // Shots have that distribution, the same at any number of threads.
  RunOptions shots;
  shots.shots = 20000;
  shots.seed = 11;
  shots.threads = 1;
  const auto one = run(c, shots);
  shots.threads = 2;
  const auto two = run(c, shots);
  const auto counts = reference::table(one.counts);
  EXPECT_EQ(counts, reference::table(two.counts));
  double chi = 0;
  std::size_t cells = 0;
  for (const auto& [word, p] : table) {
    const double mean = p * 20000;
    if (mean < 5) continue;
    const auto it = counts.find(word);
    const double seen = it == counts.end() ? 0.0 : static_cast<double>(it->second);
    chi += (seen - mean) * (seen - mean) / mean;
    ++cells;
  }
  EXPECT_LT(chi, static_cast<double>(cells) + 6 * std::sqrt(2.0 * static_cast<double>(cells)));
}

TEST(WidePrograms, basis_states_take_no_amplitudes) {
  // An adder's worth of x, cx and ccx on 200 qubits.
  Circuit c(200, 200);
  for (Qubit q = 0; q < 200; q += 3) c.gate(GateId::kX, {q});
  for (Qubit q = 0; q + 2 < 200; ++q) {
    c.gate(GateId::kX, {q + 1}, {}, {Control(q)});
    c.gate(GateId::kX, {q + 2}, {}, {Control(q), Control(q + 1, false)});
  }
  measure_all(c);
  std::vector<bool> bits(200);
  for (Qubit q = 0; q < 200; q += 3) bits[q] = !bits[q];
  for (Qubit q = 0; q + 2 < 200; ++q) {
    if (bits[q]) bits[q + 1] = !bits[q + 1];
    if (bits[q] && !bits[q + 1]) bits[q + 2] = !bits[q + 2];
  }
  std::string expected;
  for (Qubit q = 200; q-- > 0;) expected += bits[q] ? '1' : '0';
  RunOptions o;
  o.shots = 10;
  const auto shots = reference::table(run(c, o).counts);
  ASSERT_EQ(shots.size(), 1u);
  EXPECT_EQ(shots.begin()->first, expected);
  o.exact = true;
  EXPECT_NEAR(reference::table(run(c, o).probabilities).at(expected), 1, 1e-12);
}

TEST(WidePrograms, each_qubit_alone_runs_and_all_together_are_refused) {
  for (const Qubit n : {30u, 64u, 65u, 300u}) {
    Circuit c(n, n);
    for (Qubit q = 0; q < n; ++q) c.gate(GateId::kH, {q});
    measure_all(c);
    RunOptions o;
    o.shots = 100;
    EXPECT_TRUE(estimated_to_fit(c, o));
    const auto r = run(c, o);
    double ones = 0;
    for (std::size_t i = 0; i < r.counts.size(); ++i)
      for (Qubit q = 0; q < n; ++q)
        ones += r.counts.bit(i, q) ? static_cast<double>(r.counts.weight(i)) : 0.0;
    EXPECT_NEAR(ones / (100.0 * n), 0.5, 0.1);
    if (n == 30) continue;
    o.exact = true;  // 2^n outcomes
    EXPECT_FALSE(estimated_to_fit(c, o));
    EXPECT_NE(refusal(c, o).find("outcomes"), std::string::npos);
  }
}

TEST(WidePrograms, that_measure_on_the_way_run_exactly) {
  Circuit c(300, 300);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {299}, {}, {Control(0)});
  c.reset(5);
  measure_all(c);
  RunOptions o;
  o.exact = true;
  const auto r = run(c, o);
  ASSERT_EQ(r.probabilities.size(), 2u);
  EXPECT_NEAR(r.probabilities.weight(0), 0.5, 1e-12);
  EXPECT_TRUE(r.probabilities.bit(1, 299) && r.probabilities.bit(1, 0) && !r.probabilities.bit(1, 1));
}

// ---- what does not fit

TEST(Budget, exact_outcomes_count) {
  Circuit c = all_entangled(18);
  measure_all(c);
  RunOptions o;
  o.exact = true;
  o.memory_limit_bytes = std::uint64_t{6} << 20;  // the state has 4 MiB, the outcomes another 4
  EXPECT_FALSE(estimated_to_fit(c, o));
  EXPECT_NE(refusal(c, o).find("8."), std::string::npos);
  o.memory_limit_bytes = std::uint64_t{10} << 20;
  EXPECT_TRUE(estimated_to_fit(c, o));
  EXPECT_EQ(run(c, o).probabilities.size(), std::size_t{1} << 18);
  // The distribution of few bits, or of few basis states, is no more than the state.
  Circuit ghz(18, 18);
  ghz.gate(GateId::kH, {0});
  for (Qubit q = 0; q + 1 < 18; ++q) ghz.gate(GateId::kX, {q + 1}, {}, {Control(q)});
  measure_all(ghz);
  o.memory_limit_bytes = std::uint64_t{5} << 20;
  EXPECT_TRUE(estimated_to_fit(ghz, o));
  EXPECT_EQ(run(ghz, o).probabilities.size(), 2u);
}

TEST(Budget, the_circuit_and_its_plan_count) {
  Circuit c(4);
  for (int i = 0; i < 200000; ++i) c.gate(GateId::kU, {static_cast<Qubit>(i % 4)}, {0.1, 0.2 * i, 0.3});
  RunOptions o;
  o.memory_limit_bytes = std::uint64_t{1} << 20;
  EXPECT_FALSE(estimated_to_fit(c, o));
  refusal(c, o);
  o.memory_limit_bytes = std::uint64_t{200} << 20;
  EXPECT_TRUE(estimated_to_fit(c, o));
  const auto needs = qsim::estimate(c, o).needs_f64;
  EXPECT_GE(needs.circuit, c.memory_bytes());
  EXPECT_NO_THROW(run(c, o));
}

TEST(Budget, a_limit_of_all_that_a_number_can_say_is_no_licence) {
  const Circuit c = all_entangled(70);
  RunOptions o;
  o.memory_limit_bytes = kUncountableBytes;
  EXPECT_FALSE(estimated_to_fit(c, o));
  refusal(c, o);
}

TEST(Budget, long_circuits_are_planned_in_pieces_and_give_the_same) {
  // Longer than a piece: h and its inverse, with a known end.
  Circuit c(3, 3);
  for (int i = 0; i < 50000; ++i) {
    c.gate(GateId::kRX, {0}, {0.001});
    c.gate(GateId::kX, {1}, {}, {Control(0)});
    c.gate(GateId::kX, {1}, {}, {Control(0)});
  }
  for (Qubit q = 0; q < 3; ++q) c.measure(q, q);
  RunOptions o;
  o.exact = true;
  const auto r = run(c, o);
  EXPECT_NEAR(reference::table(r.probabilities).at("001"), std::pow(std::sin(25.0), 2), 1e-9);
}

// ---- many shots

TEST(ManyShots, are_counted_without_being_drawn_one_by_one) {
  Circuit c(3, 3);
  c.gate(GateId::kRY, {0}, {0.7});
  c.gate(GateId::kRY, {1}, {1.9});
  c.gate(GateId::kX, {2}, {}, {Control(0)});
  measure_all(c);
  RunOptions o;
  o.exact = true;
  const auto p = reference::table(run(c, o).probabilities);
  o.exact = false;
  o.shots = 1'000'000'000;
  std::map<std::string, std::uint64_t> first;
  for (const int threads : {1, 2}) {
    o.threads = threads;
    o.seed = 3;
    const auto counts = reference::table(run(c, o).counts);
    if (threads == 1) first = counts;
    EXPECT_EQ(counts, first);
    std::uint64_t total = 0;
    for (const auto& [word, n] : counts) {
      const double mean = p.at(word) * 1e9;
      EXPECT_NEAR(static_cast<double>(n), mean, 6 * std::sqrt(mean * (1 - p.at(word)) + 1)) << word;
      total += n;
    }
    EXPECT_EQ(total, o.shots);
  }
  o.seed = 4;
  EXPECT_NE(reference::table(run(c, o).counts), first);
  o.shots = std::uint64_t{1} << 40;
  EXPECT_TRUE(estimated_to_fit(c, o));
  EXPECT_NO_THROW(run(c, o));
}

// Over many states, more and fewer than shots: each count is binomial.
TEST(ManyShots, counts_have_the_right_spread) {
  Circuit c = all_entangled(14);
  measure_all(c);
  RunOptions o;
  o.exact = true;
  const auto exact = run(c, o).probabilities;
  o.exact = false;
  o.shots = qsim::kShotsOneByOne + 1;
  const auto drawn = reference::table(run(c, o).counts);
  double chi = 0, cells = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const double mean = exact.weight(i) * static_cast<double>(o.shots);
    if (mean < 5) continue;
    const auto it = drawn.find(exact.str(i));
    const double seen = it == drawn.end() ? 0.0 : static_cast<double>(it->second);
    chi += (seen - mean) * (seen - mean) / mean;
    ++cells;
  }
  ASSERT_GT(cells, 1000);
  EXPECT_NEAR(chi, cells, 6 * std::sqrt(2 * cells));
}

TEST(ManyShots, of_programs_that_measure_on_the_way_are_those_of_smaller_runs) {
  Circuit c(1, 2);
  c.gate(GateId::kH, {0});
  c.measure(0, 0);
  c.gate(GateId::kRY, {0}, {0.5});
  c.measure(0, 1);
  RunOptions o;
  o.seed = 8;
  o.shots = qsim::kShotsOneByOne + 1000;
  const auto r = run(c, o).counts;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < r.size(); ++i) {
    total += r.weight(i);
    EXPECT_GT(r.weight(i), 10000u);
  }
  EXPECT_EQ(total, o.shots);
}

}  // namespace
}  // namespace qiao
