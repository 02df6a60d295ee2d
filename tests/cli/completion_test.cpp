// Completion scripts: the shells accept them, and bash offers what the option tree has.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/call.hpp"
#include "cli/commands.hpp"
#include "support/process.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;

std::string shell_path(const std::string& name) {
  for (const char* folder : {"/bin/", "/usr/bin/", "/usr/local/bin/"})
    if (fs::exists(folder + name)) return folder + name;
  return {};
}

TEST(Completion, shells_accept_their_scripts) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const std::string path = shell_path(shell);
    const CallResult script = call({"completion", shell});
    ASSERT_EQ(script.status, 0);
    for (const cli::Command& command : cli::commands())
      EXPECT_NE(script.out.find(command.name), std::string::npos) << shell << " " << command.name;
    if (path.empty()) {
      EXPECT_NE(shell, "bash") << "bash is needed for this test";
      continue;
    }
    const fs::path file =
        fs::temp_directory_path() / ("qiao_completion_" + std::to_string(::getpid()) + "." + shell);
    std::ofstream(file) << script.out;
    const ProcessResult checked = run_process({path, "-n", file.string()});
    fs::remove(file);
    EXPECT_EQ(checked.exit_status, 0) << shell << ": " << checked.err;
    EXPECT_EQ(checked.err, "") << shell;
  }
}

// What bash offers for the last of these words.
std::set<std::string> bash_offers(const std::vector<std::string>& words) {
  const std::string bash = shell_path("bash");
  std::string script = call({"completion", "bash"}).out + "\nCOMP_WORDS=(";
  for (const std::string& w : words) script += "'" + w + "' ";
  script +=
      ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) + "\n_qiao\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
  const ProcessResult r = run_process({bash, "--norc", "-s"}, script);
  EXPECT_EQ(r.exit_status, 0) << r.err;
  EXPECT_EQ(r.err, "");
  std::set<std::string> offers;
  std::istringstream lines(r.out);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) offers.insert(line);
  return offers;
}

TEST(Completion, bash_offers_commands_options_and_choices) {
  if (shell_path("bash").empty()) GTEST_SKIP() << "no bash";
  std::set<std::string> names;
  for (const cli::Command& command : cli::commands()) names.insert(command.name);
  EXPECT_EQ(bash_offers({"qiao", ""}), names);
  EXPECT_EQ(bash_offers({"qiao", "est"}), std::set<std::string>{"estimate"});
  EXPECT_EQ(bash_offers({"qiao", "run", "--sh"}), std::set<std::string>{"--shots"});
  EXPECT_EQ(bash_offers({"qiao", "run", "--precision", ""}), (std::set<std::string>{"f32", "f64"}));
  EXPECT_EQ(bash_offers({"qiao", "--seed", "1", "draw", "--format", "s"}), std::set<std::string>{"svg"});
  EXPECT_EQ(bash_offers({"qiao", "completion", ""}), (std::set<std::string>{"bash", "fish", "zsh"}));
  EXPECT_EQ(bash_offers({"qiao", "gates", "isw"}), std::set<std::string>{"iswap"});
  EXPECT_EQ(bash_offers({"qiao", "--col"}), std::set<std::string>{"--color"});
}

}  // namespace
}  // namespace qiao::testing
