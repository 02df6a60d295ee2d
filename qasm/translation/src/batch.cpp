#include "qiao/translation/batch.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <sstream>

#include "json.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/parallel.hpp"
#include "qiao/base/sha256.hpp"
#include "qiao/base/source_text.hpp"

namespace qiao::translation {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxCertificate = 64u << 20;
constexpr std::string_view kCertificateEnding = ".certificate.json";

std::string certificate_name(const std::string& output) { return output + std::string(kCertificateEnding); }

// Whether the certificate is the one that translating again would give.
bool still_valid(const std::string& certificate, const std::string& output, const SourceText& source,
                 const Options& o, BatchLine& line) {
  std::error_code none;
  if (!fs::exists(certificate, none)) return false;
  try {
    const Certificate c =
        read_certificate(read_file(certificate, kMaxCertificate, ReadAs::kEarlierOutput), certificate);
    if (c.version != version() || !c.proof || c.proof->result.verdict != qsim::Verdict::kEqual) return false;
    if (c.bound > o.max_error || c.basis != o.basis || c.defer_measurements != o.defer_measurements ||
        c.seed != o.check.seed || !same_meaning(c.parse, o.parse) ||
        c.output_language != qasm::dialect_info(o.to).name)
      return false;
    if (c.input.sha256 != source.sha256() || c.input.file != source.path) return false;
    if (c.output.sha256 != sha256(read_file(output, o.parse.limits.max_file_bytes, ReadAs::kEarlierOutput)))
      return false;
    // What it includes is found by reading it: another file may have come to the front.
    qasm::ParseOptions look = o.parse;
    look.build_circuit = false;
    if (record_included(qasm::read(source, look)) != c.included) return false;
    line.method = c.proof->result.method;
    line.infidelity = c.proof->result.error;
    line.gates = c.gates_read;
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

BatchLine one(const std::string& file, const std::string& output, const BatchOptions& options) {
  BatchLine line;
  line.file = file;
  line.output = output;
  const auto start = std::chrono::steady_clock::now();
  const std::string certificate = certificate_name(output);
  try {
    const SourceText source =
        read_source(file, options.translate.parse.limits.max_file_bytes, Bytes::kCopied);
    if (still_valid(certificate, output, source, options.translate, line)) {
      line.state = "kept";
      return line;
    }
    Translation t = translate(source, options.translate);
    line.gates = t.emitted.gates;
    const auto first = [](const std::vector<Diagnostic>& list) {
      for (const Diagnostic& d : list)
        if (d.severity == Severity::kError)
          return d.range.line ? fmt::format("{}:{}: {}", d.range.line, d.range.column, d.message) : d.message;
      return std::string();
    };
    if (!t.source.circuit) {
      line.state = "bad";
      line.detail = first(t.source.diagnostics);
    } else if (!t.emitted.ok()) {
      line.state = "refused";
      line.detail = first(t.emitted.refusals);
    } else {
      const qsim::VerifyResult* proof = t.proof();
      line.state = !proof                                       ? "unverified"
                   : proof->verdict == qsim::Verdict::kEqual    ? "verified"
                   : proof->verdict == qsim::Verdict::kNotEqual ? "wrong"
                                                                : "undecided";
      if (proof) {
        line.method = proof->method;
        line.infidelity = proof->error;
        line.detail = proof->verdict == qsim::Verdict::kEqual ? proof->method : proof->detail;
      }
      if (line.state != "wrong") {
        t.certificate.output.file = output;
        write_file_atomically(output, [&](std::ostream& out) { out << t.emitted.text; });
        write_file_atomically(certificate, [&](std::ostream& out) { out << to_json(t.certificate); });
      }
    }
  } catch (const Error& e) {
    if (e.code() == ErrorCode::kInterrupted) throw;
    line.state = "bad";
    line.detail = e.what();
  } catch (const std::bad_alloc&) {
    line.state = "bad";
    line.detail = "out of memory";
  }
  line.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return line;
}

// A file that is called like a program: of Python, any may be.
bool is_program(const std::string& file) {
  if (!file.ends_with(".py")) return true;
  try {
    constexpr std::uint64_t kMaxSource = 1u << 30;
    const SourceText source = read_source(file, kMaxSource);
    return qasm::detect_dialect(source.text(), file) != qasm::Dialect::kQasm2;
  } catch (const Error&) {
    return true;  // the batch says why
  }
}

void make_directory(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error && !fs::is_directory(folder, error))
    throw Error(ErrorCode::kIo, fmt::format("cannot make the folder '{}': {}", folder, error.message()));
}

}  // namespace

std::vector<std::string> batch_files(const std::string& where, std::vector<std::string>& ignored) {
  std::vector<std::string> files;
  std::error_code error;
  if (fs::is_directory(where, error)) {
    const std::vector<std::string_view> endings = qasm::source_endings();
    fs::directory_iterator entries(where, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code none;
      const std::string file = entries->path().string();
      if (!entries->is_regular_file(none) || file.ends_with(kCertificateEnding) ||
          std::find(endings.begin(), endings.end(), entries->path().extension().string()) == endings.end())
        continue;
      // An earlier batch may have written here.
      if (fs::exists(file + std::string(kCertificateEnding), none)) continue;
      (is_program(file) ? files : ignored).push_back(file);
    }
    if (error) throw Error(ErrorCode::kIo, fmt::format("cannot read '{}': {}", where, error.message()));
    std::sort(files.begin(), files.end());
    std::sort(ignored.begin(), ignored.end());
  } else {
    std::istringstream list(read_file(where, 64u << 20));
    for (std::string line; std::getline(list, line);) {
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
      if (!line.empty() && line[0] != '#') files.push_back(line);
    }
  }
  if (files.empty()) throw Error(ErrorCode::kInput, fmt::format("{}: no programs to translate", where));
  return files;
}

namespace {

// By device and inode: a folder may be both the place of the programs and that of the results.
void refuse_to_overwrite(const std::vector<std::string>& files, const std::vector<std::string>& outputs) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> programs;
  struct stat info {};
  for (const std::string& file : files)
    if (::stat(file.c_str(), &info) == 0) programs[{info.st_dev, info.st_ino}] = file;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    for (const std::string& output : {outputs[i], certificate_name(outputs[i])}) {
      if (::stat(output.c_str(), &info) != 0) continue;
      const auto program = programs.find({info.st_dev, info.st_ino});
      if (program != programs.end())
        throw Error(
            ErrorCode::kUsage,
            fmt::format("the result of '{}' would overwrite the program '{}'", files[i], program->second),
            "write to another folder");
    }
}

}  // namespace

