#pragma once
// Options whose values are checked: a wrong value is Error(kUsage) naming the option and the value.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/app.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace qiao::cli {

// Where an option's value comes from, for shell completion and help: CLI11's type name is "a|b|c" for
// choices, "FILE", "DIR", or a placeholder such as "N".
bool is_choice(const CLI::Option& option);
std::vector<std::string> choices(const CLI::Option& option);

// A whole number within [min, max]; "1e6" is one, too.
std::uint64_t parse_whole(const std::string& what, std::string_view text, std::uint64_t min = 0,
                          std::uint64_t max = ~std::uint64_t{0});
// A number of bytes: "4096", "1.5G", "512MiB", "2GB". K, M, G, T and KiB ... are powers of 1024; KB ... of
// 1000.
std::uint64_t parse_bytes(const std::string& what, std::string_view text);
// A time in seconds: "30s", "10m", "1.5h", "2d"; a bare number is seconds.
double parse_duration(const std::string& what, std::string_view text);
// An angle: "0.25", "pi/2", "-3*pi/4".
double parse_angle(const std::string& what, std::string_view text);

// The parts of "a,b,c"; one, perhaps empty, if there is no comma.
std::vector<std::string> split_list(const std::string& text);

// A decimal number within [min, max].
double parse_real(const std::string& what, std::string_view text, double min, double max);

// `set` receives the value. The last of several wins, so that aliases can carry defaults.
CLI::Option* add_text(CLI::App& app, const std::string& name, const std::string& type,
                      std::function<void(const std::string&)> set, const std::string& help);
// An option that may be repeated: `add` receives each value. Like every option it takes one value at a time,
// so that what follows it is never taken for another.
CLI::Option* add_each(CLI::App& app, const std::string& name, const std::string& type,
                      std::function<void(const std::string&)> add, const std::string& help);

// What an option's value is to a run that writes files (see outputs.hpp).
enum class OutputKind {
  kNone,                  // nothing is written to it
  kFile,                  // a file is written
  kFileAndLog,            // another, FILE.log, while the run goes on
  kFileOrStandardOutput,  // "-" is standard output
  kFolder,                // files are written in it
  kDeclaredByCommand,     // it depends on other options: the command declares it
};
// Every option that names something to write is declared with this.
CLI::Option* add_output(CLI::App& app, const std::string& name, const std::string& type, OutputKind kind,
                        std::function<void(const std::string&)> set, const std::string& help);
OutputKind output_kind(const CLI::Option& option);
// Whether its value is the name of a file that is read.
bool is_input(const CLI::Option& option);

CLI::Option* add_whole(CLI::App& app, const std::string& name, std::function<void(std::uint64_t)> set,
                       const std::string& help, std::uint64_t min = 0, std::uint64_t max = ~std::uint64_t{0});
CLI::Option* add_real(CLI::App& app, const std::string& name, std::function<void(double)> set,
                      const std::string& help, double min, double max);
CLI::Option* add_bytes(CLI::App& app, const std::string& name, std::function<void(std::uint64_t)> set,
                       const std::string& help, std::uint64_t min = 0, std::uint64_t max = ~std::uint64_t{0});
CLI::Option* add_duration(CLI::App& app, const std::string& name, std::function<void(double)> set,
                          const std::string& help);
// `set` receives the index of the value in `names`.
CLI::Option* add_choice(CLI::App& app, const std::string& name, const std::vector<std::string>& names,
                        std::function<void(std::size_t)> set, const std::string& help);
// The same for an argument that must be there: "SHELL".
void add_choice_argument(CLI::App& app, const std::string& name, const std::vector<std::string>& names,
                         std::function<void(const std::string&)> set, const std::string& help);

inline constexpr const char* kGlobalGroup = "Global options";
// The global options; on the program itself and on every subcommand, so they may stand on either side of its
// name.
void add_global_options(CLI::App& app, Globals& globals);

}  // namespace qiao::cli
