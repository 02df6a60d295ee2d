// Reading and writing traces: formats agree, damage is refused with its place, memory and results do not
// depend on block sizes or threads; statistics against plain loops.

#include "qiao/routing_opt/trace.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "qiao/routing_opt/synthesize.hpp"
#include "qiao/routing_opt/trace_statistics.hpp"
#include "scratch.hpp"
#include "traces/half.hpp"

namespace qiao::routing_opt {
namespace {

using nlohmann::json;
using qiao::testing::error_of;
using qiao::testing::Scratch;

// All of a trace in one block, read in pieces of `step` tokens.
TraceBlock read_all(TraceReader& reader, std::size_t step = 7) {
  TraceBlock all, block;
  while (reader.next(block, step)) {
    EXPECT_EQ(block.first_token, all.tokens);
    all.tokens += block.tokens;
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(all.ids, block.ids);
    append(all.weights, block.weights);
    append(all.domain, block.domain);
    append(all.sequence, block.sequence);
    append(all.token_id, block.token_id);
  }
  return all;
}

// A random trace with every field.
std::pair<TraceHeader, TraceBlock> random_trace(unsigned seed, unsigned experts) {
  std::mt19937 random(seed);
  TraceHeader h;
  h.tokens = 53;
  h.layers = 3;
  h.experts = experts;
  h.top_k = 4;
  h.has_weights = h.has_domain = h.has_sequence = h.has_token_id = true;
  h.domains = {"a", "b"};
  h.other = R"({"model":{"d_ff":64},"split":"train"})";
  TraceBlock b;
  b.tokens = h.tokens;
  for (unsigned t = 0; t < h.tokens; ++t) {
    for (unsigned l = 0; l < h.layers; ++l) {
      std::set<std::uint16_t> ids;
      while (ids.size() < h.top_k) ids.insert(static_cast<std::uint16_t>(random() % experts));
      b.ids.insert(b.ids.end(), ids.begin(), ids.end());
      for (unsigned k = 0; k < h.top_k; ++k) b.weights.push_back(static_cast<float>(random() % 1024) / 1024);
    }
    b.domain.push_back(random() % 2);
    b.sequence.push_back(1000 + t / 10);
    b.token_id.push_back(static_cast<std::uint32_t>(random() % 100000));
  }
  return {h, b};
}

void write(const std::string& path, const TraceHeader& h, const TraceBlock& b) {
  const auto writer = create_trace(path, h);
  writer->write(b);
  writer->finish();
}

TEST(Trace, moetrace_round_trip_keeps_everything) {
  const Scratch dir;
  for (const unsigned experts : {16u, 256u, 300u}) {
    const auto [h, b] = random_trace(1, experts);
    write(dir.path("t.json"), h, b);
    const auto reader = open_trace(dir.path("t.json"));
    EXPECT_EQ(reader->format(), "moetrace");
    EXPECT_EQ(reader->header().experts, experts);
    EXPECT_EQ(reader->header().domains, h.domains);
    EXPECT_EQ(json::parse(reader->header().other), json::parse(h.other));
    const TraceBlock back = read_all(*reader);
    EXPECT_EQ(back.ids, b.ids);
    EXPECT_EQ(back.weights, b.weights);
    EXPECT_EQ(back.domain, b.domain);
    EXPECT_EQ(back.sequence, b.sequence);
    EXPECT_EQ(back.token_id, b.token_id);
  }
}

TEST(Trace, formats_agree) {
  const Scratch dir;
  auto [h, b] = random_trace(2, 16);
  h.has_token_id = false;  // which CSV has not
  h.domains.clear();
  for (const std::string& format : trace_formats()) {
    const std::string path = dir.path("t." + std::string(format == "moetrace" ? "json" : format));
    write(path, h, b);
    TraceOptions options;
    options.experts = 16;
    const auto reader = open_trace(path, options);
    EXPECT_EQ(reader->format(), format);
    EXPECT_EQ(reader->header().tokens, h.tokens);
    EXPECT_EQ(reader->header().layers, h.layers);
    EXPECT_EQ(reader->header().top_k, h.top_k);
    EXPECT_EQ(reader->header().experts, 16u);
    const TraceBlock back = read_all(*reader, 1 << 14);
    EXPECT_EQ(back.ids, b.ids) << format;
    if (format == "npy") continue;
    EXPECT_EQ(back.weights, b.weights) << format;
    EXPECT_EQ(back.sequence, b.sequence) << format;
    EXPECT_EQ(back.domain, b.domain) << format;
  }
}

// Half precision holds 2^-14 to 65504 with 11 digits; other weights are stored wider or refused by name.
TEST(Trace, weights_are_kept_or_refused) {
  const Scratch dir;
  const std::string head = "token,layer,e0,e1,w0,w1\n0,0,1,2,", rest = ",0.5\n1,0,0,3,0.25,0.5\n";
  for (const char* weight : {"70000", "1e-08", "3.4e+38", "1e-30", "0", "0.25"}) {
    const std::string csv = dir.put("t.csv", head + weight + rest);
    const auto from = open_trace(csv);
    EXPECT_EQ(from->header().wide_weights, std::string(weight) != "0" && std::string(weight) != "0.25")
        << weight;
    write(dir.path("t.json"), from->header(), read_all(*from));
    const auto middle = open_trace(dir.path("t.json"));
    EXPECT_EQ(middle->header().wide_weights, from->header().wide_weights);
    write(dir.path("back.csv"), middle->header(), read_all(*middle));
    EXPECT_EQ(Scratch::get(dir.path("back.csv")), head + weight + rest);
  }
  auto [h, b] = random_trace(5, 16);
  for (const float weight : {70000.f, 1e-8f, -1.f, HUGE_VALF, NAN})
    for (const bool wide : {false, true}) {
      h.wide_weights = wide;
      b.weights[4 * (3 * 7 + 2) + 1] = weight;
      if (wide && weight > 0 && weight < 1e30f) {
        EXPECT_NO_THROW(write(dir.path("t.json"), h, b));
        continue;
      }
      const std::string message = error_of([&] { write(dir.path("u.json"), h, b); }, ErrorCode::kInput);
      EXPECT_NE(message.find("token 7, layer 2"), std::string::npos) << message;
    }
}

TEST(Trace, nothing_is_left_behind_by_a_writer_that_did_not_finish) {
  const Scratch dir;
  const auto [h, b] = random_trace(3, 16);
  for (const char* name : {"t.json", "t.npy", "t.csv"}) create_trace(dir.path(name), h)->write(b);
  EXPECT_EQ(dir.entries(), 0u);
}

// ---- hostile and damaged files

struct Damaged {
  const char* what;
  void (*damage)(json& header, std::string& data);
  const char* message;  // part of it
};

TEST(Trace, damaged_moetrace_is_refused_with_field_and_place) {
  const Scratch dir;
  const auto [h, b] = random_trace(4, 16);
  write(dir.path("good.json"), h, b);
  const json header = json::parse(Scratch::get(dir.path("good.json")));
  const std::string data = Scratch::get(dir.path("good.bin"));
  const std::vector<Damaged> cases = {
      {"truncated", [](json&, std::string& d) { d.resize(d.size() - 1); }, "field 'token_id' needs bytes"},
      {"empty", [](json&, std::string& d) { d.clear(); },
       "field 'topk_ids' needs bytes 0 to 636, but the file ends at byte 0"},
      {"id too large", [](json&, std::string& d) { d[12 * 5 + 4 + 3] = 77; },
       "topk_ids[5, 1, 3] = 77 is not below num_experts = 16 (byte 64)"},
      {"expert twice", [](json&, std::string& d) { d[1] = d[0]; }, "topk_ids[0, 0, 1] = "},
      {"domain", [](json&, std::string& d) { d[636 + 2 * 636 + 9] = 2; },
       "domain[9] = 2 is not below the number of domains"},
      {"weight", [](json&, std::string& d) { d[636 + 1] = '\x7e'; },
       "topk_weights[0, 0, 0] = nan is not a weight (byte 636)"},
      {"no top_k", [](json& j, std::string&) { j.erase("top_k"); }, "the header has no 'top_k'"},
      {"tokens is a string", [](json& j, std::string&) { j["num_tokens"] = "53"; },
       "'num_tokens' is \"53\", not a whole number"},
      {"negative", [](json& j, std::string&) { j["num_layers"] = -3; }, "'num_layers' is -3"},
      {"too many tokens", [](json& j, std::string&) { j["num_tokens"] = 1e3; }, "'num_tokens' is 1000.0"},
      {"top_k above experts", [](json& j, std::string&) { j["num_experts"] = 3; },
       "top_k = 4 exceeds num_experts = 3"},
      {"shape", [](json& j, std::string&) { j["fields"][0]["shape"][1] = 4; },
       "field 'topk_ids' has shape [53,4,4], expected [53,3,4]"},
      {"nbytes", [](json& j, std::string&) { j["fields"][0]["nbytes"] = 630; },
       "field 'topk_ids' has nbytes 630"},
      {"dtype", [](json& j, std::string&) { j["fields"][0]["dtype"] = "float64"; },
       "field 'topk_ids' has dtype 'float64'"},
      {"huge offset", [](json& j, std::string&) { j["fields"][0]["offset"] = 18446744073709551615ull; },
       "field 'topk_ids' needs bytes"},
      {"overlap", [](json& j, std::string&) { j["fields"][1]["offset"] = 100; }, "overlap at byte 100"},
      {"twice",
       [](json& j, std::string&) {
         j["fields"][1] = j["fields"][0];
         j["fields"][1]["offset"] = 636;
       },
       "field 'topk_ids' is given twice"},
      {"no ids", [](json& j, std::string&) { j["fields"].erase(0); }, "the field 'topk_ids' is missing"},
      {"other folder", [](json& j, std::string&) { j["data_file"] = "../good.bin"; },
       "'data_file' must be the name of a file in the same folder"},
      {"absent", [](json& j, std::string&) { j["data_file"] = "none.bin"; }, "none.bin"},
      {"version", [](json& j, std::string&) { j["format"] = "moetrace-v2"; },
       "format 'moetrace-v2' is not moetrace-v1"},
  };
  for (const Damaged& c : cases) {
    json j = header;
    std::string d = data;
    j["data_file"] = "bad.bin";
    c.damage(j, d);
    dir.put("bad.json", j.dump());
    dir.put("bad.bin", d);
    std::string message;
    try {
      read_all(*open_trace(dir.path("bad.json")));
    } catch (const Error& e) {
      message = e.what();
    }
    EXPECT_NE(message.find(c.message), std::string::npos) << c.what << ": " << message;
  }
  for (const char* text : {"{", "{}", "[1]", "{\"format\": 3}", "", "hello"}) {
    dir.put("bad.json", text);
    EXPECT_THROW(open_trace(dir.path("bad.json")), Error) << text;
  }
  EXPECT_THROW(open_trace(dir.path("")), Error);  // a folder
}

std::string npy(const std::string& dict, const std::string& data) {
  const std::string header = dict + "\n";
  return std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size() & 255) +
         static_cast<char>(header.size() >> 8) + header + data;
}

template <class T>
std::string raw(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

TEST(Trace, npy_drops_padding) {
  const Scratch dir;
  // Two layers, room for three experts of which two are used; the second token is padding.
  const std::vector<std::int32_t> ids = {3, 1, -1, 0, 2, -1, -1, -1, -1, -1, -1, -1, 1, 2, -1, 2, 3, -1};
  const auto reader = open_trace(
      dir.put("a.npy", npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3, 2, 3), }", raw(ids))));
  EXPECT_EQ(reader->header().tokens, 2u);
  EXPECT_EQ(reader->header().top_k, 2u);
  EXPECT_EQ(reader->header().experts, 4u);
  EXPECT_EQ(read_all(*reader).ids, (std::vector<std::uint16_t>{3, 1, 0, 2, 1, 2, 2, 3}));
}

TEST(Trace, damaged_npy_is_refused_with_place) {
  const Scratch dir;
  const std::string dict = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 1, 2), }";
  const auto message = [&](const std::string& bytes) {
    return error_of([&] { read_all(*open_trace(dir.put("a.npy", bytes))); }, ErrorCode::kInput);
  };
  const auto says = [&](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  const std::vector<std::int32_t> good = {0, 1, 1, 0};
  const std::string good_bytes = raw(good);
  read_all(*open_trace(dir.put("a.npy", npy(dict, good_bytes))));
  says(message(npy(dict, good_bytes.substr(1))), "the file ends at byte");
  says(message(npy(dict, raw(std::vector<std::int32_t>{0, 1, 1, 1}))), "[1, 0, 1]");
  says(message(npy(dict, raw(std::vector<std::int32_t>{0, 1, 1, -7}))), "[1, 0, 1]");
  says(message(npy(dict, raw(std::vector<std::int32_t>{0, 1, 1, -1}))),
       "padding (-1) where other tokens have an expert");
  says(message(npy(dict, raw(std::vector<std::int32_t>{0, 1, 1, 1 << 20}))), "is not an expert below");
  says(message(npy(dict, raw(std::vector<std::int32_t>{-1, -1, -1, -1}))), "every token is padding");
  says(message(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2), }", good_bytes)),
       "the type '<f4'");
  says(message(npy("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 1, 2), }", good_bytes)), "Fortran");
  says(message(npy("{'descr': '<i4', 'fortran_order': False, 'shape': (4,), }", good_bytes)),
       "is not [tokens, layers, top_k]");
  says(message(npy("{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999, 1, 2), }",
                   good_bytes)),
       "shape");
  says(message(npy("{'descr': '<i4'}", good_bytes)), "the header lacks");
  says(message(std::string("\x93NUMPY\x01\x00\xff\xff", 10) + "{'"), "claims to be");
  says(message(std::string("\x93NUMPY\x01", 7)), "cut in its header");
}

