// State files, read back by a reader written from the format's description (numpy.lib.format, version 1.0).
#include <gtest/gtest.h>

#include <cstring>
#include <sstream>

#include "qiao/base/error.hpp"
#include "support/circuit_bridge.hpp"
#include "support/random_program.hpp"
#include "support/run_checks.hpp"

namespace qiao {
namespace {

// The data behind a header that must be exactly the one NumPy writes for `count` values of type `descr`.
std::string data_of(const std::string& file, const std::string& descr, std::size_t count) {
  EXPECT_EQ(file.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t length =
      static_cast<unsigned char>(file.at(8)) + 256u * static_cast<unsigned char>(file.at(9));
  EXPECT_EQ((10 + length) % 64, 0u) << "data must be aligned to 64 bytes";
  const std::string header = file.substr(10, length);
  const std::string expected =
      "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + std::to_string(count) + ",), }";
  EXPECT_EQ(header, expected + std::string(length - 1 - expected.size(), ' ') + "\n");
  return file.substr(10 + length);
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
  const std::string data = data_of(out.str(), descr, 128);
  ASSERT_EQ(data.size(), 128 * sizeof(std::complex<T>));
  const reference::Vector expected = final_state(program);
  for (std::size_t i = 0; i < 128; ++i) {
    std::complex<T> z;
    std::memcpy(&z, data.data() + i * sizeof z, sizeof z);
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
