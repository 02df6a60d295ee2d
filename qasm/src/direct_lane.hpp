#pragma once
// The shortest way from text to the checked program, for the statements that machines write by the million:
// calls of gates, measure and reset on single bits, with numbers as parameters. One pass over the bytes; no
// tree, no allocation; names are looked up once. Whatever is different or wrong in any way is declined and
// left to the other lanes, so that there is one place for each error.

#include <cstdint>
#include <string_view>
#include <vector>

#include "ast.hpp"
#include "program.hpp"
#include "qiao/qasm/parse.hpp"
#include "source.hpp"

namespace qiao::qasm {

class Sema;

class DirectLane {
 public:
  DirectLane(Sema& sema, const Sources& sources, const ParseOptions& options);

  // Reads statements at the top level from `pos` on, with blanks and line comments between them, up to the
  // first that it declines; returns where that one, or the blank before it, begins.
  std::uint32_t run(FileId file, std::uint32_t pos, int language);

 private:
  // What names mean, for the time of one run: nothing is declared meanwhile.
  struct Gate {
    std::string_view name;
    std::uint32_t epoch = 0;
    std::uint32_t index = 0;
    std::uint32_t num_params = 0, num_qubits = 0;
    Cost cost;
  };
  struct Bits {
    std::string_view name;
    std::uint32_t epoch = 0;
    bool quantum = false, scalar = false;
    std::uint32_t first = 0, size = 0;
  };
  struct Number {
    double real = 0;
    std::int64_t integer = 0;
    bool is_integer = false;
  };
  static constexpr unsigned kMaxParams = 4, kMaxQubits = 8;
  static constexpr std::size_t kGates = 64, kRegisters = 64;

  bool statement();
  bool measure();
  bool reset();
  bool assigned_measurement(std::string_view target);
  bool finish(std::uint32_t gate, Cost cost, const std::uint32_t* bits, unsigned num_bits,
              const double* params, unsigned num_params);
  const Gate* gate(std::string_view name);
  const Bits* bits(std::string_view name);
  bool name(std::string_view& out);
  bool operand(bool quantum, std::uint32_t& out);
  bool indexed(std::string_view name, bool quantum, std::uint32_t& out);
  bool parameter(double& out);
  bool factor(Number& out);
  bool literal(Number& out);
  bool pi_is_builtin();
  void skip() {
    while (p_ != end_ && (*p_ == ' ' || *p_ == '\t')) ++p_;
  }
  bool take(char c) {
    if (p_ == end_ || *p_ != c) return false;
    ++p_;
    skip();
    return true;
  }

  Sema& sema_;
  const Sources& sources_;
  const ParseOptions& options_;
  int language_ = 0;
  const char* p_ = nullptr;
  const char* end_ = nullptr;
  // Of the byte at `line_from_`; between it and the statement being read there is only ASCII of the same
  // line.
  const char* line_from_ = nullptr;
  std::uint32_t line_ = 1, column_ = 1;
  const char* begin_ = nullptr;  // of the statement
  std::uint32_t epoch_ = 0;
  bool run_open_ = false;  // the last operation of the program is the run being written
  FileId file_ = 0;
  std::uint32_t pi_epoch_ = 0;
  bool pi_builtin_ = false;
  std::vector<Gate> gates_;
  std::vector<Bits> registers_;
};

}  // namespace qiao::qasm
