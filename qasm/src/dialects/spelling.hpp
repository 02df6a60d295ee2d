#pragma once
// Gate names of a language: the one table for reading and writing it.

#include <array>
#include <span>
#include <string_view>
#include <unordered_map>

#include "qiao/ir/synthesis.hpp"

namespace qiao::qasm {

inline constexpr unsigned kAnyControls = ir::GateSet::kAny;

struct Spelling {
  std::string_view name;
  ir::GateId id;
  unsigned controls = 0;  // kAnyControls: the language adds controls by other means
  bool inverse = false;   // written as the inverse of `name` (MindQuantum's hermitian())
};

class SpellingTable {
 public:
  explicit SpellingTable(std::span<const Spelling> rows) : rows_(rows) {
    for (auto& row : index_) row.fill(nullptr);
    for (const Spelling& s : rows) {
      auto& list = index_[static_cast<std::size_t>(s.id)];
      if (s.controls == kAnyControls) {
        for (auto& entry : list)
          if (!entry) entry = &s;
        gates_.add_any(s.id);
      } else {
        if (!list[s.controls]) list[s.controls] = &s;  // the first of several names is written
        gates_.add(s.id, s.controls);
      }
      names_.emplace(s.name, &s);
    }
  }
  const ir::GateSet& gates() const { return gates_; }
  ir::GateSet& gates() { return gates_; }
  const Spelling* find(ir::GateId id, std::size_t controls) const {
    const auto& list = index_[static_cast<std::size_t>(id)];
    return list[std::min<std::size_t>(controls, kMaxListed)];
  }
  const Spelling* find(std::string_view name) const {
    const auto it = names_.find(name);
    return it == names_.end() ? nullptr : it->second;
  }
  std::span<const Spelling> rows() const { return rows_; }

 private:
  static constexpr std::size_t kMaxListed = 7;  // more controls: only where any number is allowed
  std::span<const Spelling> rows_;
  std::array<std::array<const Spelling*, kMaxListed + 1>, ir::kGateCount> index_;
  std::unordered_map<std::string_view, const Spelling*> names_;
  ir::GateSet gates_;
};

}  // namespace qiao::qasm
