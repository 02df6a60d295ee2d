#include "qiao/base/run_files.hpp"

#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "qiao/base/atomic_file.hpp"
#include "qiao/base/error.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;

std::atomic<RunFiles*> in_force{nullptr};

[[noreturn]] void cannot_write(const std::string& path, int code) {
  throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': {}", path, std::strerror(code)));
}

// Without links, "" and errno if there is no such thing.
std::string canonical(const std::string& path) {
  const std::unique_ptr<char, decltype(&::free)> text(::realpath(path.c_str(), nullptr), &::free);
  return text ? std::string(text.get()) : std::string();
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder == "/" ? folder + name : folder + "/" + name;
}

// The number of an open file that is named through /proc, as /dev/stdout is; else -1.
int descriptor_named(const std::string& folder, const std::string& name) {
  if (folder != fmt::format("/proc/{}/fd", ::getpid()) || name.empty() || name.size() > 9) return -1;
  if (name.find_first_not_of("0123456789") != std::string::npos) return -1;
  return std::stoi(name);
}

std::string link_text(const std::string& path) {
  std::string text(PATH_MAX, '\0');
  const ssize_t length = ::readlink(path.c_str(), text.data(), text.size());
  if (length < 0) return {};
  text.resize(static_cast<std::size_t>(length));
  return text;
}

}  // namespace

OutputTarget resolve_output(const std::string& path) {
  constexpr int kMaxLinks = 40;  // as the kernel has it
  OutputTarget target;
  std::string at = path;
  for (int links = 0;; ++links) {
    if (links > kMaxLinks) cannot_write(path, ELOOP);
    const fs::path split(at);
    const std::string name = split.filename().string(), parent = split.parent_path().string();
    if (at.empty()) cannot_write(path, ENOENT);
    struct stat info {};
    if (name.empty() || name == "." || name == "..") {
      if (::stat(at.c_str(), &info) != 0) cannot_write(path, errno);
      throw Error(ErrorCode::kUsage, fmt::format("cannot write '{}': it is a folder", path));
    }
    target.folder = canonical(parent.empty() ? "." : parent);
    if (target.folder.empty()) cannot_write(path, errno);
    target.path = joined(target.folder, name);
    if (const int descriptor = descriptor_named(target.folder, name); descriptor >= 0) {
      target.kind = OutputTarget::Kind::kDescriptor;
      target.descriptor = descriptor;
      if (::fstat(descriptor, &target.info) != 0) cannot_write(path, errno);
      target.exists = true;
      return target;
    }
    if (::lstat(target.path.c_str(), &info) != 0) {
      if (errno != ENOENT) cannot_write(path, errno);
      return target;
    }
    if (!S_ISLNK(info.st_mode)) {
      if (S_ISDIR(info.st_mode))
        throw Error(ErrorCode::kUsage, fmt::format("cannot write '{}': it is a folder", path));
      target.exists = true;
      target.info = info;
      if (!S_ISREG(info.st_mode)) target.kind = OutputTarget::Kind::kDevice;
      return target;
    }
    const std::string to = link_text(target.path);
    if (to.empty()) cannot_write(path, errno);
    at = to[0] == '/' ? to : joined(target.folder, to);
  }
}

RunFiles::RunFiles() : previous_(in_force.exchange(this)) {}
RunFiles::~RunFiles() { in_force = previous_; }
RunFiles* RunFiles::current() { return in_force; }

// Terminals, /dev/null and the like may be read and written at will.
bool RunFiles::comparable(const struct stat& info) { return S_ISREG(info.st_mode) || S_ISBLK(info.st_mode); }

RunFiles::Identity RunFiles::identity(const OutputTarget& target) {
  if (target.exists) return {target.info.st_dev, target.info.st_ino, ""};
  struct stat info {};
  if (::stat(target.folder.c_str(), &info) != 0) cannot_write(target.path, errno);
  return {info.st_dev, info.st_ino, fs::path(target.path).filename().string()};
}

void RunFiles::add_input(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) reading(path, info);
}
void RunFiles::add_input(int descriptor, const std::string& name) {
  struct stat info {};
  if (::fstat(descriptor, &info) == 0) reading(name, info);
}

void RunFiles::reading(const std::string& path, const struct stat& info) {
  if (!comparable(info)) return;
  const std::lock_guard lock(mutex_);
  inputs_.emplace(Identity{info.st_dev, info.st_ino, ""}, path);
}

