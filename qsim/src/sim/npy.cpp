#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ostream>

#include "qiao/base/error.hpp"
#include "qiao/base/machine.hpp"
#include "qiao/qsim/run.hpp"

namespace qiao::qsim {
namespace {

// The .npy format, version 1.0: magic, header length, a Python dict literal padded to 64 bytes, raw data.
void write_header(std::ostream& out, const char* dtype, std::uint64_t count) {
  std::string header =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({},), }}", dtype, count);
  header.append(63 - (10 + header.size()) % 64, ' ');
  header += '\n';
  out.write("\x93NUMPY\x01\x00", 8);
  out.put(static_cast<char>(header.size() & 0xff));
  out.put(static_cast<char>(header.size() >> 8));
  out << header;
}

template <class Real>
void write_amplitudes(const StateView& state, std::ostream& out) {
  const std::uint64_t total = std::uint64_t{1} << state.declared_qubits;
  const unsigned active = static_cast<unsigned>(state.qubits.size());
  std::uint64_t active_mask = 0;
  for (const ir::Qubit q : state.qubits) active_mask |= std::uint64_t{1} << q;
  // Active qubits below `low` are all qubits there: so many amplitudes stand together.
  unsigned low = 0;
  while (low < active && state.qubits[low] == low) ++low;
  const std::uint64_t run = std::uint64_t{1} << std::min(low, 16u);
  const std::uint64_t chunk_size = std::min<std::uint64_t>(total, 1 << 16);
  std::vector<std::complex<Real>> chunk(chunk_size);
  for (std::uint64_t begin = 0; begin < total; begin += chunk_size) {
    for (std::uint64_t i = begin; i < begin + chunk_size; i += run) {
      std::complex<Real>* const to = chunk.data() + (i - begin);
      if (i & ~active_mask) {  // an idle qubit is |0>
        std::fill(to, to + run, std::complex<Real>{});
        continue;
      }
      std::uint64_t packed = 0;
      for (unsigned k = 0; k < active; ++k) packed |= ((i >> state.qubits[k]) & 1) << k;
      state.read(packed, run, to);
    }
    out.write(reinterpret_cast<const char*>(chunk.data()),
              static_cast<std::streamsize>(chunk_size * sizeof(chunk[0])));
    if (!out) return;  // the caller reports it
  }
}

// A state in vectors.
class KeptState : public StateView {
 public:
  explicit KeptState(const State& state)
      : StateView(state.declared_qubits, state.qubits, state.f32.empty() ? Precision::kF64 : Precision::kF32),
        state_(state) {}
  void read(std::uint64_t first, std::uint64_t count, void* out) const override {
    const auto copy = [&](const auto& amplitudes) {
      std::memcpy(out, amplitudes.data() + first, count * sizeof(amplitudes[0]));
    };
    if (precision == Precision::kF32) copy(state_.f32);
    else copy(state_.f64);
  }

 private:
  const State& state_;
};

}  // namespace

void write_npy(const State& state, std::ostream& out, std::uint64_t max_bytes) {
  write_npy(KeptState(state), out, max_bytes);
}

void write_npy(const StateView& state, std::ostream& out, std::uint64_t max_bytes) {
  const bool single = state.precision == Precision::kF32;
  const std::uint64_t size = single ? sizeof(std::complex<float>) : sizeof(std::complex<double>);
  if (state.declared_qubits >= 60 || (size << state.declared_qubits) > max_bytes)
    throw Error(
        ErrorCode::kLimit,
        fmt::format(
            "the state of {} declared qubits as a file needs {}, the limit is {}", state.declared_qubits,
            state.declared_qubits >= 60 ? "more than 16 EiB" : format_bytes(size << state.declared_qubits),
            format_bytes(max_bytes)),
        "only active qubits cost memory, but a .npy file holds all declared ones; declare fewer");
  write_header(out, single ? "<c8" : "<c16", std::uint64_t{1} << state.declared_qubits);
  if (single) write_amplitudes<float>(state, out);
  else write_amplitudes<double>(state, out);
}

}  // namespace qiao::qsim
