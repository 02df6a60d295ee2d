// Each program of tests/data/qasm/features through the real binary: `// expect:` lines at its top give the
// value and the probability of registers, worked out from the text of the OpenQASM 3.1 specification.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/process.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;
const std::string kFolder = std::string(QIAO_TEST_DATA) + "/qasm/features/";

std::vector<std::string> programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".qasm") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

class Feature : public ::testing::TestWithParam<std::string> {};

// `// expect: c=01:0.5 c=10:0.5`, `// input: name=value`
TEST_P(Feature, has_the_result_of_the_specification) {
  const std::string path = kFolder + GetParam() + ".qasm";
  std::vector<std::string> command{QIAO_PROGRAM, "run", path, "--exact", "--json", "--quiet"};
  std::vector<std::string> expected;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string slashes, key;
    words >> slashes >> key;
    if (slashes != "//") continue;
    for (std::string word; (key == "expect:" || key == "input:") && words >> word;) {
      if (key == "expect:") {
        expected.push_back(word);
      } else {
        command.push_back("--input");
        command.push_back(word);
      }
    }
  }
  ASSERT_FALSE(expected.empty());
  const testing::ProcessResult result = testing::run_process(command, {}, 60);
  ASSERT_EQ(result.exit_status, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  std::map<std::string, double> totals;
  for (const std::string& e : expected) {
    const auto equals = e.find('='), colon = e.find(':');
    const std::string reg = e.substr(0, equals), bits = e.substr(equals + 1, colon - equals - 1);
    const double p = colon == std::string::npos ? 1.0 : std::stod(e.substr(colon + 1));
    ASSERT_TRUE(json["registers"].contains(reg)) << result.out;
    const auto& values = json["registers"][reg];
    EXPECT_NEAR(values.value(bits, 0.0), p, 1e-9) << reg << "=" << bits << "\n" << values.dump();
    totals[reg] += p;
  }
  for (const auto& [reg, total] : totals)
    EXPECT_NEAR(total, 1.0, 1e-9) << reg << ": expectations do not add up";
}

INSTANTIATE_TEST_SUITE_P(Specification, Feature, ::testing::ValuesIn(programs()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace qiao
