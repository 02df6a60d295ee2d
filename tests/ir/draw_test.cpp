// Drawings: exact pictures of small circuits, and properties that hold for all.

#include "qiao/ir/draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "qiao/base/error.hpp"

namespace qiao::ir {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Characters, for text whose characters are all one column wide.
std::size_t columns(const std::string& s) {
  return static_cast<std::size_t>(std::count_if(
      s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

Circuit random_circuit(std::mt19937& rng, Qubit qubits, unsigned ops) {
  Circuit c(qubits, qubits);
  const auto pick = [&](std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(rng);
  };
  const ExprId bit = c.add_expr({ExprOp::kBit, 0, 0, 0});
  for (unsigned i = 0; i < ops; ++i) {
    std::vector<Qubit> order(qubits);
    for (Qubit q = 0; q < qubits; ++q) order[q] = q;
    std::shuffle(order.begin(), order.end(), rng);
    const GateInfo& gate = gate_table()[pick(kGateCount - 1)];  // all but `unitary`
    if (gate.id == GateId::kUnitary || gate.num_targets > qubits) continue;
    const std::span<const Qubit> targets(order.data(), gate.num_targets);
    std::vector<Control> controls;
    const std::uint32_t spare = qubits - gate.num_targets;
    for (std::uint32_t k = 0, n = pick(std::min(spare, 2u) + 1); k < n; ++k)
      controls.emplace_back(order[gate.num_targets + k], pick(2) == 0);
    const std::vector<double> params = {0.25, 3.141592653589793 / 4, -1e-7, 12.5};
    const std::uint32_t kind = pick(12);
    if (kind == 0) c.measure(order[0], pick(qubits));
    else if (kind == 1) c.reset(order[0]);
    else if (kind == 2) c.barrier({order.data(), 1 + pick(qubits)});
    else if (kind == 3) c.begin_if(bit);
    c.gate(gate.id, targets, {params.data(), gate.num_params()}, controls);
    if (kind == 3) c.end_if();
  }
  return c;
}

// What Qiskit's text drawer shows for the same circuit, with our names of the wires.
TEST(DrawText, bell_pair) {
  Circuit c(2, 2);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {1}, {}, {0});
  c.measure(0, 0);
  c.measure(1, 1);
  EXPECT_EQ(draw_text(c),
            "      ┌───┐     ┌─┐\n"
            "q[0]: ┤ H ├──■──┤M├────\n"
            "      └───┘┌─┴─┐└╥┘┌─┐\n"
            "q[1]: ─────┤ X ├─╫─┤M├─\n"
            "           └───┘ ║ └╥┘\n"
            " c: 2/═══════════╩══╩══\n"
            "                 0  1\n");
}

TEST(DrawText, bell_pair_in_ascii) {
  Circuit c(2, 2);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kX, {1}, {}, {0});
  c.measure(0, 0);
  c.measure(1, 1);
  DrawOptions options;
  options.ascii = true;
  EXPECT_EQ(draw_text(c, options),
            "      +---+     +-+\n"
            "q[0]: | H |--@--|M|----\n"
            "      +---++-+-+++++-+\n"
            "q[1]: -----| X |-|-|M|-\n"
            "           +---+ | +++\n"
            " c: 2/===========+==+==\n"
            "                 0  1\n");
}

TEST(DrawText, boxes_above_each_other_share_a_line) {
  Circuit c(2);
  c.gate(GateId::kH, {0});
  c.gate(GateId::kH, {1});
  c.gate(GateId::kRX, {0}, {3.141592653589793 / 2});
  c.gate(GateId::kZ, {1});
  EXPECT_EQ(draw_text(c),
            "      ┌───┐┌─────────┐\n"
            "q[0]: ┤ H ├┤ Rx(π/2) ├─\n"
            "      ├───┤└──┬───┬──┘\n"
            "q[1]: ┤ H ├───┤ Z ├────\n"
            "      └───┘   └───┘\n");
}

TEST(DrawText, controls_swaps_and_wide_gates) {
  Circuit c(3);
  c.gate(GateId::kZ, {0}, {}, {2});
  c.gate(GateId::kP, {1}, {3.141592653589793 / 4}, {Control(0, false)});
  c.gate(GateId::kSwap, {0, 1}, {}, {2});
  c.gate(GateId::kX, {2}, {}, {0, Control(1, false)});
  c.gate(GateId::kISwap, {2, 0});
  EXPECT_EQ(draw_text(c),
            "                          ┌────────┐\n"
            "q[0]: ─■──o────────X───■──┤1       ├─\n"
            "       │  │P(π/4)  │   │  │        │\n"
            "q[1]: ─┼──■────────X───o──┤  Iswap ├─\n"
            "       │           │ ┌─┴─┐│        │\n"
            "q[2]: ─■───────────■─┤ X ├┤0       ├─\n"
            "                     └───┘└────────┘\n");
}

TEST(DrawText, conditions) {
  Circuit c(2, 2);
  c.measure(0, 0);
  const ExprId reg = c.add_expr({ExprOp::kBits, 0, 2, 0});
  const ExprId one = c.add_expr({ExprOp::kConst, 0, 0, 1});
  const ExprId bit = c.add_expr({ExprOp::kBit, 1, 0, 0});
  c.begin_if(c.add_expr({ExprOp::kEq, reg, one, 0}));
  c.gate(GateId::kX, {1});
  c.end_if();
  c.begin_if(bit);
  c.gate(GateId::kH, {0});
  c.begin_else();
  c.reset(0);
  c.end_if();
  EXPECT_EQ(draw_text(c),
            "      ┌─┐      ┌──── ┌───┐ ──────       ─────┐\n"
            "q[0]: ┤M├──────┤ if ─┤ H ├─ else ──|0>── end ├─\n"
            "      └╥┘┌───┐ └─╥── └───┘ ──────       ─────┘\n"
            "q[1]: ─╫─┤ X ├───╫─────────────────────────────\n"
            "       ║ └─╥─┘   ║\n"
            " c: 2/═╩═══■═════■═════════════════════════════\n"
            "       0  c==1  c[1]\n");
}

TEST(DrawText, global_phase_is_summed_and_shown) {
  Circuit c(1);
  c.gphase(3.141592653589793 / 4);
  c.gate(GateId::kX, {0});
  c.gphase(3.141592653589793 / 4);
  EXPECT_EQ(lines_of(draw_text(c))[0], "global phase: π/2");
}

TEST(DrawText, angles_are_fractions_of_pi_only_when_they_are) {
  const auto label = [](double angle) {
    Circuit c(1);
    c.gate(GateId::kRX, {0}, {angle});
    const std::string text = draw_text(c);
    const std::size_t from = text.find("Rx(") + 3;
    return text.substr(from, text.find(')', from) - from);
  };
  const double pi = 3.141592653589793;
  EXPECT_EQ(label(pi), "π");
  EXPECT_EQ(label(-pi / 2), "-π/2");
  EXPECT_EQ(label(3 * pi / 4), "3π/4");
  EXPECT_EQ(label(2 * pi / 3), "2π/3");
  EXPECT_EQ(label(pi / 1024), "π/1024");
  EXPECT_EQ(label(0), "0");
  EXPECT_EQ(label(0.7854), "0.7854");  // near π/4, and not it
  EXPECT_EQ(label(pi / 4 * (1 + 1e-9)), "0.7854");
  EXPECT_EQ(label(1e-5), "1e-05");
}

TEST(DrawText, no_line_is_wider_than_asked) {
  std::mt19937 rng(20261);
  for (int round = 0; round < 40; ++round) {
    const Circuit c = random_circuit(rng, 2 + round % 6, 30);
    for (const unsigned width : {24u, 40u, 80u, 200u}) {
      DrawOptions options;
      options.width = width;
      options.ascii = round % 2 == 1;
      for (const std::string& line : lines_of(draw_text(c, options)))
        EXPECT_LE(columns(line), width) << "round " << round << "\n" << line;
    }
  }
}

// Folding only cuts: the pieces of each wire put together are the wire in one piece.
TEST(DrawText, folded_pieces_make_up_the_whole) {
  std::mt19937 rng(20262);
  for (int round = 0; round < 20; ++round) {
    const Circuit c = random_circuit(rng, 4, 40);
    const auto wire = [&](unsigned width, Qubit q) {
      DrawOptions options;
      options.width = width;
      std::string joined;
      for (const std::string& line : lines_of(draw_text(c, options))) {
        const std::string label = c.qubit_name(q) + ": ";
        const std::size_t at = line.find(label);
        if (at == std::string::npos) continue;
        std::string rest = line.substr(at + label.size());
        if (rest.ends_with("»")) rest.resize(rest.size() - std::string("»").size());
        joined += rest;
      }
      return joined;
    };
    for (Qubit q = 0; q < 4; ++q) EXPECT_EQ(wire(100, q), wire(0, q)) << "round " << round;
  }
}

TEST(DrawText, every_operation_is_there) {
  std::mt19937 rng(20263);
  for (int round = 0; round < 20; ++round) {
    const Circuit c = random_circuit(rng, 5, 60);
    std::size_t measurements = 0, resets = 0, hadamards = 0;
    for (BlockId b = 0; b < c.num_blocks(); ++b)
      for (std::size_t i = 0; i < c.size(b); ++i) {
        const Instruction in = c.at(i, b);
        measurements += in.kind() == OpKind::kMeasure;
        resets += in.kind() == OpKind::kReset;
        hadamards += in.kind() == OpKind::kGate && in.gate() == GateId::kH;
      }
    DrawOptions options;
    options.width = 0;
    const std::string text = draw_text(c, options);
    EXPECT_EQ(occurrences(text, "┤M├"), measurements);
    EXPECT_EQ(occurrences(text, "|0>"), resets);
    EXPECT_EQ(occurrences(text, "┤ H ├"), hadamards);
    const std::string svg = draw_svg(c, options);
    EXPECT_EQ(occurrences(svg, "a9 9 0 0 1 18 0"), measurements);
    EXPECT_EQ(occurrences(svg, ">H</text>"), hadamards);
  }
}

TEST(DrawText, ascii_is_ascii) {
  std::mt19937 rng(20264);
  DrawOptions options;
  options.ascii = true;
  options.width = 60;
  for (const char ch : draw_text(random_circuit(rng, 6, 100), options))
    EXPECT_LT(static_cast<unsigned char>(ch), 0x80);
}

TEST(DrawText, idle_qubits_can_be_left_out) {
  Circuit c(5);
  c.gate(GateId::kX, {4}, {}, {1});
  DrawOptions options;
  options.idle_qubits = false;
  EXPECT_EQ(draw_text(c, options),
            "q[1]: ──■───\n"
            "      ┌─┴─┐\n"
            "q[4]: ┤ X ├─\n"
            "      └───┘\n");
}

TEST(DrawText, long_circuits_are_cut_and_say_so) {
  Circuit c(1);
  for (int i = 0; i < 100; ++i) c.gate(GateId::kH, {0});
  DrawOptions options;
  options.max_gates = 10;
  const std::string text = draw_text(c, options);
  EXPECT_EQ(occurrences(text, "┤ H ├"), 10u);
  EXPECT_EQ(lines_of(text).back(), "... 90 more operations are not drawn");
  EXPECT_NE(draw_svg(c, options).find("90 more operations are not drawn"), std::string::npos);
}

// A million qubits are no reason to draw a million wires, and a wide and deep circuit ends at a bounded size.
TEST(DrawText, size_is_bounded) {
  Circuit idle(1u << 20);
  idle.gate(GateId::kX, {7}, {}, {1u << 19});
  EXPECT_EQ(lines_of(draw_text(idle)).size(), 4u);

  Circuit all(5000);
  for (Qubit q = 0; q < 5000; ++q) all.gate(GateId::kH, {q});
  try {
    draw_text(all);
    FAIL() << "5000 wires were drawn";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kLimit);
    EXPECT_NE(std::string(e.what()).find("5000"), std::string::npos);
  }

  Circuit wide(4000);
  for (int layer = 0; layer < 200; ++layer)
    for (Qubit q = 0; q < 4000; ++q) wide.gate(GateId::kH, {q});
  DrawOptions options;
  options.max_gates = 1'000'000;
  options.width = 0;
  const std::string text = draw_text(wide, options);
  EXPECT_LT(text.size(), 50u << 20);
  EXPECT_NE(text.find("more operations are not drawn"), std::string::npos);
}

TEST(DrawText, circuits_without_qubits) {
  EXPECT_EQ(draw_text(Circuit()), "no qubits to draw\n");
  Circuit phase;
  phase.gphase(0.5);
  EXPECT_EQ(draw_text(phase), "global phase: 0.5\nno qubits to draw\n");
  EXPECT_EQ(draw_text(Circuit(1)), "q[0]: ─\n");
}

TEST(DrawText, wide_characters_keep_the_columns) {
  Circuit c;
  c.add_qreg("量子", 1);
  c.add_qreg("q", 1);
  c.gate(GateId::kX, {1}, {}, {0});
  EXPECT_EQ(draw_text(c),
            "量子[0]: ──■───\n"
            "         ┌─┴─┐\n"
            "   q[0]: ┤ X ├─\n"
            "         └───┘\n");
}

// Tags nest and close, and text is escaped: enough of XML for what a drawing contains.
void expect_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < xml.size();) {
    if (xml[at] == '>') FAIL() << "stray '>' at " << at;
    if (xml[at] == '&') {
      const std::size_t end = xml.find(';', at);
      ASSERT_NE(end, std::string::npos);
      const std::string name = xml.substr(at, end - at + 1);
      ASSERT_TRUE(name == "&amp;" || name == "&lt;" || name == "&gt;" || name == "&quot;") << name;
    }
    if (xml[at] != '<') {
      ++at;
      continue;
    }
    const std::size_t end = xml.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = xml.substr(at + 1, end - at - 1);
    EXPECT_EQ(std::count(tag.begin(), tag.end(), '"') % 2, 0) << tag;
    const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag[0] == '/') {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ("/" + open.back(), tag);
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    at = end + 1;
  }
  EXPECT_TRUE(open.empty());
}

