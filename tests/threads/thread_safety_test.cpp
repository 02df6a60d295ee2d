// Every public object may be used by any number of threads as long as each has its own: copies of one object at
// work in four threads give what they give one after the other, and (built with the preset tsan) share nothing
// that is written.
#include <gtest/gtest.h>

#include <cmath>
#include <exception>
#include <functional>
#include <random>
#include <thread>

#include "paths.hpp"
#include "qiao/algorithms/qaoa.hpp"
#include "qiao/algorithms/vqe.hpp"
#include "qiao/base/file.hpp"
#include "qiao/ir/draw.hpp"
#include "qiao/ir/passes.hpp"
#include "qiao/ir/synthesis.hpp"
#include "qiao/qasm/emit.hpp"
#include "qiao/qasm/parse.hpp"
#include "qiao/qsim/estimate.hpp"
#include "qiao/qsim/gradient.hpp"
#include "qiao/qsim/simulator.hpp"
#include "qiao/qsim/verify.hpp"
#include "qiao/routing_opt/cost_model.hpp"

namespace qiao {
namespace {

using ir::Circuit;
using ir::GateId;
using ir::Qubit;

constexpr int kThreads = 4;

using Answer = std::vector<double>;

// What `work` answers with a copy of `original` in each of several threads is what it answers alone.
template <class T>
void in_threads(const T& original, const std::function<Answer(T&)>& work) {
  const Answer expected = [&] {
    T copy = original;
    return work(copy);
  }();
  ASSERT_FALSE(expected.empty());
  std::vector<T> copies;
  for (int t = 0; t < kThreads; ++t) copies.push_back(original);
  std::vector<Answer> answers(kThreads);
  std::vector<std::string> errors(kThreads);
  {
    std::vector<std::jthread> pool;
    for (std::size_t t = 0; t < kThreads; ++t)
      pool.emplace_back([&, t] {
        try {
          answers[t] = work(copies[t]);
        } catch (const std::exception& e) {
          errors[t] = e.what();
        }
      });
  }
  for (std::size_t t = 0; t < kThreads; ++t) {
    EXPECT_EQ(errors[t], "");
    EXPECT_EQ(answers[t], expected) << "thread " << t;
  }
}

Circuit layered(unsigned n, unsigned layers, std::uint64_t seed) {
  std::mt19937_64 rng(seed);
  std::uniform_real_distribution<double> angle(-3, 3);
  Circuit c(n);
  for (unsigned layer = 0; layer < layers; ++layer)
    for (Qubit q = 0; q < n; ++q) {
      c.gate(GateId::kU, {q}, {angle(rng), angle(rng), angle(rng)});
      c.gate(GateId::kX, {(q + 1) % n}, {}, {ir::Control(q)});
      c.gate(GateId::kRZZ, {q, (q + 3) % n}, {angle(rng)});
    }
  return c;
}

void add(Answer& a, const std::vector<std::complex<double>>& amplitudes) {
  for (const auto& z : amplitudes) {
    a.push_back(z.real());
    a.push_back(z.imag());
  }
}

TEST(ThreadSafety, simulators) {
  for (const qsim::Precision precision : {qsim::Precision::kF64, qsim::Precision::kF32}) {
    const Circuit circuit = layered(9, 6, 1);
    qsim::Simulator base(9, {.precision = precision, .threads = 1});
    base.apply(circuit);
    in_threads<qsim::Simulator>(base, [&](qsim::Simulator& s) {
      Answer a;
      for (int round = 0; round < 3; ++round) {
        s.apply(circuit);
        const auto counts = s.sample(200, 5);
        for (std::size_t i = 0; i < counts.size(); ++i) a.push_back(static_cast<double>(counts.weight(i)));
        a.push_back(s.expectation(ir::PauliSum::parse("Z0 Z1 + 0.5 X2 Y3")).real());
        a.push_back(s.entropy(std::vector<Qubit>{0, 1, 2}));
        const qsim::Simulator other = s;
        a.push_back(s.fidelity(other));
      }
      add(a, s.state());
      return a;
    });
  }
}

// The copies are made by the threads, all from one original.
TEST(ThreadSafety, copies_are_made_in_threads) {
  const Circuit circuit = layered(8, 4, 2);
  qsim::Simulator base(8, {.threads = 1});
  base.apply(circuit);
  in_threads<const qsim::Simulator*>(&base, [&](const qsim::Simulator*& s) {
    Answer a;
    for (int round = 0; round < 10; ++round) {
      qsim::Simulator mine = *s;
      mine.apply(circuit);
      if (round == 9) add(a, mine.state());
    }
    return a;
  });
}

TEST(ThreadSafety, circuits_and_what_is_made_of_them) {
  Circuit base = layered(6, 3, 3);
  const ir::SymbolId t = base.symbol("t");
  base.symbolic_gate(GateId::kRX, std::vector<Qubit>{2}, std::vector<ir::Param>{ir::Param::symbol(t)});
  in_threads<Circuit>(base, [](Circuit& c) {
    c.gate(GateId::kH, {0});
    const Circuit bound = c.bind(std::vector<double>{0.3});
    const Circuit expanded = ir::expand(bound, ir::parse_gate_set("rz,sx,cx"), true);
    const Circuit back = ir::inverse(expanded);
    return Answer{
        static_cast<double>(expanded.size()), back.at(0).params().empty() ? 0.0 : back.at(0).params()[0],
        static_cast<double>(ir::statistics(bound).depth), static_cast<double>(ir::draw_text(bound).size())};
  });
}

TEST(ThreadSafety, runs_of_one_circuit) {
  Circuit plain = layered(7, 3, 4);
  plain.add_creg("c", 7);
  for (Qubit q = 0; q < 7; ++q) plain.measure(q, q);
  Circuit branching = layered(5, 2, 5);
  branching.add_creg("c", 8);
  for (Qubit q = 0; q < 4; ++q) {
    branching.measure(q, q);
    branching.reset(q);
    branching.gate(GateId::kH, {q});
    branching.measure(q, 4 + q);
  }
  for (const Circuit& c : {plain, branching})
    for (const bool exact : {false, true})
      in_threads<Circuit>(c, [&](Circuit& mine) {
        const auto r = qsim::run(mine, {.shots = 300, .seed = 9, .exact = exact, .threads = 1});
        Answer a;
        for (std::size_t i = 0; i < r.counts.size(); ++i)
          a.push_back(static_cast<double>(r.counts.weight(i)));
        for (std::size_t i = 0; i < r.probabilities.size(); ++i) a.push_back(r.probabilities.weight(i));
        return a;
      });
  in_threads<Circuit>(plain, [](Circuit& mine) {
    return Answer{static_cast<double>(qsim::estimate(mine, 1).bytes_f64),
                  static_cast<double>(qsim::describe_plan(mine, qsim::Precision::kF64).size())};
  });
}

TEST(ThreadSafety, verification) {
  const Circuit a = layered(6, 2, 6);
  const Circuit b = ir::expand(a, ir::parse_gate_set("rz,sx,cx"), true);
  Circuit wrong = b;
  wrong.gate(GateId::kX, {0});
  const qsim::VerifyOptions options{.exact_qubits = 4, .threads = 1};
  in_threads<qsim::VerifyOptions>(options, [&](qsim::VerifyOptions& o) {
    const auto same = qsim::verify(a, b, o), different = qsim::verify(a, wrong, o);
    EXPECT_EQ(same.verdict, qsim::Verdict::kEqual);
    EXPECT_EQ(different.verdict, qsim::Verdict::kNotEqual);
    return Answer{same.error, different.error, static_cast<double>(same.verdict)};
  });
}

TEST(ThreadSafety, gradients_of_one_circuit) {
  Circuit c(5);
  const ir::SymbolId t = c.symbol("t"), u = c.symbol("u");
  for (Qubit q = 0; q < 5; ++q) {
    c.symbolic_gate(GateId::kRX, std::vector<Qubit>{q}, std::vector<ir::Param>{ir::Param::symbol(t)});
    c.symbolic_gate(GateId::kRZZ, std::vector<Qubit>{q, (q + 1) % 5},
                    std::vector<ir::Param>{ir::Param::symbol(u)});
  }
  in_threads<Circuit>(c, [](Circuit& mine) {
    qsim::ExpectationFunction f(mine, ir::PauliSum::parse("Z0 Z1 + X2"), {.threads = 1});
    std::vector<double> gradient(2);
    const double e = f.gradient(std::vector<double>{0.3, 0.7}, gradient);
    return Answer{e, gradient[0], gradient[1]};
  });
}

TEST(ThreadSafety, readers_and_writers_of_programs) {
  const std::string flat =
      "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[3]; creg c[3];\nh q[0]; cx q[0],q[1]; rz(pi/8) q[2];\n"
      "measure q -> c;\n";
  const std::string structured =
      "OPENQASM 3.0;\ninclude \"stdgates.inc\";\ngate g(a) q { rx(2*a) q; }\nqubit[2] q; bit[2] c;\n"
      "for int i in [0:1] { g(0.1 * i) q[i]; }\nc[0] = measure q[0]; if (c[0] == 1) { x q[1]; }\n"
      "c[1] = measure q[1];\n";
  for (const std::string& text : {flat, structured}) {
    const qasm::ParseResult parsed = qasm::parse_text(text);
    ASSERT_TRUE(parsed.ok());
    in_threads<qasm::ParseResult>(parsed, [&](qasm::ParseResult& mine) {
      Answer a;
      for (const qasm::Dialect d : {qasm::Dialect::kQasm3, qasm::Dialect::kQiskit}) {
        const qasm::Emitted out = qasm::emit(*mine.circuit, d);
        a.push_back(static_cast<double>(out.text.size()));
      }
      const qasm::ParseResult again = qasm::parse_text(text);
      a.push_back(static_cast<double>(again.circuit->size()));
      a.push_back(
          static_cast<double>(qasm::parse_text("OPENQASM 3.0; qubit q; undefined q;").diagnostics.size()));
      return a;
    });
  }
}

TEST(ThreadSafety, qaoa_problems) {
  const auto& kind = algorithms::problem_kind("maxcut");
  const algorithms::Problem base = kind.read(kind.generate(8, 3), "test");
  in_threads<algorithms::Problem>(base, [](algorithms::Problem& mine) {
    algorithms::QaoaOptions options;
    options.depth = 2;
    options.samples = 50;
    options.optimize.max_evaluations = 12;
    const auto r = algorithms::run_qaoa(mine, options);
    const auto x = algorithms::polish(mine, 5);
    return Answer{r.expectation, r.probability_of_optimum, x.cost};
  });
}

TEST(ThreadSafety, vqe_problems) {
  const std::string file = std::string(QIAO_TEST_DATA) + "/molecules/h2.fcidump";
  const algorithms::VqeProblem base = algorithms::read_vqe_problem(read_file(file, 1 << 20), "h2");
  for (const bool general : {false, true})
    in_threads<algorithms::VqeProblem>(base, [&](algorithms::VqeProblem& mine) {
      algorithms::VqeOptions options;
      options.general_engine = general;
      options.threads = 1;
      options.optimize.max_evaluations = 10;
      const auto r = algorithms::run_vqe(mine, options);
      return Answer{r.states.at(0).energy, r.exact.at(0)};
    });
}

TEST(ThreadSafety, placement_traces) {
  routing_opt::Trace base;
  base.header.layers = 2;
  base.header.experts = 8;
  base.header.top_k = 2;
  base.header.tokens = 64;
  std::mt19937_64 rng(8);
  for (unsigned layer = 0; layer < 2; ++layer)
    for (unsigned token = 0; token < 64; ++token) {
      const auto first = static_cast<std::uint16_t>(rng() % 8);
      base.ids.push_back(first);
      base.ids.push_back(static_cast<std::uint16_t>((first + 1 + rng() % 7) % 8));
    }
  for (unsigned token = 0; token < 64; ++token) base.sequence.push_back(token / 16);
  for (std::uint32_t s = 0; s < 4; ++s) base.sequence_name.push_back(s);
  routing_opt::Cluster cluster{
      .nodes = 2, .devices_per_node = 2, .intra_bw = 1e11, .inter_bw = 1e10, .flops = 1e14};
  routing_opt::Model model{.dispatch_bytes = 7168, .combine_bytes = 14336, .expert_flops = 1e8};
  in_threads<routing_opt::Trace>(base, [&](routing_opt::Trace& mine) {
    const auto placement = routing_opt::contiguous_placement(2, 8, 4, 2);
    const auto homes = routing_opt::home_devices(mine, 4, 1);
    const auto score = routing_opt::evaluate(mine, placement, cluster, model, {.batch_tokens = 16}, homes);
    return Answer{score.step_seconds, score.nodes_per_token, score.bytes_between};
  });
}

}  // namespace
}  // namespace qiao
