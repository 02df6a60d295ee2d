#include "cli/options.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>

#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"

namespace qiao::cli {
namespace {

[[noreturn]] void bad_value(const std::string& what, std::string_view text, const std::string& expected,
                            const std::string& hint = {}) {
  throw Error(ErrorCode::kUsage, fmt::format("{}: '{}' is not {}", what, text, expected), hint);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A plain decimal number, all of `text`; no hexadecimal, no "inf".
bool parse_decimal(std::string_view text, double& value) {
  if (text.empty() || !(is_digit(text[0]) || text[0] == '.')) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

}  // namespace

bool is_choice(const CLI::Option& option) { return option.get_type_name().find('|') != std::string::npos; }

std::vector<std::string> choices(const CLI::Option& option) {
  return CLI::detail::split(option.get_type_name(), '|');
}

std::uint64_t parse_whole(const std::string& what, std::string_view text, std::uint64_t min,
                          std::uint64_t max) {
  std::uint64_t value = 0;
  const char* const last = text.data() + text.size();
  auto [end, error] = std::from_chars(text.data(), last, value);
  bool whole = !text.empty() && is_digit(text[0]) && error == std::errc{} && end == last;
  if (!whole && error == std::errc{}) {  // "1e6", "2.5e3": exact up to 2^53
    double d = 0;
    whole = parse_decimal(text, d) && d == std::floor(d) && d <= 0x1p53;
    if (whole) value = static_cast<std::uint64_t>(d);
  }
  const bool bounded = max != std::numeric_limits<std::uint64_t>::max();
  const std::string expected = bounded   ? fmt::format("a whole number from {} to {}", min, max)
                               : min > 0 ? fmt::format("a whole number of at least {}", min)
                                         : std::string("a whole number");
  if (error == std::errc::result_out_of_range) bad_value(what, text, expected + " below 2^64");
  if (!whole || value < min || value > max) bad_value(what, text, expected);
  return value;
}

std::uint64_t parse_bytes(const std::string& what, std::string_view text) {
  const std::size_t unit_at = std::min(text.find_first_not_of("0123456789."), text.size());
  std::string unit;
  for (char c : text.substr(unit_at)) unit += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  double value = 0, factor = 0;
  if (unit.empty() || unit == "B") factor = 1;
  const std::string_view prefixes = "KMGTP";
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    const std::string p(1, prefixes[i]);
    if (unit == p || unit == p + "IB") factor = std::pow(1024.0, static_cast<double>(i + 1));
    if (unit == p + "B") factor = std::pow(1000.0, static_cast<double>(i + 1));
  }
  if (factor == 0 || !parse_decimal(text.substr(0, unit_at), value) || value * factor >= 0x1p64)
    bad_value(what, text, "a number of bytes", "write it as 4096, 512M or 1.5GiB");
  return static_cast<std::uint64_t>(value * factor);
}

double parse_duration(const std::string& what, std::string_view text) {
  const std::string_view units = "smhd";
  constexpr double kSeconds[] = {1, 60, 3600, 86400};
  std::string_view number = text;
  double factor = 1, value = 0;
  if (const std::size_t unit = text.empty() ? units.npos : units.find(text.back()); unit != units.npos) {
    factor = kSeconds[unit];
    number.remove_suffix(1);
  }
  if (!parse_decimal(number, value) || value * factor > 1e9)
    bad_value(what, text, "a time", "write it as 30s, 10m or 2h");
  return value * factor;
}

double parse_angle(const std::string& what, std::string_view text) {
  std::string_view rest = text;
  double sign = 1, value = 1;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    if (rest[0] == '-') sign = -1;
    rest.remove_prefix(1);
  }
  const std::size_t slash = rest.find('/');
  double divisor = 1;
  bool ok =
      slash == std::string_view::npos || (parse_decimal(rest.substr(slash + 1), divisor) && divisor != 0);
  rest = rest.substr(0, slash);
  if (rest.size() >= 2 && rest.substr(rest.size() - 2) == "pi") {
    rest.remove_suffix(2);
    if (!rest.empty() && rest.back() == '*') rest.remove_suffix(1);
    ok = ok && (rest.empty() || parse_decimal(rest, value));
    value *= std::numbers::pi;
  } else {
    ok = ok && parse_decimal(rest, value);
  }
  if (!ok) bad_value(what, text, "an angle", "write it as 0.25, pi/2 or -3*pi/4 (radians)");
  return sign * value / divisor;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

double parse_real(const std::string& what, std::string_view text, double min, double max) {
  double value = 0;
  if (!parse_decimal(text, value) || value < min || value > max)
    bad_value(what, text, fmt::format("a number from {} to {}", min, max));
  return value;
}

CLI::Option* add_text(CLI::App& app, const std::string& name, const std::string& type,
                      std::function<void(const std::string&)> set, const std::string& help) {
  return app.add_option_function<std::string>(name, std::move(set), help)
      ->type_name(type)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option* add_each(CLI::App& app, const std::string& name, const std::string& type,
                      std::function<void(const std::string&)> add, const std::string& help) {
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [add = std::move(add)](const std::vector<std::string>& values) {
            for (const std::string& value : values) add(value);
          },
          help)
      ->type_name(type)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

namespace {

// Validators travel with their option: one that accepts everything marks outputs.
constexpr const char* kOutputMarks[] = {
    "", "output file", "output file and log", "output file or -", "output folder", "output of a command"};

bool is_marked(const CLI::Option& option, const std::string& mark) {
  try {
    const_cast<CLI::Option&>(option).get_validator(mark);
    return true;
  } catch (const CLI::OptionNotFound&) {
    return false;
  }
}

}  // namespace

CLI::Option* add_output(CLI::App& app, const std::string& name, const std::string& type, OutputKind kind,
                        std::function<void(const std::string&)> set, const std::string& help) {
  CLI::Option* option = add_text(app, name, type, std::move(set), help);
  option->check(CLI::Validator([](std::string&) { return std::string(); }, "",
                               kOutputMarks[static_cast<std::size_t>(kind)]));
  return option;
}

OutputKind output_kind(const CLI::Option& option) {
  for (std::size_t kind = 1; kind < std::size(kOutputMarks); ++kind)
    if (is_marked(option, kOutputMarks[kind])) return static_cast<OutputKind>(kind);
  return OutputKind::kNone;
}

bool is_input(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return output_kind(option) == OutputKind::kNone &&
         (type == "FILE" || type == "TRACE" || type == "PLACEMENT" || type == "SPEC");
}

namespace {

// "--shots" of "-n,--shots".
std::string long_name(const std::string& names) { return names.substr(names.rfind(',') + 1); }

}  // namespace

CLI::Option* add_whole(CLI::App& app, const std::string& name, std::function<void(std::uint64_t)> set,
                       const std::string& help, std::uint64_t min, std::uint64_t max) {
  return add_text(
      app, name, "N", [=](const std::string& text) { set(parse_whole(long_name(name), text, min, max)); },
      help);
}

CLI::Option* add_real(CLI::App& app, const std::string& name, std::function<void(double)> set,
                      const std::string& help, double min, double max) {
  return add_text(
      app, name, "X", [=](const std::string& text) { set(parse_real(long_name(name), text, min, max)); },
      help);
}

CLI::Option* add_bytes(CLI::App& app, const std::string& name, std::function<void(std::uint64_t)> set,
                       const std::string& help, std::uint64_t min, std::uint64_t max) {
  return add_text(
      app, name, "BYTES",
      [=](const std::string& text) {
        const std::uint64_t bytes = parse_bytes(long_name(name), text);
        if (bytes < min || bytes > max)
          bad_value(long_name(name), text, fmt::format("a number of bytes from {} to {}", min, max));
        set(bytes);
      },
      help);
}

CLI::Option* add_duration(CLI::App& app, const std::string& name, std::function<void(double)> set,
                          const std::string& help) {
  return add_text(
      app, name, "TIME", [=](const std::string& text) { set(parse_duration(long_name(name), text)); }, help);
}

CLI::Option* add_choice(CLI::App& app, const std::string& name, const std::vector<std::string>& names,
                        std::function<void(std::size_t)> set, const std::string& help) {
  return add_text(
      app, name, fmt::format("{}", fmt::join(names, "|")),
      [=](const std::string& text) {
        for (std::size_t i = 0; i < names.size(); ++i)
          if (names[i] == text) return set(i);
        const std::string near = nearest_name(text, names);
        bad_value(long_name(name), text, fmt::format("one of {}", fmt::join(names, ", ")),
                  near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      },
      help);
}

void add_choice_argument(CLI::App& app, const std::string& name, const std::vector<std::string>& names,
                         std::function<void(const std::string&)> set, const std::string& help) {
  add_choice(
      app, name, names, [=](std::size_t i) { set(names[i]); }, help)
      ->required();
}

void add_global_options(CLI::App& app, Globals& globals) {
  Globals* g = &globals;
  add_whole(
      app, "--threads", [g](std::uint64_t n) { g->threads = static_cast<int>(n); },
      "threads to compute with (default: the CPUs this process may use)", 1, 4096)
      ->group(kGlobalGroup);
  add_choice(
      app, "--precision", {"f32", "f64"},
      [g](std::size_t i) { g->precision = i == 0 ? qsim::Precision::kF32 : qsim::Precision::kF64; },
      "numbers to compute with: f32 halves memory and loses digits")
      ->default_str("f64")
      ->group(kGlobalGroup);
  add_whole(
      app, "--seed", [g](std::uint64_t n) { g->seed = n; },
      "seed of the random numbers (default: a fresh one, reported); results do not depend on --threads")
      ->group(kGlobalGroup);
  app.add_flag("-q,--quiet", g->quiet, "errors and results only")->group(kGlobalGroup);
  add_choice(
      app, "--color", {"auto", "always", "never"},
      [g](std::size_t i) { g->color = static_cast<ColorMode>(i); },
      "colour in terminals (NO_COLOR is honoured)")
      ->default_str("auto")
      ->group(kGlobalGroup);
}

}  // namespace qiao::cli
