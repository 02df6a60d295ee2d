// Reading FCIDUMP files.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "qiao/algorithms/molecule.hpp"
#include "qiao/base/error.hpp"

namespace qiao::algorithms {
namespace {

// Symmetric partners written twice may differ by the rounding of their text, not by more.
constexpr double kPartnerTolerance = 1e-8;

bool blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  Integrals read() {
    header();
    const unsigned orbitals = whole("NORB", std::nullopt), electrons = whole("NELEC", std::nullopt);
    const unsigned unpaired = whole("MS2", 0);
    if (flag("IUHF") || flag("UHF"))
      throw Error(ErrorCode::kUnsupported,
                  fmt::format("{}: different orbitals for the two spins (UHF)", name_),
                  "write the file with restricted (RHF or ROHF) orbitals");
    if (unpaired > electrons || (electrons - unpaired) % 2)
      fail(fmt::format("NELEC={} and MS2={} contradict each other", electrons, unpaired),
           "MS2 is the number of unpaired electrons");
    try {
      integrals_ = Integrals(orbitals, (electrons + unpaired) / 2, (electrons - unpaired) / 2);
    } catch (const Error& e) {
      throw Error(e.code(), fmt::format("{}: {}", name_, e.what()));
    }
    while (!at_end()) line();
    if (entries_ == 0) fail("there are no integrals after the header");
    return std::move(integrals_);
  }

 private:
  [[noreturn]] void fail(const std::string& message, const std::string& hint = {}) const {
    throw Error(ErrorCode::kInput, fmt::format("{}:{}: {}", name_, line_, message), hint);
  }
  bool at_end() const { return at_ >= text_.size(); }

  std::string_view next_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view result = text_.substr(at_, end - at_);
    at_ = end + 1;
    ++line_;
    return result;
  }

  // &FCI NORB=6,NELEC=4, ORBSYM=1,1,1, ... &END
  void header() {
    std::string body;
    bool first = true;
    for (;;) {
      if (at_end()) fail("the header &FCI is not ended", "end it with &END or / on a line of its own");
      std::string text = upper(next_line());
      if (first) {
        const std::size_t begin = text.find_first_not_of(" \t\r");
        if (begin == std::string::npos && !at_end()) continue;
        if (begin == std::string::npos ||
            (text.compare(begin, 4, "&FCI") != 0 && text.compare(begin, 4, "$FCI") != 0))
          fail("expected &FCI", "an FCIDUMP file begins with &FCI NORB=...,NELEC=...,");
        text.erase(0, begin + 4);
        first = false;
      }
      std::size_t end = std::min(text.find('/'), text.size());
      for (const char* mark : {"&END", "$END"}) end = std::min(end, text.find(mark));
      body += text.substr(0, end) + ' ';
      if (end < text.size()) break;
    }
    std::string key, word;
    const auto flush = [&] {
      if (!word.empty() && !key.empty()) values_[key].push_back(word);
      else if (!word.empty()) fail(fmt::format("'{}' in the header stands before any key", word));
      word.clear();
    };
    for (std::size_t i = 0; i < body.size(); ++i) {
      const char c = body[i];
      if (c == '=') {
        if (word.empty()) fail("'=' without a key in the header");
        key = word;
        word.clear();
        values_[key];
      } else if (c == ',' || blank(c)) {
        const std::size_t next = body.find_first_not_of(" \t\r\n", i);
        if (blank(c) && next != std::string::npos && body[next] == '=') continue;  // "NORB =6"
        flush();
      } else {
        word += c;
      }
    }
    flush();
  }

  unsigned whole(const std::string& key, std::optional<unsigned> missing) const {
    const auto found = values_.find(key);
    if (found == values_.end() || found->second.empty()) {
      if (missing) return *missing;
      fail(fmt::format("the header has no {}", key));
    }
    unsigned value = 0;
    const std::string& text = found->second.front();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      fail(fmt::format("{}={} is not a whole number", key, text));
    return value;
  }
  bool flag(const std::string& key) const {
    const auto found = values_.find(key);
    if (found == values_.end() || found->second.empty()) return false;
    const std::string& text = found->second.front();
    return text != "0" && text != ".FALSE." && text != "F" && text != "FALSE";
  }

