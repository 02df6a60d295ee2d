#include "reader.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "fast_lane.hpp"
#include "gate_library.hpp"
#include "qiao/base/error.hpp"
#include "qiao/base/file.hpp"

namespace qiao::qasm {

namespace {
// Even an empty include costs something, so that a tree of includes ends at max_file_bytes as well.
constexpr std::uint64_t kBytesPerInclude = 16384;

std::uint32_t word_end(std::uint32_t pos, std::string_view word) {
  return pos + static_cast<std::uint32_t>(word.size());
}
}  // namespace

Reader::Reader(Sources& sources, Reporter& reporter, Sema& sema, Ast& ast, const ParseOptions& options,
               bool fast_lane)
    : sources_(sources),
      reporter_(reporter),
      sema_(sema),
      ast_(ast),
      options_(options),
      fast_lane_(fast_lane),
      direct_(sema, sources, options),
      linter_(sources, reporter, options, ast),
      parser_(sources, reporter) {}

bool Reader::check_text(FileId id) {
  const std::string_view text = sources_[id].text();
  bytes_read_ += text.size() + kBytesPerInclude;
  const std::uint64_t most = options_.limits.max_file_bytes;
  if (text.size() > most || bytes_read_ > most + kBytesPerInclude || text.size() >= 0xffffff00u) {
    const Place place = sources_[id].included_from.value_or(Place{id, {}});
    reporter_.limit(Code::kFileLimit, place, "more than " + std::to_string(most) + " bytes of program text",
                    "max_file_bytes");
    throw StopReading{};
  }
  const std::size_t bad = first_bad_byte(text);
  if (bad == std::string_view::npos) return true;
  const auto at = static_cast<std::uint32_t>(bad);
  reporter_.error(Code::kBadText, {id, {at, at + 1}},
                  text[bad] == '\0' ? "the text holds a NUL byte" : "the text is not valid UTF-8",
                  "OpenQASM programs are plain UTF-8 text");
  return false;
}

namespace {
// Words of OpenQASM 3 alone, of which one stands in almost every program that needs version 3.
constexpr std::string_view kWordsOf3[] = {"qubit", "bit",   "const",  "input", "output",  "let",  "def",
                                          "ctrl",  "inv",   "pow",    "int",   "uint",    "for",  "while",
                                          "angle", "float", "gphase", "box",   "negctrl", "else", "switch"};
}  // namespace

// Of a text without version statement.
int Reader::guess_language(FileId id) const {
  const std::string_view text = sources_[id].text();
  if (text.find("qelib1.inc") != std::string_view::npos) return 2;
  if (text.find("stdgates.inc") != std::string_view::npos) return 3;
  // What only OpenQASM 2 begins with. Registers may be declared like that in version 3, too.
  Splitter splitter(sources_, reporter_, options_.limits, id, 0);
  const std::string_view first = splitter.word(splitter.skip_blank(0));
  if (first == "opaque" || first == "CX") return 2;
  if (first != "qreg" && first != "creg") return 3;
  constexpr std::size_t kLook = 1 << 16;
  const std::string_view head = text.substr(0, kLook);
  if (head.find("= measure") != std::string_view::npos || head.find("=measure") != std::string_view::npos)
    return 3;
  for (std::size_t at = 0; at < head.size();) {
    if (!is_word_byte(static_cast<unsigned char>(head[at]))) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < head.size() && is_word_byte(static_cast<unsigned char>(head[at]))) ++at;
    if (std::find(std::begin(kWordsOf3), std::end(kWordsOf3), head.substr(begin, at - begin)) !=
        std::end(kWordsOf3))
      return 3;
  }
  return 2;
}

void Reader::program(FileId file_id, const std::string& directory) {
  if (!check_text(file_id)) return;
  file(file_id, directory);
  sema_.finish(file_id);
  if (linter_.on() && !reporter_.has_errors()) linter_.finish();
}

void Reader::check(FileId id, StmtId statement) {
  if (linter_.on()) linter_.statement(id, statement, sema_.in_gate());
  sema_.statement(id, statement);
}

