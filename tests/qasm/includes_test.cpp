// Includes: where they are looked for, what is refused, and that positions stay right inside them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "helpers.hpp"

namespace qiao::qasm {
namespace {

namespace fs = std::filesystem;

class Includes : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("qiao_includes_" + std::to_string(::getpid()) + "_" +
                                           ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_ / "sub");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  fs::path folder_;
};

TEST_F(Includes, beside_the_including_file_and_in_the_paths) {
  write("gates.inc", "gate mine a { h a; }\n");
  write("sub/more.inc", "include \"deeper.inc\";\ngate more a { deeper a; }\n");
  write("sub/deeper.inc", "gate deeper a { x a; }\n");
  const std::string main =
      write("main.qasm",
            program2("include \"gates.inc\"; include \"sub/more.inc\"; qreg q[1]; mine q[0]; more q[0];"));
  const ParseResult r = parse_file(main);
  ASSERT_TRUE(r.circuit) << rendered(r);
  EXPECT_EQ(listing(*r.circuit), (std::vector<std::string>{"h 0", "x 0"}));
  // Text that is not a file has only the paths.
  const std::string text = program2("include \"gates.inc\";");
  EXPECT_FALSE(parse_text(text).ok());
  ParseOptions options;
  options.include_paths = {folder_.string()};
  EXPECT_TRUE(parse_text(text, "t", options).ok());
}

TEST_F(Includes, are_listed_each_once_with_the_bytes_that_were_read) {
  const std::string gates = write("gates.inc", "include \"deeper.inc\";\ngate mine a { deeper a; }\n");
  const std::string deeper = write("deeper.inc", "gate deeper a { x a; }\n");
  const std::string main = write("main.qasm", program2("include \"gates.inc\"; qreg q[1]; mine q[0];"));
  ParseResult r = parse_file(main);
  ASSERT_TRUE(r.circuit) << rendered(r);
  std::vector<std::string> names;
  for (const SourceText& s : r.sources) names.push_back(s.name);
  EXPECT_EQ(names, (std::vector<std::string>{main, gates, deeper}));
  const std::string before = r.sources[2].sha256();
  write("deeper.inc", "gate deeper a { h a; }\n");
  EXPECT_EQ(r.sources[2].sha256(), before);
  EXPECT_EQ(r.sources[2].text(), "gate deeper a { x a; }\n");
  EXPECT_NE(parse_file(main).sources[2].sha256(), before);
}

TEST_F(Includes, errors_inside_name_the_file_the_place_and_the_way_there) {
  const std::string inner = write("inner.inc", "\n\n  gate bad a { nothing a; }\n");
  const std::string outer = write("outer.inc", "\ninclude \"inner.inc\";\n");
  const std::string main = write("main.qasm", program2(" include \"outer.inc\";\nqreg q[1]; x q[3];"));
  const ParseResult r = parse_file(main);
  ASSERT_EQ(r.diagnostics.size(), 2u) << rendered(r);
  const Diagnostic& d = r.diagnostics[0];
  EXPECT_EQ(d.range.file, inner);
  EXPECT_EQ(d.range.line, 3u);
  EXPECT_EQ(d.range.column, 16u);
  EXPECT_EQ(d.source_line, "  gate bad a { nothing a; }");
  ASSERT_EQ(d.notes.size(), 2u);
  EXPECT_EQ(d.notes[0].range.file, outer);
  EXPECT_EQ(d.notes[0].range.line, 2u);
  EXPECT_EQ(d.notes[1].range.file, main);
  EXPECT_EQ(d.notes[1].range.line, 2u);
  EXPECT_EQ(d.notes[1].range.column, 2u);
  // And the including file goes on in its own place.
  EXPECT_EQ(r.diagnostics[1].range.file, main);
  EXPECT_EQ(r.diagnostics[1].range.line, 3u);
  EXPECT_EQ(r.diagnostics[1].range.column, 14u);
}

TEST_F(Includes, instructions_know_their_file) {
  write("ops.inc", "\n\n   h q[0];\n");
  const std::string main = write("main.qasm", program2("qreg q[1];\ninclude \"ops.inc\";\nx q[0];"));
  const ParseResult r = parse_file(main);
  ASSERT_TRUE(r.circuit) << rendered(r);
  const auto h = r.circuit->at(0).source(), x = r.circuit->at(1).source();
  EXPECT_EQ(r.circuit->files()[h.file], (folder_ / "ops.inc").string());
  EXPECT_EQ(h.line, 3u);
  EXPECT_EQ(h.column, 4u);
  EXPECT_EQ(r.circuit->files()[x.file], main);
  EXPECT_EQ(x.line, 4u);
}

TEST_F(Includes, declarations_in_other_files_are_shown) {
  const std::string inc = write("gates.inc", "gate mine a { h a; }\n");
  const ParseResult r = parse_file(write("main.qasm", program2("include \"gates.inc\";\nqreg mine[1];")));
  ASSERT_EQ(r.diagnostics.size(), 1u);
  ASSERT_EQ(r.diagnostics[0].notes.size(), 1u);
  EXPECT_EQ(r.diagnostics[0].notes[0].range.file, inc);
  EXPECT_EQ(r.diagnostics[0].notes[0].range.column, 6u);
}

TEST_F(Includes, cycles_depth_and_trees_end) {
  const std::string self = write("self.qasm", program2("include \"self.qasm\";"));
  EXPECT_EQ(parse_file(self).diagnostics[0].code, "Q0503");
  write("a.inc", "include \"b.inc\";");
  write("b.inc", "include \"sub/../a.inc\";");
  const std::string cycle = write("cycle.qasm", program2("include \"a.inc\";"));
  EXPECT_EQ(parse_file(cycle).diagnostics[0].code, "Q0502");
  write("b.inc", "include \"./a.inc\";");
  EXPECT_EQ(parse_file(cycle).diagnostics[0].code, "Q0503");
  for (int i = 0; i < 20; ++i)
    write("d" + std::to_string(i) + ".inc", "include \"d" + std::to_string(i + 1) + ".inc\";");
  write("d20.inc", "");
  const ParseResult deep = parse_file(write("deep.qasm", program2("include \"d0.inc\";")));
  EXPECT_EQ(deep.diagnostics[0].code, "Q0703");
  EXPECT_TRUE(deep.diagnostics[0].is_limit);
  EXPECT_NE(deep.diagnostics[0].message.find("--max-include-depth"), std::string::npos);
  // 100 includes in each of 15 levels: never 10^30 files.
  for (int i = 0; i < 15; ++i) {
    std::string text;
    for (int k = 0; k < 100; ++k) text += "include \"t" + std::to_string(i + 1) + ".inc\";\n";
    write("t" + std::to_string(i) + ".inc", text);
  }
  write("t15.inc", "");
  const ParseResult tree = parse_file(write("tree.qasm", program2("include \"t0.inc\";")));
  EXPECT_EQ(tree.diagnostics[0].code, "Q0701");
}

TEST_F(Includes, paths_that_leave_the_folder_are_refused) {
  for (const char* path : {"/etc/passwd", "../x.inc", "sub/../../x.inc", "", "a\\\\b"}) {
    const ParseResult r = parse_file(write("main.qasm", program2("include \"" + std::string(path) + "\";")));
    ASSERT_FALSE(r.ok()) << path;
    EXPECT_EQ(r.diagnostics[0].code, "Q0502") << path;
    EXPECT_EQ(r.diagnostics[0].range.line, 2u);
    EXPECT_EQ(r.diagnostics[0].range.column, 9u);
  }
  EXPECT_EQ(parse_file(write("main.qasm", program2("include \"sub\";"))).diagnostics[0].code, "Q0501");
  EXPECT_EQ(parse_file(write("main.qasm", program2("include \"nowhere.inc\";"))).diagnostics[0].code,
            "Q0501");
  EXPECT_EQ(parse_file((folder_ / "nowhere.qasm").string()).diagnostics[0].code, "Q0501");
}

}  // namespace
}  // namespace qiao::qasm
