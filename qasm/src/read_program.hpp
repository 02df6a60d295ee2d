#pragma once
// The whole front end on one text already in memory: what parse_source does.

#include <string>

#include "qiao/base/error.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

// `fast_lane` false sends every statement through the grammar, for tests that compare the two.
ParseResult read_program(const SourceText& source, const ParseOptions& options, bool fast_lane = true);
// What is said of a file that cannot be read.
ParseResult unreadable(const std::string& file, const Error& error);

}  // namespace qiao::qasm