TEST(DrawSvg, is_well_formed_and_self_contained) {
  std::mt19937 rng(20265);
  for (int round = 0; round < 20; ++round) {
    const std::string svg = draw_svg(random_circuit(rng, 2 + round % 5, 40));
    expect_well_formed(svg);
    EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    EXPECT_EQ(occurrences(svg, "http"), 1u);  // the name of the format, and nothing to load
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_EQ(svg.find("inf"), std::string::npos);
  }
  expect_well_formed(draw_svg(Circuit()));
  Circuit c(1, 2);
  c.begin_if(c.add_expr(
      {ExprOp::kLt, c.add_expr({ExprOp::kBits, 0, 2, 0}), c.add_expr({ExprOp::kConst, 0, 0, 3}), 0}));
  c.gate(GateId::kX, {0});
  c.end_if();
  EXPECT_NE(draw_svg(c).find("c&lt;3"), std::string::npos);
  expect_well_formed(draw_svg(c));
}

// Twenty times the gates may not take four hundred times as long.
TEST(DrawText, time_grows_with_the_size) {
  const auto seconds = [](unsigned gates) {
    Circuit c(20);
    for (unsigned i = 0; i < gates; ++i)
      c.gate(GateId::kX, {(i * 7 + 3) % 20}, {},
             {(i * 11) % 20 == (i * 7 + 3) % 20 ? (i * 11 + 1) % 20 : (i * 11) % 20});
    DrawOptions options;
    options.max_gates = gates;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_GT(draw_text(c, options).size(), gates);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double small = seconds(500), large = seconds(10000);
  EXPECT_LT(large, 100 * small + 0.5);
}

}  // namespace
}  // namespace qiao::ir
