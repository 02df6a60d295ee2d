#include "qiao/base/diagnostic.hpp"

#include <gtest/gtest.h>

#include "qiao/base/error.hpp"

namespace qiao {
namespace {

Diagnostic example() {
  Diagnostic d;
  d.code = "Q0201";
  d.range = {"bell.qasm", 4, 3, 5};
  d.message = "undefined gate 'hx'";
  d.source_line = "  hx q[0];";
  return d;
}

TEST(Diagnostic, renders_like_a_compiler) {
  const std::string text = render(example());
  EXPECT_EQ(text.rfind("bell.qasm:4:3: error: undefined gate 'hx' [Q0201]\n", 0), 0u) << text;
  EXPECT_NE(text.find("  hx q[0];\n"), std::string::npos) << text;
  EXPECT_EQ(text.back(), '\n');
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << "colour codes without being asked";
  EXPECT_NE(render(example(), true).find('\x1b'), std::string::npos);
}

// The caret must stand under the column it names, whatever the prefix of the source line is.
TEST(Diagnostic, caret_stands_under_the_column) {
  const std::string text = render(example());
  const std::size_t line_start = text.find('\n') + 1;
  const std::size_t caret_start = text.find('\n', line_start) + 1;
  const std::string source = text.substr(line_start, caret_start - line_start);
  const std::string caret = text.substr(caret_start, text.find('\n', caret_start) - caret_start);
  EXPECT_EQ(caret.find('^'), source.find("hx")) << text;
}

TEST(Diagnostic, warnings_notes_and_help_are_shown) {
  Diagnostic d = example();
  d.severity = Severity::kWarning;
  d.notes.push_back({{"lib.inc", 2, 9, 0}, "declared here"});
  d.help = "did you mean 'h'?";
  const std::string text = render(d);
  EXPECT_NE(text.find(":4:3: warning: "), std::string::npos) << text;
  EXPECT_NE(text.find("lib.inc:2:9: note: declared here"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'h'?"), std::string::npos) << text;
}

TEST(Diagnostic, survives_odd_ranges) {
  for (const SourceRange& r : {SourceRange{}, SourceRange{"f", 1, 0, 0},
                               SourceRange{"f", 1, 4'000'000'000u, 5}, SourceRange{"f", 1, 9, 3}}) {
    Diagnostic d = example();
    d.range = r;
    EXPECT_LT(render(d).size(), 4000u);
  }
  Diagnostic d = example();
  d.source_line = "\xff\xfe\x01\x1b[31m";  // not UTF-8, and an escape sequence that must not reach a terminal
  EXPECT_EQ(render(d).find('\x1b'), std::string::npos);
}

TEST(Diagnostic, suggests_the_nearest_name_only_when_it_is_near) {
  const std::vector<std::string> names{"h", "cx", "ccx", "swap", "cswap", "crz"};
  EXPECT_EQ(nearest_name("swpa", names), "swap");
  EXPECT_EQ(nearest_name("cswp", names), "cswap");
  EXPECT_EQ(nearest_name("hadamard_transform", names), "");
  EXPECT_EQ(nearest_name("x", {}), "");
}

TEST(Error, each_code_has_its_exit_status) {
  EXPECT_EQ(exit_code(ErrorCode::kUsage), 2);
  EXPECT_EQ(exit_code(ErrorCode::kInput), 3);
  EXPECT_EQ(exit_code(ErrorCode::kUnsupported), 3);
  EXPECT_EQ(exit_code(ErrorCode::kIo), 3);
  EXPECT_EQ(exit_code(ErrorCode::kLimit), 4);
  EXPECT_EQ(exit_code(ErrorCode::kUndecided), 5);
  EXPECT_EQ(exit_code(ErrorCode::kInternal), 70);
  EXPECT_EQ(exit_code(ErrorCode::kInterrupted), 130);
}

}  // namespace
}  // namespace qiao
