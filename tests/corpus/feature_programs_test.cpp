// Each program of tests/data/qasm/features through the real binary: comments at its top give the result,
// worked out from the text of the OpenQASM 3.1 specification (see the README there). Then the table of
// qasm/README.md, which is made from the same programs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "paths.hpp"
#include "support/process.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;
const std::string kFolder = std::string(QIAO_TEST_DATA) + "/qasm/features/";
const std::string kReadme = std::string(QIAO_TEST_DATA) + "/../../qasm/README.md";

std::vector<std::string> programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".qasm") names.push_back(entry.path().stem());
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// `// expect: c=01:0.5 r=-3:0.5`, `// hidden: c`, `// input: name=value`, `// refused: Q0604`, and
// `// construct: text`.
struct Header {
  std::string construct, refused;
  std::vector<std::string> expected, hidden, inputs;
};
Header header_of(const std::string& text) {
  Header h;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string slashes, key;
    words >> slashes >> key;
    if (slashes != "//") continue;
    if (key == "construct:") std::getline(words >> std::ws, h.construct);
    if (key == "refused:") words >> h.refused;
    for (auto [name, list] :
         {std::pair{"expect:", &h.expected}, {"hidden:", &h.hidden}, {"input:", &h.inputs}})
      for (std::string word; key == name && words >> word;) list->push_back(word);
  }
  return h;
}

testing::ProcessResult run(const std::string& file, const Header& h) {
  std::vector<std::string> command{QIAO_PROGRAM, "run", file, "--exact", "--json", "--quiet"};
  for (const std::string& input : h.inputs) command.insert(command.end(), {"--input", input});
  return testing::run_process(command, {}, 60);
}

