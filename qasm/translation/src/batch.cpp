#include "qiao/translation/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <sstream>
#include <system_error>
#include <thread>

#include "json.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/sha256.hpp"

namespace qiao::translation {
namespace {

namespace fs = std::filesystem;

bool still_valid(const std::string& certificate, const std::string& output, const std::string& text,
                 const Options& o, BatchLine& line) {
  try {
    const Certificate c = read_certificate(read_file(certificate, 64u << 20), certificate);
    if (c.version != version() || !c.proof || c.proof->verdict != qsim::Verdict::kEqual) return false;
    if (c.bound > o.max_error || c.basis != o.basis || c.defer_measurements != o.defer_measurements)
      return false;
    if (c.input.sha256 != sha256(text) || c.output.language != qasm::dialect_info(o.to).name) return false;
    if (c.output.sha256 != sha256(read_file(output, o.parse.limits.max_file_bytes))) return false;
    line.method = c.proof->method;
    line.infidelity = c.proof->error;
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
  const std::string certificate = output + ".certificate.json";
  try {
    const std::string text = read_file(file, options.translate.parse.limits.max_file_bytes);
    if (still_valid(certificate, output, text, options.translate, line)) {
      line.state = "kept";
      return line;
    }
    Translation t = translate(text, file, true, options.translate);
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
      const auto& proof = t.proof();
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

}  // namespace

std::vector<std::string> batch_files(const std::string& where) {
  std::vector<std::string> files;
  if (fs::is_directory(where)) {
    static const std::set<std::string> kExtensions = {".qasm", ".qasm3", ".hiqasm", ".stim", ".json"};
    for (const auto& entry : fs::directory_iterator(where))
      if (entry.is_regular_file() && kExtensions.count(entry.path().extension().string()))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
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

BatchReport translate_batch(const std::vector<std::string>& files, const BatchOptions& options,
                            const std::function<void(const BatchLine&)>& show) {
  const auto start = std::chrono::steady_clock::now();
  const qasm::DialectInfo& target = qasm::dialect_info(options.translate.to);
  fs::create_directories(options.out_directory);
  // Two sources of one name must not share an output.
  std::vector<std::string> outputs;
  std::set<std::string> taken;
  for (const std::string& f : files) {
    const std::string stem = fs::path(f).stem().string();
    std::string name = stem + std::string(target.extension);
    for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}{}", stem, i, target.extension);
    outputs.push_back((fs::path(options.out_directory) / name).string());
  }
  BatchReport report;
  report.target = target.name;
  report.lines.resize(files.size());
  const auto workers = std::max<std::size_t>(
      1, std::min<std::size_t>(static_cast<std::size_t>(options.threads), files.size()));
  BatchOptions each = options;
  each.translate.check.threads = 1;
  each.translate.check.memory_limit_bytes = memory_info().available_bytes / workers;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr problem;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      try {
        BatchLine line = one(files[i], outputs[i], each);
        const std::lock_guard lock(mutex);
        show(line);
        report.lines[i] = std::move(line);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!problem) problem = std::current_exception();
        next = files.size();
      }
    }
  };
  {
    std::vector<std::jthread> threads;  // joined at the end of the block, whatever happens
    try {
      for (std::size_t t = 1; t < workers; ++t) threads.emplace_back(work);
    } catch (const std::system_error&) {  // those that there are do the work
    }
    work();
  }
  if (problem) std::rethrow_exception(problem);
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
