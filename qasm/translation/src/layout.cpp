#include "qiao/translation/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "qiao/base/error.hpp"

namespace qiao::translation {
namespace {

using ir::Circuit;
using ir::Qubit;
using qsim::Compare;
using qsim::Verdict;
using qsim::VerifyOptions;
using qsim::VerifyResult;

// Qubits without a place (ir::kMaxQubits) go where `usual` has them, if that is free, else on the free ones in order.
void place_the_others(std::vector<Qubit>& places, std::vector<bool>& taken, const std::vector<Qubit>& usual) {
  for (std::size_t q = 0; q < places.size(); ++q)
    if (places[q] == ir::kMaxQubits && !taken[usual[q]]) places[q] = usual[q], taken[usual[q]] = true;
  Qubit next = 0;
  for (Qubit& place : places) {
    if (place != ir::kMaxQubits) continue;
    while (taken[next]) ++next;
    place = next;
    taken[next] = true;
  }
}

// The places that a map names, and those of the other qubits of the program.
std::vector<Qubit> places_of(const QubitMap& map, const Circuit& program, const Circuit& device,
                             bool program_first, const std::vector<Qubit>& usual) {
  std::vector<Qubit> places(program.num_qubits(), ir::kMaxQubits);
  std::vector<bool> taken(device.num_qubits());
  for (const auto& [name_a, name_b] : map) {
    const Qubit q = qubit_called(program, program_first ? name_a : name_b),
                place = qubit_called(device, program_first ? name_b : name_a);
    if (places[q] != ir::kMaxQubits || taken[place])
      throw Error(ErrorCode::kUsage,
                  fmt::format("the map of qubits: '{}={}' names a qubit twice", name_a, name_b));
    places[q] = place;
    taken[place] = true;
  }
  place_the_others(places, taken, usual);
  return places;
}

// Registers of the same name that are at least as large, if all have one; else by position.
std::vector<Qubit> by_name(const Circuit& program, const Circuit& device, bool& named) {
  std::vector<Qubit> places(program.num_qubits());
  named = true;
  for (const ir::Register& r : program.qregs()) {
    const auto same = std::find_if(device.qregs().begin(), device.qregs().end(), [&](const ir::Register& x) {
      return x.name == r.name && x.size >= r.size;
    });
    if (same == device.qregs().end()) named = false;
    else std::iota(places.begin() + r.offset, places.begin() + r.offset + r.size, same->offset);
  }
  if (!named) std::iota(places.begin(), places.end(), Qubit{0});
  return places;
}

constexpr Qubit kMostPhysical = 1u << 20;  // no device has more

class OnDevice {
 public:
  OnDevice(const Circuit& a, const Circuit& b, const std::vector<ir::Clbit>& bits, const Places& places,
           const VerifyOptions& options)
      : a_(a), b_(b), places_(places), options_(options) {
    names_count_ = a.num_qubits() == b.num_qubits() && is_physical(a) == is_physical(b);
    program_first_ = names_count_ ? places.noted_b || !places.noted_a : !first_is_device(a, b);
    bits_ = bits;
    if (program_first_)
      for (std::size_t c = 0; c < bits.size(); ++c) bits_[bits[c]] = static_cast<ir::Clbit>(c);
    usual_ = by_name(program(), device(), named_);
  }

  VerifyResult run(std::string& note) {
    const auto& noted = program_first_ ? places_.noted_b : places_.noted_a;
    if (!places_.start.empty() || !places_.end.empty()) return given();
    if (noted) {
      if (const auto layout = usable(*noted)) {
        VerifyResult r = compare(*layout, options_.compare);
        if (r.verdict == Verdict::kNotEqual && names_count_) {
          VerifyResult plain = compare({usual_, usual_}, options_.compare);
          if (plain.verdict == Verdict::kEqual) return plain;
        }
        note = "qubits matched by the comments // i and // o";
        return r;
      }
      note = "the comments // i and // o do not fit the programs and are ignored";
    }
    return names_count_ ? compare({usual_, usual_}, options_.compare) : search(note);
  }

 private:
  const Circuit& program() const { return program_first_ ? a_ : b_; }
  const Circuit& device() const { return program_first_ ? b_ : a_; }
  const char* which() const { return program_first_ ? "first" : "second"; }

  VerifyResult given() const {
    Layout layout;
    layout.initial = places_of(places_.start, program(), device(), program_first_, usual_);
    layout.final = places_.end.empty()
                       ? layout.initial
                       : places_of(places_.end, program(), device(), program_first_, layout.initial);
    VerifyResult r = compare(layout, options_.compare);
    // "Not equal" is said of what was given, not of guesses; results are the same wherever the qubits are.
    if (r.verdict != Verdict::kNotEqual || names_count_ || r.results == Verdict::kNotEqual) return r;
    const std::size_t n = program().num_qubits();
    if (places_.start.size() == n) return r;
    if (places_.end.size() != n) return not_comparable("not all qubits of the smaller program have a place");
    VerifyOptions zero = options_;
    zero.start = VerifyOptions::Start::kZero;
    if (compare(layout, zero).verdict == Verdict::kEqual)
      return not_comparable(
          "runs from |0...0> come to the same state, and nothing says where the qubits start");
    return r;
  }

