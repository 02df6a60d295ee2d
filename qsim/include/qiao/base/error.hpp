#pragma once
// Errors of every Qiao library. Libraries throw `qiao::Error` when an operation cannot be carried out and
// return values for expected outcomes; they never print and never exit.

#include <stdexcept>
#include <string>
#include <utility>

namespace qiao {

// What kind of trouble; the command line maps each to its exit code (see exit_code).
enum class ErrorCode {
  kUsage,        // the caller asked for something that has no meaning: wrong argument, index out of range
  kInput,        // the user's file or data is wrong
  kUnsupported,  // meaningful, but this version cannot do it; the message names the feature
  kLimit,        // a resource limit refused it: memory, number of operations, nesting
  kIo,           // a file could not be read or written
  kUndecided,    // the question has no answer within the given effort
  kInterrupted,  // the user stopped it
  kInternal,     // our own defect
};

// An error with the offending thing named in `what()`. `hint()` says what to do about it, or is empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}
  ErrorCode code() const noexcept { return code_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

// Process exit status for an error: 2 usage, 3 bad input, 4 resource limit, 5 undecided, 70 internal, 130
// interrupted.
constexpr int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return 2;
    case ErrorCode::kInput:
    case ErrorCode::kUnsupported:
    case ErrorCode::kIo:
      return 3;
    case ErrorCode::kLimit:
      return 4;
    case ErrorCode::kUndecided:
      return 5;
    case ErrorCode::kInterrupted:
      return 130;
    case ErrorCode::kInternal:
      return 70;
  }
  return 70;
}

namespace detail {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

}  // namespace qiao

// For programmer errors only, never for user input. On in debug and sanitizer builds.
#ifdef QIAO_ASSERTIONS
#define QIAO_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::qiao::detail::assertion_failed(#condition, __FILE__, __LINE__))
#else
#define QIAO_ASSERT(condition) static_cast<void>(0)
#endif