TEST(Trace, damaged_csv_is_refused_with_line) {
  const Scratch dir;
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"token,layer,e0,e1\n0,0,1,2\n0,1,1\n", ":3: 3 columns"},
      {"token,layer,e0,e1\n0,0,1,1\n", ":2: column 4: expert 1 stands twice"},
      {"token,layer,e0,e1\n0,0,1,x\n", ":2: column 4 is 'x'"},
      {"token,layer,e0,e1\n0,0,1,-2\n", ":2: column 4 is '-2'"},
      {"token,layer,e0,e1\n0,0,1,2\n2,0,1,2\n", ":3: token 2, layer 0 where token 0, layer 1"},
      {"token,layer,e0,e1\n0,0,1,2\n0,1,1,2\n1,0,1,2\n", "ends after layer 0 of token 1"},
      {"token,layer,e1\n", ":1: column 3 is 'e1'"},
      {"token,layer,e0,w0,w1\n0,0,1,1,1\n", "2 weights for 1 experts"},
      {"token,layer,e0,w0\n0,0,1,nan\n", "is 'nan', not a weight"},
      {"token,layer,e0\n", "no line after the header"},
      {"token,layer", "there must be 1 to 64 columns"},
  };
  for (const auto& [text, part] : cases) {
    const std::string message = error_of([&] { open_trace(dir.put("a.csv", text)); }, ErrorCode::kInput);
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  const std::string long_line = "token,layer,e0\n" + std::string(100000, '1');
  error_of([&] { open_trace(dir.put("a.csv", long_line)); }, ErrorCode::kInput);
  // Windows line ends and a missing last one are fine.
  EXPECT_EQ(open_trace(dir.put("a.csv", "token,layer,e0\r\n0,0,1\r\n1,0,2"))->header().tokens, 2u);
}

