#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/translation/certificate.hpp"

namespace qiao::translation {
namespace {

namespace fs = std::filesystem;

// As the certificate names it, or else beside the certificate.
std::string found_file(const std::string& named, const std::string& certificate) {
  std::error_code ignored;
  if (fs::exists(named, ignored)) return named;
  return (fs::path(certificate).parent_path() / fs::path(named).filename()).string();
}

[[noreturn]] void another_file(const std::string& file, const std::string& certificate,
                               const std::string& sha256) {
  throw Error(ErrorCode::kInput, fmt::format("{} is not the file that {} speaks of: its SHA-256 is {}", file,
                                             certificate, sha256));
}

SourceText read_part(const Certificate::File& part, const std::string& file, const std::string& certificate,
                     std::uint64_t max_bytes) {
  SourceText source = read_source(file, max_bytes, Bytes::kCopied);
  if (const std::string found = source.sha256(); found != part.sha256) another_file(file, certificate, found);
  return source;
}

void check_included(const Certificate& c, const qasm::ParseResult& input, const std::string& certificate) {
  const auto now = record_included(input);
  for (std::size_t i = 0; i < now.size() && i < c.included.size(); ++i)
    if (now[i].sha256 != c.included[i].sha256) another_file(now[i].file, certificate, now[i].sha256);
  if (now.size() != c.included.size())
    throw Error(ErrorCode::kInput,
                fmt::format("{} includes {} files now, and {} speaks of {}", input.sources[0].name,
                            now.size(), certificate, c.included.size()));
}

}  // namespace

Replay replay(const std::string& file, const ReplayOptions& options) {
  constexpr std::uint64_t kMaxBytes = 64u << 20;
  Replay r;
  const Certificate& c = r.certificate = read_certificate(read_file(file, kMaxBytes), file);
  if (c.input.file.empty() || c.output.file.empty())
    if (options.files.size() != 2)
      throw Error(ErrorCode::kInput,
                  fmt::format("{}: names no {} file", file, c.output.file.empty() ? "output" : "input"),
                  "give both files, or write the output to a file when translating");
  std::string names[2] = {found_file(c.input.file, file), found_file(c.output.file, file)};
  if (options.files.size() == 2) std::copy(options.files.begin(), options.files.end(), names);
  const std::uint64_t most = options.parse.limits.max_file_bytes;
  const SourceText input = read_part(c.input, names[0], file, most),
                   output = read_part(c.output, names[1], file, most);

  qasm::ParseOptions parse = c.parse;
  parse.limits = options.parse.limits;
  parse.bytes = Bytes::kCopied;
  parse.include_paths.insert(parse.include_paths.end(), options.parse.include_paths.begin(),
                             options.parse.include_paths.end());
  const qasm::ParseResult a = qasm::read(input, parse);
  if (!a.circuit) {
    r.diagnostics = a.diagnostics;
    return r;
  }
  check_included(c, a, file);
  qasm::ParseOptions parse_output;
  parse_output.limits = options.parse.limits;
  const qasm::ParseResult b = qasm::read(output, parse_output);
  if (!b.circuit) {
    r.diagnostics = b.diagnostics;
    return r;
  }
  if (b.sources.size() > 1)
    throw Error(ErrorCode::kInput,
                fmt::format("{} includes {}, of which {} does not speak", names[1], b.sources[1].name, file));

  qsim::VerifyOptions check = options.check;
  check.max_error = check.max_missed = std::min(options.max_error, c.bound);
  check.seed = options.seed.value_or(c.seed);
  r.comparison = c.defer_measurements ? compare_deferred(*a.circuit, *b.circuit, check, c.parse.inputs)
                                      : compare(*a.circuit, *b.circuit, {}, check, c.parse.inputs);
  r.comparison->a = names[0];
  r.comparison->b = names[1];
  return r;
}

}  // namespace qiao::translation
