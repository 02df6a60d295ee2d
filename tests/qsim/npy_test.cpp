// State files, read back by a reader written from the format's description (numpy.lib.format, version 1.0).
#include <gtest/gtest.h>

#include <cstring>
#include <regex>
#include <sstream>

#include "qiao/base/error.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

struct Npy {
  std::string descr;
  std::size_t count = 0;
  std::string data;
};

Npy read(const std::string& file) {
  Npy out;
  EXPECT_EQ(file.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t header =
      static_cast<unsigned char>(file.at(8)) + 256u * static_cast<unsigned char>(file.at(9));
  EXPECT_EQ((10 + header) % 64, 0u) << "data must be aligned to 64 bytes";
  const std::string text = file.substr(10, header);
  EXPECT_EQ(text.back(), '\n');
  std::smatch m;
  const std::regex pattern(R"(\{'descr': '(<c\d+)', 'fortran_order': False, 'shape': \((\d+),\), \} *\n)");
  EXPECT_TRUE(std::regex_match(text, m, pattern)) << text;
  if (m.empty()) return out;
  out.descr = m[1];
  out.count = std::stoul(m[2]);
  out.data = file.substr(10 + header);
  return out;
}

template <class T>
void round_trip(qsim::Precision precision, const char* descr, double tolerance) {
  reference::RandomOptions random;
  random.num_qubits = 5;
  reference::Program program = random_program(31, random);
  // Widen by idle qubits below, between and above: 7 declared.
  for (reference::Operation& op : program.operations) {
    for (unsigned& t : op.targets) t += t >= 2 ? 1 : 0;
    for (reference::ControlBit& c : op.controls) c.qubit += c.qubit >= 2 ? 1 : 0;
  }
  program.num_qubits = 7;
  qsim::RunOptions options;
  options.keep_state = true;
  options.precision = precision;
  const qsim::RunResult result = qsim::run(reference::to_circuit(program), options);
  std::ostringstream out;
  qsim::write_npy(result.state, out, 1 << 20);
  const Npy npy = read(out.str());
  EXPECT_EQ(npy.descr, descr);
  ASSERT_EQ(npy.count, 128u);
  ASSERT_EQ(npy.data.size(), 128 * sizeof(std::complex<T>));
  const reference::Vector expected = final_state(program);
  for (std::size_t i = 0; i < 128; ++i) {
    std::complex<T> z;
    std::memcpy(&z, npy.data.data() + i * sizeof z, sizeof z);
    ASSERT_LT(std::abs(reference::Complex(z) - expected[i]), tolerance) << i;
  }
}

TEST(Npy, f64_round_trip_over_all_declared_qubits) {
  round_trip<double>(qsim::Precision::kF64, "<c16", 1e-13);
}
TEST(Npy, f32_round_trip_over_all_declared_qubits) { round_trip<float>(qsim::Precision::kF32, "<c8", 1e-5); }

TEST(Npy, refuses_files_above_the_limit) {
  for (ir::Qubit declared : {21u, 60u, 64u, 200u}) {
    ir::Circuit circuit(declared);
    circuit.gate(ir::GateId::kH, {3});
    qsim::RunOptions options;
    options.keep_state = true;
    const qsim::RunResult result = qsim::run(circuit, options);
    std::ostringstream out;
    try {
      qsim::write_npy(result.state, out, std::uint64_t{1} << 24);
      ADD_FAILURE() << declared;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kLimit);
    }
    EXPECT_TRUE(out.str().empty()) << "wrote before it refused";
  }
}

}  // namespace
}  // namespace qiao