TEST(Half, all_values_round_trip) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const float f = half_to_float(static_cast<std::uint16_t>(bits));
    if (std::isnan(f)) continue;
    EXPECT_EQ(float_to_half(f), bits);
  }
  EXPECT_EQ(half_to_float(0x3555), 0.333251953125f);  // 1/3 rounded to 11 bits
  EXPECT_EQ(float_to_half(1.f / 3), 0x3555);
  EXPECT_EQ(float_to_half(2049), 0x6800);  // a tie goes to the even 2048
  EXPECT_EQ(float_to_half(2051), 0x6802);  // to the even 2052
}

// ---- in memory

TEST(Trace, sampling_keeps_whole_sequences_and_always_the_same) {
  const Scratch dir;
  SynthesisOptions o;
  o.tokens = 20000;
  o.layers = 2;
  o.experts = 8;
  o.top_k = 2;
  o.sequence_tokens = 50;
  synthesize_trace(dir.path("t.json"), o);
  const Trace all = read_trace(dir.path("t.json"));
  EXPECT_EQ(all.tokens(), 20000u);
  const Trace some = read_trace(dir.path("t.json"), 5000);
  EXPECT_EQ(some.tokens() % 50, 0u);
  EXPECT_NEAR(static_cast<double>(some.tokens()), 5000, 1500);  // 5 standard deviations of 400 draws
  EXPECT_EQ(read_trace(dir.path("t.json"), 5000).ids, some.ids);
  std::map<std::uint32_t, unsigned> tokens_of;
  for (const std::uint32_t s : some.sequence) ++tokens_of[s];
  for (const auto& [s, n] : tokens_of) EXPECT_EQ(n, 50u);
  // The tokens are those of the file.
  std::uint64_t at = 0;
  for (std::uint64_t t = 0; t < all.tokens() && at < some.tokens(); ++t) {
    if (all.sequence_name[all.sequence[t]] != some.sequence_name[some.sequence[at]]) continue;
    for (unsigned l = 0; l < 2; ++l)
      EXPECT_TRUE(std::equal(all.experts_of(l, t), all.experts_of(l, t) + 2, some.experts_of(l, at)));
    ++at;
  }
  EXPECT_EQ(at, some.tokens());
}