void expect_result(const Header& h, const testing::ProcessResult& result) {
  ASSERT_EQ(result.exit_status, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  std::map<std::string, double> totals;
  for (const std::string& e : h.expected) {
    const auto equals = e.find('='), colon = e.find(':');
    const std::string reg = e.substr(0, equals), value = e.substr(equals + 1, colon - equals - 1);
    const double p = colon == std::string::npos ? 1.0 : std::stod(e.substr(colon + 1));
    ASSERT_TRUE(json["registers"].contains(reg)) << result.out;
    const auto& values = json["registers"][reg];
    EXPECT_NEAR(values.value(value, 0.0), p, 1e-9) << reg << "=" << value << "\n" << values.dump();
    totals[reg] += p;
  }
  for (const auto& [reg, total] : totals)
    EXPECT_NEAR(total, 1.0, 1e-9) << reg << ": expectations do not add up";
  for (const std::string& reg : h.hidden) EXPECT_FALSE(json["registers"].contains(reg)) << reg;
}

class Feature : public ::testing::TestWithParam<std::string> {};

TEST_P(Feature, has_the_result_of_the_specification) {
  const std::string path = kFolder + GetParam() + ".qasm";
  const Header h = header_of(text_of(path));
  EXPECT_FALSE(h.construct.empty());
  const testing::ProcessResult result = run(path, h);
  if (h.refused.empty()) {
    ASSERT_FALSE(h.expected.empty());
    expect_result(h, result);
  } else {
    EXPECT_EQ(result.exit_status, 3);
    EXPECT_NE(result.err.find("[" + h.refused + "]"), std::string::npos) << result.err;
  }
}

INSTANTIATE_TEST_SUITE_P(Specification, Feature, ::testing::ValuesIn(programs()),
                         [](const auto& test) { return test.param; });

// The same programs with every variable known only at run time: after each declaration with a value it is
// assigned itself under a condition on a measured bit.
TEST(Features, mean_the_same_when_their_values_are_known_only_at_run_time) {
  const fs::path folder = fs::temp_directory_path() / ("qiao_features_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::size_t changed = 0;
  for (const std::string& name : programs()) {
    const std::string text = text_of(kFolder + name + ".qasm");
    const Header h = header_of(text);
    if (!h.refused.empty() || text.find("OPENQASM 3") == std::string::npos) continue;
    SCOPED_TRACE(name);
    std::string out;
    std::size_t here = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      // Several declarations may stand on a line; those inside braces stay as they are.
      std::string rest = line;
      while (true) {
        const auto end = rest.find(';');
        const std::string head = rest.substr(0, end);
        if (end == std::string::npos || head.find_first_of("{}") != std::string::npos) break;
        out += head + ";";
        rest.erase(0, end + 1);
        std::istringstream words(head);
        std::string type, variable, equals;
        words >> type >> variable >> equals;
        static const std::set<std::string> kTypes{"int",  "uint",    "float",   "angle",
                                                  "bool", "complex", "duration"};
        if (equals == "=" && kTypes.count(type.substr(0, type.find('[')))) {
          out += " if (runtime_bit) { " + variable + " = " + variable + "; }";
          ++here;
        }
      }
      out += rest + "\n";
      if (line.starts_with("OPENQASM"))
        out += "qubit runtime_qubit; bit runtime_bit; runtime_bit = measure runtime_qubit;\n";
    }
    if (here == 0) continue;
    ++changed;
    const std::string file = (folder / (name + ".qasm")).string();
    std::ofstream(file) << out;
    expect_result(h, run(file, h));
  }
  EXPECT_GT(changed, 70u);
  fs::remove_all(folder);
}

// ---------------------------------------------------------------- the table

std::string begin_of(const std::string& what) { return "<!-- " + what + ": made by tests/corpus -->\n"; }
constexpr const char* kTargets[] = {"qasm3", "qiskit", "qasm2", "mindquantum"};

// One row per construct: what becomes of its programs.
std::string support_table() {
  struct Row {
    std::size_t programs = 0, parsed = 0, checked = 0, simulated = 0;
    std::set<std::string> codes;
    std::map<std::string, std::size_t> translated;
  };
  std::map<std::string, Row> rows;
  const fs::path scratch = fs::temp_directory_path() / ("qiao_table_" + std::to_string(::getpid()));
  std::map<std::string, std::map<std::string, std::string>> states;  // target, program
  for (const std::string target : kTargets) {
    const std::string report = (scratch / (target + ".json")).string();
    fs::create_directories(scratch / target);
    testing::run_process({QIAO_PROGRAM, "translate", "--batch", kFolder, "--to", target, "--out",
                          (scratch / target).string(), "--report", report},
                         {}, 120);
    const auto document = nlohmann::json::parse(text_of(report));
    for (const auto& file : document["files"])
      states[target][fs::path(file["file"].get<std::string>()).stem()] = file["state"];
  }
  for (const std::string& name : programs()) {
    const Header h = header_of(text_of(kFolder + name + ".qasm"));
    Row& row = rows[h.construct];
    ++row.programs;
    row.parsed += !h.refused.starts_with("Q01");
    row.checked += h.refused.empty() || h.refused == "Q0604" || h.refused == "Q0605";
    row.simulated += h.refused.empty();
    if (!h.refused.empty()) row.codes.insert(h.refused);
    for (const char* target : kTargets) row.translated[target] += states[target][name] == "verified";
  }
  fs::remove_all(scratch);
  std::string table =
      "| construct | programs | parsed | checked | simulated | translated to |\n|---|---|---|---|---|---|\n";
  for (const auto& [construct, row] : rows) {
    std::string codes, targets;
    for (const std::string& code : row.codes) codes += (codes.empty() ? "" : ", ") + code;
    for (const char* target : kTargets) {
      const std::size_t n = row.translated.at(target);
      if (n == 0) continue;
      targets += (targets.empty() ? "" : ", ") + std::string(target);
      if (n < row.programs) targets += " (" + std::to_string(n) + ")";
    }
    const auto cell = [&](std::size_t n) {
      return n == row.programs ? std::string("yes") : n == 0 ? "no: " + codes : "partly: " + codes;
    };
    table += "| " + construct + " | " + std::to_string(row.programs) + " | " + cell(row.parsed) + " | " +
             cell(row.checked) + " | " + cell(row.simulated) + " | " + (targets.empty() ? "-" : targets) +
             " |\n";
  }
  return table;
}

TEST(Features, are_the_table_of_the_readme) {
  const std::string readme = text_of(kReadme);
  const std::string begin = begin_of("support table"), end = "<!-- end of the support table -->\n";
  const auto from = readme.find(begin), to = readme.find(end);
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos);
  const std::string made = readme.substr(0, from) + begin + support_table() + readme.substr(to);
  if (const char* update = std::getenv("QIAO_UPDATE_GOLDEN"); update && *update) {
    std::ofstream(kReadme) << made;
    return;
  }
  EXPECT_EQ(readme, made) << "QIAO_UPDATE_GOLDEN=1 rewrites the table";
}

}  // namespace
}  // namespace qiao
