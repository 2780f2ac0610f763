#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same rules and leads through leadscore and through other engines, side by side.

    bench/peers/run.py [--build build/release] [--rules 10,100,1000,10000] [--leads 1000000]
                       [--seconds 0.5] [--repeats 3] [--rounds 3] [--only NAME,...]
                       [--work build/peers] [--dry]

Every peer writes all its answers; each must be leadscore's, to the thousandth, before any time is
printed. What a peer is timed on is the score `total` of as many leads as it manages in --seconds,
one thread, processor time, best of --repeats. All peers are run one after the other in each of
--rounds; a ratio is one of times of the same round, and the median over the rounds is shown, of
ratios as of times. A peer that cannot be installed or run is named with the reason.
Writes bench/peers/result.md and result.svg, unless --dry. The workload, DuckDB and the packages of
npm are put below --work.
"""

import argparse
import array
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

import plot

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 1
FAR_BEHIND = 1_000  # what is so many times slower is measured in one round only
TIMEOUT_SECONDS = 120  # for a peer to load, plan, and answer some times
DUCKDB = "duckdb==2.0.0"
NPM = ["json-rules-engine@7.3.1", "node-rules@9.2.0"]

# In the order of the table; the targets of leadscore come first, best first.
ORDER = [
    "leadscore batch",
    "leadscore row",
    "plain read",
    "C++ column loop",
    "C++ row function",
    "DuckDB",
    "SQLite",
    "LuaJIT",
    "JavaScript function",
    "node-rules",
    "json-rules-engine",
]


class LeftOut(Exception):
    """Why a peer is not measured."""


def command(words, **options):
    """Runs a program; what it printed, or LeftOut with the last line of its complaint."""
    try:
        done = subprocess.run(
            [str(word) for word in words],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
            **options,
        )
    except FileNotFoundError:
        raise LeftOut(f"{words[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise LeftOut(f"took more than {TIMEOUT_SECONDS} s") from None
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        lines = lines or [f"ended with {done.returncode}"]
        told = [line for line in lines if "rror" in line] or lines
        raise LeftOut(told[-1].strip()[:160])
    return done.stdout


class Peers:
    """How each peer is made ready and run; every run gives rows of results."""

    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.programs = pathlib.Path(options.build) / "bench"
        self.environment = dict(os.environ, NODE_PATH=str(self.work / "npm" / "node_modules"))
        self.ready = {}

    def folder(self, rules, leads):
        """The workload's files."""
        folder = self.work / f"{rules}_rules"
        stamp = folder / f"{leads}_leads"
        if not stamp.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            command(
                [self.programs / "make_workload", "--rules", rules, "--leads", leads,
                 "--seed", SEED, "--out", folder]
            )  # fmt: skip
            stamp.touch()
        return folder

    def once(self, name, prepare):
        """Prepares a tool once, also if that fails."""
        if name not in self.ready:
            try:
                self.ready[name] = (prepare(), None)
            except LeftOut as problem:
                self.ready[name] = (None, problem)
        made, problem = self.ready[name]
        if problem:
            raise problem
        return made

    def venv(self):
        python = self.work / "venv" / "bin" / "python3"
        if not python.exists():
            command(["python3", "-m", "venv", self.work / "venv"])
        command([python, "-m", "pip", "install", "--quiet", DUCKDB])
        return python

    def npm(self):
        folder = self.work / "npm"
        folder.mkdir(exist_ok=True)
        for package in NPM:
            if not (folder / "node_modules" / package.split("@", maxsplit=1)[0]).exists():
                command(["npm", "install", "--silent", "--no-fund", "--no-audit",
                         "--prefix", folder, *NPM])  # fmt: skip
        return folder

    def compiled(self, folder):
        program = folder / "cpp_peer"
        if not program.exists():
            command(["g++", "-std=c++20", "-O3", "-march=native", "-ffp-contract=off", "-I", folder,
                     HERE / "cpp_peer.cpp", "-o", program])  # fmt: skip
        return program

    # --- each answers with the lines that its program prints ---

    def leadscore(self, rules, leads, amounts):
        return command([self.programs / "leadscore_peer", self.folder(rules, amounts[0]), rules,
                        SEED, leads, *amounts[1:]])  # fmt: skip

    def cpp(self, rules, leads, amounts):
        if rules > self.options.most_compiled:
            raise LeftOut(f"compiling more than {self.options.most_compiled:,} rules takes minutes")
        folder = self.folder(rules, amounts[0])
        return command([self.compiled(folder), folder, leads, *amounts[1:]])

    def sqlite(self, rules, leads, amounts):
        folder = self.folder(rules, amounts[0])
        program = [sys.executable, HERE / "sql_peer.py"]
        return command([*program, "sqlite", folder, leads, *amounts[1:]])

    def duckdb(self, rules, leads, amounts):
        python = self.once("venv", self.venv)
        folder = self.folder(rules, amounts[0])
        return command([python, HERE / "sql_peer.py", "duckdb", folder, leads, *amounts[1:]])

    def luajit(self, rules, leads, amounts):
        return command(["luajit", HERE / "lua_peer.lua", self.folder(rules, amounts[0]), leads,
                        *amounts[1:]])  # fmt: skip

    def javascript(self, kind, rules, leads, amounts):
        if kind != "function":
            self.once("npm", self.npm)
        return command(["node", HERE / "javascript_peer.js", kind, self.folder(rules, amounts[0]),
                        leads, *amounts[1:]], env=self.environment)  # fmt: skip

    def all(self):
        """Names of what a run measures, and the run."""
        return [
            (["leadscore batch", "leadscore row", "plain read"], self.leadscore),
            (["C++ column loop", "C++ row function"], self.cpp),
            (["DuckDB"], self.duckdb),
            (["SQLite"], self.sqlite),
            (["LuaJIT"], self.luajit),
            (["JavaScript function"], lambda *more: self.javascript("function", *more)),
            (["node-rules"], lambda *more: self.javascript("node-rules", *more)),
            (["json-rules-engine"], lambda *more: self.javascript("json-rules-engine", *more)),
        ]