void Reader::open_gate(FileId id, StmtId head, std::uint32_t brace) {
  if (linter_.on()) linter_.statement(id, head, false);
  sema_.open_gate(id, head);
  gate_brace_ = brace;
}

void Reader::close_gate(FileId id, std::uint32_t end) {
  sema_.close_gate();
  if (linter_.on()) linter_.close_gate(id, end);
}

void Reader::file(FileId id, const std::string& directory) {
  Splitter splitter(sources_, reporter_, options_.limits, id, language_);
  const auto size = static_cast<std::uint32_t>(sources_[id].text().size());
  std::uint32_t pos = splitter.skip_blank(0);
  if (splitter.word(pos) == "OPENQASM") {
    const std::uint32_t end = version(id, splitter, pos);
    if (linter_.on()) linter_.version(id, {pos, end}, language_);
    pos = splitter.skip_blank(end);
  } else if (language_ == 0) {
    language_ = guess_language(id);
    const std::string_view first = splitter.word(pos);
    reporter_.warning(Code::kNoVersion, {id, {pos, word_end(pos, first)}},
                      "no version statement; read as OpenQASM " + std::to_string(language_),
                      language_ == 2 ? "begin with OPENQASM 2.0;" : "begin with OPENQASM 3.1;");
    sema_.set_language(language_);
    if (linter_.on()) linter_.version(id, {pos, pos}, language_);
  } else if (linter_.on()) {
    linter_.version(id, {pos, pos}, language_);
  }
  while (pos < size) pos = splitter.skip_blank(statement(id, splitter, pos, directory));
  if (sema_.in_gate()) {
    sema_.close_gate();
    splitter.report_unclosed(gate_brace_);
  }
}

std::uint32_t Reader::version(FileId id, Splitter& splitter, std::uint32_t pos) {
  const std::string_view text = sources_[id].text();
  const std::uint32_t begin = pos;
  pos = splitter.skip_blank(pos + 8);
  std::uint32_t end = pos;
  while (end < text.size() && (is_word_byte(static_cast<unsigned char>(text[end])) || text[end] == '.'))
    ++end;
  const std::string number(text.substr(pos, std::min<std::size_t>(end - pos, 40)));
  const Span number_span{pos, std::max(end, pos + 1)};
  const bool known = number == "2.0" || number == "2" || number == "3.0" || number == "3.1" || number == "3";
  const int language = number.empty() || number[0] != '2' ? 3 : 2;
  const bool first = language_ == 0;
  if (first) {
    language_ = language;
    sema_.set_language(language);
  }
  if (number.empty() || !is_digit(static_cast<unsigned char>(number[0]))) {
    reporter_.error(Code::kVersionStatement, {id, number_span}, "the version number is missing",
                    "write OPENQASM 2.0; or OPENQASM 3.1;");
  } else if (!known) {
    reporter_.error(Code::kVersion, {id, number_span}, "OpenQASM " + number + " is not supported",
                    "versions 2.0, 3.0 and 3.1 are");
  } else if (!first && language != language_) {
    reporter_.error(Code::kVersionStatement, {id, {begin, end}},
                    "an OpenQASM " + number + " file cannot be included in an OpenQASM " +
                        std::to_string(language_) + " program");
  }
  const std::uint32_t after = splitter.skip_blank(end);
  if (after < text.size() && text[after] == ';') return after + 1;
  reporter_.error(Code::kMissingSemicolon, {id, {end, end + 1}}, "missing ';' after the version statement");
  return after;
}

