#pragma once
// Reading JSON files: every complaint names the file and the member.

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "qiao/base/diagnostic.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao::algorithms {

using Json = nlohmann::ordered_json;

// An object of a file, with its place in it for messages: "lab.json: levels[0]".
class JsonObject {
 public:
  JsonObject(std::string where, const Json& json) : where_(std::move(where)), json_(json) {
    if (!json.is_object()) fail("not a JSON object");
  }
  [[noreturn]] void fail(const std::string& what, const std::string& hint = {}) const {
    throw Error(ErrorCode::kInput, where_ + ": " + what, hint);
  }
  const std::string& where() const { return where_; }
  bool has(const char* name) const { return json_.contains(name); }
  const Json& at(const char* name) const {
    const auto it = json_.find(name);
    if (it == json_.end()) fail(fmt::format("'{}' is missing", name));
    return *it;
  }
  double number(const char* name, double min, double max) const {
    const Json& j = at(name);
    if (!j.is_number()) fail(fmt::format("'{}' is not a number", name));
    const double value = j.get<double>();
    if (!(value >= min && value <= max))
      fail(fmt::format("'{}' = {} is not between {} and {}", name, value, min, max));
    return value;
  }
  double number(const char* name, double min, double max, double absent) const {
    return has(name) ? number(name, min, max) : absent;
  }
  std::uint64_t whole(const char* name, std::uint64_t min, std::uint64_t max) const {
    const Json& j = at(name);
    if (!j.is_number_unsigned() || j.get<std::uint64_t>() < min || j.get<std::uint64_t>() > max)
      fail(fmt::format("'{}' is {}, not a whole number from {} to {}", name, shown(j), min, max));
    return j.get<std::uint64_t>();
  }
  std::string text(const char* name) const {
    const Json& j = at(name);
    if (!j.is_string()) fail(fmt::format("'{}' is not a string", name));
    return j.get<std::string>();
  }
  // A list of `count` strings.
  std::vector<std::string> texts(const char* name, std::size_t count) const {
    const Json& j = at(name);
    if (!j.is_array() || j.size() != count)
      fail(fmt::format("'{}' is {}, not a list of {} strings", name, shown(j), count));
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i) {
      if (!j[i].is_string()) fail(fmt::format("{}[{}] is {}, not a string", name, i, shown(j[i])));
      out.push_back(j[i].get<std::string>());
    }
    return out;
  }
  // Refuses members that nobody reads: a mistyped name must not pass as a default.
  void only(const std::vector<std::string>& known) const {
    for (const auto& [key, value] : json_.items()) {
      bool found = false;
      for (const std::string& k : known) found |= k == key;
      if (found) continue;
      const std::string near = nearest_name(key, known);
      fail(fmt::format("unknown member '{}'", key.substr(0, 60)),
           near.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                        : fmt::format("did you mean '{}'?", near));
    }
  }
  static std::string shown(const Json& j) {
    std::string s = j.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (s.size() > 40) s = s.substr(0, 40) + "...";
    return s;
  }

 private:
  std::string where_;
  const Json& json_;
};

inline Json parse_json(const std::string& text, const std::string& name) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& e) {
    throw Error(ErrorCode::kInput, fmt::format("{}: not JSON: byte {} is unexpected", name, e.byte));
  } catch (const Json::out_of_range&) {
    throw Error(ErrorCode::kInput,
                fmt::format("{}: not JSON: a number is beyond the range of doubles", name));
  }
}
inline Json read_json_file(const std::string& path, std::uint64_t max_bytes = std::uint64_t{1} << 28) {
  return parse_json(read_file(path, max_bytes), path);
}

}  // namespace qiao::algorithms
