#include "cli/verdict.hpp"

#include <fmt/format.h>

namespace qiao::cli {

Json gain_json(const algorithms::Gain& g) {
  return {{"gain", g.mean}, {"low", g.low}, {"high", g.high}, {"p", g.p}};
}

std::string interval(const Json& gain) {
  return fmt::format("{:+.2f} % [{:+.2f}, {:+.2f}]", 100 * gain["gain"].get<double>(),
                     100 * gain["low"].get<double>(), 100 * gain["high"].get<double>());
}

std::string verdict_line(const Json& v) {
  std::string line =
      fmt::format("verdict: {}: {}", v["decision"].get<std::string>(), v["reason"].get<std::string>());
  if (v.contains("solver"))
    line += fmt::format("; {} against {}", v["solver"].get<std::string>(), v["baseline"].get<std::string>());
  return line + fmt::format(": gain {}, gate {:.0f} %", interval(v), 100 * v["gate"].get<double>());
}

}  // namespace qiao::cli