  VerifyResult compare(const Layout& layout, Compare what) const {
    VerifyOptions options = options_;
    options.compare = what;
    return compare(layout, options);
  }
  VerifyResult compare(const Layout& layout, VerifyOptions options) const {
    const auto others = [&](const std::vector<Qubit>& places) {
      std::vector<bool> taken(device().num_qubits());
      for (const Qubit q : places) taken[q] = true;
      std::vector<Qubit> list;
      for (Qubit q = 0; q < taken.size(); ++q)
        if (!taken[q]) list.push_back(q);
      return list;
    };
    options.ancillas_at_start = others(layout.initial);
    options.ancillas_at_end = others(layout.final);
    const Circuit there = qsim::placed(program(), device(), layout.initial, layout.final, bits_);
    for (const ir::Variable& v : there.variables())
      if (v.is_input &&
          std::none_of(device().variables().begin(), device().variables().end(), [&](const ir::Variable& w) {
            return w.is_input && w.name == v.name && w.first == v.first;
          }))
        throw Error(ErrorCode::kUnsupported,
                    "the inputs of the two programs cannot be brought into one order");
    return program_first_ ? qsim::verify(there, b_, options) : qsim::verify(a_, there, options);
  }

  // Comments may also list the ancillas, behind the program's qubits.
  std::optional<Layout> usable(Layout layout) const {
    for (auto* list : {&layout.initial, &layout.final}) {
      if (list->size() < program().num_qubits()) return std::nullopt;
      list->resize(program().num_qubits());
      std::vector<bool> taken(device().num_qubits());
      for (const Qubit q : *list) {
        if (q >= taken.size() || taken[q]) return std::nullopt;
        taken[q] = true;
      }
    }
    return layout;
  }

  // Where the device shows the bits in which the program's measured qubits end; the others stay.
  std::vector<Qubit> by_measurement() const {
    std::vector<Qubit> places(program().num_qubits(), ir::kMaxQubits);
    std::vector<bool> taken(device().num_qubits());
    const auto there = qsim::final_measurements(device());
    for (const auto& [q, bit] : qsim::final_measurements(program()))
      for (const auto& [place, other] : there)
        if (other == bits_[bit] && places[q] == ir::kMaxQubits && !taken[place])
          places[q] = place, taken[place] = true;
    place_the_others(places, taken, usual_);
    return places;
  }

  VerifyResult search(std::string& note) {
    const std::string rest = note.empty() ? "" : note + "; ";
    const auto found = [&](VerifyResult r, const char* how) {
      note = rest + how;
      return r;
    };
    if (options_.compare != Compare::kResults) {
      VerifyResult r = compare({usual_, usual_}, Compare::kStates);
      if (r.verdict == Verdict::kEqual)
        return found(std::move(r), named_ ? "qubits matched by name, the others are ancillas"
                                          : "qubits matched by position, the others are ancillas");
      const std::vector<Qubit> shown = by_measurement();
      if (shown != usual_) {
        r = compare({usual_, shown}, Compare::kStates);
        if (r.verdict == Verdict::kEqual)
          return found(std::move(r),
                       "qubits matched by name and by what is measured, the others are ancillas");
      }
    }
    const bool measured = !qsim::measured_bits(program()).empty() || !qsim::measured_bits(device()).empty();
    const std::vector<Qubit> left = qsim::left_over(program());
    std::string why = "neither program measures anything";
    if (measured) {
      VerifyResult r = compare({usual_, usual_}, Compare::kResults);
      if (options_.compare == Compare::kResults || r.verdict == Verdict::kNotEqual ||
          r.verdict == Verdict::kUndecided)
        return found(std::move(r), "results are compared, wherever the qubits are");
      if (options_.compare == Compare::kShown && left.empty())
        return found(std::move(r),
                     "results are compared, wherever the qubits are: the program leaves none over");
      why = options_.compare == Compare::kShown
                ? fmt::format(
                      "the results of runs from |0...0> are the same, but {} of the {} program is left over",
                      program().qubit_name(left[0]), which())
                : "the results of runs from |0...0> are the same, and what happens for other inputs is not "
                  "known";
    }
    VerifyResult r = not_comparable(
        fmt::format("the {} program has {} qubits, the other {}, and nothing says where they are there: {}",
                    which(), program().num_qubits(), device().num_qubits(), why));
    if (measured) r.results = Verdict::kEqual;
    return r;
  }
  static VerifyResult not_comparable(std::string why) {
    VerifyResult r;
    r.verdict = Verdict::kNotComparable;
    r.method = "places";
    r.detail = std::move(why);
    return r;
  }