def answers_of(folder, name):
    found = array.array("q")
    path = folder / f"{name}.answers"
    with open(path, "rb") as file:
        found.frombytes(file.read())
    path.unlink()
    return found


def compare(name, found, expected, leads):
    """Ends the run where an answer differs."""
    if len(found) < min(leads, len(expected)):
        sys.exit(f"{name}: {len(found)} answers for {leads} leads")
    for lead, (one, right) in enumerate(zip(found, expected)):
        if one != right:
            sys.exit(f"{name}: lead {lead} has {one} thousandths, but leadscore says {right}")


def measure(peers, rules, leads, seconds, repeats, names=None):
    """Nanoseconds per lead by name, leads by name, and why others are left out."""
    amounts = (peers.options.leads, seconds, repeats)
    expected, times, taken, left_out = None, {}, {}, {}
    for wanted, run in peers.all():
        if names is not None and not set(wanted) & set(names):
            continue
        try:
            lines = [json.loads(line) for line in run(rules, leads, amounts).splitlines()]
        except LeftOut as problem:
            for name in wanted:
                left_out[name] = str(problem)
            continue
        for line in lines:
            name = line["name"]
            found = answers_of(peers.folder(rules, peers.options.leads), name)
            if expected is None:
                expected = found
                leads = min(leads, len(expected))  # what nothing can be compared with is not asked
            if name != "plain read":
                compare(name, found, expected, line["leads"])
            times[name] = min(line["nanoseconds"]) / line["leads"]
            taken[name] = line["leads"]
        if expected is None:
            sys.exit(f"leadscore itself cannot be run: {left_out}")
    if peers.options.strict and left_out:
        sys.exit(f"left out: {left_out}")
    if "leadscore batch" in left_out:
        sys.exit(f"leadscore: {left_out['leadscore batch']}")
    return times, taken, left_out


def median_of(rounds):
    """By name, the median of what the rounds give that have it."""
    names = dict.fromkeys(name for one in rounds for name in one)
    return {
        name: statistics.median(one[name] for one in rounds if name in one) for name in names
    }


class Figures:
    """What some rounds measured: times by name, and how many times the best one's they are."""

    def __init__(self, rounds):
        self.best = next(iter(rounds[0]))
        self.times = median_of(rounds)
        self.ratios = median_of(
            [{name: time / one[self.best] for name, time in one.items()} for one in rounds]
        )


def measure_in_rounds(sizes, rounds, measure_one):
    """Figures by size, in each round all sizes; what is far behind is not measured again."""
    times, left_out, again = {size: [] for size in sizes}, {}, {}
    for _ in range(rounds):
        for size in sizes:
            found, out = measure_one(size, again.get(size))
            times[size].append(found)
            left_out.update({(name, size): why for name, why in out.items()})
            if size not in again:
                best = found[next(iter(found))]
                again[size] = [name for name, time in found.items() if time < FAR_BEHIND * best]
    return {size: Figures(times[size]) for size in sizes}, times, left_out


def in_order(names):
    def place(name):
        for i, known in enumerate(ORDER):
            if name.startswith(known):
                return i
        return len(ORDER)

    return sorted(names, key=place)


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2g}"


