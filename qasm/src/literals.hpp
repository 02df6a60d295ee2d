#pragma once
// The values of number literals, in one place so that every way of reading a program agrees to the last bit.

#include <string_view>

#include "ast.hpp"

namespace qiao::qasm {

// Digits with optional '_' between them, or 0x, 0o, 0b and digits.
IntegerLiteral integer_value(std::string_view text);
// A decimal number in any of the languages' forms, correctly rounded; infinity beyond the largest double.
double float_value(std::string_view text);
// A number given for an input: decimals, pi and tau with * and / between them, and a sign. False if it is not one.
bool input_number(std::string_view text, double& out);

}  // namespace qiao::qasm
