#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "qiao/base/error.hpp"
#include "qiao/qasm/parse.hpp"

namespace qiao::cli {
namespace {

// What the shells need of the option tree.
struct OptionWords {
  std::vector<std::string> names;
  std::string help;
  bool value = false;
  bool directory = false;
  std::vector<std::string> choices;  // of the value; else files
};
struct CommandWords {
  std::string name, summary;
  std::vector<OptionWords> options;
  std::vector<std::string> choices;  // of the positional argument; else files if `files`
  bool files = false;
};

OptionWords option_words(const CLI::Option& option) {
  OptionWords words{all_names(option), option.get_description(), takes_value(option), false, {}};
  words.directory = option.get_type_name() == "DIR";
  if (is_choice(option)) words.choices = choices(option);
  return words;
}

CommandWords command_words(const CLI::App& app) {
  CommandWords words{app.get_name(), app.get_description(), {}, {}, false};
  for (const CLI::Option* option : named_options(app)) words.options.push_back(option_words(*option));
  for (const CLI::Option* option :
       app.get_options([](const CLI::Option* o) { return o->get_positional(); })) {
    if (is_choice(*option)) words.choices = choices(*option);
    if (option->get_type_name() == "FILE") words.files = true;
    if (option->get_type_name() == "GATE")
      for (const ir::GateInfo& gate : ir::gate_table()) words.choices.emplace_back(gate.name);
    if (option->get_type_name() == "CODE")
      for (const qasm::CodeInfo& info : qasm::diagnostic_codes()) words.choices.emplace_back(info.code);
  }
  return words;
}

std::vector<CommandWords> command_list(const CLI::App& root) {
  std::vector<CommandWords> list;
  for (const CLI::App* app : root.get_subcommands([](const CLI::App*) { return true; }))
    list.push_back(command_words(*app));
  return list;
}

std::string names_joined(const CommandWords& command) {
  std::string text;
  for (const OptionWords& o : command.options)
    for (const std::string& name : o.names) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string bash_script(const CommandWords& root, const std::vector<CommandWords>& list) {
  std::string commands, cases, values;
  const auto value_cases = [](const CommandWords& words, const std::string& prefix) {
    std::string out;
    for (const OptionWords& o : words.options) {
      if (!o.value) continue;
      const std::string reply =
          !o.choices.empty()
              ? fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$current\"))", fmt::join(o.choices, " "))
          : o.directory ? "COMPREPLY=($(compgen -d -- \"$current\"))"
                        : "COMPREPLY=($(compgen -f -- \"$current\"))";
      for (const std::string& name : o.names)
        out += fmt::format("    {}{}) {}; return ;;\n", prefix, name, reply);
    }
    return out;
  };
  for (const CommandWords& c : list) {
    commands += (commands.empty() ? "" : " ") + c.name;
    values += value_cases(c, c.name + ":");
    cases += fmt::format("    {}) options=\"{}\"; words=\"{}\"; files={} ;;\n", c.name, names_joined(c),
                         fmt::join(c.choices, " "), c.files ? 1 : 0);
  }
  return fmt::format(R"(# bash completion of qiao; load it with: source <(qiao completion bash)
_qiao() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" command="" i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "${{COMP_WORDS[i]}}" in
      {2}) command="${{COMP_WORDS[i]}}"; break ;;
    esac
  done
  COMPREPLY=()
  case "$command:$previous" in
{3}{5}  esac
  local options="{1}" words="{0}" files=0
  case "$command" in
{4}  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if ((files)); then COMPREPLY+=($(compgen -f -- "$current")); fi
  fi
}}
complete -o filenames -F _qiao qiao
)",
                     commands, names_joined(root),
                     fmt::to_string(fmt::join(CLI::detail::split(commands, ' '), "|")), values, cases,
                     value_cases(root, ":"));
}

// Inside single quotes, and without the characters that _arguments gives a meaning.
std::string zsh_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') out += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\') out += std::string("\\") + c;
    else out += c;
  }
  return out;
}

