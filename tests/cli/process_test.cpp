// The program itself, as a process: pipes, a full disk, signals.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/call.hpp"
#include "paths.hpp"
#include "support/process.hpp"

namespace qiao::testing {
namespace {

ProcessResult shell(const std::string& script, const std::string& input = {}) {
  const std::string bash = std::filesystem::exists("/bin/bash") ? "/bin/bash" : "/usr/bin/bash";
  return run_process({bash, "-c", "qiao() { " QIAO_PROGRAM " \"$@\"; }\n" + script}, input);
}

TEST(Process, runs_from_standard_input) {
  const ProcessResult r = run_process({QIAO_PROGRAM, "run", "-", "--seed", "1", "--shots", "100"}, kBell);
  EXPECT_EQ(r.exit_status, 0);
  EXPECT_EQ(r.out, call({"run", "-", "--seed", "1", "--shots", "100"}, kBell).out);
}

TEST(Process, broken_pipe_ends_quietly) {
  // Much more output than a pipe holds, so that the writer does meet the closed end.
  const ProcessResult r =
      shell("for i in 1 2 3; do qiao gates --json; done | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}");
  EXPECT_EQ(r.err, "");
  EXPECT_EQ(r.out, "0\n");
  const ProcessResult closed = shell("sleep 0.2 | { qiao gates --json; echo $? >&2; } | exec true");
  EXPECT_EQ(closed.err, "0\n");
}

TEST(Process, full_disk_is_reported) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  const ProcessResult r = shell("qiao gates > /dev/full");
  EXPECT_EQ(r.exit_status, 3);
  EXPECT_NE(r.err.find("No space left"), std::string::npos) << r.err;
}

TEST(Process, closed_standard_output_is_reported) {
  const ProcessResult r = shell("qiao gates >&-");
  EXPECT_EQ(r.exit_status, 3) << r.err;
}

// A program that cannot be read is not an empty one.
TEST(Process, standard_input_that_cannot_be_read_is_reported) {
  for (const char* from : {"<&-", "< /"}) {
    const ProcessResult r = shell(std::string("qiao run - ") + from);
    EXPECT_EQ(r.exit_status, 3) << from << r.out;
    EXPECT_NE(r.err.find("cannot read standard input"), std::string::npos) << r.err;
  }
}

TEST(Process, interrupt_is_130_to_the_shell) {
  // It waits for a program that never comes; a death by SIGINT is 130 to the shell.
  const ProcessResult r =
      shell("folder=$(mktemp -d); mkfifo $folder/f; timeout --preserve-status -s INT 0.5 " QIAO_PROGRAM
            " run $folder/f; echo $?; rm -r $folder");
  EXPECT_EQ(r.out, "130\n") << r.err;
}

TEST(Process, starts_within_milliseconds) {
  double best = 1;
  for (int i = 0; i < 5; ++i) best = std::min(best, run_process({QIAO_PROGRAM, "--version"}).cpu_seconds);
#ifdef __SANITIZE_ADDRESS__
  constexpr double kMost = 1;  // its own start takes most of it
#else
  constexpr double kMost = 0.1;  // about 0.005; generous for busy machines
#endif
  EXPECT_LT(best, kMost);
}

}  // namespace
}  // namespace qiao::testing