void RunFiles::add_output(const std::string& path, const std::string& what) try {
  const OutputTarget target = resolve_output(path);
  if (target.kind == OutputTarget::Kind::kFile) {
    add_output_identity({what, path, target.path, identity(target)});
    const AtomicFile probe(path);
    return;
  }
  if (target.kind == OutputTarget::Kind::kDevice && ::access(target.path.c_str(), W_OK) != 0)
    cannot_write(path, errno);
  const std::lock_guard lock(mutex_);
  targets_.push_back(target.path);
} catch (const Error& error) {
  throw Error(error.code(), fmt::format("{}: {}", what, error.what()), error.hint());
}

void RunFiles::add_output(int descriptor, const std::string& what) {
  struct stat info {};
  if (::fstat(descriptor, &info) != 0 || !comparable(info)) return;
  const std::lock_guard lock(mutex_);
  outputs_.emplace(Identity{info.st_dev, info.st_ino, ""}, Output{what, what, "", {}});
}

void RunFiles::add_output_identity(Output output) {
  const std::lock_guard lock(mutex_);
  if (const auto input = inputs_.find(output.identity); input != inputs_.end())
    throw Error(ErrorCode::kUsage,
                fmt::format("'{}' is an input of this run{}", output.path,
                            input->second == output.path ? "" : fmt::format(": '{}'", input->second)),
                "write to another name");
  const auto [at, added] = outputs_.emplace(output.identity, output);
  if (!added)
    throw Error(ErrorCode::kUsage,
                at->second.target.empty()
                    ? fmt::format("'{}' is {}, too", output.path, at->second.what)
                    : fmt::format("'{}' is the file of {}, too", output.path, at->second.what),
                "write to another name");
  targets_.push_back(output.target);
}

void RunFiles::add_output_folder(const std::string& path, const std::string& what) {
  const auto fail = [&](ErrorCode code, const std::string& why) {
    throw Error(code, fmt::format("{}: cannot write to the folder '{}': {}", what, path, why));
  };
  // What is there of it says whether the rest can be made.
  fs::path there(path), rest;
  if (there.empty()) fail(ErrorCode::kIo, std::strerror(ENOENT));
  struct stat info {};
  while (::stat(there.empty() ? "." : there.c_str(), &info) != 0) {
    if (errno != ENOENT) fail(ErrorCode::kIo, std::strerror(errno));
    rest = there.filename() / rest;
    there = there.parent_path();
  }
  if (!S_ISDIR(info.st_mode)) fail(ErrorCode::kUsage, fmt::format("'{}' is no folder", there.string()));
  const std::string found = canonical(there.empty() ? "." : there.string());
  const std::string probe = joined(found, ".qiao-probe");
  std::string folder = rest.empty() ? found : joined(found, rest.string());
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  {
    const std::lock_guard lock(mutex_);
    folders_.push_back(std::move(folder));
    targets_.push_back(probe);
  }
  try {
    const AtomicFile file(probe);
  } catch (const Error& error) {
    fail(error.code(), error.what());
  }
}

void RunFiles::check() const {
  const std::lock_guard lock(mutex_);
  for (const auto& [identity, output] : outputs_)
    if (const auto input = inputs_.find(identity); input != inputs_.end())
      throw Error(ErrorCode::kUsage,
                  fmt::format("{}: '{}' is an input of this run{}", output.what, output.path,
                              input->second == output.path ? "" : fmt::format(": '{}'", input->second)),
                  "write to another name");
}

void RunFiles::writing(const std::string& path, const OutputTarget& target) const {
  const std::lock_guard lock(mutex_);
  if (target.kind == OutputTarget::Kind::kFile)
    if (const auto input = inputs_.find(identity(target)); input != inputs_.end())
      throw Error(ErrorCode::kUsage,
                  fmt::format("cannot write '{}': it is an input of this run{}", path,
                              input->second == path ? "" : fmt::format(": '{}'", input->second)),
                  "write to another name");
  if (std::find(targets_.begin(), targets_.end(), target.path) != targets_.end()) return;
  for (const std::string& folder : folders_)
    if (target.path.starts_with(joined(folder, ""))) return;
  throw Error(ErrorCode::kInternal,
              fmt::format("internal error: '{}' is written without having been declared an output", path));
}

}  // namespace qiao
