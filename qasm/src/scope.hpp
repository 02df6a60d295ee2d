#pragma once
// What names mean, scope by scope.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source.hpp"
#include "values.hpp"

namespace qiao::qasm {

enum class SymbolKind : std::uint8_t {
  kGate,
  kQubits,  // register, single qubit or alias
  kBits,
  kConstant,
  kLoopVariable,
  kInput,        // a symbol of the circuit
  kFormalParam,  // of the gate definition being read
  kFormalQubit,
  kVariable,  // index into the checker's variables
  kStretch,
  kSubroutine,  // index into the checker's subroutines
  kExtern,
  kPulse,     // a gate that only a defcal defines
  kPoisoned,  // its declaration had an error: uses are silent
};

// One dimension of an array or of a part of it: element i is `at(i)` elements away from the first one.
struct Dimension {
  std::uint32_t size = 0;
  std::int64_t distance = 0;
  std::vector<std::int64_t> list = {};  // of index sets: the places instead
  std::int64_t at(std::int64_t i) const {
    return list.empty() ? i * distance : list[static_cast<std::size_t>(i)];
  }
};

struct Symbol {
  SymbolKind kind = SymbolKind::kPoisoned;
  bool scalar = false;       // a single bit, not a register of one
  bool replaceable = false;  // a library gate that a program may define anew
  bool built_in = false;     // has no place in the user's files
  Place declared;
  std::uint32_t index = 0;          // gate, first bit, formal or input
  std::uint32_t size = 0;           // of registers
  std::vector<std::uint32_t> list;  // of aliases that are not consecutive bits
  Value value;
  std::vector<Dimension> dims;  // kVariable, an array: elements from `size` on
  bool read_only = false;       // of variables
};
std::string_view describe(SymbolKind kind);

// Where names of outer scopes stop being visible.
enum class Barrier : std::uint8_t { kOpen, kGate, kSubroutine };

class Scopes {
 public:
  Scopes() : scopes_(1) {}
  void push(Barrier barrier = Barrier::kOpen) {
    scopes_.emplace_back();
    scopes_.back().barrier = barrier;
  }
  void pop() { scopes_.pop_back(); }
  bool at_global() const { return scopes_.size() == 1; }
  // Inside a subroutine, so that names of the global scope cannot be assigned.
  bool in_subroutine() const {
    for (const auto& s : scopes_)
      if (s.barrier == Barrier::kSubroutine) return true;
    return false;
  }
  bool is_global(const Symbol* symbol, std::string_view name) {
    return find_in(scopes_.front(), name) == symbol;
  }

  // Null if the name is free in the innermost scope.
  Symbol* find_here(std::string_view name) { return find_in(scopes_.back(), name); }
  // From a gate body only gates and constants outside are visible, from a subroutine's body the global scope
  // without its qubits.
  const Symbol* find(std::string_view name) {
    bool outside_gate = false;
    for (std::size_t i = scopes_.size(); i-- > 0;) {
      Scope& scope = scopes_[i];
      if (const Symbol* s = find_in(scope, name)) {
        if (!outside_gate || s->kind == SymbolKind::kGate || s->kind == SymbolKind::kConstant ||
            s->kind == SymbolKind::kLoopVariable || s->kind == SymbolKind::kPoisoned)
          return s;
        return nullptr;
      }
      outside_gate |= scope.barrier == Barrier::kGate;
      if (scope.barrier == Barrier::kSubroutine) {
        const Symbol* s = find_in(scopes_.front(), name);
        return s && s->kind == SymbolKind::kQubits ? nullptr : s;
      }
    }
    return nullptr;
  }
  const Symbol* find_global(std::string_view name) { return find_in(scopes_.front(), name); }
  Symbol& declare(std::string_view name, Symbol symbol) {
    return scopes_.back().names[name] = std::move(symbol);
  }
  Symbol& declare_global(std::string_view name, Symbol symbol) {
    return scopes_.front().names[name] = std::move(symbol);
  }

  // Visible names for which `wanted` holds, for suggestions.
  template <class Predicate>
  std::vector<std::string> names(Predicate wanted) const {
    std::vector<std::string> out;
    for (const auto& scope : scopes_)
      for (const auto& [name, symbol] : scope.names)
        if (wanted(symbol)) out.emplace_back(name);
    return out;
  }

 private:
  struct Scope {
    std::unordered_map<std::string_view, Symbol> names;
    Barrier barrier = Barrier::kOpen;
  };
  static Symbol* find_in(Scope& scope, std::string_view name) {
    const auto it = scope.names.find(name);
    return it == scope.names.end() ? nullptr : &it->second;
  }
  std::vector<Scope> scopes_;
};

}  // namespace qiao::qasm