// ---- statistics and synthesis

TEST(TraceStatistics, agree_with_plain_loops) {
  const Scratch dir;
  const auto [h, b] = random_trace(5, 12);
  write(dir.path("t.json"), h, b);
  const TraceStatistics s = trace_statistics(*open_trace(dir.path("t.json")));
  EXPECT_EQ(s.sequences, 6u);
  for (unsigned l = 0; l < h.layers; ++l)
    for (unsigned x = 0; x < h.experts; ++x) {
      std::uint64_t load = 0;
      std::vector<std::uint32_t> together(h.experts);
      for (unsigned t = 0; t < h.tokens; ++t) {
        const auto ids = b.ids.begin() + (t * h.layers + l) * h.top_k;
        if (std::find(ids, ids + h.top_k, x) == ids + h.top_k) continue;
        ++load;
        for (unsigned k = 0; k < h.top_k; ++k)
          if (ids[k] != x) ++together[ids[k]];
      }
      EXPECT_EQ(s.layers[l].load[x], load);
      for (unsigned y = 0; y < h.experts; ++y)
        EXPECT_EQ(s.layers[l].together[x * h.experts + y], together[y]);
    }
}

TEST(TraceStatistics, independent_layers_share_no_information_and_copies_share_all) {
  const Scratch dir;
  TraceHeader h;
  h.tokens = 40000;
  h.layers = 3;
  h.experts = 8;
  h.top_k = 1;
  TraceBlock b;
  b.tokens = h.tokens;
  std::mt19937 random(1);
  for (unsigned t = 0; t < h.tokens; ++t) {
    const auto first = static_cast<std::uint16_t>(random() % 8),
               other = static_cast<std::uint16_t>(random() % 8);
    b.ids.insert(b.ids.end(), {first, static_cast<std::uint16_t>(7 - first), other});
  }
  write(dir.path("t.json"), h, b);
  const TraceStatistics s = trace_statistics(*open_trace(dir.path("t.json")));
  EXPECT_NEAR(s.layers[0].next_layer_bits, 3, 0.01);
  EXPECT_NEAR(s.layers[1].next_layer_bits, 0, 0.001);
  EXPECT_NEAR(s.layers[0].entropy_bits, 3, 0.01);
  EXPECT_NEAR(s.layers[0].gini, 0, 0.02);
}