BatchReport translate_batch(const std::vector<std::string>& files, const BatchOptions& options,
                            const std::function<void(const BatchLine&)>& show) {
  const auto start = std::chrono::steady_clock::now();
  const qasm::DialectInfo& target = qasm::dialect_info(options.translate.to);
  make_directory(options.out_directory);
  // Two sources of one name must not share an output.
  std::vector<std::string> outputs;
  std::set<std::string> taken;
  for (const std::string& f : files) {
    const std::string stem = fs::path(f).stem().string();
    std::string name = stem + std::string(target.extension);
    for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}{}", stem, i, target.extension);
    outputs.push_back((fs::path(options.out_directory) / name).string());
  }
  refuse_to_overwrite(files, outputs);
  BatchReport report;
  report.target = target.name;
  report.lines.resize(files.size());
  const auto workers = std::max<std::size_t>(
      1, std::min<std::size_t>(static_cast<std::size_t>(options.threads), files.size()));
  BatchOptions each = options;
  each.translate.check.threads = 1;
  each.translate.check.memory_limit_bytes = memory_info().available_bytes / workers;
  std::mutex mutex;
  parallel_for(files.size(), static_cast<int>(workers), [&](std::uint64_t i, int) {
    BatchLine line = one(files[i], outputs[i], each);
    const std::lock_guard lock(mutex);
    show(line);
    report.lines[i] = std::move(line);
  });
  for (const BatchLine& line : report.lines) {
    report.verified += line.state == "verified";
    report.kept += line.state == "kept";
    report.unverified += line.state == "unverified";
    report.undecided += line.state == "undecided";
    report.refused += line.state == "refused";
    report.bad += line.state == "bad";
    report.wrong += line.state == "wrong";
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

std::string to_json(const BatchReport& r) {
  Json doc = document("qiao.batch/1");
  doc["target"] = r.target;
  doc["summary"] = {
      {"files", r.lines.size()},  {"verified", r.verified}, {"kept", r.kept}, {"unverified", r.unverified},
      {"undecided", r.undecided}, {"refused", r.refused},   {"bad", r.bad},   {"wrong", r.wrong},
      {"seconds", r.seconds}};
  doc["files"] = Json::array();
  for (const BatchLine& l : r.lines)
    doc["files"].push_back({{"file", l.file},
                            {"output", l.output},
                            {"state", l.state},
                            {"method", l.method},
                            {"infidelity", l.infidelity},
                            {"gates", l.gates},
                            {"seconds", l.seconds},
                            {"detail", l.detail}});
  return text_of(doc);
}

}  // namespace qiao::translation