  static std::string_view word(std::string_view& rest) {
    while (!rest.empty() && blank(rest.front())) rest.remove_prefix(1);
    std::size_t n = 0;
    while (n < rest.size() && !blank(rest[n])) ++n;
    const std::string_view result = rest.substr(0, n);
    rest.remove_prefix(n);
    return result;
  }

  void line() {
    std::string_view rest = next_line();
    const std::string_view text = word(rest);
    if (text.empty()) return;
    if (text.front() == '(')
      throw Error(ErrorCode::kUnsupported, fmt::format("{}:{}: complex integrals", name_, line_));
    std::string number(text.front() == '+' ? text.substr(1) : text);
    std::replace_if(
        number.begin(), number.end(), [](char c) { return c == 'D' || c == 'd'; }, 'e');
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error == std::errc::result_out_of_range && !number.empty()) {
      // Too small a number is zero; too large a one is a mistake.
      const std::size_t e = number.find_first_of("eE");
      if (e == std::string::npos || e + 1 >= number.size() || number[e + 1] != '-')
        fail(fmt::format("'{}' is outside the range of double precision", text));
      value = 0;
    } else if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) {
      fail(fmt::format("'{}' is not a number", text), "a line is: value i j k l");
    }
    unsigned index[4] = {};
    for (unsigned& i : index) {
      const std::string_view w = word(rest);
      const auto [stop, wrong] = std::from_chars(w.data(), w.data() + w.size(), i);
      if (w.empty()) fail("four indices must follow the value", "a line is: value i j k l");
      if (wrong != std::errc() || stop != w.data() + w.size()) fail(fmt::format("'{}' is not an index", w));
      if (i > integrals_.orbitals())
        fail(fmt::format("index {} is beyond NORB={}", i, integrals_.orbitals()));
    }
    if (const std::string_view more = word(rest); !more.empty())
      fail(fmt::format("unexpected '{}' after the four indices", more));
    const auto [i, j, k, l] = index;
    ++entries_;
    if (i && j && k && l) set(integrals_.two(i - 1, j - 1, k - 1, l - 1), value, {i, j, k, l});
    else if (i && j && !k && !l) set(integrals_.one(i - 1, j - 1), value, {i, j, 0, 0});
    else if (i && !j && !k && !l) return;  // an orbital energy
    else if (!i && !j && !k && !l) integrals_.core = value;
    else
      fail(fmt::format("indices {} {} {} {} have no meaning", i, j, k, l),
           "i j k l: two electrons; i j 0 0: one electron; 0 0 0 0: the core energy");
  }

  struct Where {
    unsigned i, j, k, l;
  };
  void set(double& place, double value, Where w) {
    // A value that was there came from a symmetric partner (or this very line repeated).
    if (place != 0 && std::abs(place - value) > kPartnerTolerance)
      fail(fmt::format(
               "{} for {} {} {} {} contradicts {}, given before for the same integral or a symmetric partner",
               value, w.i, w.j, w.k, w.l, place),
           "integrals over real orbitals are symmetric: (ij|kl) = (ji|kl) = (kl|ij); unrestricted files are "
           "not read");
    place = value;
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0, line_ = 0, entries_ = 0;
  std::map<std::string, std::vector<std::string>> values_;
  Integrals integrals_;
};

}  // namespace

Integrals read_fcidump(std::string_view text, const std::string& name) { return Reader(text, name).read(); }

bool is_fcidump(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  const std::string begin = upper(text.substr(0, 4));
  return begin == "&FCI" || begin == "$FCI";
}

}  // namespace qiao::algorithms
