#pragma once
// JSON documents: members stay in the order they are written.

#include <nlohmann/json.hpp>
#include <string>

#include "qiao/base/version.hpp"

namespace qiao::translation {

using Json = nlohmann::ordered_json;

// A document begins with what it is and who wrote it.
inline Json document(const char* schema) { return {{"schema", schema}, {"version", version()}}; }

// Names of files are bytes; what is not UTF-8 in them is replaced rather than refused.
inline std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace qiao::translation
