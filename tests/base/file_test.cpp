#include "qiao/base/file.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "qiao/base/error.hpp"
#include "qiao/base/source_text.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;

// A directory of its own for each test, removed afterwards.
class File : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "qiao_file_test_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { fs::remove_all(dir_); }
  std::string path(const char* name) const { return (dir_ / name).string(); }
  static void put(const std::string& p, const std::string& text) {
    std::ofstream(p, std::ios::binary) << text;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(dir_), fs::directory_iterator()));
  }
  fs::path dir_;
};

template <class F>
Error expect_error(F f, ErrorCode code) {
  try {
    f();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), code) << e.what();
    return e;
  }
  ADD_FAILURE() << "no error thrown";
  return Error(ErrorCode::kInternal, "");
}

TEST_F(File, reads_bytes_unchanged) {
  const std::string bytes("a\r\n\0\xff z", 8);
  put(path("f"), bytes);
  EXPECT_EQ(read_file(path("f"), 8), bytes);
  put(path("empty"), "");
  EXPECT_EQ(read_file(path("empty"), 8), "");
}

TEST_F(File, refuses_a_file_above_the_limit) {
  put(path("f"), std::string(101, 'x'));
  const Error e = expect_error([&] { read_file(path("f"), 100); }, ErrorCode::kLimit);
  EXPECT_NE(std::string(e.what()).find("f"), std::string::npos);
}

// An endless special file must be stopped by the limit, too: its size says nothing.
TEST_F(File, refuses_an_endless_file) {
  expect_error([] { read_file("/dev/zero", 1 << 20); }, ErrorCode::kLimit);
}

TEST_F(File, names_a_missing_file_and_a_directory) {
  const Error e = expect_error([&] { read_file(path("absent.qasm"), 100); }, ErrorCode::kIo);
  EXPECT_NE(std::string(e.what()).find("absent.qasm"), std::string::npos) << e.what();
  expect_error([&] { read_file(dir_.string(), 100); }, ErrorCode::kIo);
}

TEST_F(File, atomic_write_creates_and_replaces) {
  const std::string p = path("out.txt");
  write_file_atomically(p, [](std::ostream& out) { out << "one"; });
  EXPECT_EQ(read_file(p, 100), "one");
  write_file_atomically(p, [](std::ostream& out) { out << "two"; });
  EXPECT_EQ(read_file(p, 100), "two");
  EXPECT_EQ(entries(), 1u) << "temporary file left behind";
}

TEST_F(File, atomic_write_keeps_the_old_content_when_the_writer_throws) {
  const std::string p = path("out.txt");
  put(p, "old");
  EXPECT_THROW(write_file_atomically(p,
                                     [](std::ostream& out) {
                                       out << "half";
                                       throw std::runtime_error("stop");
                                     }),
               std::runtime_error);
  EXPECT_EQ(read_file(p, 100), "old");
  EXPECT_EQ(entries(), 1u) << "temporary file left behind";
}

TEST_F(File, atomic_write_reports_a_stream_that_failed_and_keeps_the_old_content) {
  const std::string p = path("out.txt");
  put(p, "old");
  expect_error([&] { write_file_atomically(p, [](std::ostream& out) { out.setstate(std::ios::badbit); }); },
               ErrorCode::kIo);
  EXPECT_EQ(read_file(p, 100), "old");
  EXPECT_EQ(entries(), 1u) << "temporary file left behind";
}

TEST_F(File, atomic_write_into_a_missing_directory_names_it) {
  const Error e = expect_error(
      [&] { write_file_atomically(path("no/such/dir/out.txt"), [](std::ostream& out) { out << "x"; }); },
      ErrorCode::kIo);
  EXPECT_NE(std::string(e.what()).find("no/such/dir"), std::string::npos) << e.what();
}

// What was readable to others must stay so: mkstemp's private 0600 must not leak to the result.
TEST_F(File, atomic_write_gives_a_new_file_the_usual_permissions) {
  const std::string p = path("out.txt");
  write_file_atomically(p, [](std::ostream& out) { out << "x"; });
  put(path("plain"), "x");
  EXPECT_EQ(fs::status(p).permissions(), fs::status(path("plain")).permissions());
}

TEST(MapFile, small_and_large_files_and_pipes_read_the_same) {
  const fs::path dir = fs::temp_directory_path() / ("qiao_map_test_" + std::to_string(::getpid()));
  fs::create_directories(dir);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 20,
                                 (std::size_t{1} << 20) + 1, std::size_t{3} << 20}) {
    std::string text(size, 'x');
    for (std::size_t i = 0; i < size; i += 97) text[i] = static_cast<char>('a' + i % 26);
    const std::string path = (dir / "text").string();
    std::ofstream(path, std::ios::binary) << text;
    const SharedBytes mapped = map_file(path, 1 << 23);
    EXPECT_TRUE(mapped.bytes == text) << size;
    if (size > 0) {
      EXPECT_THROW(map_file(path, size - 1), Error) << size;
    }
    // A file that goes away keeps its bytes.
    fs::remove(path);
    EXPECT_TRUE(mapped.bytes == text) << size;
    // A named pipe: the writer must not see a reader come and go.
    const std::string pipe = (dir / "pipe").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << text; });
    EXPECT_TRUE(map_file(pipe, 1 << 23).bytes == text) << size;
    writer.join();
    fs::remove(pipe);
  }
  EXPECT_THROW(map_file((dir / "none").string(), 100), Error);
  EXPECT_THROW(map_file(dir.string(), 100), Error);
  fs::remove_all(dir);
}

// What was read stays what it was, and a pipe is opened once.
TEST_F(File, a_source_is_read_once) {
  put(path("f"), std::string(2 << 20, 'a'));
  const SourceText copied = read_source(path("f"), 1 << 23, Bytes::kCopied);
  const std::string before = copied.sha256();
  std::fstream(path("f"), std::ios::in | std::ios::out | std::ios::binary) << "b";  // in place
  EXPECT_EQ(copied.sha256(), before);
  EXPECT_EQ(copied.text()[0], 'a');
  EXPECT_EQ(read_source(path("f"), 1 << 23).text()[0], 'b');
  EXPECT_EQ(copied.directory, dir_.string());
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { put(path("pipe"), "text"); });
  const SourceText piped = read_source(path("pipe"), 100);
  writer.join();
  EXPECT_EQ(piped.text(), "text");
  EXPECT_EQ(source_of("t", "<text>").directory, "");
}

}  // namespace
}  // namespace qiao