TEST(Synthesize, knobs_do_what_they_say) {
  const Scratch dir;
  SynthesisOptions o;
  o.tokens = 20000;
  o.layers = 2;
  o.experts = 32;
  o.top_k = 4;
  const auto statistics = [&](double skew, double correlation) {
    o.skew = skew;
    o.correlation = correlation;
    synthesize_trace(dir.path("t.json"), o);
    return trace_statistics(*open_trace(dir.path("t.json")));
  };
  const TraceStatistics flat = statistics(0, 0), skewed = statistics(1, 0), correlated = statistics(0, 0.8);
  EXPECT_LT(flat.layers[0].max_over_mean, 1.1);
  EXPECT_GT(skewed.layers[0].max_over_mean, 3);
  EXPECT_LT(flat.layers[0].co_activation_excess, 0.05);
  EXPECT_GT(correlated.layers[0].co_activation_excess, 1);
  EXPECT_LT(flat.layers[0].next_layer_bits, 0.01);
  EXPECT_GT(correlated.layers[0].next_layer_bits, 0.3);
}

TEST(Synthesize, the_same_seed_writes_the_same_bytes) {
  const Scratch dir;
  SynthesisOptions o;
  o.tokens = 3000;
  o.seed = 9;
  synthesize_trace(dir.path("a.json"), o);
  synthesize_trace(dir.path("b.json"), o);
  EXPECT_EQ(Scratch::get(dir.path("a.bin")), Scratch::get(dir.path("b.bin")));
  o.seed = 10;
  synthesize_trace(dir.path("b.json"), o);
  EXPECT_NE(Scratch::get(dir.path("a.bin")), Scratch::get(dir.path("b.bin")));
}

}  // namespace
}  // namespace qiao::routing_opt
