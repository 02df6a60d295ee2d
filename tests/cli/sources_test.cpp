// Every file is read once: programs from pipes, files that change, certificates that name all that was read.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "call.hpp"
#include "paths.hpp"
#include "qiao/base/sha256.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace qiao::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kHead2 = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n";
const std::string kHead3 = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

ProcessResult shell(const std::string& script, const std::string& input = {}) {
  const std::string bash = fs::exists("/bin/bash") ? "/bin/bash" : "/usr/bin/bash";
  return run_process({bash, "-c", "qiao() { " QIAO_PROGRAM " \"$@\"; }\n" + script}, input, 20);
}

// ---- pipes

class Pipes : public ::testing::Test {
 protected:
  void SetUp() override {
    folder.write("bell.qasm", kBell);
    folder.write("x.qasm", kHead2 + "qreg q[2];\ncreg c[2];\nx q[0];\nmeasure q -> c;\n");
    folder.write("cx.stim", "X 0\nCX 0 1\nM 0 1\n");
  }
  ProcessResult in_folder(const std::string& script) {
    return shell("cd " + folder.path("") + "; " + script);
  }
  TemporaryFolder folder{"qiao_pipes"};
};

TEST_F(Pipes, programs_come_through_them_whole) {
  for (const char* how : {"qiao run <(cat bell.qasm) --exact --json -q",
                          "cat bell.qasm | qiao run /dev/stdin --exact --json -q",
                          "mkfifo f; cat bell.qasm > f & qiao run f --exact --json -q; rm f"}) {
    const ProcessResult r = in_folder(how);
    ASSERT_EQ(r.exit_status, 0) << how << r.err;
    const Json probabilities = Json::parse(r.out)["registers"]["c"];
    EXPECT_EQ(probabilities.size(), 2u) << how << r.out;
  }
  EXPECT_NE(in_folder("qiao draw <(cat bell.qasm)").out.find("H"), std::string::npos);
  EXPECT_NE(in_folder("qiao check <(cat bell.qasm)").out.find("4 operations"), std::string::npos);
  EXPECT_NE(in_folder("qiao estimate <(cat bell.qasm)").out.find("1 cx, 1 h"), std::string::npos)
      << in_folder("qiao estimate <(cat bell.qasm)").out;
  EXPECT_NE(in_folder("qiao run bell.qasm --fidelity <(cat bell.qasm) -q").out.find("1"), std::string::npos);
}

TEST_F(Pipes, are_compared_by_what_came_through) {
  EXPECT_EQ(in_folder("qiao verify <(cat bell.qasm) <(cat x.qasm)").exit_status, 1);
  EXPECT_EQ(in_folder("qiao verify <(cat bell.qasm) <(cat bell.qasm)").exit_status, 0);
  EXPECT_EQ(in_folder("qiao verify bell.qasm <(cat x.qasm)").exit_status, 1);
  EXPECT_EQ(in_folder("cat x.qasm | qiao verify bell.qasm /dev/stdin").exit_status, 1);
  EXPECT_EQ(in_folder("cat x.qasm | qiao verify - bell.qasm").exit_status, 1);
  // The second time it would be empty.
  EXPECT_EQ(in_folder("cat x.qasm | qiao verify - -").exit_status, 2);
}

TEST_F(Pipes, are_certified_by_what_came_through) {
  const ProcessResult r =
      in_folder("qiao translate <(cat bell.qasm) --to qasm3 -o out.qasm --certificate c.json");
  ASSERT_EQ(r.exit_status, 0) << r.err;
  const Json c = Json::parse(folder.read("c.json"));
  EXPECT_EQ(c["gates"]["read"], 2);
  EXPECT_EQ(c["input"]["sha256"], sha256(kBell));
  EXPECT_NE(folder.read("out.qasm").find("cx q[0], q[1];"), std::string::npos);
  EXPECT_EQ(call({"verify", folder.path("bell.qasm"), folder.path("out.qasm"), "-q"}).status, 0);
}

