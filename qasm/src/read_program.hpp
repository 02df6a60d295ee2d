#pragma once
// The whole front end on one text already in memory: what parse_file and parse_text do once they have it.

#include <string>

#include "qiao/base/file.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::qasm {

// `path` and `directory`: the file on disk and where its includes are looked up first; empty for text.
// `fast_lane` false sends every statement through the grammar, for tests that compare the two.
ParseResult read_program(std::string name, SharedBytes text, const std::string& path,
                         const std::string& directory, const ParseOptions& options, bool fast_lane = true);

}  // namespace qiao::qasm