std::uint32_t Reader::statement(FileId id, Splitter& splitter, std::uint32_t pos,
                                const std::string& directory) {
  const std::string_view text = sources_[id].text();
  ast_.clear();
  if (fast_lane_) {
    if (!sema_.in_gate() && !linter_.on()) {  // the linter needs trees
      const std::uint32_t next = direct_.run(id, pos, language_);
      if (next != pos) return next;
    }
    if (const auto flat = read_flat(text, pos, language_, options_.limits, ast_)) {
      const Stmt& stmt = ast_.stmt(flat->statement);
      const auto* path = std::get_if<IncludeStmt>(&stmt.node);
      if (!path) {
        check(id, flat->statement);
        return flat->end;
      }
      if (!sema_.in_gate()) {
        if (linter_.on()) linter_.statement(id, flat->statement, false);
        include(id, IncludeStmt(*path), stmt.span, directory);
        return flat->end;
      }
    }
    ast_.clear();
  }
  if (text[pos] == '}' && sema_.in_gate()) {
    close_gate(id, pos + 1);
    return pos + 1;
  }
  const std::string_view word = splitter.word(pos);
  if (word == "OPENQASM") {
    reporter_.error(Code::kVersionStatement, {id, {pos, word_end(pos, word)}},
                    "the version statement must be the first of the program");
    return splitter.next(pos).end;
  }
  if (word == "gate" || word == "include" || (word == "opaque" && language_ == 2)) {
    if (sema_.in_gate() && splitter.is_closed(gate_brace_)) {
      sema_.spoil_gate();
      sema_.not_here({id, {pos, word_end(pos, word)}}, "'" + std::string(word) + "'",
                     "at the top level of a program");
      return splitter.next(pos).end;
    }
    if (sema_.in_gate()) {
      // The brace before this was forgotten.
      sema_.close_gate();
      reporter_.error(Code::kUnbalanced, {id, {pos, word_end(pos, word)}},
                      "the gate definition before this '" + std::string(word) + "' is not closed", "add '}'",
                      {reporter_.note({id, {gate_brace_, gate_brace_ + 1}}, "it is opened here")});
    }
  }
  if (word == "gate" && fast_lane_) {
    const auto head = read_gate_head(text, pos, language_, options_.limits, ast_);
    if (head && head->end - pos <= options_.limits.max_statement_bytes) {
      open_gate(id, head->statement, head->end - 1);
      return head->end;
    }
    ast_.clear();
  }
  if (word == "gate") {
    const auto head = splitter.next(pos, true);
    if (!head.usable) return std::max(head.end, pos + 1);
    if (head.has_block) {
      if (head.end - head.begin > options_.limits.max_statement_bytes) {
        reporter_.limit(Code::kStatementLimit, {id, {pos, word_end(pos, word)}},
                        "a gate definition with a head of more than " +
                            std::to_string(options_.limits.max_statement_bytes) + " bytes",
                        "max_statement_bytes");
        throw StopReading{};
      }
      const auto parsed = parser_.parse(id, {head.begin, head.end}, language_, ast_, "{}");
      if (parsed.statement) {
        open_gate(id, *parsed.statement, head.open_brace);
        return head.open_brace + 1;
      }
      if (parsed.declares) sema_.poison(id, *parsed.declares);
      return splitter.next(pos).end;
    }
  }
  const auto s = splitter.next(pos);
  if (!s.usable) return std::max(s.end, pos + 1);
  if (s.end - s.begin > options_.limits.max_statement_bytes) {
    reporter_.limit(
        Code::kStatementLimit, {id, {pos, pos + 1}},
        "a statement of more than " + std::to_string(options_.limits.max_statement_bytes) + " bytes",
        "max_statement_bytes");
    throw StopReading{};
  }
  const auto parsed = parser_.parse(id, {s.begin, s.end}, language_, ast_);
  if (!parsed.statement) {
    if (sema_.in_gate()) sema_.spoil_gate();
    if (parsed.declares) sema_.poison(id, *parsed.declares);
    return std::max(parsed.resume, pos + 1);
  }
  if (const auto* stmt = std::get_if<IncludeStmt>(&ast_.stmt(*parsed.statement).node)) {
    if (linter_.on()) linter_.statement(id, *parsed.statement, sema_.in_gate());
    include(id, *stmt, ast_.stmt(*parsed.statement).span, directory);
  } else {
    check(id, *parsed.statement);
  }
  return s.end;
}

