#pragma once
// Collecting diagnostics of one run.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "qiao/qasm/parse.hpp"
#include "source.hpp"

namespace qiao::qasm {

enum class Code : std::uint8_t {
#define QIAO_CODE(id, ...) id,
#include "diagnostic_codes.def"
#undef QIAO_CODE
};

enum class LintRule : std::uint8_t {
#define QIAO_LINT(id, ...) id,
#include "lint_rules.def"
#undef QIAO_LINT
};
enum class LintEffect : std::uint8_t { kRefused, kWrong };
struct LintInfo {
  std::string_view code;
  Tool tool;
  LintEffect effect;
  std::string_view title, explanation, wrong, right;
};
const LintInfo& lint_info(LintRule rule);
std::size_t num_lint_rules();
std::string_view tool_name(Tool tool);  // "MindQuantum"

// "max_nesting" as an option of the program: "--max-nesting".
std::string limit_option(std::string_view field);

// Thrown when the run must end here: too many errors, or a limit beyond which nothing sensible can follow.
// The diagnostic has been recorded.
struct StopReading {};

class Reporter {
 public:
  Reporter(const Sources& sources, std::uint64_t max_errors) : sources_(sources), max_errors_(max_errors) {}

  // Record an error. The reference is valid until the next call. Throws StopReading after the last allowed
  // error.
  void error(Code code, Place place, std::string message, std::string help = {},
             std::vector<Note> notes = {});
  // The same with is_limit set; `field` of Limits, which the message names as the option that a user types.
  void limit(Code code, Place place, std::string message, std::string_view field,
             std::vector<Note> notes = {});
  void warning(Code code, Place place, std::string message, std::string help = {});
  // A finding of the portability lint: a warning with the rule's code.
  void lint(LintRule rule, Place place, std::string message, std::string help);
  Note note(Place place, std::string message) const;

  // While muted nothing is recorded: for looking ahead.
  void mute(bool on) { muted_ = on; }
  bool muted() const { return muted_; }
  // Muted while this lives.
  struct Muted {
    Reporter& reporter;
    const bool before;
    explicit Muted(Reporter& r) : reporter(r), before(r.muted()) { reporter.mute(true); }
    ~Muted() { reporter.mute(before); }
    Muted(const Muted&) = delete;
    Muted& operator=(const Muted&) = delete;
  };
  bool has_errors() const { return errors_ > 0; }
  std::uint64_t errors() const { return errors_; }
  std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  Diagnostic make(Severity severity, std::string_view code, Place place, std::string message) const;
  Diagnostic make(Severity severity, Code code, Place place, std::string message) const;
  void add_error(Diagnostic diagnostic);

  const Sources& sources_;
  std::uint64_t max_errors_;
  std::uint64_t errors_ = 0;
  bool muted_ = false;
  std::set<std::tuple<Code, FileId, std::uint32_t>> warned_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace qiao::qasm
