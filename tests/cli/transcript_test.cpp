// Golden transcripts: each file of tests/data/cli/*.transcript is a sequence of command lines with what they
// print.
//
//   # a comment
//   @ width=40 tty=out,err      the terminal for the commands that follow; "@" alone: no terminal, 80 columns
//   $ qiao run bell.qasm --seed 1 < input.qasm
//   standard output, if any
//   --- stderr                  only if there is any
//   standard error
//   --- exit 2                  only if it is not 0
//
// Commands run in tests/data/cli on one thread. Times, instruction sets and what else depends on the machine
// is replaced by placeholders such as <time> before the comparison; see `masked`. QIAO_UPDATE_GOLDEN=1
// rewrites the files: read the difference before committing it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "cli/call.hpp"
#include "paths.hpp"
#include "qiao/base/version.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// Numbers with more digits than any two machines agree on, to ten digits.
std::string rounded(const std::string& text) {
  static const std::regex number(R"(-?\d+\.\d{11,}(e-?\d+)?)");
  std::string out;
  std::size_t from = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), number), end; it != end; ++it) {
    out += text.substr(from, static_cast<std::size_t>(it->position()) - from);
    std::ostringstream ten;
    ten.precision(10);
    ten << std::stod(it->str());
    out += ten.str();
    // As a whole number is printed that needs no rounding.
    if (ten.str().find_first_of(".e") == std::string::npos) out += ".0";
    from = static_cast<std::size_t>(it->position() + it->length());
  }
  return out + text.substr(from);
}

std::string masked(std::string text) {
  for (const char* blanks : {" ", "        "})
    text =
        replaced(text, std::string("qiao") + blanks + version(), std::string("qiao") + blanks + "<version>");
  text = replaced(text, std::string("\"version\": \"") + version(), "\"version\": \"<version>");
  const std::vector<std::pair<const char*, const char*>> masks = {
      {R"x(\b\d+(\.\d+)? (ns|µs|ms|s|min)\b)x", "<time>"},
      {R"x(("(parse|plan|evolve|sample|answer)_s": )[-+0-9.e]+)x", "$1<seconds>"},
      {R"x(("seconds": )[-+0-9.e]+)x", "$1<seconds>"},
      {R"x(("isa": )"[^"]*")x", "$1\"<isa>\""},
      {R"x(( threads?, )[a-z0-9_]+([;,]))x", "$1<isa>$2"},
      {R"x(("norm_error": )[-+0-9.e]+)x", "$1<rounding>"},
      {R"x((norm drift )[-+0-9.e]+ \(bound [-+0-9.e]+\))x", "$1<rounding>"},
      {R"x(("norm_bound": )[-+0-9.e]+)x", "$1<rounding>"},
      {R"x(("(available|total|cgroup_limit)_bytes": )(\d+|null))x", "$1<bytes>"},
      {R"x((f\d\d +)[\d.]+ [KMG]?i?B, fits)x", "$1<size>, fits"},
      {R"x(("(bytes|program|plan|samples|outcomes)": )\d+)x", "$1<bytes>"},
      {R"x(("largest_qubits[_f0-9]*": )\d+)x", "$1<n>"},
      {R"x([0-9.]+ [KMGT]iB of [0-9.]+ [KMGT]iB available now[^\n]*)x", "<memory>"},
      {R"x(available are [0-9.]+ [KMGT]iB)x", "available are <memory>"},
      {R"x(\d+ active qubits in f64, \d+ in f32)x", "<n> active qubits in f64, <n> in f32"},
      {R"x(at most \d+ active qubits do)x", "at most <n> active qubits do"},
      {R"x((^|\n)(build|cpu|isa|threads|memory|qubits|libraries)( +)[^\n]*(in use|allowed|OpenMP|available of|in f32|antlr)[^\n]*)x",
       "$1$2$3<machine>"},
      {R"x((^|\n)cpu +[^\n]*)x", "$1cpu         <machine>"},
  };
  for (const auto& [pattern, by] : masks) text = std::regex_replace(text, std::regex(pattern), by);
  return rounded(text);
}

// Words of a shell-like command line: quotes group, nothing else is special.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool inside = false;
  for (const char c : line) {
    if (quote) {
      if (c == quote) quote = 0;
      else word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      inside = true;
    } else if (c == ' ') {
      if (inside) words.push_back(word);
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (inside) words.push_back(word);
  return words;
}

cli::Terminal terminal_of(const std::string& line) {
  cli::Terminal t;
  t.color = false;
  for (const std::string& word : words_of(line.substr(1))) {
    if (word.starts_with("width=")) t.width = static_cast<unsigned>(std::stoul(word.substr(6)));
    else if (word == "color") t.color = true;
    else if (word == "ascii") t.unicode = false;
    else if (word == "tty") t.in_tty = t.out_tty = t.err_tty = true;
    else throw std::runtime_error("transcript: unknown terminal setting " + word);
  }
  return t;
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// What a command line prints, in the format of the transcripts.
std::string run_block(const std::string& command, const cli::Terminal& terminal) {
  std::vector<std::string> words = words_of(command);
  if (words.empty() || words[0] != "qiao")
    throw std::runtime_error("transcript: not a qiao command: " + command);
  words.erase(words.begin());
  std::string input;
  if (words.size() >= 2 && words[words.size() - 2] == "<") {
    input = read_text(words.back());
    words.resize(words.size() - 2);
  }
  const CallResult result = call(words, input, terminal);
  std::string block = "$ " + command + "\n";
  const auto add = [&](const std::string& text) {
    block += masked(text);
    if (!text.empty() && text.back() != '\n') block += "\n(no newline at the end)\n";
  };
  add(result.out);
  if (!result.err.empty()) {
    block += "--- stderr\n";
    add(result.err);
  }
  if (result.status != 0) block += "--- exit " + std::to_string(result.status) + "\n";
  return block;
}

class Transcript : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    before_ = fs::current_path();
    fs::current_path(fs::path(QIAO_TEST_DATA) / "cli");
    setenv("QIAO_NUM_THREADS", "1", 1);
  }
  void TearDown() override {
    unsetenv("QIAO_NUM_THREADS");
    fs::current_path(before_);
  }
  fs::path before_;
};

TEST_P(Transcript, matches) {
  const fs::path file = GetParam() + ".transcript";
  const std::string expected = read_text(file);
  std::string actual;
  std::istringstream lines(expected);
  cli::Terminal terminal = terminal_of("@");
  bool in_output = false;  // lines that the commands printed
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ ")) {
      actual += run_block(line.substr(2), terminal);
      in_output = true;
    } else if (line.starts_with("@") || line == "#" || line.starts_with("# ")) {
      if (line[0] == '@') terminal = terminal_of(line);
      if (in_output) actual += "\n";
      actual += line + "\n";
      in_output = false;
    } else if (!in_output) {
      FAIL() << file << ": what is this? " << line;
    }
  }
  if (const char* update = std::getenv("QIAO_UPDATE_GOLDEN"); update && *update) {
    std::ofstream(file, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(expected, actual) << "QIAO_UPDATE_GOLDEN=1 rewrites " << file;
}

std::vector<std::string> transcripts() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(QIAO_TEST_DATA) / "cli"))
    if (entry.path().extension() == ".transcript") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Cli, Transcript, ::testing::ValuesIn(transcripts()),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace qiao::testing
