#include "cli/app.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <istream>
#include <map>
#include <new>
#include <optional>
#include <ostream>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/program.hpp"
#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/version.hpp"

namespace qiao::cli {
namespace {

// A failed write to standard output throws while one of these lives, so that it ends the run where it
// happens.
class ThrowOnBadWrite {
 public:
  explicit ThrowOnBadWrite(std::ostream& out) : out_(out), before_(out.exceptions()) {
    out_.exceptions(std::ios::badbit);
  }
  ~ThrowOnBadWrite() {
    out_.clear();
    out_.exceptions(before_);
  }
  ThrowOnBadWrite(const ThrowOnBadWrite&) = delete;
  ThrowOnBadWrite& operator=(const ThrowOnBadWrite&) = delete;

 private:
  std::ostream& out_;
  std::ios::iostate before_;
};

struct ArgumentParser {
  CLI::App root{"", "qiao"};
  Globals globals;
  std::map<const CLI::App*, std::pair<const Command*, Action>> actions;

  ArgumentParser() {
    root.set_help_flag("-h,--help", "this page")->group(kGlobalGroup);
    root.set_version_flag("-V,--version", std::string("qiao ") + version(), "print the version")
        ->group(kGlobalGroup);
    root.require_subcommand(0, 1);
    add_global_options(root, globals);
    for (const Command& command : commands()) {
      CLI::App* app = root.add_subcommand(command.name, command.summary);
      app->set_help_flag("-h,--help", "this page")->group(kGlobalGroup);
      add_global_options(*app, globals);  // first, so that --color holds for mistakes in the other options
      actions[app] = {&command, command.setup(*app)};
    }
  }

  // The subcommand that the arguments chose, or null.
  const CLI::App* chosen() const {
    const auto parsed = root.get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
  }
  const Command* chosen_command() const { return chosen() ? actions.at(chosen()).first : nullptr; }
  std::string help(const Terminal& terminal, bool color) const {
    return chosen() ? command_help(*chosen(), *chosen_command(), terminal, color)
                    : program_help(root, terminal, color);
  }
};

// What CLI11 could not place: a mistyped subcommand or option, or one argument too many.
Error unexpected_arguments(const ArgumentParser& program) {
  const std::vector<std::string> rest = program.root.remaining(true);
  const CLI::App& app = program.chosen() ? *program.chosen() : program.root;
  for (const std::string& argument : rest) {
    if (argument.size() < 2 || argument[0] != '-') continue;
    const std::string name = argument.substr(0, argument.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : named_options(app))
      for (const std::string& n : all_names(*option)) known.push_back(n);
    const std::string near = name.size() > 2 ? nearest_name(name, known) : "";
    return Error(ErrorCode::kUsage, fmt::format("unknown option '{}'", name),
                 near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  const std::string first = rest.empty() ? "" : rest.front();
  if (program.chosen()) return Error(ErrorCode::kUsage, fmt::format("unexpected argument '{}'", first));
  std::vector<std::string> names;
  for (const Command& c : commands()) names.push_back(c.name);
  const std::string near = nearest_name(first, names);
  return Error(ErrorCode::kUsage, fmt::format("unknown command '{}'", first),
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

// Prints "error: ..." and what to do about it.
int report(const Error& error, const ArgumentParser& program, const Context& context) {
  const bool color = context.color_err();
  context.err << (color ? "\x1b[1;31merror:\x1b[0m " : "error: ") << error.what() << '\n';
  if (!error.hint().empty())
    context.err << (color ? "\x1b[1;36mhelp:\x1b[0m " : "help: ") << error.hint() << '\n';
  if (error.code() == ErrorCode::kUsage)
    context.err << "See 'qiao " << (program.chosen() ? program.chosen()->get_name() + " " : "")
                << "--help'.\n";
  if (error.code() == ErrorCode::kInternal)
    context.err << "This is a defect of qiao; please report it with the command line and the input.\n";
  return exit_code(error.code());
}

int parse_and_run(ArgumentParser& program, std::vector<std::string> args, const Context& base) {
  if (!args.empty() && args[0] == "help") {  // "qiao help run" is "qiao run --help"
    args.erase(args.begin());
    args.push_back("--help");
  }
  Context context = base;
  try {
    std::vector<std::string> reversed(args.rbegin(), args.rend());
    program.root.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    if (!program.chosen() && !program.root.remaining().empty()) throw unexpected_arguments(program);
    context.out << program.help(context.terminal, context.color_out());
    return 0;
  } catch (const CLI::CallForVersion&) {
    context.out << "qiao " << version() << '\n';
    return 0;
  } catch (const CLI::ExtrasError&) {
    throw unexpected_arguments(program);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();  // "--shots: 1 required N missing"
    throw Error(ErrorCode::kUsage, fmt::format("{} needs a value", text.substr(0, text.find(':'))));
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::kUsage, error.what());
  }
  if (!program.chosen()) {
    context.err << program.help(context.terminal, context.color_err());
    return exit_code(ErrorCode::kUsage);
  }
  try {
    context.outputs.declare(*program.chosen());
    return program.actions.at(program.chosen()).second(context);
  } catch (const Finished& finished) {
    return finished.status;
  } catch (const FileMissing&) {
    context.err << program.help(context.terminal, context.color_err());
    return exit_code(ErrorCode::kUsage);
  }
}

}  // namespace

void Context::note(const std::string& text) const {
  if (globals.quiet) return;
  // In a file a remark is one line.
  constexpr std::size_t kIndent = 6;
  const std::size_t width =
      terminal.err_tty ? std::max<std::size_t>(terminal.width, 30) : text.size() + kIndent;
  err << "qiao: " << wrap(text, width - kIndent, kIndent) << '\n';
}

int run(const std::vector<std::string>& args, std::istream& in, std::ostream& out, std::ostream& err,
        const Terminal& terminal) {
  ArgumentParser program;
  Outputs outputs(in, out);
  const Context context{in, out, err, terminal, program.globals, program.root, outputs};
  try {
    int status = 0;
    std::vector<Error> errors;
    {
      // Ends before anything is reported about it: standard error may be tied to standard output.
      const ThrowOnBadWrite guard(out);
      try {
        outputs.show([&] { status = parse_and_run(program, args, context); });
      } catch (const Error& error) {
        outputs.show([] {});  // what was printed before the error comes before it
        errors.push_back(error);
      }
    }
    errors.insert(errors.begin(), outputs.errors().begin(), outputs.errors().end());
    const std::optional<int> reason = outputs.standard_output_failure();
    if (reason && *reason != EPIPE)
      errors.push_back(Error(ErrorCode::kIo, fmt::format("cannot write to standard output: {}",
                                                         *reason ? std::generic_category().message(*reason)
                                                                 : "unknown reason")));
    for (const Error& error : errors) report(error, program, context);
    if (reason && errors.empty()) return 0;  // whoever read it has enough
    return errors.empty() ? status : exit_code(errors.front().code());
  } catch (const std::bad_alloc&) {
    return report(
        Error(ErrorCode::kLimit, "out of memory", "try --precision f32 or fewer shots; see 'qiao estimate'"),
        program, context);
  } catch (const std::exception& error) {
    return report(Error(ErrorCode::kInternal, fmt::format("internal error: {}", error.what())), program,
                  context);
  }
}

}  // namespace qiao::cli
