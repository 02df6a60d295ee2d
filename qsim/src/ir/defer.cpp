#include <fmt/format.h>

#include <map>

#include "qiao/base/error.hpp"
#include "qiao/ir/synthesis.hpp"

namespace qiao::ir {
namespace {

[[noreturn]] void refuse(const Instruction& in, const std::string& why) {
  throw Error(ErrorCode::kUnsupported, fmt::format("{}:{}: measurements cannot be deferred: {}",
                                                   in.source().line, in.source().column, why));
}

bool keeps_basis(const Instruction& in) {  // diagonal on its target
  const Structure s = structure_of(in.matrix());
  return s.diagonal;
}

}  // namespace

Circuit defer_measurements(const Circuit& circuit) {
  Circuit out = same_shape(circuit);
  std::map<Clbit, Qubit> bit_from;  // measured so far
  std::vector<bool> measured(circuit.num_qubits());
  std::vector<Instruction> waiting;
  const auto check = [&](const Instruction& in) {
    for (const Qubit q : in.targets())
      if (measured[q] &&
          (in.kind() != OpKind::kGate || in.is_symbolic() || in.is_dynamic() || !keeps_basis(in)))
        refuse(in, fmt::format("{} is changed after it was measured", circuit.qubit_name(q)));
  };
  for (std::size_t i = 0; i < circuit.size(); ++i) {
    const Instruction in = circuit.at(i);
    std::vector<Control> controls;
    if (in.kind() == OpKind::kGate)
      for (unsigned c = 0; c < in.num_controls(); ++c) controls.push_back(in.control(c));
    switch (in.kind()) {
      case OpKind::kGate:
        check(in);
        out.append(in, in.targets(), controls);
        break;
      case OpKind::kBarrier:
        out.append(in, in.targets(), {});
        break;
      case OpKind::kReset:
        check(in);
        out.append(in, in.targets(), {});
        break;
      case OpKind::kMeasure: {
        const Qubit q = in.targets()[0];
        if (bit_from.count(in.clbit()))
          refuse(in, fmt::format("{} is written twice", circuit.clbit_name(in.clbit())));
        bit_from[in.clbit()] = q;
        measured[q] = true;
        waiting.push_back(in);
        break;
      }
      case OpKind::kIf: {
        // Each assignment of the bits that satisfies the condition becomes a pattern of controls.
        std::vector<Clbit> read;
        each_read(circuit, in.condition(), [&](Clbit first, std::uint32_t count) {
          for (Clbit c = first; c < first + count; ++c)
            if (bit_from.count(c) && std::find(read.begin(), read.end(), c) == read.end()) read.push_back(c);
        });
        if (read.size() > 8) refuse(in, "the condition reads more than 8 measured bits");
        for (std::uint64_t v = 0; v < std::uint64_t{1} << read.size(); ++v) {
          ClassicalBits bits(circuit.num_clbits());
          std::vector<Control> pattern;
          for (std::size_t k = 0; k < read.size(); ++k) {
            bits.set(read[k], v >> k & 1);
            pattern.emplace_back(bit_from[read[k]], (v >> k & 1) != 0);
          }
          const BlockId block =
              evaluate(circuit, in.condition(), bits) != 0 ? in.then_block() : in.else_block();
          if (block == kNoBlock) continue;
          for (std::size_t j = 0; j < circuit.size(block); ++j) {
            const Instruction inner = circuit.at(j, block);
            if (inner.kind() == OpKind::kBarrier) continue;
            if (inner.kind() != OpKind::kGate) refuse(inner, "only gates may stand in a condition");
            check(inner);
            std::vector<Control> all = pattern;
            for (unsigned c = 0; c < inner.num_controls(); ++c) {
              const Control own = inner.control(c);
              for (const Control& p : pattern)
                if (p.qubit() == own.qubit())
                  refuse(inner, fmt::format("{} controls a gate that its own result conditions",
                                            circuit.qubit_name(own.qubit())));
              all.push_back(own);
            }
            for (const Qubit q : inner.targets())
              for (const Control& p : pattern)
                if (p.qubit() == q)
                  refuse(inner, fmt::format("{} is changed after it was measured", circuit.qubit_name(q)));
            out.append(inner, inner.targets(), all);
          }
        }
        break;
      }
      case OpKind::kDelay:
        break;
      default:
        refuse(in, "the program has loops or classical variables");
    }
  }
  for (const Instruction& in : waiting) out.measure(in.targets()[0], in.clbit(), in.source());
  return out;
}

}  // namespace qiao::ir