  const Circuit &a_, &b_;
  const Places& places_;
  const VerifyOptions& options_;
  bool program_first_ = true, named_ = true;
  bool names_count_ = false;     // of two of a size names, or places, say which qubits belong together
  std::vector<ir::Clbit> bits_;  // of the program, in the device
  std::vector<Qubit> usual_;
};

}  // namespace

bool is_physical(const Circuit& c) { return c.qregs().size() == 1 && c.qregs()[0].name == "$"; }

Qubit qubit_called(const Circuit& c, const std::string& name) {
  Qubit number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc{} && end == name.data() + name.size() && number < c.num_qubits()) return number;
  for (Qubit q = 0; q < c.num_qubits(); ++q)
    if (c.qubit_name(q) == name) return q;
  throw Error(ErrorCode::kUsage, fmt::format("the map of qubits: there is no qubit '{}'", name),
              "it names the first program's and the second's qubits");
}

bool first_is_device(const Circuit& a, const Circuit& b) {
  return is_physical(a) != is_physical(b) ? is_physical(a) : a.num_qubits() > b.num_qubits();
}

QubitMap map_of(const std::vector<Qubit>& places, const Circuit& a, const Circuit& b) {
  QubitMap map;
  for (std::size_t q = 0; q < places.size(); ++q) {
    map.emplace_back(std::to_string(q), std::to_string(places[q]));
    if (first_is_device(a, b)) std::swap(map.back().first, map.back().second);
  }
  return map;
}

std::optional<Layout> layout_comments(std::string_view text) {
  constexpr int kLines = 20;  // they stand at the top
  std::optional<std::vector<Qubit>> initial, final;
  for (int line = 0; line < kLines && !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    std::string_view s = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (!s.starts_with("//")) continue;
    s.remove_prefix(2);
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == ',' || c == '\r'; };
    const auto skip = [&] {
      while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    };
    skip();
    if (s.size() < 2 || (s[0] != 'i' && s[0] != 'o') || !blank(s[1])) continue;
    auto& list = s[0] == 'i' ? initial : final;
    s.remove_prefix(1);
    std::vector<Qubit> places;
    bool good = true;
    for (skip(); good && !s.empty(); skip()) {
      Qubit q = 0;
      const auto [after, error] = std::from_chars(s.data(), s.data() + s.size(), q);
      good = error == std::errc{} && q < ir::kMaxQubits;
      s.remove_prefix(static_cast<std::size_t>(after - s.data()));
      good = good && (s.empty() || blank(s.front()));
      places.push_back(q);
    }
    if (good && !places.empty() && !list) list = std::move(places);
  }
  if (!initial) return std::nullopt;
  return Layout{*initial, final ? *final : *initial};
}

namespace {

// A program with physical qubits has as many as it mentions; the others are idle.
Circuit with_idle_qubits(const Circuit& device, const Circuit& program, const Places& places,
                         bool device_first) {
  Qubit n = std::max(device.num_qubits(), program.num_qubits());
  for (const QubitMap* map : {&places.start, &places.end})
    for (const auto& [name_a, name_b] : *map) {
      std::string_view name = device_first ? name_a : name_b;
      if (name.starts_with('$')) name.remove_prefix(1);
      Qubit q = 0;
      const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), q);
      if (error == std::errc{} && end == name.data() + name.size() && q < kMostPhysical)
        n = std::max(n, q + 1);
    }
  Circuit shape;
  shape.add_qreg("$", n);
  for (const ir::Register& r : device.cregs()) shape.add_creg(r.name, r.size, r.in_order);
  std::vector<Qubit> qubits(device.num_qubits());
  std::iota(qubits.begin(), qubits.end(), Qubit{0});
  std::vector<ir::Clbit> bits(device.num_result_bits());
  std::iota(bits.begin(), bits.end(), ir::Clbit{0});
  return qsim::relabel(device, shape, qubits, bits);
}

}  // namespace

VerifyResult compare_on_device(const Circuit& a, const Circuit& b, const std::vector<ir::Clbit>& bits,
                               const Places& places, const VerifyOptions& options, std::string& note) {
  if (is_physical(a) == is_physical(b)) return OnDevice(a, b, bits, places, options).run(note);
  const bool first = is_physical(a);
  const Circuit device = with_idle_qubits(first ? a : b, first ? b : a, places, first);
  return OnDevice(first ? device : a, first ? b : device, bits, places, options).run(note);
}

}  // namespace qiao::translation