TEST_F(Pipes, of_a_named_pipe_in_a_batch) {
  folder.write("list", folder.path("f") + "\n" + folder.path("bell.qasm") + "\n");
  const ProcessResult r =
      in_folder("mkfifo f; cat x.qasm > f & qiao translate --batch list --to qasm3 --out out -q");
  EXPECT_EQ(r.exit_status, 0) << r.out << r.err;
  EXPECT_NE(folder.read("out/f.qasm").find("x q[0];"), std::string::npos);
}

TEST_F(Pipes, includes_are_found_in_the_working_directory) {
  folder.write("lib.inc", "gate flip a { x a; }\n");
  folder.write("uses.qasm", kHead2 + "include \"lib.inc\";\nqreg q[1];\nflip q[0];\n");
  EXPECT_EQ(in_folder("qiao check <(cat uses.qasm)").exit_status, 0);
  EXPECT_EQ(in_folder("cat uses.qasm | qiao check /dev/stdin").exit_status, 0);
  EXPECT_EQ(in_folder("cat uses.qasm | qiao check -").exit_status, 0);
}

TEST(Sources, memory_of_a_check_is_about_the_files_size) {
  const TemporaryFolder folder("qiao_big");
  constexpr std::size_t kBytes = 48u << 20;
  std::string text = kHead2 + "qreg q[1];\n";
  const std::string line = "// " + std::string(500, 'c') + "\n";
  while (text.size() < kBytes) text += line;
  const std::string file = folder.write("big.qasm", text);
  const ProcessResult r = run_process({QIAO_PROGRAM, "check", file});
  EXPECT_EQ(r.exit_status, 0) << r.err;
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(r.peak_bytes, kBytes + (kBytes >> 1));
#endif
}

// ---- batches

