// Interrupted and resumed runs against uninterrupted ones; files that do not fit or are damaged.
#include "qiao/qsim/checkpoint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "engine/kernels.hpp"
#include "qiao/base/error.hpp"
#include "support/run_checks.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::qsim {
namespace {

namespace fs = std::filesystem;
using reference::table;

ir::Circuit random_gates(std::uint64_t seed, ir::Qubit n, int gates) {
  std::mt19937_64 rng(seed);
  std::uniform_real_distribution<double> angle(-3, 3);
  ir::Circuit c(n, n);
  for (int g = 0; g < gates; ++g) {
    const ir::Qubit a = static_cast<ir::Qubit>(rng() % n),
                    b = (a + 1 + static_cast<ir::Qubit>(rng() % (n - 1))) % n;
    switch (rng() % 5) {
      case 0:
        c.gate(ir::GateId::kX, {a}, {}, {ir::Control(b)});
        break;
      case 1:
        c.gate(ir::GateId::kSwap, {a, b});
        break;
      case 2:
        c.gate(ir::GateId::kX, {a});
        break;
      case 3:
        c.gate(ir::GateId::kRZZ, {a, b}, {angle(rng)});
        break;
      default:
        c.gate(ir::GateId::kU, {a}, {angle(rng), angle(rng), angle(rng)});
    }
  }
  c.gphase(0.7);
  for (ir::Qubit q = 0; q < n; ++q) c.measure(q, q);
  return c;
}

class Checkpoint : public ::testing::Test {
 protected:
  std::string file() const { return folder_.path("run.ckpt"); }
  RunOptions options(Precision precision = Precision::kF64) const {
    RunOptions o;
    o.precision = precision;
    o.shots = 2000;
    o.seed = 11;
    o.keep_state = true;
    o.threads = 2;
    o.checkpoint.file = file();
    o.checkpoint.chunk_gates = 9;
    return o;
  }
  // Stops after `chunks` chunks.
  void run_and_stop(const ir::Circuit& circuit, RunOptions o, int chunks) {
    Monitor monitor;
    std::uint64_t last = ~std::uint64_t{0};
    monitor.evolution = [&](const Evolution& e) {
      if (e.sweeps_done == 0 && e.gates_done != last && chunks-- == 1) monitor.stop = true;
      last = e.gates_done;
    };
    o.monitor = &monitor;
    try {
      run(circuit, o);
      FAIL() << "not interrupted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInterrupted);
      EXPECT_NE(std::string(error.what()).find(file()), std::string::npos) << error.what();
    }
    EXPECT_TRUE(fs::exists(file()));
  }
  // The message of an attempt to go on.
  std::string refusal(const ir::Circuit& circuit, const RunOptions& o, ErrorCode code = ErrorCode::kInput) {
    try {
      run(circuit, o);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      EXPECT_FALSE(error.hint().empty());
      return error.what();
    }
    return "not refused";
  }
  std::string bytes() const {
    std::ifstream in(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void put(const std::string& data) const { std::ofstream(file(), std::ios::binary) << data; }

  const testing::TemporaryFolder folder_{"qiao_checkpoint"};
};

TEST_F(Checkpoint, resumed_runs_equal_uninterrupted_ones_bit_for_bit) {
  for (const Precision precision : {Precision::kF64, Precision::kF32})
    for (const ir::Qubit n : {2u, 5u, 11u, 17u}) {
      const ir::Circuit circuit = random_gates(n, n, 60);
      SCOPED_TRACE(::testing::Message() << "seed and qubits " << n << ", " << name(precision));
      const RunResult whole = run(circuit, options(precision));
      EXPECT_FALSE(fs::exists(file())) << "written although nothing was due";
      RunResult resumed;
      int stops = 0;
      for (; stops < 20; ++stops) {  // stopped again and again
        const bool exists = fs::exists(file());
        const std::uint64_t done = exists ? read_checkpoint_header(file()).gates_done : 0;
        if (done + 9 >= 61) break;
        run_and_stop(circuit, options(precision), 1 + stops % 2);
        EXPECT_GT(read_checkpoint_header(file()).gates_done, done);
      }
      EXPECT_GE(stops, 3);
      RunOptions last = options(precision);
      last.threads = 3;
      resumed = run(circuit, last);
      EXPECT_GT(resumed.resumed_gates, 50u);
      EXPECT_EQ(table(resumed.counts), table(whole.counts));
      EXPECT_EQ(resumed.state.f64, whole.state.f64);
      EXPECT_EQ(resumed.state.f32, whole.state.f32);
      fs::remove(file());
    }
}

TEST_F(Checkpoint, resumes_on_another_instruction_set) {
  const ir::Circuit circuit = random_gates(3, 9, 60);
  const RunResult whole = run(circuit, options());
  for (const auto* from : engine::all_kernels<double>())
    for (const auto* to : engine::all_kernels<double>()) {
      engine::force_isa(from->name);
      run_and_stop(circuit, options(), 3);
      engine::force_isa(to->name);
      const RunResult resumed = run(circuit, options());
      engine::force_isa("");
      EXPECT_EQ(table(resumed.counts), table(whole.counts)) << from->name << " to " << to->name;
      EXPECT_EQ(resumed.isa, to->name);
      fs::remove(file());
    }
}

// Chunks end with qubits elsewhere than one piece would; samples are drawn in the order of storage.
TEST_F(Checkpoint, counts_are_those_of_a_run_without) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const ir::Circuit circuit = random_gates(seed, 2 + static_cast<ir::Qubit>(seed), 80);
    RunOptions o = options();
    const RunResult chunks = run(circuit, o);
    o.checkpoint.file.clear();
    EXPECT_EQ(table(chunks.counts), table(run(circuit, o).counts)) << "seed " << seed;
  }
}

TEST_F(Checkpoint, is_written_when_due_and_by_chunks_alike) {
  const ir::Circuit circuit = random_gates(5, 6, 60);  // 61 gates with the phase
  RunOptions o = options();
  o.checkpoint.every_s = 0;
  const RunResult result = run(circuit, o);
  EXPECT_EQ(result.checkpoints_written, 6u);  // after each chunk but the seventh
  EXPECT_EQ(read_checkpoint_header(file()).gates_done, 54u);
  EXPECT_EQ(table(run(circuit, o).counts), table(result.counts));
}

TEST_F(Checkpoint, stopping_before_the_first_gate_loses_nothing) {
  const ir::Circuit circuit = random_gates(5, 6, 60);
  Monitor monitor;
  monitor.stop = true;
  RunOptions o = options();
  o.monitor = &monitor;
  EXPECT_THROW(run(circuit, o), Error);
  EXPECT_EQ(read_checkpoint_header(file()).gates_done, 0u);
  o.monitor = nullptr;
  const RunResult resumed = run(circuit, o);
  o.checkpoint.file.clear();
  EXPECT_EQ(table(resumed.counts), table(run(circuit, o).counts));
}

// From its beginning a run has its file, which is small and says what it is.
TEST_F(Checkpoint, is_claimed_at_the_start_and_gone_when_nothing_was_due) {
  const ir::Circuit circuit = random_gates(5, 6, 60);
  RunOptions o = options();
  Monitor monitor;
  std::string claimed;
  monitor.evolution = [&](const Evolution&) {
    if (!claimed.empty()) return;
    claimed = bytes();
    EXPECT_NE(refusal(circuit, options(), ErrorCode::kUsage).find("in use"), std::string::npos);
  };
  o.monitor = &monitor;
  const RunResult whole = run(circuit, o);
  EXPECT_FALSE(fs::exists(file()));
  ASSERT_FALSE(claimed.empty());
  EXPECT_LT(claimed.size(), 300u);
  // What a killed run leaves of it: it begins at the first gate.
  put(claimed);
  EXPECT_EQ(read_checkpoint_header(file()).gates_done, 0u);
  const RunResult resumed = run(circuit, options());
  EXPECT_EQ(resumed.resumed_gates, 0u);
  EXPECT_EQ(table(resumed.counts), table(whole.counts));
  for (const std::size_t size : {claimed.size() - 1, claimed.size() + 1}) {
    put((claimed + "x").substr(0, size));
    EXPECT_NE(refusal(circuit, options()).find(file()), std::string::npos);
  }
}

TEST_F(Checkpoint, a_file_that_took_its_place_is_left_alone) {
  const ir::Circuit circuit = random_gates(5, 6, 60);
  RunOptions o = options();
  o.checkpoint.every_s = 0;
  Monitor monitor;
  monitor.evolution = [&](const Evolution&) {
    fs::remove(file());
    put("somebody's");
  };
  o.monitor = &monitor;
  const RunResult result = run(circuit, o);
  EXPECT_EQ(bytes(), "somebody's");
  EXPECT_NE(result.checkpoint_error.find("another run's"), std::string::npos) << result.checkpoint_error;
  remove_checkpoint(file());
  EXPECT_EQ(bytes(), "somebody's");
  fs::remove(file());
  o.monitor = nullptr;
  run(circuit, o);
  EXPECT_TRUE(fs::exists(file()));
  remove_checkpoint(file());
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(Checkpoint, of_another_run_is_refused_with_what_differs) {
  const ir::Circuit circuit = random_gates(5, 6, 60);
  run_and_stop(circuit, options(), 2);
  const std::string before = bytes();

  RunOptions seed = options();
  seed.seed = 12;
  EXPECT_NE(refusal(circuit, seed).find("seed 11 there, 12 here"), std::string::npos);
  EXPECT_NE(refusal(circuit, options(Precision::kF32)).find("precision f64 there, f32 here"),
            std::string::npos);
  EXPECT_NE(refusal(random_gates(5, 7, 60), options()).find("active qubits 6 there, 7 here"),
            std::string::npos);
  EXPECT_NE(refusal(random_gates(5, 6, 50), options()).find("gates 61 there, 51 here"), std::string::npos);
  const std::string other = refusal(random_gates(6, 6, 60), options());
  EXPECT_NE(other.find("the circuits differ"), std::string::npos) << other;
  EXPECT_NE(other.find(file()), std::string::npos);
  EXPECT_EQ(bytes(), before) << "a refused file must stay as it is";
}

TEST_F(Checkpoint, damage_is_refused_by_name) {
  const ir::Circuit circuit = random_gates(5, 6, 60);
  run_and_stop(circuit, options(), 2);
  const std::string good = bytes();
  std::mt19937_64 rng(1);
  for (int i = 0; i < 60; ++i) {
    std::string bad = good;
    const std::size_t at = i < 30 ? rng() % 224 : rng() % bad.size();  // the header, then anywhere
    bad[at] = static_cast<char>(bad[at] ^ (1 << rng() % 8));
    put(bad);
    const std::string text = refusal(circuit, options());
    EXPECT_NE(text.find(file()), std::string::npos) << "byte " << at << ": " << text;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{100}, good.size() / 2, good.size() - 1}) {
    put(good.substr(0, size));
    const std::string text = refusal(circuit, options());
    EXPECT_NE(text.find(file()), std::string::npos) << size << " bytes: " << text;
  }
  put(good + "x");
  EXPECT_NE(refusal(circuit, options()).find(file()), std::string::npos);
  put("OPENQASM 2.0;\nqreg q[1];\n" + std::string(400, ' '));
  EXPECT_NE(refusal(circuit, options()).find("is not a checkpoint"), std::string::npos);
  put(good);
  EXPECT_EQ(refusal(circuit, options()), "not refused");
}

TEST_F(Checkpoint, branching_programs_and_bad_places_are_refused_at_once) {
  ir::Circuit branching(2, 2);
  branching.gate(ir::GateId::kH, {0});
  branching.measure(0, 0);
  branching.gate(ir::GateId::kH, {0});
  branching.measure(0, 1);
  RunOptions o = options();
  o.keep_state = false;
  EXPECT_NE(refusal(branching, o, ErrorCode::kUnsupported).find("mid-circuit"), std::string::npos);
  o.checkpoint.file = folder_.path("no/such/folder/x");
  EXPECT_THROW(run(random_gates(1, 3, 5), o), Error);
  o.checkpoint.file = folder_.path("");
  EXPECT_THROW(run(random_gates(1, 3, 5), o), Error);
}

TEST(CircuitHash, sees_every_difference_that_matters_and_no_names) {
  const auto hash = [](auto&& build) {
    ir::Circuit c(3, 2);
    build(c);
    return circuit_hash(c);
  };
  std::vector<std::uint64_t> hashes{
      hash([](auto&) {}),
      hash([](auto& c) { c.gate(ir::GateId::kRX, {0}, {0.5}); }),
      hash([](auto& c) { c.gate(ir::GateId::kRX, {0}, {0.5000000001}); }),
      hash([](auto& c) { c.gate(ir::GateId::kRY, {0}, {0.5}); }),
      hash([](auto& c) { c.gate(ir::GateId::kRX, {1}, {0.5}); }),
      hash([](auto& c) { c.gate(ir::GateId::kRX, {0}, {0.5}, {ir::Control(1)}); }),
      hash([](auto& c) { c.gate(ir::GateId::kRX, {0}, {0.5}, {ir::Control(1, false)}); }),
      hash([](auto& c) { c.measure(0, 0); }),
      hash([](auto& c) { c.measure(0, 1); }),
      circuit_hash(ir::Circuit(4, 2)),
  };
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::unique(hashes.begin(), hashes.end()), hashes.end());
  ir::Circuit named;
  named.add_qreg("a", 2), named.add_qreg("b", 1), named.add_creg("m", 2);
  EXPECT_EQ(circuit_hash(named), hash([](auto&) {}));
}

}  // namespace
}  // namespace qiao::qsim
