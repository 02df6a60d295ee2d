#pragma once
// What the Python dialects share: numbers, lists and the registers at the top of a program.

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "qiao/base/error.hpp"
#include "qiao/base/version.hpp"
#include "text.hpp"
#include "writer.hpp"

namespace qiao::qasm {

inline std::string python_string(std::string_view s) {
  std::string out = "'";
  for (const char c : s) {
    if (c == '\'' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else out += c;
  }
  return out + "'";
}

template <class List, class Get>
void append_list(std::string& out, const List& list, const Get& get) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ", ";
    append_uint(out, get(item));
    first = false;
  }
  out += ']';
}

inline void append_complex(std::string& out, ir::Complex z) {
  out += "complex(";
  append_number(out, z.real());
  out += ", ";
  append_number(out, z.imag());
  out += ')';
}
inline void append_matrix(std::string& out, const ir::Matrix& m) {
  out += '[';
  for (std::size_t r = 0; r < m.dim; ++r) {
    out += r ? ", [" : "[";
    for (std::size_t c = 0; c < m.dim; ++c) {
      if (c) out += ", ";
      append_complex(out, m(r, c));
    }
    out += ']';
  }
  out += ']';
}

inline std::string written_by(const char* what, const EmitOptions& options) {
  std::string from = options.source_name;
  for (char& c : from)
    if (static_cast<unsigned char>(c) < 0x20) c = '?';
  return fmt::format("# {}, written by qiao {}{}\n", what, version(), from.empty() ? "" : " from " + from);
}

// ---- reading

inline ir::Complex read_complex(Cursor& at) {
  at.expect("complex");
  at.expect("(");
  const double re = at.number();
  at.expect(",");
  const double im = at.number();
  at.expect(")");
  return {re, im};
}
inline ir::Matrix read_matrix(Cursor& at) {
  std::vector<ir::Complex> entries;
  std::size_t rows = 0;
  at.expect("[");
  do {
    at.expect("[");
    do entries.push_back(read_complex(at));
    while (at.accept(","));
    at.expect("]");
    ++rows;
    if (rows > 1024) at.fail("the matrix has more than 1024 rows");
  } while (at.accept(","));
  at.expect("]");
  if (rows == 0 || entries.size() != rows * rows || (rows & (rows - 1)))
    at.fail("the matrix is not square of dimension 2^k");
  ir::Matrix m(rows);
  m.data = std::move(entries);
  return m;
}
inline std::vector<std::uint32_t> read_list(Cursor& at, std::uint32_t limit) {  // 3 or [0, 1]
  std::vector<std::uint32_t> list;
  if (!at.accept("[")) {
    list.push_back(static_cast<std::uint32_t>(at.whole(limit)));
    return list;
  }
  if (at.accept("]")) return list;
  do list.push_back(static_cast<std::uint32_t>(at.whole(limit)));
  while (at.accept(","));
  at.expect("]");
  return list;
}

// Adds registers within the limits.
class CheckedCircuit {
 public:
  CheckedCircuit(const ParseOptions& options, Cursor& at) : limits_(options.limits), at_(at) {}
  void qreg(const std::string& name, std::uint64_t size) {
    count(size);
    circuit.add_qreg(name, static_cast<std::uint32_t>(size));
  }
  void creg(const std::string& name, std::uint64_t size, bool in_order = false) {
    count(size);
    circuit.add_creg(name, static_cast<std::uint32_t>(size), in_order);
  }
  void operation() {
    if (++operations > limits_.max_operations)
      throw TextError{fmt::format("more than {} operations", limits_.max_operations), at_.offset(), true};
  }
  ir::Circuit circuit;
  std::uint64_t operations = 0;

 private:
  void count(std::uint64_t size) {
    if (size > limits_.max_register || (total_ += size) > limits_.max_register)
      throw TextError{fmt::format("more than {} bits", limits_.max_register), at_.offset(), true};
  }
  const Limits& limits_;
  Cursor& at_;
  std::uint64_t total_ = 0;
};

inline ParseResult finished_read(CheckedCircuit&& checked, const std::string& file) {
  ParseResult result;
  result.operations = result.statements = checked.operations;
  if (checked.circuit.files().empty()) checked.circuit.add_file(file);
  result.circuit = std::move(checked.circuit);
  return result;
}

}  // namespace qiao::qasm
