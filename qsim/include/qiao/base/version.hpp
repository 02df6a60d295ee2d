#pragma once
namespace qiao {
// "0.1.0"
const char* version();
}  // namespace qiao
