// Each program of tests/data/qasm/invalid through the real binary: the exit status, the place and the words
// of manifest.txt, in under a second. Where an error belongs is laid down in README.md there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "paths.hpp"
#include "support/process.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;

const std::string kFolder = std::string(QIAO_TEST_DATA) + "/qasm/invalid/";
#ifdef QIAO_TEST_SANITIZED
constexpr double kSeconds = 20;
#else
constexpr double kSeconds = 1;
#endif

struct Case {
  std::string program;
  std::string place;  // "3:14" or "include/x.inc:3:14"
  int exit_status;
  std::string phrase;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.program; }

std::vector<Case> manifest() {
  std::vector<Case> cases;
  std::ifstream in(kFolder + "manifest.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Case c;
    std::istringstream fields(line);
    fields >> c.program >> c.place >> c.exit_status >> std::ws;
    std::getline(fields, c.phrase);
    cases.push_back(c);
  }
  return cases;
}

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); });
  return s;
}

// The lines "file:line:col: error: ..." of an output.
std::vector<std::string> errors(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (line.find(": error: ") != std::string::npos) out.push_back(line);
  return out;
}

class InvalidProgram : public ::testing::TestWithParam<Case> {};

TEST_P(InvalidProgram, is_refused_at_the_right_place) {
  const Case& c = GetParam();
  const std::string path = kFolder + c.program;
  for (const char* command : {"check", "run"}) {
    const testing::ProcessResult result =
        testing::run_process({QIAO_PROGRAM, command, path}, {}, 10 * kSeconds);
    SCOPED_TRACE(std::string(command) + "\n" + result.out + result.err);
    EXPECT_FALSE(result.timed_out);
    EXPECT_EQ(result.signal, 0) << "crashed";
    EXPECT_EQ(result.exit_status, c.exit_status);
    EXPECT_LT(result.cpu_seconds, kSeconds);
    const std::vector<std::string> found = errors(result.out + "\n" + result.err);
    ASSERT_FALSE(found.empty()) << "no located error";
    const std::string& first = found[0];
    const bool in_include = c.place.find('/') != std::string::npos;
    const std::string where = (in_include ? "" : c.program + ":") + c.place + ": error: ";
    EXPECT_NE(first.find(where), std::string::npos) << "expected ..." << where << "\ngot " << first;
    EXPECT_NE(lower(first + result.out + result.err).find(lower(c.phrase)), std::string::npos)
        << "does not mention " << c.phrase;
    EXPECT_EQ(found.size(), 1u) << "one fault, several errors";
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, InvalidProgram, ::testing::ValuesIn(manifest()),
                         [](const auto& test) { return fs::path(test.param.program).stem().string(); });

TEST(InvalidPrograms, all_are_listed_and_there_are_many) {
  std::vector<std::string> files, listed;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".qasm") files.push_back(entry.path().filename());
  for (const Case& c : manifest()) listed.push_back(c.program);
  std::sort(files.begin(), files.end());
  std::sort(listed.begin(), listed.end());
  EXPECT_EQ(files, listed);
  EXPECT_GE(files.size(), 80u);
}

// Many files in one process: every one gets its errors, and the summary counts them.
TEST(InvalidPrograms, are_all_reported_in_one_run) {
  std::vector<std::string> command{QIAO_PROGRAM, "check"};
  for (const Case& c : manifest()) command.push_back(kFolder + c.program);
  const testing::ProcessResult result = testing::run_process(command, {}, 60);
  EXPECT_TRUE(result.exit_status == 3 || result.exit_status == 4) << result.exit_status;
  const std::string all = result.out + result.err;
  for (const Case& c : manifest()) {
    if (c.place.find('/') == std::string::npos) {
      EXPECT_NE(all.find(c.program + ":" + c.place + ": error: "), std::string::npos) << c.program;
    }
  }
}

}  // namespace
}  // namespace qiao
