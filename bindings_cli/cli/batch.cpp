#include "cli/batch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <ostream>
#include <set>
#include <sstream>
#include <thread>

#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/base/markup.hpp"
#include "qiao/base/sha256.hpp"

namespace qiao::cli {
namespace {

namespace fs = std::filesystem;

bool still_valid(const std::string& certificate, const std::string& output, const std::string& text,
                 const TranslateOptions& o, BatchLine& line) {
  try {
    const Json c = Json::parse(read_file(certificate, 64u << 20));
    if (c.at("schema") != "qiao.certificate/1" || c.at("version") != version() || c.at("verdict") != "equal")
      return false;
    if (c.at("bound").get<double>() > o.max_error || c.at("options").at("basis") != o.basis ||
        c.at("options").at("defer_measurements") != o.defer_measurements)
      return false;
    if (c.at("input").at("sha256") != sha256(text) ||
        c.at("output").at("language") != qasm::dialect_info(o.to).name)
      return false;
    if (c.at("output").at("sha256") != sha256(read_file(output, o.parse.limits.max_file_bytes))) return false;
    line.method = c.at("method");
    line.infidelity = c.at("infidelity");
    line.gates = c.at("gates").at("read");
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
      line.state = !t.proof                                       ? "unverified"
                   : t.proof->verdict == qsim::Verdict::kEqual    ? "verified"
                   : t.proof->verdict == qsim::Verdict::kNotEqual ? "wrong"
                                                                  : "undecided";
      if (t.proof)
        line.method = t.proof->method, line.infidelity = t.proof->error,
        line.detail = t.proof->verdict == qsim::Verdict::kEqual ? t.proof->method : t.proof->detail;
      if (line.state != "wrong") {
        t.certificate["output"]["file"] = output;
        write_file_atomically(output, [&](std::ostream& out) { out << t.emitted.text; });
        write_file_atomically(certificate, [&](std::ostream& out) { print(out, t.certificate); });
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
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < workers; ++t) threads.emplace_back(work);
  work();
  for (std::thread& t : threads) t.join();
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

std::string summary(const BatchReport& r) {
  const std::uint64_t done = r.verified + r.kept + r.unverified + r.undecided;
  std::string text = fmt::format(
      "{} of {} programs translated to {} ({:.1f} %), {} verified", done, r.lines.size(), r.target,
      100.0 * static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, r.lines.size())),
      r.verified + r.kept);
  if (r.kept) text += fmt::format(" ({} kept from before)", r.kept);
  if (r.undecided) text += fmt::format(", {} undecided", r.undecided);
  if (r.refused) text += fmt::format(", {} refused", r.refused);
  if (r.bad) text += fmt::format(", {} bad", r.bad);
  if (r.wrong) text += fmt::format(", {} wrong", r.wrong);
  return text;
}

Json report_json(const BatchReport& r) {
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
  return doc;
}

void write_html(std::ostream& out, const BatchReport& r) {
  out << "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Translation to "
      << escaped(r.target)
      << "</title>\n<style>body{font:14px "
         "sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:2px 10px;text-align:left;"
         "border-bottom:1px solid "
         "#ccc}.verified,.kept{color:#176d2c}.refused,.undecided,.unverified{color:#8a5a00}.bad,.wrong{color:"
         "#b00020}"
         "</style>\n<h1>Translation to "
      << escaped(r.target) << "</h1>\n<p>" << escaped(summary(r))
      << fmt::format("; {:.1f} s, qiao {}</p>\n", r.seconds, version())
      << "<table><tr><th>program<th>result<th>method<th>infidelity<th>gates<th>seconds<th>remark</tr>\n";
  for (const BatchLine& l : r.lines)
    out << fmt::format("<tr><td>{}<td class=\"{}\">{}<td>{}<td>{:.2g}<td>{}<td>{:.3f}<td>{}</tr>\n",
                       escaped(l.file), l.state, l.state, escaped(l.method), l.infidelity, l.gates, l.seconds,
                       escaped(l.detail));
  out << "</table></html>\n";
}

}  // namespace qiao::cli
