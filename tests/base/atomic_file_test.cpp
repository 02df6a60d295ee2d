// Files that appear whole or not at all, and what a run may write.

#include "qiao/base/atomic_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>

#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"
#include "support/temporary_folder.hpp"

namespace qiao {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

template <class F>
std::string refusal(F f, ErrorCode code) {
  try {
    f();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), code) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "not refused";
  return "";
}

// What a child process ends with; it may change itself at will.
int in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// With unnamed temporary files, and as on file systems that do not know them.
class AtomicFileTest : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override { AtomicFile::unnamed_files = GetParam(); }
  void TearDown() override { AtomicFile::unnamed_files = true; }
  std::string path(const std::string& name) const { return folder_.path(name); }
  static void write(const std::string& path, const std::string& text) {
    write_file_atomically(path, [&](std::ostream& out) { out << text; });
  }
  const testing::TemporaryFolder folder_{"qiao_atomic_file"};
};

TEST_P(AtomicFileTest, links_are_followed) {
  fs::create_directory(path("d"));
  put(path("d/target"), "old");
  fs::create_symlink("d/target", path("link"));
  fs::create_symlink("link", path("link_to_link"));
  fs::create_symlink(path("d/absent"), path("dangling"));
  write(path("link_to_link"), "new");
  write(path("dangling"), "made");
  EXPECT_EQ(content(path("d/target")), "new");
  EXPECT_EQ(content(path("d/absent")), "made");
  for (const char* link : {"link", "link_to_link", "dangling"})
    EXPECT_TRUE(fs::is_symlink(path(link))) << link;
  EXPECT_EQ(folder_.entries(), 4u);
  fs::create_symlink("b", path("a"));
  fs::create_symlink("a", path("b"));
  refusal([&] { write(path("a"), "x"); }, ErrorCode::kIo);
  fs::create_symlink("no/such", path("into_nothing"));
  EXPECT_NE(refusal([&] { write(path("into_nothing"), "x"); }, ErrorCode::kIo).find("into_nothing"),
            std::string::npos);
}

TEST_P(AtomicFileTest, another_name_of_the_old_file_keeps_it) {
  put(path("a"), "old");
  fs::create_hard_link(path("a"), path("b"));
  write(path("a"), "new");
  EXPECT_EQ(content(path("a")), "new");
  EXPECT_EQ(content(path("b")), "old");
}

TEST_P(AtomicFileTest, large_and_small_pieces_arrive_in_order) {
  std::string whole;
  write_file_atomically(path("f"), [&](std::ostream& out) {
    for (std::size_t i = 0; i < 300; ++i) {
      const std::string piece(i % 7 == 0 ? 1 + 900 * i : i, static_cast<char>('a' + i % 26));
      out << piece;
      out.put('.');
      whole += piece + '.';
    }
  });
  EXPECT_EQ(content(path("f")), whole);
}

TEST_P(AtomicFileTest, a_name_of_the_greatest_length) {
  const std::string longest(255, 'n');
  write(path(longest), "one");
  write(path(longest), "two");
  EXPECT_EQ(content(path(longest)), "two");
  EXPECT_EQ(folder_.entries(), 1u);
  EXPECT_NE(refusal([&] { write(path(longest + "n"), "x"); }, ErrorCode::kIo).find("too long"),
            std::string::npos);
}

TEST_P(AtomicFileTest, permissions_stay) {
  put(path("f"), "old");
  ::chmod(path("f").c_str(), 0640);
  write(path("f"), "new");
  EXPECT_EQ(static_cast<unsigned>(fs::status(path("f")).permissions()), 0640u);
}

// Root may write anything, so the child becomes nobody.
TEST_P(AtomicFileTest, what_the_user_protected_is_refused) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to become somebody else";
  fs::permissions(fs::path(path("f")).parent_path(), fs::perms::all);
  put(path("f"), "old");
  ::chmod(path("f").c_str(), 0444);
  fs::create_directory(path("closed"));
  EXPECT_EQ(in_child([&] {
              if (::setuid(65534) != 0) return 3;
              for (const char* name : {"f", "closed/f"}) try {
                  write(path(name), "new");
                  return 1;
                } catch (const Error& e) {
                  if (std::string(e.what()).find("Permission denied") == std::string::npos) return 2;
                }
              return 0;
            }),
            0);
  EXPECT_EQ(content(path("f")), "old");
}

