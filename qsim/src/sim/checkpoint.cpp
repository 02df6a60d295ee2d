#include "checkpoint.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <span>

#include "../engine/parallel.hpp"
#include "qiao/base/checksum.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao::qsim {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints are little-endian");

constexpr std::uint64_t kMagic = 0x54504b434f414951u;  // "QIAOCKPT"
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kMaxQubits = 64;
constexpr std::uint64_t kPieceAmplitudes = 1 << 16;
// Pieces held in memory at once.
constexpr std::uint64_t kBatch = 8;

[[noreturn]] void damaged(const std::string& file, const std::string& how) {
  throw Error(ErrorCode::kInput, fmt::format("checkpoint '{}' {}", file, how),
              "delete it to begin again, or give another name");
}

// The one list of the header's fields: f(field) for each in the order of the file.
template <class Header, class F>
void each_field(Header& h, F&& f) {
  f(h.circuit), f(h.qubits), f(h.real_bytes), f(h.seed), f(h.chunk_gates), f(h.chunks_done), f(h.gates_done);
  f(h.gates), f(h.written_at), f(h.global_phase), f(h.flipped), f(h.zero_bits), f(h.piece_amplitudes);
}
constexpr std::size_t kFields = 13;
// Magic, version, size; fields; stored_bit; checksum.
constexpr std::size_t kHeaderBytes = (3 + kFields + 1) * 8 + kMaxQubits;

std::string encode(const CheckpointHeader& header) {
  std::string bytes;
  const auto put = [&](auto value) {
    static_assert(sizeof value == 8);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  put(kMagic), put(kVersion), put(std::uint64_t{kHeaderBytes});
  each_field(header, put);
  std::string map(kMaxQubits, '\0');
  std::copy(header.stored_bit.begin(), header.stored_bit.end(), map.begin());
  bytes += map;
  Checksum sum;
  sum.add(bytes.data(), bytes.size());
  put(sum.value());
  return bytes;
}

CheckpointHeader decode(const std::string& file, const std::string& bytes) {
  std::size_t at = 0;
  const auto get = [&](auto& value) {
    static_assert(sizeof value == 8);
    std::memcpy(&value, bytes.data() + at, sizeof value);
    at += sizeof value;
  };
  std::uint64_t magic = 0, version = 0, size = 0, sum = 0;
  if (bytes.size() >= 8) get(magic);
  if (magic != kMagic) damaged(file, "is not a checkpoint of qiao");
  if (bytes.size() < kHeaderBytes) damaged(file, fmt::format("is truncated: {} bytes", bytes.size()));
  get(version), get(size);
  if (version != kVersion)
    damaged(file, fmt::format("has format version {}; this qiao reads version {}", version, kVersion));
  CheckpointHeader h;
  each_field(h, get);
  const std::size_t map = at;
  at += kMaxQubits;
  get(sum);
  Checksum expected;
  expected.add(bytes.data(), kHeaderBytes - sizeof sum);
  bool good = size == kHeaderBytes && sum == expected.value();
  good = good && h.qubits < 60 && (h.real_bytes == 4 || h.real_bytes == 8) && h.piece_amplitudes > 0;
  if (!good) damaged(file, "is damaged: its header has another checksum");
  h.stored_bit.assign(bytes.begin() + static_cast<std::ptrdiff_t>(map),
                      bytes.begin() + static_cast<std::ptrdiff_t>(map + h.qubits));
  return h;
}

std::uint64_t num_pieces(const CheckpointHeader& h) {
  return ((std::uint64_t{1} << h.qubits) + h.piece_amplitudes - 1) / h.piece_amplitudes;
}
std::uint64_t file_bytes(const CheckpointHeader& h) {
  return kHeaderBytes + (2 * h.real_bytes << h.qubits) + num_pieces(h) * sizeof(std::uint64_t);
}

// Pieces with their checksums behind them, `kBatch` at a time, as they are in the file.
template <class Real>
struct Batch {
  explicit Batch(const CheckpointHeader& h)
      : amplitudes(std::min(h.piece_amplitudes, std::uint64_t{1} << h.qubits)),
        piece_bytes(amplitudes * sizeof(std::complex<Real>)),
        stride(piece_bytes + sizeof(std::uint64_t)),
        bytes(stride * std::min(kBatch, num_pieces(h))) {}

  std::span<std::complex<Real>> numbers(std::uint64_t i) {
    return {reinterpret_cast<std::complex<Real>*>(bytes.data() + i * stride), amplitudes};
  }
  std::uint64_t sum_of(std::uint64_t i) {
    Checksum sum;
    sum.add(bytes.data() + i * stride, piece_bytes);
    return sum.value();
  }
  char* sum_place(std::uint64_t i) { return bytes.data() + i * stride + piece_bytes; }

  std::uint64_t amplitudes;
  std::size_t piece_bytes, stride;
  std::vector<char> bytes;
};

void add(Checksum& sum, const ir::Instruction& in) {
  sum.add(static_cast<std::uint64_t>(in.kind()));
  sum.add(static_cast<std::uint64_t>(in.num_targets()) << 32 | in.num_controls());
  for (const ir::Qubit q : in.targets()) sum.add(std::uint64_t{q});
  for (unsigned c = 0; c < in.num_controls(); ++c) sum.add(std::uint64_t{in.control(c).bits()});
  if (in.kind() == ir::OpKind::kMeasure) sum.add(std::uint64_t{in.clbit()});
  if (in.kind() != ir::OpKind::kGate) return;
  sum.add(static_cast<std::uint64_t>(in.gate()));
  if (in.gate() == ir::GateId::kUnitary) {
    for (const ir::Complex& z : in.matrix().data) sum.add(z.real()), sum.add(z.imag());
  } else {
    for (const double p : in.params()) sum.add(p);
  }
}

}  // namespace

