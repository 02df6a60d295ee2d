#include "source.hpp"

#include <algorithm>
#include <cstring>

namespace qiao::qasm {

SourceFile::Position SourceFile::position(std::uint32_t offset) const {
  const std::string_view text = text_.bytes;
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size()));
  if (offset < last_offset_) {
    last_offset_ = 0;
    last_position_ = {};
  }
  Position p = last_position_;
  for (std::uint32_t i = last_offset_; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (ends_line(text, i)) {
      ++p.line;
      p.column = 1;
    } else if ((byte & 0xc0) != 0x80) {  // not a continuation byte
      ++p.column;
    }
  }
  last_offset_ = offset;
  last_position_ = p;
  return p;
}

std::string_view SourceFile::line_text(std::uint32_t offset) const {
  const std::string_view text = text_.bytes;
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text.size()));
  std::size_t begin = offset;
  while (begin > 0 && !ends_line(text, begin - 1)) --begin;
  return text.substr(begin, line_end(text, begin) - begin);
}

SourceRange Sources::range(Place place) const {
  const SourceFile& file = files_[place.file];
  const auto begin = file.position(place.span.begin);
  // A span over several lines is shown to the end of its first line.
  const std::string_view line = file.line_text(place.span.begin);
  const auto line_end = static_cast<std::uint32_t>(line.data() + line.size() - file.text().data());
  const auto end = file.position(std::max(place.span.begin, std::min(place.span.end, line_end)));
  return {file.name(), begin.line, begin.column, std::max(end.column, begin.column + 1)};
}

std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 80;
  if (text.size() <= kMost) return std::string(text);
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return std::string(text.substr(0, end)) + "...";
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::size_t first_bad_byte(std::string_view text) {
  const auto* s = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t n = text.size();
  for (std::size_t i = 0; i < n;) {
    // Eight plain bytes at a time: none with the high bit, none zero.
    if (i + 8 <= n) {
      std::uint64_t word;
      std::memcpy(&word, s + i, 8);
      constexpr std::uint64_t kOnes = 0x0101010101010101ull, kHighs = 0x8080808080808080ull;
      if ((word & kHighs) == 0 && ((word - kOnes) & ~word & kHighs) == 0) {
        i += 8;
        continue;
      }
    }
    const unsigned char c = s[i];
    if (c == 0) return i;
    if (c < 0x80) {
      ++i;
      continue;
    }
    const int more = c >= 0xc2 && c <= 0xdf ? 1 : (c & 0xf0) == 0xe0 ? 2 : c >= 0xf0 && c <= 0xf4 ? 3 : 0;
    if (more == 0 || i + static_cast<std::size_t>(more) >= n) return i;
    for (int k = 1; k <= more; ++k)
      if ((s[i + static_cast<std::size_t>(k)] & 0xc0) != 0x80) return i;
    const unsigned char d = s[i + 1];
    // Overlong forms, surrogates, beyond U+10FFFF.
    if ((c == 0xe0 && d < 0xa0) || (c == 0xed && d > 0x9f) || (c == 0xf0 && d < 0x90) ||
        (c == 0xf4 && d > 0x8f))
      return i;
    i += static_cast<std::size_t>(more) + 1;
  }
  return std::string_view::npos;
}

}  // namespace qiao::qasm