TEST_P(AtomicFileTest, devices_pipes_and_open_files_are_written_in_place) {
  write("/dev/null", "x");
  if (fs::exists("/dev/full")) {
    EXPECT_NE(refusal([&] { write("/dev/full", "x"); }, ErrorCode::kIo).find("No space left"),
              std::string::npos);
  }
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::string got;
  std::thread reader([&] { got = content(path("pipe")); });
  write(path("pipe"), "through the pipe");
  reader.join();
  EXPECT_EQ(got, "through the pipe");
  // /dev/fd/N is the open file, with what was written to it before.
  const int fd = ::open(path("f").c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_EQ(::write(fd, "before ", 7), 7);
  write("/dev/fd/" + std::to_string(fd), "after");
  write("/proc/self/fd/" + std::to_string(fd), "wards");
  ::close(fd);
  EXPECT_EQ(content(path("f")), "before afterwards");
  EXPECT_EQ(folder_.entries(), 2u);
}

TEST_P(AtomicFileTest, a_full_disk_keeps_what_was_there) {
  put(path("f"), "old");
  EXPECT_EQ(in_child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const rlimit most{10'000, 10'000};
              if (::setrlimit(RLIMIT_FSIZE, &most) != 0) return 3;
              try {
                write(path("f"), std::string(100'000, 'x'));
                return 1;
              } catch (const Error& e) {
                return std::string(e.what()).find(path("f")) == std::string::npos ? 2 : 0;
              }
            }),
            0);
  EXPECT_EQ(content(path("f")), "old");
  EXPECT_EQ(folder_.entries(), 1u);
}

TEST_P(AtomicFileTest, killed_writers_leave_what_was_there_and_nothing_else) {
  put(path("f"), "old");
  EXPECT_EQ(in_child([&] {
              AtomicFile file(path("f"));
              file.write("half", 4);
              ::kill(::getpid(), SIGKILL);
              return 0;
            }),
            128 + SIGKILL);
  EXPECT_EQ(content(path("f")), "old");
  EXPECT_EQ(folder_.entries(), GetParam() ? 1u : 2u);
  // Killed when all that is missing is the name: the next writer removes it.
  EXPECT_EQ(in_child([&] {
              AtomicFile file(path("f"));
              file.write("whole", 5);
              file.prepare();
              ::kill(::getpid(), SIGKILL);
              return 0;
            }),
            128 + SIGKILL);
  EXPECT_EQ(content(path("f")), "old");
  EXPECT_EQ(folder_.entries(), 2u);
  write(path("f"), "new");
  EXPECT_EQ(content(path("f")), "new");
  EXPECT_EQ(folder_.entries(), 1u);
}

TEST_P(AtomicFileTest, writers_of_one_name_do_not_disturb_each_other) {
  AtomicFile slow(path("f"));
  slow.write("slow", 4);
  slow.prepare();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) write(path("f"), std::string(1000, static_cast<char>('a' + t)));
    });
  for (std::thread& t : threads) t.join();
  const std::string text = content(path("f"));
  EXPECT_EQ(text, std::string(1000, text.empty() ? ' ' : text[0]));
  slow.commit();
  EXPECT_EQ(content(path("f")), "slow");
  EXPECT_EQ(folder_.entries(), 1u);
}

TEST_P(AtomicFileTest, a_new_file_never_replaces_another) {
  AtomicFile first(path("f")), second(path("f"));
  first.write("first", 5);
  EXPECT_TRUE(first.commit_new());
  EXPECT_FALSE(second.commit_new());
  EXPECT_EQ(content(path("f")), "first");
}

INSTANTIATE_TEST_SUITE_P(Temporary, AtomicFileTest, ::testing::Bool(),
                         [](const auto& p) { return p.param ? "unnamed" : "named"; });

class RunFilesTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }
  static void write(const std::string& path) {
    write_file_atomically(path, [](std::ostream& out) { out << "new"; });
  }
  const testing::TemporaryFolder folder_{"qiao_run_files"};
};