std::uint64_t circuit_hash(const ir::Circuit& circuit) {
  Checksum sum;
  sum.add(std::uint64_t{circuit.num_qubits()});
  sum.add(std::uint64_t{circuit.num_clbits()});
  for (std::size_t b = 0; b < circuit.num_blocks(); ++b) {
    sum.add(std::uint64_t{circuit.size(static_cast<ir::BlockId>(b))});
    for (std::size_t i = 0; i < circuit.size(static_cast<ir::BlockId>(b)); ++i)
      add(sum, circuit.at(i, static_cast<ir::BlockId>(b)));
  }
  return sum.value();
}

CheckpointHeader read_checkpoint_header(const std::string& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string bytes(kHeaderBytes, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad() || (in.gcount() == 0 && errno != 0))
    throw Error(ErrorCode::kIo,
                fmt::format("cannot read checkpoint '{}': {}", file, std::strerror(errno ? errno : EIO)));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  const CheckpointHeader header = decode(file, bytes);
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  if (!error && header.chunks_done == 0 && size == kHeaderBytes) return header;
  if (!error && size != file_bytes(header))
    damaged(file, fmt::format("is truncated: {} bytes instead of {}", size, file_bytes(header)));
  return header;
}

std::uint64_t default_chunk_gates(unsigned active_qubits, Precision precision, double every_s) {
  constexpr double kMost = 4, kPerInterval = 4;
  const double seconds = std::min(kMost, every_s / kPerInterval);
  const double amplitudes_per_second = precision == Precision::kF32 ? 1.6e10 : 8e9;
  const double gates = seconds * amplitudes_per_second * std::ldexp(1.0, -static_cast<int>(active_qubits));
  return std::max<std::uint64_t>(static_cast<std::uint64_t>(gates), std::uint64_t{2} * active_qubits + 1);
}

CheckpointFile::CheckpointFile(const std::string& file) : name_(file), target_(resolve_output(file)) {
  if (target_.kind != OutputTarget::Kind::kFile)
    throw Error(ErrorCode::kUsage, fmt::format("checkpoint '{}' is not a regular file", file),
                "give the name of a file");
  for (int attempts = 0; attempts < 100; ++attempts) {
    fd_ = ::open(target_.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd_ < 0 && errno == ENOENT) return;
    if (fd_ < 0)
      throw Error(ErrorCode::kIo, fmt::format("cannot read checkpoint '{}': {}", file, std::strerror(errno)));
    const bool locked = ::flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    if (locked && is_ours()) return;
    ::close(fd_);
    fd_ = -1;
    // A writer has replaced it meanwhile: the new one is locked by it, too.
    if (!locked)
      throw Error(ErrorCode::kUsage, fmt::format("checkpoint '{}' is in use by another run", file),
                  "wait for its end, or give this one another name");
  }
}

CheckpointFile::~CheckpointFile() {
  if (claimed_only_) remove();
  if (fd_ >= 0) ::close(fd_);
}

