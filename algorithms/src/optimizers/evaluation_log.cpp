// A text file: "qiao.evaluations/1", the identity, then one line per evaluation:
//   <checksum> <start> <index> v|g <seconds> <value> <n> x_1 ... x_n [g_1 ... g_n]
// Numbers have the shortest form that reads back exactly; the checksum is of what follows it.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <system_error>

#include "qiao/algorithms/optimizer.hpp"
#include "qiao/base/checksum.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao::algorithms {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kMagic = "qiao.evaluations/1";
constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 34;
// A process that dies loses at most the evaluations of this time, which are then made again.
constexpr auto kFlushEvery = std::chrono::milliseconds(100);

std::uint64_t checksum(std::string_view text) {
  Checksum sum;
  sum.add(text.data(), text.size());
  return sum.value();
}

template <class T>
bool take(std::string_view& text, T& value, int base = 10) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  std::from_chars_result r{};
  if constexpr (std::is_floating_point_v<T>)
    r = std::from_chars(text.data(), text.data() + text.size(), value);
  else r = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (r.ec != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(r.ptr - text.data()));
  return true;
}

bool read_line(std::string_view line, Evaluation& e) {
  std::uint64_t sum = 0, n = 0;
  if (!take(line, sum, 16) || line.empty()) return false;
  line.remove_prefix(1);
  if (checksum(line) != sum || !take(line, e.start) || !take(line, e.index) || line.size() < 2) return false;
  const char kind = line[1];
  line.remove_prefix(2);
  if (!take(line, e.seconds) || !take(line, e.value) || !take(line, n) || n > line.size()) return false;
  e.x.resize(n);
  e.gradient.resize(kind == 'g' ? n : 0);
  for (double& x : e.x)
    if (!take(line, x)) return false;
  for (double& g : e.gradient)
    if (!take(line, g)) return false;
  return line.empty();
}

}  // namespace

struct EvaluationLog::Impl {
  std::string path;
  int file = -1;
  bool made_here = false;  // and nothing appended yet
  std::map<std::uint32_t, std::deque<Evaluation>> known;
  std::map<std::uint32_t, Evaluation> handed_out;
  std::uint64_t found = 0;
  double found_seconds = 0;
  std::string pending;
  std::string failure;  // why nothing more is kept
  std::chrono::steady_clock::time_point flushed = std::chrono::steady_clock::now();
  std::mutex mutex;

  [[noreturn]] void fail(const char* what) const {
    throw Error(ErrorCode::kIo, fmt::format("{}: cannot {}: {}", path, what,
                                            std::error_code(errno, std::generic_category()).message()));
  }
  void write_pending() {
    const char* at = pending.data();
    std::size_t left = pending.size();
    while (left > 0) {
      const ssize_t n = ::write(file, at, left);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail("write");
      at += n;
      left -= static_cast<std::size_t>(n);
    }
    pending.clear();
    flushed = std::chrono::steady_clock::now();
  }
  // The run is worth more than its log: it goes on without.
  void keep_pending() {
    try {
      write_pending();
    } catch (const Error& error) {
      failure = error.what();
      pending.clear();
    }
  }
};

namespace {

// False if another process has it. File systems without locks have none to wait for.
bool lock(int file) {
  while (::flock(file, LOCK_EX | LOCK_NB) != 0)
    if (errno != EINTR) return errno != EWOULDBLOCK;
  return true;
}

[[noreturn]] void in_use(const std::string& path) {
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is the log of a run that is still going", path),
              "wait for its end, or write to another name");
}

// "seed is 1 there, 2 here": what two identities disagree about, as far as they are JSON objects.
std::string differences(const std::string& there, const std::string& here) {
  const Json a = Json::parse(there, nullptr, false), b = Json::parse(here, nullptr, false);
  if (!a.is_object() || !b.is_object()) return fmt::format("{} instead of {}", there, here);
  std::string text;
  const auto shown = [](const Json& object, const std::string& key) {
    return object.contains(key) ? object[key].dump(-1, ' ', true, Json::error_handler_t::replace) : "not set";
  };
  Json all = a;
  all.update(b);
  for (const auto& item : all.items())
    if (const std::string x = shown(a, item.key()), y = shown(b, item.key()); x != y)
      text += fmt::format("{}{} is {} there, {} here", text.empty() ? "" : "; ", item.key(), x, y);
  return text;
}

}  // namespace

EvaluationLog::EvaluationLog() : impl_(std::make_unique<Impl>()) {}

EvaluationLog::~EvaluationLog() {
  if (impl_->file < 0) return;
  if (impl_->made_here) {  // a run that did not even begin leaves nothing
    remove();
    return;
  }
  if (impl_->failure.empty()) impl_->keep_pending();
  ::close(impl_->file);
}

