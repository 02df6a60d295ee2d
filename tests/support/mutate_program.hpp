#pragma once
// Programs made from others by moving tokens and statements: mostly sound, often wrong in one place.

#include <random>
#include <string>
#include <string_view>

namespace qiao::testing {

// One to four changes: tokens or statements removed, doubled, exchanged, copied elsewhere, numbers replaced.
std::string mutate_program(std::string_view text, std::minstd_rand& random);
// The beginning of one program and the end of another, cut between statements.
std::string splice_programs(std::string_view first, std::string_view second, std::minstd_rand& random);

}  // namespace qiao::testing
