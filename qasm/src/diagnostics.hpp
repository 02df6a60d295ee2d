#pragma once
// Collecting diagnostics of one run.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "source.hpp"

namespace qiao::qasm {

enum class Code : std::uint8_t {
#define QIAO_CODE(id, ...) id,
#include "diagnostic_codes.def"
#undef QIAO_CODE
};

// Thrown when the run must end here: too many errors, or a limit beyond which nothing sensible can follow.
// The diagnostic has been recorded.
struct StopReading {};

class Reporter {
 public:
  Reporter(const Sources& sources, unsigned max_errors) : sources_(sources), max_errors_(max_errors) {}

  // Record an error. The reference is valid until the next call. Throws StopReading after the last allowed
  // error.
  void error(Code code, Place place, std::string message, std::string help = {},
             std::vector<Note> notes = {});
  // The same with is_limit set; `option` names the field of Limits.
  void limit(Code code, Place place, std::string message, std::string option, std::vector<Note> notes = {});
  void warning(Code code, Place place, std::string message, std::string help = {});
  Note note(Place place, std::string message) const;

  // While muted nothing is recorded: for looking ahead.
  void mute(bool on) { muted_ = on; }
  bool muted() const { return muted_; }
  bool has_errors() const { return errors_ > 0; }
  unsigned errors() const { return errors_; }
  std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  Diagnostic make(Severity severity, Code code, Place place, std::string message) const;
  void add_error(Diagnostic diagnostic);

  const Sources& sources_;
  unsigned max_errors_;
  unsigned errors_ = 0;
  bool muted_ = false;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace qiao::qasm
