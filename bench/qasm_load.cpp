// Loads one OpenQASM file and says how long that took and what it cost: qasm_bench.py runs it once per
// measurement.
//     qasm_load check|load FILE
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "qiao/qasm/parse.hpp"

namespace {
// Bytes of the largest resident set so far. (getrusage would count what the parent had when it started us.)
long peak() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6)) * 1024;
  return 0;
}
}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  qiao::qasm::ParseOptions options;
  options.build_circuit = std::string_view(argv[1]) == "load";
  const long before = peak();
  const auto start = std::chrono::steady_clock::now();
  const qiao::qasm::ParseResult result = qiao::qasm::parse_file(argv[2], options);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf(
      "{\"ok\": %s, \"statements\": %llu, \"operations\": %llu, \"seconds\": %.6f, \"peak_bytes\": %ld}\n",
      result.ok() ? "true" : "false", static_cast<unsigned long long>(result.statements),
      static_cast<unsigned long long>(result.operations), seconds.count(), peak() - before);
  return result.ok() ? 0 : 1;
}
