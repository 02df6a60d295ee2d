#pragma once
// The list of subcommands. To add one: a file in commands/ with a function returning its Command, declared
// here, and one line in commands.cpp. Help, completion and the tests that loop over the list follow.

#include <functional>
#include <string>
#include <vector>

#include "cli/app.hpp"

namespace qiao::cli {

struct Example {
  std::string line;  // as typed
  std::string what;  // what it does; may be empty
};

using Action = std::function<int(Context&)>;  // returns the exit status

struct Command {
  std::string name;
  std::string summary;            // one line, for the list
  std::vector<Example> examples;  // first thing in its help
  std::string notes;              // further paragraphs at the end of its help
  // Adds the options to `app` and returns what to do when the subcommand is called.
  Action (*setup)(CLI::App& app);
};

Command check_command();
Command completion_command();
Command doctor_command();
Command draw_command();
Command estimate_command();
Command explain_command();
Command gates_command();
Command place_command();
Command qaoa_command();
Command run_command();
Command trace_command();
Command translate_command();
Command verify_command();
Command vqe_command();

// All subcommands in the order of the help page.
const std::vector<Command>& commands();

}  // namespace qiao::cli