void Reader::include(FileId id, const IncludeStmt& stmt, Span span, const std::string& directory) {
  namespace fs = std::filesystem;
  const Place place{id, stmt.path.span};
  const std::string path(stmt.path.text);
  // The statement's place is what included text points back to.
  if (sema_.include_library(path, {id, span})) return;
  if (depth_ >= options_.limits.max_include_depth) {
    reporter_.limit(
        Code::kIncludeLimit, place,
        "includes nested more than " + std::to_string(options_.limits.max_include_depth) + " deep",
        "max_include_depth");
    throw StopReading{};
  }
  auto read = [&](SourceFile file, const std::string& dir) {
    file.included_from = Place{id, span};
    const FileId included = sources_.add(std::move(file));
    if (!check_text(included)) return;
    ++depth_;
    this->file(included, dir);
    --depth_;
  };
  if (language_ == 2 && path == "qelib1.inc") {
    SourceFile file("qelib1.inc", std::make_shared<const std::string>(original_qelib1()));
    file.built_in = true;
    return read(std::move(file), "");
  }
  const fs::path relative(path);
  bool upward = false;
  for (const auto& part : relative) upward |= part == "..";
  if (path.empty() || relative.is_absolute() || upward || path.find('\\') != std::string::npos) {
    reporter_.error(Code::kIncludePath, place, "include path '" + shortened(path) + "' is not allowed",
                    "it must be relative, without '..', and is looked up beside the including file and in "
                    "the include paths");
    return;
  }
  std::vector<std::string> roots;
  if (!directory.empty()) roots.push_back(directory);
  roots.insert(roots.end(), options_.include_paths.begin(), options_.include_paths.end());
  for (const std::string& root : roots) {
    const fs::path full = fs::path(root) / relative;
    std::error_code ignored;
    if (!fs::is_regular_file(full, ignored)) continue;
    const std::string key = fs::weakly_canonical(full, ignored).string();
    for (FileId f = id;;) {
      if (paths_.count(f) && paths_[f] == key) {
        reporter_.error(Code::kIncludeCycle, place, "'" + shortened(path) + "' includes itself");
        return;
      }
      if (!sources_[f].included_from) break;
      f = sources_[f].included_from->file;
    }
    auto& text = texts_[key];
    if (!text.owner) {
      try {
        text = read_bytes(full.string(), options_.limits.max_file_bytes, options_.bytes);
      } catch (const Error& e) {
        texts_.erase(key);
        if (e.code() == ErrorCode::kLimit) {
          reporter_.limit(Code::kFileLimit, place,
                          "'" + shortened(path) + "' has more than " +
                              std::to_string(options_.limits.max_file_bytes) + " bytes",
                          "max_file_bytes");
          throw StopReading{};
        }
        reporter_.error(Code::kFile, place, "'" + shortened(path) + "' cannot be read");
        return;
      }
    }
    if (std::none_of(included_.begin(), included_.end(),
                     [&](const SourceText& t) { return t.bytes.owner == text.owner; })) {
      SourceText source;
      source.name = source.path = full.lexically_normal().string();
      source.bytes = text;
      source.directory = full.parent_path().string();
      included_.push_back(std::move(source));
    }
    paths_[static_cast<FileId>(sources_.size())] = key;
    // In messages the file is named as the user could open it.
    return read(SourceFile(full.lexically_normal().string(), text), full.parent_path().string());
  }
  std::string help;
  if (path == "qelib1.inc" || path == "stdgates.inc")
    help = path == "qelib1.inc" ? "qelib1.inc belongs to OpenQASM 2; OpenQASM 3 has stdgates.inc"
                                : "stdgates.inc belongs to OpenQASM 3; OpenQASM 2 has qelib1.inc";
  else if (roots.empty()) help = "text that is not a file has no folder; give an include path";
  reporter_.error(Code::kFile, place, "include file '" + shortened(path) + "' not found", std::move(help));
}

void Reader::set_path(FileId id, const std::string& path) {
  std::error_code ignored;
  paths_[id] = std::filesystem::weakly_canonical(path, ignored).string();
}

}  // namespace qiao::qasm
