#pragma once
// JSON documents: members stay in the order they are written.

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "qiao/base/version.hpp"

namespace qiao::cli {

using Json = nlohmann::ordered_json;

// A document begins with what it is and who wrote it.
inline Json document(const std::string& schema) { return {{"schema", schema}, {"version", version()}}; }

// An object of many members whose keys are known to differ: Json's own insertion looks for the key each time.
class JsonTable {
 public:
  template <class T>
  void add(std::string key, T value) {
    members_.emplace_back(std::move(key), Json(value));
  }
  Json json() && { return Json(std::move(members_)); }

 private:
  Json::object_t members_;
};

// Names of files are bytes; what is not UTF-8 in them is replaced rather than refused.
inline void print(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace qiao::cli