// By whatever name, in whatever order the two become known.
TEST_F(RunFilesTest, no_output_is_an_input) {
  put(path("in"), "precious");
  fs::create_hard_link(path("in"), path("hard"));
  fs::create_symlink("in", path("soft"));
  fs::create_symlink(".", path("here"));
  for (const std::string name : {"in", "hard", "soft", "here/in", "./in", "here/soft"}) {
    SCOPED_TRACE(name);
    {
      RunFiles run;
      EXPECT_EQ(read_file(path("in"), 100), "precious");
      const std::string why = refusal([&] { run.add_output(path(name), "--out"); }, ErrorCode::kUsage);
      EXPECT_NE(why.find("--out"), std::string::npos) << why;
      refusal([&] { write(path(name)); }, ErrorCode::kUsage);
    }
    {
      RunFiles run;
      run.add_output(path(name), "--out");
      EXPECT_NO_THROW(run.check());
      map_file(path("hard"), 100);
      refusal([&] { run.check(); }, ErrorCode::kUsage);
      refusal([&] { write(path(name)); }, ErrorCode::kUsage);
    }
  }
  EXPECT_EQ(content(path("in")), "precious");
  // What a run finds of an earlier one at its own output is no input.
  RunFiles run;
  run.add_output(path("in"), "--out");
  read_file(path("in"), 100, ReadAs::kEarlierOutput);
  EXPECT_NO_THROW(run.check());
  write(path("in"));
  EXPECT_EQ(content(path("in")), "new");
}

TEST_F(RunFilesTest, two_outputs_are_two_files) {
  put(path("there"), "old");
  fs::create_hard_link(path("there"), path("there2"));
  fs::create_symlink("absent", path("link"));
  fs::create_symlink(".", path("here"));
  for (const auto& [a, b] :
       {std::pair{"there", "there2"}, {"absent", "absent"}, {"absent", "link"}, {"link", "here/absent"}}) {
    RunFiles run;
    run.add_output(path(a), "--out");
    const std::string why = refusal([&] { run.add_output(path(b), "--report"); }, ErrorCode::kUsage);
    EXPECT_NE(why.find("--out"), std::string::npos) << why;
    EXPECT_NE(why.find("--report"), std::string::npos) << why;
  }
  RunFiles run;  // devices may be named at will
  run.add_output("/dev/null", "--out");
  run.add_output("/dev/null", "--report");
}

TEST_F(RunFilesTest, what_cannot_be_written_is_found_before_the_work_without_a_trace) {
  RunFiles run;
  run.add_output(path("good"), "--out");
  EXPECT_EQ(folder_.entries(), 0u);
  fs::create_directory(path("folder"));
  put(path("file"), "x");
  for (const auto& [bad, code] : {std::pair{path("no/such"), ErrorCode::kIo},
                                  {path("file/x"), ErrorCode::kIo},
                                  {path("folder"), ErrorCode::kUsage},
                                  {path("folder/"), ErrorCode::kUsage},
                                  {path("."), ErrorCode::kUsage},
                                  {path(std::string(300, 'x')), ErrorCode::kIo},
                                  {std::string(), ErrorCode::kIo},
                                  {std::string("/proc/qiao"), ErrorCode::kIo}})
    EXPECT_NE(refusal([&, bad = bad] { run.add_output(bad, "--state"); }, code).find("--state"),
              std::string::npos)
        << bad;
  EXPECT_EQ(folder_.entries(), 2u);
}

TEST_F(RunFilesTest, folders_hold_any_output_but_no_input) {
  RunFiles run;
  run.add_output_folder(path("new/deep/"), "--out");
  fs::create_directories(path("new/deep/more"));
  write(path("new/deep/a"));
  write(path("new/deep/more/b"));
  put(path("new/deep/in"), "precious");
  read_file(path("new/deep/in"), 100);
  refusal([&] { write(path("new/deep/in")); }, ErrorCode::kUsage);
  refusal([&] { write(path("new/c")); }, ErrorCode::kInternal);
  put(path("file"), "x");
  refusal([&] { run.add_output_folder(path("file"), "--out"); }, ErrorCode::kUsage);
  refusal([&] { run.add_output_folder(path("file/x"), "--out"); }, ErrorCode::kIo);
  refusal([&] { run.add_output_folder("/proc/qiao", "--out"); }, ErrorCode::kIo);
  refusal([&] { run.add_output_folder(path(std::string(300, 'x')), "--out"); }, ErrorCode::kIo);
}

TEST_F(RunFilesTest, an_output_that_was_not_declared_is_a_defect_only_within_a_run) {
  {
    RunFiles run;
    refusal([&] { write(path("f")); }, ErrorCode::kInternal);
  }
  write(path("f"));
  EXPECT_EQ(RunFiles::current(), nullptr);
}

}  // namespace
}  // namespace qiao
