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

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  Integrals read() {
    header();
    const unsigned orbitals = whole("NORB", std::nullopt), electrons = whole("NELEC", std::nullopt);
    const unsigned unpaired = whole("MS2", 0, true);
    if (flag("IUHF") || flag("UHF"))
      throw Error(ErrorCode::kUnsupported,
                  fmt::format("{}: different orbitals for the two spins (UHF)", name_),
                  "write the file with restricted (RHF or ROHF) orbitals");
    if (unpaired > electrons || (electrons - unpaired) % 2)
      fail(fmt::format("NELEC={} and MS2={} contradict each other", electrons, unpaired),
           "MS2 is the number of unpaired electrons");
    for (const char* key : {"SYMLZ", "SYML"})
      if (const auto found = values_.find(key); found != values_.end())
        for (const std::string& value : found->second)
          if (value.find_first_not_of("+-0") != std::string::npos)
            throw Error(
                ErrorCode::kUnsupported,
                fmt::format("{}: complex orbitals of definite angular momentum ({}={})", name_, key,
                            fmt::join(found->second, ",")),
                "write the file with real orbitals (PySCF: without symmetry='Coov' or 'Dooh' adapted to Lz)");
    if (const auto found = values_.find("ORBSYM");
        found != values_.end() && !found->second.empty() && found->second.size() != orbitals)
      fail(fmt::format("ORBSYM has {} entries for NORB={} orbitals", found->second.size(), orbitals));
    try {
      integrals_ = Integrals(orbitals, (electrons + unpaired) / 2, (electrons - unpaired) / 2);
    } catch (const Error& e) {
      throw Error(e.code(), fmt::format("{}: {}", name_, e.what()));
    }
    while (!at_end()) line();
    if (entries_ == 0) fail("there are no integrals after the header");
    check_partners();
    const std::vector<unsigned> order = integrals_.reference_order();
    if (std::is_sorted(order.begin(), order.end())) return std::move(integrals_);
    integrals_ = integrals_.reordered(order);
    integrals_.file_order = order;
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

  // With `either_sign`, the magnitude of a number that may be negative.
  unsigned whole(const std::string& key, std::optional<unsigned> missing, bool either_sign = false) const {
    const auto found = values_.find(key);
    if (found == values_.end() || found->second.empty()) {
      if (missing) return *missing;
      fail(fmt::format("the header has no {}", key));
    }
    unsigned value = 0;
    const std::string& text = found->second.front();
    const std::size_t sign = text.front() == '+' || (either_sign && text.front() == '-') ? 1 : 0;
    const auto [end, error] = std::from_chars(text.data() + sign, text.data() + text.size(), value);
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
    // Fortran leaves out the letter of an exponent of three digits: 0.1-100.
    if (const std::size_t sign = number.find_first_of("+-", 1);
        sign != std::string::npos && std::isdigit(static_cast<unsigned char>(number[sign - 1])))
      number.insert(sign, 1, 'e');
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
    if (i && j && k && l) {
      double& place = integrals_.two(i - 1, j - 1, k - 1, l - 1);
      set(place, value, {i, j, k, l}, given_two_, &place - &integrals_.two(0, 0, 0, 0));
      if (std::abs(value) > kPartnerTolerance) listed_.push_back(key({i, j, k, l}));
    } else if (i && j && !k && !l) {
      double& place = integrals_.one(i - 1, j - 1);
      set(place, value, {i, j, 0, 0}, given_one_, &place - &integrals_.one(0, 0));
    } else if (i && !j && !k && !l) return;  // an orbital energy
    else if (!i && !j && !k && !l) integrals_.core = value;
    else
      fail(fmt::format("indices {} {} {} {} have no meaning", i, j, k, l),
           "i j k l: two electrons; i j 0 0: one electron; 0 0 0 0: the core energy");
  }

  struct Where {
    unsigned i, j, k, l;
  };
  void set(double& place, double value, Where w, std::vector<bool>& given, std::ptrdiff_t index) {
    const auto at = static_cast<std::size_t>(index);
    if (given.size() <= at) given.resize(at + at / 2 + 1);
    // A value that was there came from a symmetric partner (or this very line repeated).
    if (given[at] && std::abs(place - value) > kPartnerTolerance)
      fail(fmt::format(
               "{} for {} {} {} {} contradicts {}, given before for the same integral or a symmetric partner",
               value, w.i, w.j, w.k, w.l, place),
           "integrals over real orbitals are symmetric: (ij|kl) = (ji|kl) = (kl|ij); unrestricted files are "
           "not read");
    place = value;
    given[at] = true;
  }

  static std::uint32_t key(Where w) { return (w.i << 8 | w.j) << 16 | w.k << 8 | w.l; }

  // Integrals over complex orbitals lack the partners of real ones: (ij|kl) may be there and (ji|kl) be zero,
  // that is, not listed. A file that lists both for some integrals lists both for all, if its orbitals are real.
  void check_partners() {
    std::sort(listed_.begin(), listed_.end());
    const auto listed = [&](const Where& w) {
      return std::binary_search(listed_.begin(), listed_.end(), key(w));
    };
    const auto split = [](std::uint32_t k) { return Where{k >> 24, k >> 16 & 255, k >> 8 & 255, k & 255}; };
    bool both = false;
    for (const std::uint32_t k : listed_) {
      const Where w = split(k);
      both = both || (w.i != w.j && w.k != w.l && listed({w.j, w.i, w.k, w.l}));
    }
    if (!both) return;
    for (const std::uint32_t k : listed_) {
      const auto [i, j, l, m] = split(k);
      if (i == j || l == m) continue;
      // Any listing of the partner: bra and ket exchanged, or both turned round.
      const Where partners[] = {{j, i, l, m}, {i, j, m, l}, {l, m, j, i}, {m, l, i, j}};
      if (std::none_of(std::begin(partners), std::end(partners), listed))
        throw Error(ErrorCode::kUnsupported,
                    fmt::format("{}: integral {} {} {} {} is there and {} {} {} {} is not: complex orbitals?",
                                name_, i, j, l, m, j, i, l, m),
                    "integrals over real orbitals are symmetric: (ij|kl) = (ji|kl); this file lists both for "
                    "other integrals");
    }
  }

  std::string_view text_;
  const std::string& name_;
  std::vector<bool> given_one_, given_two_;
  std::vector<std::uint32_t> listed_;  // two-electron integrals that are not zero
  std::size_t at_ = 0, line_ = 0, entries_ = 0;
  std::map<std::string, std::vector<std::string>> values_;
  Integrals integrals_;
};

}  // namespace

Integrals read_fcidump(std::string_view text, const std::string& name) { return Reader(text, name).read(); }

bool is_fcidump(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  const std::string begin = upper(text.substr(0, 4));
  return begin == "&FCI" || begin == "$FCI";
}

}  // namespace qiao::algorithms