std::string zsh_options(const CommandWords& words) {
  std::string out;
  for (const OptionWords& o : words.options) {
    std::string value;
    if (o.value)
      value = !o.choices.empty() ? fmt::format(":value:({})", fmt::join(o.choices, " "))
              : o.directory      ? ":directory:_directories"
                                 : ":value:_files";
    for (const std::string& name : o.names)
      out += fmt::format(" \\\n        '{}[{}]{}'", name, zsh_text(o.help), value);
  }
  return out;
}

std::string zsh_script(const CommandWords& root, const std::vector<CommandWords>& list) {
  std::string names, cases;
  for (const CommandWords& c : list) {
    names += fmt::format("        '{}:{}'\n", c.name, zsh_text(c.summary));
    std::string positional;
    if (!c.choices.empty())
      positional = fmt::format(" \\\n        '*:argument:({})'", fmt::join(c.choices, " "));
    if (c.files) positional = " \\\n        '*:file:_files'";
    cases += fmt::format("    {})\n      _arguments{}{} ;;\n", c.name, zsh_options(c), positional);
  }
  return fmt::format(R"(#compdef qiao
# zsh completion of qiao; put it into a directory of $fpath as _qiao, or: source <(qiao completion zsh)
_qiao() {{
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C{} \
        '1:command:->command' \
        '*::argument:->argument'
  case "$state" in
    command)
      local -a names
      names=(
{}      )
      _describe 'command' names ;;
    argument)
      case "$line[1]" in
{}      esac ;;
  esac
}}
if [ "$funcstack[1]" = "_qiao" ]; then _qiao "$@"; else compdef _qiao qiao; fi
)",
                     zsh_options(root), names, cases);
}

std::string fish_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string fish_script(const CommandWords& root, const std::vector<CommandWords>& list) {
  std::string out =
      "# fish completion of qiao; save it as ~/.config/fish/completions/qiao.fish\ncomplete -c qiao -f\n";
  const auto add_options = [&](const CommandWords& words, const std::string& condition) {
    for (const OptionWords& o : words.options) {
      out += fmt::format("complete -c qiao -n '{}'", condition);
      for (const std::string& name : o.names)
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!o.choices.empty()) out += fmt::format(" -x -a '{}'", fmt::join(o.choices, " "));
      else if (o.directory) out += " -x -a '(__fish_complete_directories)'";
      else if (o.value) out += " -r -F";
      out += fmt::format(" -d '{}'\n", fish_text(o.help));
    }
  };
  add_options(root, "__fish_use_subcommand");
  for (const CommandWords& c : list) {
    out += fmt::format("complete -c qiao -n __fish_use_subcommand -a {} -d '{}'\n", c.name,
                       fish_text(c.summary));
    const std::string condition = "__fish_seen_subcommand_from " + c.name;
    add_options(c, condition);
    if (!c.choices.empty())
      out += fmt::format("complete -c qiao -n '{}' -a '{}'\n", condition, fmt::join(c.choices, " "));
    if (c.files) out += fmt::format("complete -c qiao -n '{}' -F\n", condition);
  }
  return out;
}

int execute(const std::string& shell, const Context& context) {
  const CommandWords root = command_words(context.root);
  const std::vector<CommandWords> list = command_list(context.root);
  if (shell == "bash") context.out << bash_script(root, list);
  if (shell == "zsh") context.out << zsh_script(root, list);
  if (shell == "fish") context.out << fish_script(root, list);
  return 0;
}

Action setup(CLI::App& app) {
  const auto shell = std::make_shared<std::string>();
  add_choice_argument(
      app, "SHELL", {"bash", "zsh", "fish"}, [s = shell.get()](const std::string& name) { *s = name; },
      "shell to write the script for");
  return [shell](Context& context) { return execute(*shell, context); };
}

}  // namespace

Command completion_command() {
  return {"completion",
          "a script that completes commands and options in your shell",
          {{"source <(qiao completion bash)", "in ~/.bashrc"},
           {"qiao completion zsh > ~/.zfunc/_qiao", "where $fpath has ~/.zfunc"},
           {"qiao completion fish > ~/.config/fish/completions/qiao.fish", ""}},
          "",
          setup};
}

}  // namespace qiao::cli