struct Batch {
  TemporaryFolder folder{"qiao_batch"};
  std::string to = "qiskit";
  Json run(const std::vector<std::string>& more = {}, int status = 0) {
    std::vector<std::string> arguments = {
        "translate",        "--batch",  folder.path("in"),          "--to", to, "--out",
        folder.path("out"), "--report", folder.path("report.json"), "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CallResult r = call(arguments);
    EXPECT_EQ(r.status, status) << r.out << r.err;
    return Json::parse(folder.read("report.json"))["summary"];
  }
};

TEST(Batches, are_made_anew_when_an_included_file_changes) {
  Batch b;
  b.folder.write("in/lib.inc", "include \"deep.inc\";\ngate mine a { flip a; }\n");
  b.folder.write("in/deep.inc", "gate flip a { x a; }\n");
  b.folder.write("in/p.qasm",
                 kHead2 + "include \"lib.inc\";\nqreg q[1];\ncreg c[1];\nmine q[0];\nmeasure q -> c;\n");
  EXPECT_EQ(b.run()["verified"], 1);
  EXPECT_EQ(b.run()["kept"], 1);
  const std::string before = b.folder.read("out/p.py");
  b.folder.write("in/deep.inc", "gate flip a { h a; }\n");
  EXPECT_EQ(b.run()["verified"], 1);
  EXPECT_NE(b.folder.read("out/p.py"), before);
  EXPECT_EQ(b.run()["kept"], 1);
  const Json c = Json::parse(b.folder.read("out/p.py.certificate.json"));
  ASSERT_EQ(c["included"].size(), 2u);
  EXPECT_EQ(c["included"][1]["sha256"], sha256("gate flip a { h a; }\n"));
  // ... and a replay finds out.
  const std::string certificate = b.folder.path("out/p.py.certificate.json");
  EXPECT_EQ(call({"verify", "--certificate", certificate, "-q"}).status, 0);
  b.folder.write("in/lib.inc", "include \"deep.inc\";\ngate mine a { flip a; flip a; }\n");
  const CallResult stale = call({"verify", "--certificate", certificate, "-q"});
  EXPECT_EQ(stale.status, 3);
  EXPECT_NE(stale.err.find("lib.inc is not the file"), std::string::npos) << stale.err;
}

TEST(Batches, are_made_anew_when_an_option_says_otherwise) {
  Batch b;
  b.folder.write("in/p.qasm", kHead3 + "input float[64] w;\nqubit q;\nrx(w) q;\n");
  EXPECT_EQ(b.run()["verified"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.5"})["verified"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.5"})["kept"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.25"})["verified"], 1);
  EXPECT_NE(b.folder.read("out/p.py").find("0.25"), std::string::npos);
  EXPECT_EQ(b.run({"--input", "w=0.25", "--qelib1", "original"})["verified"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.25", "--max-operations", "100"})["verified"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.25", "--max-operations", "100", "--max-error", "1e-9"})["verified"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.25", "--max-operations", "100", "--max-error", "1e-6"})["kept"], 1);
  EXPECT_EQ(b.run({"--input", "w=0.25", "--max-operations", "100", "--seed", "7"})["verified"], 1);
}

TEST(Batches, see_an_include_path_that_leads_elsewhere) {
  Batch b;
  b.folder.write("one/lib.inc", "gate flip a { x a; }\n");
  b.folder.write("two/lib.inc", "gate flip a { h a; }\n");
  b.folder.write("in/p.qasm", kHead2 + "include \"lib.inc\";\nqreg q[1];\nflip q[0];\n");
  EXPECT_EQ(b.run({"-I", b.folder.path("one")})["verified"], 1);
  EXPECT_EQ(b.run({"-I", b.folder.path("one")})["kept"], 1);
  EXPECT_EQ(b.run({"-I", b.folder.path("two")})["verified"], 1);
  EXPECT_EQ(b.run({"-I", b.folder.path("two")})["kept"], 1);
  // A file of that name beside the program comes first.
  b.folder.write("in/lib.inc", "gate flip a { z a; }\n");
  EXPECT_EQ(b.run({"-I", b.folder.path("two")})["verified"], 1);
  EXPECT_NE(b.folder.read("out/p.py").find(".z("), std::string::npos) << b.folder.read("out/p.py");
}

TEST(Batches, keep_files_of_one_name_apart) {
  Batch b;
  std::string list;
  for (const std::string folder : {"a", "b"}) {
    b.folder.write(folder + "/lib.inc", folder == "a" ? "gate g a { x a; }\n" : "gate g a { h a; }\n");
    list += b.folder.write(folder + "/p.qasm", kHead2 + "include \"lib.inc\";\nqreg q[1];\ng q[0];\n") + "\n";
  }
  const std::string file = b.folder.write("list", list);
  const auto run = [&] {
    return call({"translate", "--batch", file, "--to", "qasm3", "--out", b.folder.path("out"), "-q"}).out;
  };
  EXPECT_NE(run().find("2 of 2 programs translated"), std::string::npos);
  EXPECT_NE(b.folder.read("out/p.qasm").find("x q[0]"), std::string::npos);
  EXPECT_NE(b.folder.read("out/p_2.qasm").find("h q[0]"), std::string::npos);
  EXPECT_NE(run().find("(2 kept from before)"), std::string::npos);
  b.folder.write("b/lib.inc", "gate g a { s a; }\n");
  EXPECT_NE(run().find("(1 kept from before)"), std::string::npos);
  EXPECT_NE(b.folder.read("out/p_2.qasm").find("s q[0]"), std::string::npos);
}

TEST(Batches, do_not_keep_what_was_edited) {
  Batch b;
  b.folder.write("in/p.qasm", kBell);
  EXPECT_EQ(b.run()["verified"], 1);
  const std::string certificate = b.folder.read("out/p.py.certificate.json");
  const auto edited = [&](const std::string& from, const std::string& to) {
    std::string text = certificate;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    b.folder.write("out/p.py.certificate.json", text.replace(at, from.size(), to));
    return b.run()["verified"] == 1;
  };
  EXPECT_TRUE(edited("\"read\": 2", "\"read\": 3"));
  EXPECT_TRUE(edited("\"version\": \"", "\"version\": \"9"));
  EXPECT_EQ(b.run()["kept"], 1);
  b.folder.write("out/p.py", b.folder.read("out/p.py") + "\n");
  EXPECT_EQ(b.run()["verified"], 1);
}

TEST(Batches, take_programs_in_python_and_leave_out_their_own_results) {
  Batch b;
  const std::string source = b.folder.write("bell.qasm", kBell);
  fs::create_directories(b.folder.path("in"));
  ASSERT_EQ(call({"translate", source, "--to", "qiskit", "-o", b.folder.path("in/q.py"), "-q"}).status, 0);
  ASSERT_EQ(call({"translate", source, "--to", "mindquantum", "-o", b.folder.path("in/m.py"), "-q"}).status,
            0);
  b.folder.write("in/helper.py", "import os\nprint(os.getcwd())\n");
  b.to = "qasm3";
  EXPECT_EQ(b.run()["verified"], 2);
  const CallResult said =
      call({"translate", "--batch", b.folder.path("in"), "--to", "qasm3", "--out", b.folder.path("out")});
  EXPECT_NE(said.err.find("helper.py: left out"), std::string::npos) << said.err;
  // Into the folder of the programs: the results of before are no programs of the next batch.
  for (int i = 0; i < 2; ++i) {
    const CallResult r = call(
        {"translate", "--batch", b.folder.path("in"), "--to", "qasm3", "--out", b.folder.path("in"), "-q"});
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    EXPECT_NE(r.out.find("2 of 2 programs"), std::string::npos) << r.out;
  }
}

TEST(Batches, never_write_over_a_program) {
  Batch b;
  b.folder.write("in/p.qasm", kBell);
  for (const std::string& out : {b.folder.path("in"), b.folder.path("in/../in")}) {
    const CallResult r = call({"translate", "--batch", b.folder.path("in"), "--to", "qasm3", "--out", out});
    EXPECT_EQ(r.status, 2) << r.out << r.err;
    EXPECT_EQ(b.folder.read("in/p.qasm"), kBell);
  }
}

// ---- certificates

struct Certified {
  TemporaryFolder folder{"qiao_certificate"};
  std::string in, out = folder.path("bell.py"), proof = folder.path("bell.json");
  explicit Certified(const std::vector<std::string>& more = {}) {
    in = folder.write("bell.qasm", kBell);
    std::vector<std::string> arguments = {"translate",     in,    "--to", "qiskit", "-o", out,
                                          "--certificate", proof, "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(call(arguments).status, 0);
  }
  CallResult replay(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"verify", "--certificate", proof};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return call(arguments);
  }
};

TEST(Certificates, that_were_edited_are_refused) {
  const Certified c;
  ASSERT_EQ(c.replay().status, 0);
  const std::string good = c.folder.read("bell.json");
  const std::pair<std::string, std::string> edits[] = {
      {"\"bound\": 0.001", "\"bound\": 1.0"},
      {"\"verdict\": \"equal\"", "\"verdict\": \"not equal\""},
      {"\"scope\": \"", "\"scope\": \"everything, and "},
      {"\"defer_measurements\": false", "\"defer_measurements\": true"},
      {"\"sha256\": \"", "\"sha256\": \"0"},
      {"\"channels\": \"none\"", "\"channels\": \"all\""},
  };
  for (const auto& [from, to] : edits) {
    std::string text = good;
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    c.folder.write("bell.json", text.replace(at, from.size(), to));
    const CallResult r = c.replay();
    EXPECT_EQ(r.status, 3) << from << r.out;
    EXPECT_NE(r.err.find("was changed after it was written"), std::string::npos) << r.err;
  }
  // Another layout of the same document is the same document.
  c.folder.write("bell.json", nlohmann::ordered_json::parse(good).dump());
  EXPECT_EQ(c.replay().status, 0);
}

TEST(Certificates, are_replayed_against_the_readers_own_bound) {
  const Certified loose({"--max-error", "1"});
  const CallResult r = loose.replay();
  EXPECT_EQ(r.status, 0) << r.err;
  EXPECT_NE(r.err.find("bound 0.001: the certificate's is 1, yours 0.001"), std::string::npos) << r.err;
  EXPECT_NE(loose.replay({"--max-error", "1e-5"}).err.find("bound 1e-05: the certificate's is 1"),
            std::string::npos);
  const Certified strict({"--max-error", "1e-9"});
  EXPECT_NE(strict.replay().err.find("bound 1e-09: the certificate's is 1e-09, yours 0.001"),
            std::string::npos);
  EXPECT_EQ(strict.replay({"--map", "q[0]=q[1]"}).status, 2);
}

// A rotation that is wrong by much, under a bound that lets everything pass.
TEST(Certificates, do_not_make_their_own_bound_count) {
  const TemporaryFolder folder("qiao_bound");
  const std::string head = kHead2 + "qreg q[1];\n";
  const std::string a = folder.write("a.qasm", head + "rx(0.3) q[0];\n"),
                    b = folder.write("b.qasm", head + "rx(0.5) q[0];\n");
  EXPECT_EQ(call({"verify", a, b, "--max-error", "1", "-q"}).status, 0);
  EXPECT_EQ(call({"verify", a, b, "-q"}).status, 1);
}

TEST(Certificates, state_what_they_cover) {
  const TemporaryFolder folder("qiao_covers");
  const std::string in =
      folder.write("p.qasm", kHead3 +
                                 "input float[64] a;\ninput float[64] b;\nqubit[2] q;\nbit[2] c;\n"
                                 "bit[1] d;\nrx(a) q[0];\nrz(b) q[1];\ndelay[100ns] q[0];\n"
                                 "c = measure q;\n");
  const std::string proof = folder.path("c.json");
  ASSERT_EQ(call({"translate", in, "--to", "qasm3", "--input", "b=0.5", "-o", folder.path("o.qasm"),
                  "--certificate", proof, "-q"})
                .status,
            0);
  const Json c = Json::parse(folder.read("c.json"));
  EXPECT_EQ(c["covers"]["inputs"], Json({{"b", "0.5"}}));
  EXPECT_EQ(c["covers"]["open_inputs"], Json({{"a", "float[64]"}}));
  EXPECT_EQ(c["covers"]["results"], Json({"c", "d"}));
  EXPECT_EQ(c["covers"]["delays"], "not compared");
  EXPECT_EQ(c["covers"]["channels"], "none");
  EXPECT_NE(c["scope"].get<std::string>().find("delays are not compared"), std::string::npos);
  EXPECT_EQ(call({"verify", "--certificate", proof, "-q"}).status, 0);
}

TEST(Certificates, of_a_moved_folder_are_replayed) {
  const Certified c;
  const TemporaryFolder elsewhere("qiao_moved");
  for (const char* name : {"bell.qasm", "bell.py", "bell.json"}) elsewhere.write(name, c.folder.read(name));
  fs::remove(c.in);
  fs::remove(c.out);
  EXPECT_EQ(call({"verify", "--certificate", elsewhere.path("bell.json"), "-q"}).status, 0);
  EXPECT_EQ(c.replay().status, 3);
  EXPECT_EQ(c.replay({elsewhere.path("bell.qasm"), elsewhere.path("bell.py")}).status, 0);
  EXPECT_EQ(c.replay({elsewhere.path("bell.qasm")}).status, 2);
}

// ---- names that no file system takes

TEST(Names, that_are_too_long_are_bad_input) {
  const std::string name(5000, 'n');
  const TemporaryFolder folder("qiao_names");
  const std::string bell = folder.write("bell.qasm", kBell);
  const std::vector<std::vector<std::string>> calls = {
      {"translate", name, "--to", "qasm3"},
      {"translate", "--batch", name, "--to", "qasm3", "--out", folder.path("out")},
      {"translate", "--batch", folder.path(""), "--to", "qiskit", "--out", name},
      {"translate", bell, "--to", "qasm3", "-o", name},
      {"verify", "--certificate", name},
      {"verify", bell, name},
      {"check", name},
  };
  for (const auto& arguments : calls) {
    const CallResult r = call(arguments);
    EXPECT_EQ(r.status, 3) << arguments[0] << ' ' << arguments[1].substr(0, 30) << r.err.substr(0, 300);
    EXPECT_EQ(r.err.find("defect of qiao"), std::string::npos);
  }
  // One that is as long as the file system takes leaves no room for its certificate's name.
  const std::string long_name(250, 'p');
  folder.write("in/" + long_name + ".qasm", kBell);
  const CallResult r =
      call({"translate", "--batch", folder.path("in"), "--to", "qiskit", "--out", folder.path("out")});
  EXPECT_EQ(r.status, 1) << r.err;
}

}  // namespace
}  // namespace qiao::testing