bool CheckpointFile::is_ours() const {
  struct stat ours {
  }, there{};
  return ::fstat(fd_, &ours) == 0 && ::lstat(target_.path.c_str(), &there) == 0 &&
         ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

bool CheckpointFile::claim(const CheckpointHeader& header) {
  const std::string bytes = encode(header);
  AtomicFile file(name_);
  file.write(bytes.data(), bytes.size());
  file.lock();
  if (!file.commit_new()) return false;
  fd_ = file.release();
  claimed_only_ = true;
  return true;
}

void CheckpointFile::replace(AtomicFile& file) {
  file.lock();
  bool done = false;
  if (fd_ >= 0 && is_ours()) {
    file.commit();
    done = true;
  } else {
    done = file.commit_new();  // nothing was there, or it was taken away
  }
  if (!done) throw Error(ErrorCode::kIo, fmt::format("checkpoint '{}' is another run's by now", name_));
  if (fd_ >= 0) ::close(fd_);
  fd_ = file.release();
  claimed_only_ = false;
}

void CheckpointFile::remove() {
  if (fd_ >= 0 && is_ours()) ::unlink(target_.path.c_str());
  claimed_only_ = false;
}

void remove_checkpoint(const std::string& file) {
  try {
    CheckpointFile held(file);
    if (!held.found()) return;
    read_checkpoint_header(file);
    held.remove();
  } catch (const Error&) {  // another run's, or no checkpoint
  }
}

void cut_into_chunks(Program& program, std::uint64_t chunk_gates) {
  // Where make_program cut long stretches does not count: checkpoints are older than that.
  std::vector<Segment> whole;
  for (const Segment& s : program.segments)
    if (!whole.empty() && whole.back().block == s.block && whole.back().end == s.begin)
      whole.back().end = s.end;
    else whole.push_back(s);
  std::vector<Segment> chunks;
  for (const Segment& segment : whole) {
    std::size_t begin = segment.begin;
    std::uint64_t gates = 0;
    for (std::size_t i = segment.begin; i < segment.end; ++i) {
      if (program.circuit->at(i, segment.block).kind() != ir::OpKind::kGate) continue;
      if (gates == chunk_gates) {
        chunks.push_back({segment.block, begin, i});
        begin = i;
        gates = 0;
      }
      ++gates;
    }
    chunks.push_back({segment.block, begin, segment.end});
  }
  program.segments = std::move(chunks);
  program.id = next_program_id();
  program.steps.clear();
  program.sources.assign(program.segments.size(), {});
  for (std::uint32_t s = 0; s < program.segments.size(); ++s)
    program.steps.push_back({.kind = StepKind::kSegment, .a = s});
}

template <class Real>
void write_checkpoint(CheckpointFile& held, CheckpointHeader header, const engine::State<Real>& state,
                      int threads) {
  const engine::Arrangement now = state.arrangement();
  header.qubits = state.num_qubits();
  header.real_bytes = sizeof(Real);
  header.written_at = static_cast<std::uint64_t>(std::time(nullptr));
  header.global_phase = now.global_phase;
  header.flipped = now.map.flipped;
  header.zero_bits = now.zero_bits;
  header.stored_bit = now.map.bit;
  header.piece_amplitudes = kPieceAmplitudes;
  AtomicFile file(held.name());
  const std::string bytes = encode(header);
  file.write(bytes.data(), bytes.size());
  Batch<Real> batch(header);
  const engine::IndexMap stored = state.to_stored();
  for (std::uint64_t first = 0, pieces = num_pieces(header); first < pieces; first += kBatch) {
    const std::uint64_t count = std::min(kBatch, pieces - first);
    engine::parallel_for(count, threads, count * batch.amplitudes, [&](std::uint64_t i, int) {
      state.read((first + i) * batch.amplitudes, batch.numbers(i), stored);
      const std::uint64_t sum = batch.sum_of(i);
      std::memcpy(batch.sum_place(i), &sum, sizeof sum);
    });
    file.write(batch.bytes.data(), count * batch.stride);
  }
  held.replace(file);
}

template <class Real>
void load_checkpoint(const std::string& file, const CheckpointHeader& header, engine::State<Real>& state,
                     int threads) {
  std::vector<bool> used(header.qubits);
  for (const std::uint8_t b : header.stored_bit) {
    if (b >= header.qubits || used[b]) damaged(file, "is damaged: its qubit map is none");
    used[b] = true;
  }
  state.arrange({{header.stored_bit, header.flipped}, header.zero_bits, header.global_phase});
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(kHeaderBytes));
  Batch<Real> batch(header);
  const engine::IndexMap stored = state.to_stored();
  for (std::uint64_t first = 0, pieces = num_pieces(header); first < pieces; first += kBatch) {
    const std::uint64_t count = std::min(kBatch, pieces - first);
    const auto wanted = static_cast<std::streamsize>(count * batch.stride);
    if (!in.read(batch.bytes.data(), wanted))
      throw Error(ErrorCode::kIo, fmt::format("cannot read checkpoint '{}': {}", file,
                                              errno ? std::strerror(errno) : "it ends too early"));
    engine::parallel_for(count, threads, count * batch.amplitudes, [&](std::uint64_t i, int) {
      std::uint64_t sum = 0;
      std::memcpy(&sum, batch.sum_place(i), sizeof sum);
      if (sum != batch.sum_of(i))
        damaged(file, fmt::format("is damaged: piece {} of {} has another checksum", first + i + 1, pieces));
      state.write((first + i) * batch.amplitudes, batch.numbers(i), stored);
    });
  }
}

template void write_checkpoint(CheckpointFile&, CheckpointHeader, const engine::State<float>&, int);
template void write_checkpoint(CheckpointFile&, CheckpointHeader, const engine::State<double>&, int);
template void load_checkpoint(const std::string&, const CheckpointHeader&, engine::State<float>&, int);
template void load_checkpoint(const std::string&, const CheckpointHeader&, engine::State<double>&, int);

}  // namespace qiao::qsim
