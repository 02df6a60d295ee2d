#pragma once
// Checkpoints: the state of a long evolution in a file, to go on from after an interruption.
//
// A run with a checkpoint evolves the circuit in chunks of a fixed number of gates (chosen by width, precision
// and interval alone, so the same run is always cut at the same places) and may write the state between
// them. A resumed run therefore repeats exactly what the uninterrupted one would have done: amplitudes are
// the same to the last bit on the same instruction set, with any number of threads; on another instruction
// set they agree up to rounding.
//
// The file, all numbers little-endian, 64 bits each unless said otherwise:
//   "QIAOCKPT", version, bytes of the header, then the fields of CheckpointHeader in the order of
//   checkpoint.cpp, then a checksum of all that; then the amplitudes without the global phase, as pairs
//   (re, im) of f32 or f64 numbers in logical order (bit k of the index is active qubit k), in pieces of
//   `piece_amplitudes`, each followed by its checksum. Checksums are FNV-1a over 64-bit words.
// Before the first chunk is done the header stands alone: a run claims its file when it begins, and it locks
// it (flock) until its end, so that two runs never share one.

#include <cstdint>
#include <string>
#include <vector>

#include "qiao/ir/circuit.hpp"

namespace qiao::qsim {

struct CheckpointOptions {
  std::string file;               // empty: none. Resumed from if it exists
  double every_s = 600;           // seconds between writing; also written when the run is stopped
  std::uint64_t chunk_gates = 0;  // gates between places where it may be written; 0: chosen
};

struct CheckpointHeader {
  std::uint64_t circuit = 0;     // see circuit_hash
  std::uint64_t qubits = 0;      // active
  std::uint64_t real_bytes = 8;  // of one number: 4 (f32) or 8 (f64)
  std::uint64_t seed = 0;
  std::uint64_t chunk_gates = 0;
  std::uint64_t chunks_done = 0;
  std::uint64_t gates_done = 0, gates = 0;
  std::uint64_t written_at = 0;  // Unix time
  double global_phase = 0;
  std::uint64_t flipped = 0, zero_bits = 0;  // of stored index bits
  std::uint64_t piece_amplitudes = 0;
  std::vector<std::uint8_t> stored_bit;  // by active qubit; 64 bytes in the file
};

// Throws Error(kIo) if the file cannot be read and Error(kInput) if it is no checkpoint or damaged; both name
// it.
CheckpointHeader read_checkpoint_header(const std::string& file);

// Deletes what a run has left, once its result is where it should be. A file that another run has by now
// stays.
void remove_checkpoint(const std::string& file);

// Equal for circuits with the same instructions on the same qubits and bits; names and source places do not
// count.
std::uint64_t circuit_hash(const ir::Circuit& circuit);

}  // namespace qiao::qsim
