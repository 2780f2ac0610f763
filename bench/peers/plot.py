# SPDX-License-Identifier: Apache-2.0
"""Draws cost against rules and against leads, both axes logarithmic, as SVG.

Readable on light and on dark pages: colours of middle brightness, text that follows the reader's
preference.
"""

import math

WIDTH, HEIGHT = 1040, 440
LEFT, TOP, BOTTOM, PANEL, GAP = 56, 44, 46, 290, 215

COLOURS = [
    ("leadscore", "#1f9d55"),
    ("plain read", "#8a8f98"),
    ("C++ column", "#d97706"),
    ("C++ row", "#b45309"),
    ("DuckDB", "#c9a400"),
    ("SQLite", "#3b82f6"),
    ("LuaJIT", "#6366f1"),
    ("JavaScript", "#db2777"),
    ("node-rules", "#a855f7"),
    ("json-rules", "#ef4444"),
]

STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #57606a; }
  .title { font-size: 14px; font-weight: 600; }
  .grid { stroke: #8a8f98; stroke-opacity: 0.25; }
  .line { fill: none; stroke-width: 1.6; }
  .best { stroke-width: 3.2; }
  @media (prefers-color-scheme: dark) { text { fill: #b1bac4; } }
"""


def colour(name):
    return next((code for start, code in COLOURS if name.startswith(start)), "#8a8f98")


def short(value):
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def spread(wanted, least):
    """Heights near the wanted ones, at least so far apart."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    for before, after in zip(order, order[1:]):
        placed[after] = max(placed[after], placed[before] + least)
    bottom = HEIGHT - BOTTOM + 6
    if order and placed[order[-1]] > bottom:
        placed[order[-1]] = bottom
        for after, before in zip(reversed(order), list(reversed(order))[1:]):
            placed[before] = min(placed[before], placed[after] - least)
    return placed


class Panel:
    """One diagram: lines by name over x."""

    def __init__(self, left, title, results, low, high):
        self.left, self.title, self.results = left, title, results
        self.xs = sorted(results)
        self.low, self.high = low, high

    def x(self, value):
        first, last = math.log10(self.xs[0]), math.log10(self.xs[-1])
        share = 0.5 if first == last else (math.log10(value) - first) / (last - first)
        return self.left + PANEL * share

    def y(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    def grid(self):
        parts = [f'<text class="title" x="{self.left}" y="20">{self.title}</text>']
        for power in range(self.low, self.high + 1):
            y = self.y(10**power)
            parts.append(f'<path class="grid" d="M{self.left} {y:.1f}h{PANEL}"/>')
            unit = {0: "1 ns", 3: "1 µs", 6: "1 ms"}.get(power, "")
            place = f'x="{self.left - 8}" y="{y + 4:.1f}" text-anchor="end"'
            parts.append(f"<text {place}>{unit}</text>")
        for value in self.xs:
            x = self.x(value)
            parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
            place = f'x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle"'
            parts.append(f"<text {place}>{short(value)}</text>")
        return parts

    def lines(self, best):
        names = list(dict.fromkeys(name for x in self.xs for name in self.results[x]))
        parts, ends = [], []
        for name in names:
            have = [x for x in self.xs if name in self.results[x]]
            points = [(self.x(x), self.y(self.results[x][name])) for x in have]
            path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            kind = "line best" if name == best else "line"
            own = name.startswith("leadscore") and name != best
            dashes = ' stroke-dasharray="5 4"' if own else ""
            parts.append(f'<path class="{kind}" stroke="{colour(name)}"{dashes} d="{path}"/>')
            for x, y in points:
                place = f'cx="{x:.1f}" cy="{y:.1f}" r="2.5"'
                parts.append(f'<circle {place} fill="{colour(name)}"/>')
            ends.append((name, points[-1][1]))
        heights = spread([y for _, y in ends], 14)
        for (name, _), y in zip(ends, heights):
            weight = ' font-weight="700"' if name == best else ""
            place = f'x="{self.left + PANEL + 10}" y="{y + 4:.1f}" style="fill: {colour(name)}"'
            parts.append(f'<text {place}{weight}>{name.replace("batch, ", "")}</text>')
        return parts


def shown(results, best):
    """Without the vectors between the best and none: these are in the table."""

    def wanted(name):
        rest = name.removeprefix("leadscore batch, ")
        return rest == name or name == best or rest == "scalar" or "raw" in rest

    return {
        x: {name: value for name, value in column.items() if wanted(name)}
        for x, column in results.items()
    }


def svg(by_rules, by_leads, best):
    by_rules, by_leads = shown(by_rules, best), shown(by_leads, best)
    columns = list(by_rules.values()) + list(by_leads.values())
    values = [value for column in columns for value in column.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    panels = [Panel(LEFT, "ns per lead, by number of rules", by_rules, low, high)]
    if by_leads:
        title = "ns per lead, by number of leads (100 rules)"
        panels.append(Panel(LEFT + PANEL + GAP, title, by_leads, low, high))
    parts = [
        '<!-- SPDX-License-Identifier: Apache-2.0 -->',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>Cost per lead of leadscore and other engines</title>",
        f"<style>{STYLE}</style>",
    ]
    for panel in panels:
        parts += panel.grid() + panel.lines(best)
    return "\n".join(parts + ["</svg>"]) + "\n"
