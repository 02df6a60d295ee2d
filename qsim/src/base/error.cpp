#include "qiao/base/error.hpp"

#include <fmt/format.h>

namespace qiao::detail {

void assertion_failed(const char* condition, const char* file, int line) {
  throw Error(ErrorCode::kInternal, fmt::format("internal error: {} at {}:{}", condition, file, line));
}

}  // namespace qiao::detail
