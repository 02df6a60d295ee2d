#include "cli/help.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>

#include "cli/options.hpp"
#include "qiao/base/version.hpp"

namespace qiao::cli {
namespace {

constexpr const char* kExitCodes =
    "Exit status: 0 done, 1 the answer is no, 2 usage, 3 bad input, 4 resource limit, 5 undecided, 70 "
    "internal error, "
    "130 interrupted.";

std::string heading(const std::string& text, bool color) {
  return color ? "\x1b[1m" + text + "\x1b[0m" : text;
}

// "  left      right, wrapped" with `right` starting at `column`.
std::string row(const std::string& left, const std::string& right, std::size_t column, std::size_t width) {
  std::string line = "  " + left, above;
  if (right.empty()) return line + "\n";
  // Choices that are too many for a line go on below.
  for (std::size_t bar; display_width(line) > width && (bar = line.rfind('|', width - 1)) != line.npos;) {
    above += line.substr(0, bar + 1) + "\n";
    line = std::string(6, ' ') + line.substr(bar + 1);
  }
  if (display_width(line) + 2 > column) line += "\n" + std::string(column, ' ');
  else line.resize(line.size() + column - display_width(line), ' ');
  return above + line + wrap(right, width > column + 20 ? width - column : 20, column) + "\n";
}

std::string option_left(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : all_names(option)) names += (names.empty() ? "" : ", ") + name;
  if (takes_value(option)) names += " " + option.get_type_name();
  return names;
}

std::string option_rows(const CLI::App& app, const std::string& group, std::size_t width) {
  std::string out;
  const std::size_t column = width >= 70 ? 26 : 8;
  for (const CLI::Option* option : named_options(app)) {
    if (option->get_group() != group) continue;
    std::string text = option->get_description();
    if (!option->get_default_str().empty()) text += fmt::format(" (default: {})", option->get_default_str());
    out += row(option_left(*option), text, column, width);
  }
  return out;
}

// "FILE", "[NAME]", "FILE..."
std::string positional_usage(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option :
       app.get_options([](const CLI::Option* o) { return o->get_positional(); })) {
    const bool many = option->get_items_expected_max() > 1;
    const std::string name = option->get_name(true) + (many ? "..." : "");
    out += option->get_required() ? " " + name : " [" + name + "]";
  }
  return out;
}

std::string examples(const std::vector<Example>& list, std::size_t width, bool color) {
  std::size_t column = 0;
  for (const Example& e : list) column = std::max(column, e.line.size() + 4);
  std::string out = heading("Examples:", color) + "\n";
  for (const Example& e : list)
    out +=
        width >= 70 && column <= 46
            ? row(e.line, e.what, column, width)
            : row(e.line, "", 0, width) + (e.what.empty() ? "" : "    " + wrap(e.what, width - 4, 4) + "\n");
  return out;
}

}  // namespace

std::string wrap(const std::string& text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\n') {
      out += "\n" + std::string(indent, ' ');
      column = 0;
      ++i;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \n", i), text.size());
    const std::string word = text.substr(i, end - i);
    const std::size_t length = display_width(word);
    if (column > 0 && column + 1 + length > width) {
      out += "\n" + std::string(indent, ' ');
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    for (std::size_t at = 0; at < word.size(); ++at) {
      const bool blank = word.compare(at, 2, "\u00a0") == 0;
      out += blank ? ' ' : word[at];
      at += blank;
    }
    column += length;
    i = end;
    if (i < text.size() && text[i] == ' ') ++i;
  }
  return out;
}

std::vector<std::string> all_names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& s : option.get_snames()) names.push_back("-" + s);
  for (const std::string& s : option.get_lnames()) names.push_back("--" + s);
  return names;
}

std::string main_name(const CLI::Option& option) { return all_names(option).back(); }

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

std::vector<const CLI::Option*> named_options(const CLI::App& app) {
  std::vector<const CLI::Option*> named;
  for (const CLI::Option* option : app.get_options())
    if (option->nonpositional()) named.push_back(option);
  // --help comes last: CLI11 keeps it first because it is added first.
  std::stable_partition(named.begin(), named.end(), [&](const CLI::Option* o) {
    return o != app.get_help_ptr() && o != app.get_version_ptr();
  });
  return named;
}

std::string program_help(const CLI::App& root, const Terminal& terminal, bool color) {
  const std::size_t width = std::min(terminal.width, 110u);
  std::string out = fmt::format("qiao {}: quantum circuits on this computer\n\n", version());
  out += examples({{"qiao run bell.qasm", "simulate 1024 shots and show the counts"},
                   {"qiao draw bell.qasm", "see the circuit"},
                   {"qiao check *.qasm", "find the mistakes in many files"},
                   {"qiao estimate big.qasm", "will it fit, how long will it take?"}},
                  width, color);
  out += "\n" + heading("Usage:", color) + " qiao COMMAND [OPTIONS] [ARGUMENTS]\n\n" +
         heading("Commands:", color) + "\n";
  for (const Command& c : commands()) out += row(c.name, c.summary, 14, width);
  out += "\n" + heading("Global options:", color) + "\n" + option_rows(root, kGlobalGroup, width);
  out +=
      "\n" + wrap("Help of a command: qiao COMMAND --help.", width) + "\n" + wrap(kExitCodes, width) + "\n";
  return out;
}

std::string command_help(const CLI::App& app, const Command& command, const Terminal& terminal, bool color) {
  const std::size_t width = std::min(terminal.width, 110u);
  std::string out = wrap(fmt::format("qiao {}: {}", command.name, command.summary), width) + "\n\n";
  out += examples(command.examples, width, color);
  out += fmt::format("\n{} qiao {} [OPTIONS]{}\n", heading("Usage:", color), command.name,
                     positional_usage(app));
  for (const CLI::Option* option : app.get_options([](const CLI::Option* o) { return o->get_positional(); }))
    out += row(option->get_name(true),
               option->get_description() + (is_choice(*option) ? ": " + option->get_type_name() : ""),
               width >= 70 ? 26 : 8, width);
  const std::string own = option_rows(app, "Options", width);
  if (!own.empty()) out += "\n" + heading("Options:", color) + "\n" + own;
  for (const std::string& group : app.get_groups())
    if (!group.empty() && group != "Options" && group != kGlobalGroup)
      if (const std::string rows = option_rows(app, group, width); !rows.empty())
        out += "\n" + heading(group + ":", color) + "\n" + rows;
  out += "\n" + heading("Global options:", color) + "\n" + option_rows(app, kGlobalGroup, width);
  if (!command.notes.empty()) out += "\n" + wrap(command.notes, width) + "\n";
  out += "\n" + wrap(kExitCodes, width) + "\n";
  return out;
}

}  // namespace qiao::cli