def table(head, columns):
    """Rows by name: nanoseconds, and how many times leadscore's."""
    best = columns[0].best
    names = in_order(dict.fromkeys(name for column in columns for name in column.times))
    lines = ["| | " + " | ".join(head) + " |", "|---|" + "---:|" * len(head)]
    for name in names:
        cells = []
        for column in columns:
            if name not in column.times:
                cells.append("")
            elif name == best:
                cells.append(f"**{number(column.times[name])}**")
            else:
                cells.append(f"{number(column.times[name])} ({number(column.ratios[name])}x)")
        shown = f"**{name}**" if name == best else name
        lines.append(f"| {shown} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def machine(best):
    """As little of the machine as the figures need: how many cores, which vectors."""
    cores = os.cpu_count()
    vectors = best.removeprefix("leadscore batch, ")
    vectors = "AVX-512" if vectors.startswith("AVX3") else vectors  # Highway's name of it
    return f"{cores} core{'s' if cores != 1 else ''}, {vectors}"


def growth(rounds, fewest):
    """How the cost of the best grows with the rules, in one sentence."""
    most = max(rounds)
    if fewest not in rounds or most == fewest:
        return ""
    best = next(iter(rounds[most][0]))
    ratios = [many[best] / few[best] for many, few in zip(rounds[most], rounds[fewest])]
    grown = number(statistics.median(ratios))
    return f"Under {most:,} rules the best batch takes {grown} times as long as under {fewest}."


def report(by_rules, by_leads, grown, left_out, options):
    rules = sorted(by_rules)
    leads = sorted(by_leads)
    best = by_rules[rules[0]].best
    parts = [
        "<!-- SPDX-License-Identifier: Apache-2.0 -->",
        "<!-- Written by ./dev bench --peers. -->",
        "# The same rules through other engines",
        "Nanoseconds per lead and, in parentheses, how many times those of the best leadscore "
        f"batch; one thread each, processor time, medians of {options.rounds} rounds of the best of "
        f"{options.repeats}, ratios within a round, on {machine(best)}. "
        "Every answer was compared first. The workload is `scorecard` of "
        "[`tests/support/workload.hpp`](../../tests/support/workload.hpp); "
        "[`bench/README.md`](../README.md) says what each engine is given.",
        "![cost against rules and leads](result.svg)",
        f"By rules, up to {options.leads:,} leads:",
        table([f"{n:,} rules" for n in rules], [by_rules[n] for n in rules]),
        grown,
    ]
    if leads:
        parts += [
            f"By leads, {options.growth_rules} rules:",
            table([f"{n:,} leads" for n in leads], [by_leads[n] for n in leads]),
        ]
    if left_out:
        parts.append("Left out:")
        lines = [f"- {name}, {size:,} rules: {why}" for (name, size), why in left_out.items()]
        parts.append("\n".join(lines))
    return "\n\n".join(part for part in parts if part) + "\n"


def run_all(options):
    peers = Peers(options)
    names = options.only.split(",") + ["leadscore batch"] if options.only else None

    def of_rules(rules, again):
        print(f"{rules:,} rules ...", file=sys.stderr, flush=True)
        wanted = names if again is None else [*again, "leadscore batch"]
        amounts = (options.leads, options.seconds, options.repeats)
        times, _, out = measure(peers, rules, *amounts, wanted)
        return times, out

    by_rules, rounds, left_out = measure_in_rounds(options.rules, options.rounds, of_rules)
    usual = by_rules.get(options.growth_rules)

    def of_leads(leads, again):
        print(f"{leads:,} leads ...", file=sys.stderr, flush=True)
        within = [name for name, time in usual.times.items() if time * leads < 2e9]
        within = again or [name for name in within if names is None or name in names]
        times, taken, _ = measure(
            peers, options.growth_rules, leads, 10, options.repeats, [*within, "leadscore batch"]
        )
        return {name: time for name, time in times.items() if taken[name] == leads}, {}

    sizes = [10**n for n in range(3, 10) if usual and 10**n <= options.leads]
    by_leads, _, _ = measure_in_rounds(sizes, options.rounds, of_leads)
    text = report(by_rules, by_leads, growth(rounds, options.growth_rules), left_out, options)
    times_of = [{size: one.times for size, one in some.items()} for some in (by_rules, by_leads)]
    return text, plot.svg(*times_of, by_rules[options.rules[0]].best)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default=str(ROOT / "build" / "release"))
    parser.add_argument("--rules", default="10,100,1000,10000")
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="names of peers, as in the table; leadscore is always run")
    parser.add_argument("--growth-rules", type=int, default=100)
    parser.add_argument("--most-compiled", type=int, default=1_000)
    parser.add_argument("--work", default=str(ROOT / "build" / "peers"), help="a folder to work in")
    parser.add_argument("--strict", action="store_true", help="fail where a peer is left out")
    parser.add_argument("--dry", action="store_true", help="only print the table")
    options = parser.parse_args()
    options.rules = [int(text) for text in options.rules.split(",")]
    text, picture = run_all(options)
    print(text)
    if not options.dry:
        (HERE / "result.md").write_text(text, encoding="utf-8")
        (HERE / "result.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
