// Each limit of the front end is an option of the commands that read programs, holds, and is named as the
// user typed it.
#include <gtest/gtest.h>

#include <map>

#include "cli/call.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::testing {
namespace {

struct Case {
  std::string value;    // of the option
  std::string program;  // that exceeds it; obeys all defaults
};

const std::map<std::string, Case>& cases() {
  static const std::string head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\n";
  static const std::map<std::string, Case> all = {
      {"--max-file-bytes", {"20", head}},
      {"--max-include-depth", {"0", head + "include \"other.inc\";"}},
      {"--max-nesting", {"3", head + "rx(((((1))))) q[0];"}},
      {"--max-identifier", {"5", head + "qreg longer[1];"}},
      {"--max-literal", {"4", head + "rx(0.12345) q[0];"}},
      {"--max-register", {"3", head + "qreg r[2];"}},
      {"--max-operations", {"2", head + "x q[0]; x q[0]; x q[0];"}},
      {"--max-statement-bytes", {"8", head + "creg c[2];\nif (c==1) x q[0];"}},
      {"--max-errors", {"2", head + "a q; b q; c q;"}},
  };
  return all;
}

TEST(Limits, are_options_that_hold) {
  for (const qasm::LimitInfo& limit : qasm::limit_table()) {
    SCOPED_TRACE(limit.option);
    const auto found = cases().find(limit.option);
    ASSERT_NE(found, cases().end()) << "no program exceeds this limit here";
    const auto& [value, program] = found->second;
    for (const std::string command : {"check", "run", "estimate", "draw"}) {
      const CallResult refused = call({command, limit.option, value, "-"}, program);
      EXPECT_EQ(refused.status, limit.option == "--max-errors" ? 3 : 4) << refused.err;
      EXPECT_NE(refused.err.find(limit.option), std::string::npos) << refused.err;
    }
    // Beyond what may be asked for.
    if (limit.most < ~0ull) {
      const CallResult usage = call({"check", limit.option, std::to_string(limit.most + 1), "-"}, program);
      EXPECT_EQ(usage.status, 2) << usage.err;
    }
  }
}

// The largest nesting that a user may ask for must not need more stack than there is.
TEST(Limits, the_deepest_nesting_works) {
  const std::string head = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\n";
#ifdef __SANITIZE_ADDRESS__
  constexpr int kShare = 4;  // its frames are several times larger than those of the stack that users have
#else
  constexpr int kShare = 1;
#endif
  const auto repeat = [](const std::string& s, int n) {
    std::string out;
    for (int i = 0; i < n / kShare; ++i) out += s;
    return out;
  };
  for (const std::string& deep :
       {"rx(" + repeat("(", 990) + "1" + repeat(")", 990) + ") q[0];",
        "rx(" + repeat("sin(", 990) + "1" + repeat(")", 990) + ") q[0];",
        "rx(1" + repeat("^1", 990) + ") q[0];", "rx(1" + repeat("+1", 3990) + ") q[0];"}) {
    const CallResult called = call({"check", "--max-nesting", "1000", "-"}, head + deep);
    EXPECT_EQ(called.status, 0) << called.err;
  }
}

}  // namespace
}  // namespace qiao::testing