std::unique_ptr<EvaluationLog> EvaluationLog::create(const std::string& path, const std::string& identity) {
  std::unique_ptr<EvaluationLog> log(new EvaluationLog);
  log->impl_->path = path;
  log->impl_->file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
  if (log->impl_->file < 0) {
    const int code = errno;
    if (code == EEXIST) {
      const int other = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
      const bool free = other < 0 || lock(other);
      if (other >= 0) ::close(other);
      if (!free) in_use(path);
    }
    errno = code;
    if (code == EEXIST)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' has the evaluations of an unfinished run", path),
                  "go on with --resume, or remove the file to start afresh");
    log->impl_->fail("create");
  }
  log->impl_->made_here = true;
  lock(log->impl_->file);
  log->impl_->pending = fmt::format("{}\n{}\n", kMagic, identity);
  log->impl_->keep_pending();
  if (!log->impl_->failure.empty()) log->remove();
  return log;
}

std::string EvaluationLog::identity_of(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return "";
  const std::string text = read_file(path, kMaxBytes, ReadAs::kEarlierOutput);
  const std::size_t first = text.find('\n'), second = first == text.npos ? first : text.find('\n', first + 1);
  if (second == text.npos || text.substr(0, first) != kMagic)
    throw Error(ErrorCode::kInput, fmt::format("'{}' is no log of evaluations", path), "remove it");
  return text.substr(first + 1, second - first - 1);
}

std::unique_ptr<EvaluationLog> EvaluationLog::resume(const std::string& path, const std::string& identity) {
  std::unique_ptr<EvaluationLog> log(new EvaluationLog);
  Impl& impl = *log->impl_;
  impl.path = path;
  const int file = ::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  if (file < 0) impl.fail("go on with it");
  if (!lock(file)) {
    ::close(file);
    in_use(path);
  }
  impl.file = file;
  const std::string found = identity_of(path);
  if (found != identity)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("'{}' belongs to a run with other settings: {}", path, differences(found, identity)),
        "repeat the command as it was, or remove the file to start afresh");
  const std::string text = read_file(path, kMaxBytes, ReadAs::kEarlierOutput);
  std::size_t at = text.find('\n', text.find('\n') + 1) + 1, good = at;
  for (; at < text.size(); at = good) {
    const std::size_t end = text.find('\n', at);
    Evaluation e;
    if (end == text.npos || !read_line(std::string_view(text).substr(at, end - at), e)) break;
    auto& list = impl.known[e.start];
    if (e.index != list.size()) break;
    impl.found_seconds = std::max(impl.found_seconds, e.seconds);
    ++impl.found;
    list.push_back(std::move(e));
    good = end + 1;
  }
  if (::ftruncate(impl.file, static_cast<off_t>(good)) != 0) impl.fail("go on with it");
  return log;
}

const Evaluation* EvaluationLog::next(std::uint32_t start) {
  const std::lock_guard lock(impl_->mutex);
  auto& list = impl_->known[start];
  if (list.empty()) return nullptr;
  Evaluation& e = impl_->handed_out[start] = std::move(list.front());
  list.pop_front();
  return &e;
}

void EvaluationLog::append(const Evaluation& e) {
  std::string line = fmt::format("{} {} {} {} {} {}", e.start, e.index, e.gradient.empty() ? 'v' : 'g',
                                 e.seconds, e.value, e.x.size());
  for (const double x : e.x) line += fmt::format(" {}", x);
  for (const double g : e.gradient) line += fmt::format(" {}", g);
  const std::lock_guard lock(impl_->mutex);
  if (!impl_->failure.empty()) return;
  impl_->made_here = false;
  impl_->pending += fmt::format("{:016x} {}\n", checksum(line), line);
  if (std::chrono::steady_clock::now() - impl_->flushed >= kFlushEvery) impl_->keep_pending();
}

void EvaluationLog::flush() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->failure.empty()) impl_->keep_pending();
}

std::string EvaluationLog::failure() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->failure;
}

std::uint64_t EvaluationLog::known() const { return impl_->found; }
double EvaluationLog::known_seconds() const { return impl_->found_seconds; }

void EvaluationLog::remove() {
  const std::lock_guard lock(impl_->mutex);
  std::error_code ignored;
  if (impl_->file >= 0) {  // removed while it is locked: it cannot be another's by then
    std::filesystem::remove(impl_->path, ignored);
    ::close(impl_->file);
  }
  impl_->file = -1;
  impl_->made_here = false;
  impl_->pending.clear();
}

}  // namespace qiao::algorithms
