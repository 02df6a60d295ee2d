#include "cli/commands.hpp"

namespace qiao::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
      run_command(),       check_command(),  explain_command(), estimate_command(),   draw_command(),
      translate_command(), verify_command(), qaoa_command(),    vqe_command(),        trace_command(),
      place_command(),     gates_command(),  doctor_command(),  completion_command(),
  };
  return list;
}

}  // namespace qiao::cli
