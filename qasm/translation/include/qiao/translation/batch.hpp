#pragma once
// Many programs in one process.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "qiao/translation/translate.hpp"

namespace qiao::translation {

struct BatchOptions {
  Options translate;
  std::string out_directory;
  int threads = 1;
};
struct BatchLine {
  std::string file, output;
  std::string
      state;  // "verified", "kept" (verified before), "unverified", "undecided", "refused", "bad", "wrong"
  std::string detail, method;
  double infidelity = 0, seconds = 0;
  std::uint64_t gates = 0;
};
struct BatchReport {
  std::string target;
  std::vector<BatchLine> lines;  // in the order of the files
  std::uint64_t verified = 0, kept = 0, unverified = 0, undecided = 0, refused = 0, bad = 0, wrong = 0;
  double seconds = 0;
};

// The programs of a directory, by the endings of qasm::source_endings and sorted, or those a text file lists, one a
// line. Of a directory, `ignored` are Python files that are no programs of a language that is read; certificates and
// the outputs beside them are left out.
std::vector<std::string> batch_files(const std::string& directory_or_list, std::vector<std::string>& ignored);
// One file a thread; `show` is called as each is done. A file is kept if its certificate in the output directory was
// written by this version for the same options, and speaks of the bytes that the file, everything it includes and the
// output have now. Throws Error(kUsage) before any work if an output would be written over a program.
BatchReport translate_batch(const std::vector<std::string>& files, const BatchOptions& options,
                            const std::function<void(const BatchLine&)>& show);
// Schema qiao.batch/1.
std::string to_json(const BatchReport& report);

}  // namespace qiao::translation
