#pragma once
// Help pages, made from the option tree and the list of subcommands: the one place that lays them out.

#include <string>

#include "cli/commands.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace qiao::cli {

// The page of the whole program.
std::string program_help(const CLI::App& root, const Terminal& terminal, bool color);
// The page of one subcommand: examples, usage, options, notes.
std::string command_help(const CLI::App& app, const Command& command, const Terminal& terminal, bool color);

// `text` wrapped at `width`, every line after the first indented by `indent`. Newlines in it are kept;
// no-break spaces (U+00A0) become spaces that do not break.
std::string wrap(const std::string& text, std::size_t width, std::size_t indent = 0);

// Named options of `app`, in order, "--help" included.
std::vector<const CLI::Option*> named_options(const CLI::App& app);
// "--shots", or "-q" where there is no long name.
std::string main_name(const CLI::Option& option);
// All spellings: {"-q", "--quiet"}.
std::vector<std::string> all_names(const CLI::Option& option);
bool takes_value(const CLI::Option& option);

}  // namespace qiao::cli
