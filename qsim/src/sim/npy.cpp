#include <fmt/format.h>

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
void write_amplitudes(const State& state, const std::vector<std::complex<Real>>& amplitudes,
                      std::ostream& out) {
  const std::uint64_t total = std::uint64_t{1} << state.declared_qubits;
  const unsigned active = static_cast<unsigned>(state.qubits.size());
  std::uint64_t active_mask = 0;
  for (const ir::Qubit q : state.qubits) active_mask |= std::uint64_t{1} << q;
  constexpr std::uint64_t kChunk = 1 << 16;
  std::vector<std::complex<Real>> chunk;
  for (std::uint64_t begin = 0; begin < total; begin += kChunk) {
    const std::uint64_t end = std::min(total, begin + kChunk);
    if (active == state.declared_qubits) {
      out.write(reinterpret_cast<const char*>(amplitudes.data() + begin),
                static_cast<std::streamsize>((end - begin) * sizeof(amplitudes[0])));
    } else {
      chunk.assign(end - begin, {});
      for (std::uint64_t i = begin; i < end; ++i) {
        if (i & ~active_mask) continue;  // an idle qubit is |0>
        std::uint64_t packed = 0;
        for (unsigned k = 0; k < active; ++k) packed |= ((i >> state.qubits[k]) & 1) << k;
        chunk[i - begin] = amplitudes[packed];
      }
      out.write(reinterpret_cast<const char*>(chunk.data()),
                static_cast<std::streamsize>(chunk.size() * sizeof(chunk[0])));
    }
    if (!out) return;  // the caller reports it
  }
}

}  // namespace

void write_npy(const State& state, std::ostream& out, std::uint64_t max_bytes) {
  const bool single = !state.f32.empty();
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
  if (single) write_amplitudes(state, state.f32, out);
  else write_amplitudes(state, state.f64, out);
}

}  // namespace qiao::qsim
