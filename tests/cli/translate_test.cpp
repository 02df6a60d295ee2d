// `qiao translate` and `qiao verify` as a whole: corpora, certificates, matching, texts meant to hurt.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "call.hpp"
#include "paths.hpp"
#include "qiao/base/sha256.hpp"
#include "qiao/qasm/dialect.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Folder {  // a fresh one for each test
 public:
  Folder() : path_(fs::temp_directory_path() / ("qiao_translate_" + std::to_string(std::random_device{}()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(*this / name) << text;
    return *this / name;
  }

 private:
  fs::path path_;
};
std::string content(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::string kData = QIAO_TEST_DATA;

// Translates all programs of a folder; the report.
Json batch(const std::string& from, const std::string& to, const Folder& scratch,
           CallResult* result = nullptr) {
  const std::string report = scratch / (to + ".report.json");
  const CallResult r =
      call({"translate", "--batch", from, "--to", to, "--out", scratch / to, "--report", report});
  if (result) *result = r;
  return Json::parse(content(report));
}

// Programs with classical variables and control flow of every kind: one for each rule of the language.
// Whatever is written must be read back and proved; only what a language does not have may be refused.
void expect_features(const std::string& target, std::size_t least, const std::set<std::string>& lacking) {
  const Folder scratch;
  const Json report = batch(kData + "/qasm/features", target, scratch);
  std::size_t proved = 0;
  for (const Json& line : report["files"]) {
    const std::string name = fs::path(line["file"].get<std::string>()).stem().string(), state = line["state"],
                      detail = line["detail"];
    if (state == "verified") ++proved;
    else if (state == "bad")
      EXPECT_NE(content(line["file"]).find("// refused:"), std::string::npos) << name << ": " << detail;
    else if (state == "undecided")
      EXPECT_TRUE(detail.find("has no value") != std::string::npos || detail.starts_with("input '"))
          << name << ": " << detail;  // Qiskit has no bit[2] and no int
    else if (state == "refused")
      EXPECT_TRUE(std::any_of(lacking.begin(), lacking.end(),
                              [&](const auto& words) { return detail.find(words) != std::string::npos; }))
          << name << ": " << detail;
    else ADD_FAILURE() << name << ": " << state << ": " << detail;
  }
  EXPECT_GE(proved, least) << "of " << report["files"].size();
}

TEST(Translate, every_feature_of_the_language_to_qasm3) { expect_features("qasm3", 202, {"OpenQASM 3"}); }
TEST(Translate, every_feature_of_the_language_to_qiskit) {
  expect_features("qiskit", 186, {"Qiskit", "computed while the program runs"});
}

// Error correction, key distribution and the rest of the shipped examples: 12 programs x 3 targets.
TEST(Translate, the_shipped_examples_are_proved) {
  const std::string examples = std::string(QIAO_TEST_DATA) + "/../../bindings_cli/examples";
  const std::set<std::string> with_conditions = {"b92", "bb84_sifting", "error_correction", "teleport"};
  std::size_t proved = 0, all = 0;
  for (const std::string target : {"mindquantum", "qiskit", "qasm3"}) {
    const Folder scratch;
    const Json report = batch(examples, target, scratch);
    for (const Json& line : report["files"]) {
      const std::string file = line["file"], name = fs::path(file).stem().string(), state = line["state"];
      if (fs::path(file).extension() != ".qasm") continue;
      ++all;
      proved += state == "verified";
      const bool may_be_refused = target == std::string("mindquantum") && with_conditions.count(name);
      EXPECT_TRUE(state == "verified" || (may_be_refused && state == "refused"))
          << target << " " << name << ": " << state << ": " << line["detail"];
      if (state == "refused" && name != "bb84_sifting") {  // its variables and its reused qubit stay refused
        const CallResult r = call({"translate", file, "--to", target, "--defer-measurements", "-q"});
        EXPECT_EQ(r.status, 0) << name << r.err;
        proved += r.status == 0;
      }
    }
  }
  EXPECT_EQ(all, 36u);
  EXPECT_EQ(proved, all - 1);
}

TEST(Translate, a_batch_is_taken_up_where_it_was_left) {
  const Folder scratch;
  fs::create_directory(scratch / "in");
  scratch.write("in/a.qasm", kBell);
  scratch.write("in/b.qasm", "OPENQASM 2.0;\nqreg q[1];\nU(0,0,0.3 q[0];\n");
  scratch.write("in/c.qasm",
                "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[1];\nif(c==1) x q[0];\n");
  CallResult first;
  Json report = batch(scratch / "in", "mindquantum", scratch, &first);
  EXPECT_EQ(first.status, 1);
  EXPECT_EQ(report["summary"]["verified"], 1);
  EXPECT_EQ(report["summary"]["bad"], 1);
  EXPECT_EQ(report["summary"]["refused"], 1);
  EXPECT_TRUE(fs::exists(scratch / "mindquantum/a.py"));
  EXPECT_FALSE(fs::exists(scratch / "mindquantum/c.py"));
  report = batch(scratch / "in", "mindquantum", scratch);
  EXPECT_EQ(report["summary"]["kept"], 1);
  // A changed output is made again.
  scratch.write("mindquantum/a.py", "# nothing\n");
  report = batch(scratch / "in", "mindquantum", scratch);
  EXPECT_EQ(report["summary"]["verified"], 1);
}

TEST(Certificate, is_replayed_and_does_not_survive_a_change) {
  const Folder scratch;
  const std::string in = scratch.write("bell.qasm", kBell), out = scratch / "bell.py",
                    proof = scratch / "bell.json";
  ASSERT_EQ(call({"translate", in, "--to", "mindquantum", "-o", out, "--certificate", proof}).status, 0);
  const Json c = Json::parse(content(proof));
  EXPECT_EQ(c["schema"], "qiao.certificate/1");
  EXPECT_EQ(c["verdict"], "equal");
  EXPECT_TRUE(c["scope"].get<std::string>().starts_with("every input"));
  EXPECT_EQ(c["measurement_keys"]["c_0"], "c[0]");
  EXPECT_EQ(call({"verify", "--certificate", proof}).status, 0);
  // The right hash of a wrong program is found out by the comparison, a wrong hash before it.
  std::string wrong = content(out);
  wrong.replace(wrong.find("G.H.on(0)"), 9, "G.H.on(1)");
  scratch.write("bell.py", wrong);
  const CallResult r = call({"verify", "--certificate", proof});
  EXPECT_EQ(r.status, 3);
  EXPECT_NE(r.err.find("SHA-256"), std::string::npos);
}

// Feed-forward and a qubit that is measured and used again, in a batch and with a certificate that is
// replayed.
TEST(Certificate, of_deferred_measurements_compares_the_branches) {
  const std::string program =
      "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nbit[2] c;\nqubit[2] q;\nx q[1];\nh q[0];\ncp(2.6) q[0], "
      "q[1];\n"
      "h q[0];\nc[0] = measure q[0];\nreset q[0];\nh q[0];\ncp(1.3) q[0], q[1];\n"
      "if (c[0]) { p(-pi/2) q[0]; } else { rx(0.3) q[0]; }\nh q[0];\nc[1] = measure q[0];\n";
  const Folder scratch;
  fs::create_directory(scratch / "in");
  scratch.write("in/iqpe.qasm", program);
  EXPECT_EQ(call({"translate", "--batch", scratch / "in", "--to", "mindquantum", "--defer-measurements",
                  "--out", scratch / "out"})
                .status,
            0);
  const std::string proof = scratch / "out/iqpe.py.certificate.json", out = scratch / "out/iqpe.py";
  nlohmann::ordered_json c = nlohmann::ordered_json::parse(content(proof));
  EXPECT_EQ(c["method"], "branches");
  EXPECT_EQ(c["scratch_qubits"], 1);
  EXPECT_EQ(call({"verify", "--certificate", proof}).status, 0);
  // A control on the wrong value, with the right hash.
  std::string wrong = content(out);
  const std::string from = "G.X.on(2, 0)";
  ASSERT_NE(wrong.find(from), std::string::npos);
  wrong.replace(wrong.find(from), from.size(), "G.X.on(2, 1)");
  scratch.write("out/wrong.py", wrong);
  const CallResult again =
      call({"verify", "--certificate", proof, scratch / "in/iqpe.qasm", scratch / "out/wrong.py"});
  EXPECT_EQ(again.status, 3) << again.out;
  // Even if somebody makes the whole certificate fit.
  c["output"]["sha256"] = sha256(wrong);
  c.erase("digest");
  c["digest"] = sha256(c.dump());
  scratch.write("out/iqpe.py.certificate.json", c.dump());
  EXPECT_EQ(
      call({"verify", "--certificate", proof, scratch / "in/iqpe.qasm", scratch / "out/wrong.py"}).status, 1);
}

TEST(Verify, matches_registers_by_name_or_as_told) {
  const Folder scratch;
  const std::string head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";
  const std::string a = scratch.write("a.qasm", head + "qreg q[2];\nqreg r[1];\nx q[1];\ncx q[1],r[0];\n"),
                    by_name =
                        scratch.write("b.qasm", head + "qreg r[1];\nqreg q[2];\nx q[1];\ncx q[1],r[0];\n"),
                    other = scratch.write("c.qasm", head + "qreg w[3];\nx w[2];\ncx w[2],w[0];\n");
  EXPECT_EQ(call({"verify", a, by_name}).status, 0);
  EXPECT_EQ(call({"verify", a, other}).status, 1);
  EXPECT_EQ(call({"verify", a, other, "--map", "q[1]=w[2],r[0]=w[0]"}).status, 0);
  EXPECT_EQ(call({"verify", a, other, "--map", "q[1]=w[2],q[1]=w[0]"}).status, 2);
  EXPECT_EQ(call({"verify", a, other, "--map", "q[7]=w[2]"}).status, 2);
}

TEST(Verify, says_what_it_has_proved_and_what_not) {
  const Folder scratch;
  std::string text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[14];\n", same = text;
  for (int i = 0; i + 1 < 14; ++i) {
    const std::string p = "q[" + std::to_string(i) + "]", q = "q[" + std::to_string(i + 1) + "]";
    text += "ry(0." + std::to_string(i + 1) + ") " + p + ";\nrzz(0.3) " + p + "," + q + ";\n";
    same += "ry(0." + std::to_string(i + 1) + ") " + p + ";\nh " + p + ";\nh " + q + ";\nrxx(0.3) " + p +
            "," + q + ";\nh " + p + ";\nh " + q + ";\n";
  }
  const std::string a = scratch.write("a.qasm", text), b = scratch.write("b.qasm", same);
  const CallResult equal = call({"verify", a, b, "--json"});
  EXPECT_EQ(equal.status, 0) << equal.out << equal.err;
  const Json j = Json::parse(equal.out);
  if (j["method"] == "stimuli") {
    EXPECT_LE(j["missed"]["process_infidelity_above"].get<double>(), 1e-3);
    const CallResult undecided = call({"verify", a, b, "--max-error", "1e-9"});
    EXPECT_EQ(undecided.status, 5) << undecided.out;
    EXPECT_NE(undecided.out.find("above the bound"), std::string::npos) << undecided.out;
  }
}

// Dialect texts with bytes changed: never a crash, and what is read is a program.
TEST(Dialects, hostile_texts_end_in_errors) {
  const Folder scratch;
  std::mt19937_64 rng(20261125);
  const std::string source = kData + "/qasm/features/for_break_measured.qasm";
  unsigned read = 0, refused = 0;
  for (const qasm::DialectInfo& d : qasm::dialects()) {
    std::vector<std::string> texts;
    for (const std::string& file : {source, kData + "/qasm/valid/bell.qasm"}) {
      const CallResult r = call({"translate", file, "--to", std::string(d.name), "--no-verify", "-q"});
      if (r.status == 0) texts.push_back(r.out);
    }
    ASSERT_FALSE(texts.empty()) << d.name;
    for (int round = 0; round < 150; ++round) {
      std::string text = texts[rng() % texts.size()];
      for (std::uint64_t edits = 1 + rng() % 4; edits > 0 && !text.empty(); --edits) {
        const std::size_t at = rng() % text.size();
        static constexpr std::string_view kPieces[] = {
            "(", ")",  "[",    "]",     "{",       "}",    "0", "99999999999999999999", "-", "'", "\"",
            ",", "\n", "    ", "expr.", "circuit", "\xff", "\\"};
        switch (rng() % 4) {
          case 0:
            text.erase(at, 1 + rng() % 8);
            break;
          case 1:
            text.insert(at, kPieces[rng() % std::size(kPieces)]);
            break;
          case 2:
            text[at] = static_cast<char>(rng());
            break;
          default:
            text.insert(at, text.substr(rng() % text.size(), rng() % 40));
        }
      }
      const qasm::ParseResult result = qasm::read_text(text, "text" + std::string(d.extension));
      result.circuit ? ++read : ++refused;
      if (!result.circuit) {
        EXPECT_FALSE(result.diagnostics.empty()) << d.name << "\n" << text;
      }
    }
  }
  EXPECT_GT(read, 0u);
  EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace qiao::testing
