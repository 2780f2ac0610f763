#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the reference of the rule file true.

    reference.py --bin PATH    compares the generated tables and runs every snippet
    reference.py --write       writes the tables into rules/README.md
    reference.py --self-test

The tables between `<!-- generated: NAME -->` and `<!-- end -->` come from the .def files that the
program itself is built from. Every block fenced by ```yaml is put into tests/reference/vocabulary.yaml,
section by section, and must load without errors; the tests in it must pass. Together the snippets
must use every key, function and word that the tables list.
"""

import argparse
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "rules" / "README.md"
VOCABULARY = ROOT / "tests" / "reference" / "vocabulary.yaml"

KEYS = "src/model/keys.def"
WORDS = "src/model/words.def"
DECAYS = "src/expr/decays.def"
FUNCTIONS = "src/expr/functions.def"
CODES = "src/base/diagnostic_codes.def"
LIMITS = "include/leadscore/limits.def"

# What stands behind a key, by the kinds of keys.hpp; of a container, around what it holds.
KINDS = {
    "version": "1", "text": "a text", "text_or_null": "a text or null", "zone": "a time zone",
    "type": "a type", "name": "a name", "label": "a name", "names": "a name or a list of them",
    "some_names": "a name or a list of them", "boolean": "true or false", "yes": "true",
    "touches": "a number from 1 to 1,000", "count": "a number", "weight": "a decimal, six digits",
    "share": "a decimal from 0 to 1", "points": "points", "fewer": "points, not below 0",
    "bound": "points or `else`", "gain": "points, an expression or a table",
    "duration": "a duration", "hold": "a duration or `forever`", "time": "a time",
    "condition": "a condition", "until": "a condition or `never`", "expression": "an expression",
    "constant": "a constant or a list", "events": "events, or a silence", "happening": "events",
    "limit": "a limit", "decay": "a decay", "combine": "a word, see below",
    "band_text": "a text of bands", "value": "a value", "values": "a list of values",
    "cell": "a value", "known": "a map of attributes", "outcome": "points, a band's value or null",
    "account": "a name, or a map", "item": "a rule or group", "nothing": "nothing",
    "section": "{}", "named": "by name: {}", "labelled": "by name: {}", "map_of": "by name: {}",
    "list_of": "a list; each {}", "some_of": "a list; each {}", "one_or_list_of": "{}, or a list",
}

FIELDS = re.compile(r'"(?:[^"\\]|\\.)*"|[^,()"]+')


def entries(path, macro):
    """The arguments of each line of a .def file that calls a macro."""
    for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
        if line.startswith(f"LEADSCORE_{macro}("):
            inside = line[line.index("(") + 1:line.rindex(")")]
            fields = [field.strip() for field in FIELDS.findall(inside)]
            yield [re.sub(r"\\(.)", r"\1", f[1:-1]) if f[0] == '"' else f for f in fields if f]


def table(head, rows):
    """Lines of a Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


# --- the generated tables ---------------------------------------------------------------------

def value_of(kind, inside, titles):
    """What stands behind a key, in words."""
    words = KINDS[kind]
    held = titles.get(inside, KINDS.get(inside, "")).replace("'", "`")
    return words.format(held) if "{}" in words else words


def key_tables():
    sections = list(entries(KEYS, "SECTION"))
    titles = {name: title for name, title, *_ in sections}
    for name, title, short_form, others, summary in sections:
        needed = {keys for section, _, keys in entries(KEYS, "CHOICE") if section == name}
        rows = [[f"`{key}`", f"{about}. {details}" if details else about,
                 value_of(kind, inside, titles),
                 "required" if required == "1" or key in needed else ""]
                for section, key, required, kind, inside, about, details in entries(KEYS, "KEY")
                if section == name]
        short = "" if short_form == "none" else f" In place of the map: {KINDS[short_form]}."
        more = "" if others == "none" else f" Any other key: {titles.get(others, KINDS.get(others))}."
        head = title.replace("'", "`")
        yield f"**{head[0].upper()}{head[1:]}**: {summary}{short}{more}"
        yield ""
        if rows:
            yield from table(["key", "", "value", ""], rows)
            yield ""


def word_tables():
    for macro, head in (("TYPE", "type"), ("COMBINE", "`combine`")):
        rows = [[f"`{word}`", about] for word, about in entries(WORDS, macro)]
        yield from table([head, ""], rows)
        yield ""
    rows = [[f"`{word}`", f"`{example}`", about] for word, _, example, about in
            entries(DECAYS, "DECAY")]
    yield from table(["`decay`", "such as", "what is left"], rows)


def function_table():
    letters = {"n": "a number", "t": "a text", "i": "a time", "d": "a duration", "*": "any value"}
    forms = {"aggregate": "events", "named": "a name in quotes"}
    rows = []
    for name, form, arguments, result, about in entries(FUNCTIONS, "FUNCTION"):
        takes = ", ".join(letters[letter] for letter in arguments) or forms[form]
        takes += "; or events" if form == "either" else ""
        rows.append([f"`{name}`", takes, "any value" if result == "any" else result, about])
    yield from table(["function", "takes", "gives", ""], rows)


def code_table():
    rows = [[f"`{code}`", about] for code, about in entries(CODES, "CODE")]
    yield from table(["code", "what is wrong"], rows)


def lint_table():
    rows = [[f"`{code}`", about] for code, about in entries(CODES, "LINT")]
    yield from table(["code", "what it warns of"], rows)


def limit_table():
    rows = [[about, default.replace("'", ","), f"`{code}`"]
            for _, default, code, about in entries(LIMITS, "LIMIT")]
    yield from table(["at most so many", "", "code above it"], rows)


TABLES = {"keys": key_tables, "words": word_tables, "functions": function_table,
          "codes": code_table, "lints": lint_table, "limits": limit_table}
MARKED = re.compile(r"(<!-- generated: (\w+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)


def with_tables(document):
    """The document with the tables as they must be."""
    def made(match):
        lines = "\n".join(TABLES[match[2]]()).rstrip("\n")
        return f"{match[1]}\n{lines}\n\n{match[4]}"
    missing = set(TABLES) - {match[2] for match in MARKED.finditer(document)}
    assert not missing, f"the document has no place for: {', '.join(sorted(missing))}"
    return MARKED.sub(made, document)


# --- snippets ---------------------------------------------------------------------------------

class Text(yaml.SafeLoader):
    """Every scalar as its text, as the reader of rule files takes it."""


Text.yaml_implicit_resolvers = {}


class PlainDumper(yaml.SafeDumper):
    """Keeps scalars as they were written."""


PlainDumper.yaml_implicit_resolvers = {}


def snippets(document):
    """(line, text) of each block fenced by ```yaml."""
    for match in re.finditer(r"^```yaml\n(.*?)^```$", document, re.MULTILINE | re.DOTALL):
        yield document.count("\n", 0, match.start()) + 1, match[1]


def laid_over(vocabulary, snippet):
    """The vocabulary as a rule file, with the sections of a snippet laid over it."""
    base = yaml.compose(vocabulary, Text)
    over = yaml.compose(snippet, Text)
    if isinstance(over, yaml.SequenceNode):  # rules
        text = "scores:\n  of_the_snippet:\n    rules:\n" + re.sub("^", "      ", snippet,
                                                                   flags=re.MULTILINE)
        over = yaml.compose(text, Text)
    sections = {key.value: i for i, (key, _) in enumerate(base.value)}
    for key, value in over.value:
        if key.value not in sections:
            base.value.append((key, value))
            continue
        _, old = base.value[sections[key.value]]
        both = isinstance(value, yaml.MappingNode) and isinstance(old, yaml.MappingNode)
        if both and key.value not in ("lifecycle", "accounts"):
            names = {name.value for name, _ in value.value}
            kept = [entry for entry in old.value if entry[0].value not in names]
            value.value = kept + value.value
        base.value[sections[key.value]] = (key, value)
    return yaml.serialize(base, Dumper=PlainDumper, allow_unicode=True, width=10**6)


def run_snippets(program, document):
    """What is wrong with the snippets, and their texts."""
    vocabulary = VOCABULARY.read_text(encoding="utf-8")
    problems, texts = [], []
    with tempfile.TemporaryDirectory(prefix="leadscore-reference-") as folder:
        for line, snippet in snippets(document):
            texts.append(snippet)
            path = pathlib.Path(folder) / f"line{line}.yaml"
            path.write_text(laid_over(vocabulary, snippet), encoding="utf-8")
            commands = [["check", str(path)]]
            if re.search(r"^tests:", snippet, re.MULTILINE):
                commands.append(["test", "--format", "table", str(path)])
            for command in commands:
                done = subprocess.run([program, *command], check=False, capture_output=True,
                                      text=True)
                if done.returncode != 0:
                    problems.append(f"rules/README.md:{line}: leadscore {command[0]}:\n"
                                    f"{done.stdout}{done.stderr}")
    return problems, texts


def unused(texts):
    """What the tables list and no snippet uses."""
    text = "\n".join(texts)
    wanted = {f"key `{key}` of {section}": rf"(?<![\w-]){re.escape(key)}:"
              for section, key, *_ in entries(KEYS, "KEY")}
    wanted |= {f"function {name}": rf"\b{name}\(" for name, *_ in entries(FUNCTIONS, "FUNCTION")}
    wanted |= {f"type {word}": rf":\s+{word}\b" for word, _ in entries(WORDS, "TYPE")}
    wanted |= {f"combine {word}": rf"combine: {word}\b" for word, _ in entries(WORDS, "COMBINE")}
    wanted |= {f"decay {word}": rf"decay: {word}\b" for word, *_ in entries(DECAYS, "DECAY")}
    return [f"no snippet uses the {what}" for what, pattern in wanted.items()
            if not re.search(pattern, text)]


# --- all of it --------------------------------------------------------------------------------

def self_test():
    """Old tables, wrong snippets and missing words are found."""
    assert ["id", "0", "a, (b) \"c\""] == [
        re.sub(r"\\(.)", r"\1", f[1:-1]) if f[0] == '"' else f
        for f in (field.strip() for field in FIELDS.findall(r'id, 0, "a, (b) \"c\""')) if f]
    assert list(table(["a"], [["x|y"]])) == ["| a |", "|---|", "| x\\|y |"]
    document = "".join(f"<!-- generated: {name} -->\nSTALE\n<!-- end -->\n" for name in TABLES)
    made = with_tables(document)
    assert "STALE" not in made and with_tables(made) == made and "| `points` |" in made
    assert list(snippets("a\n```yaml\nb: 1\n```\n")) == [(2, "b: 1\n")]
    whole = laid_over("a: {x: 1, y: 2}\nb: [1]\n", "a: {x: '3'}\nb: [2]\nc: yes\n")
    assert yaml.load(whole, Text) == {"a": {"y": "2", "x": "3"}, "b": ["2"], "c": "yes"}, whole
    assert "of_the_snippet" in laid_over("a: 1\n", "- rule: x\n  points: 1\n")
    assert any("function sqrt" in what for what in unused(["count(x)"]))
    print("reference self-test: fine")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="the command leadscore")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        self_test()
        return 0
    document = DOCUMENT.read_text(encoding="utf-8")
    wanted = with_tables(document)
    if arguments.write:
        DOCUMENT.write_text(wanted, encoding="utf-8")
        return 0
    if not arguments.bin:
        parser.error("--bin PATH is needed")
    problems, texts = run_snippets(arguments.bin.resolve(strict=True), document)
    problems += unused(texts)
    if wanted != document:
        problems.append("the tables are old; ./dev reference writes them:\n" + "".join(
            difflib.unified_diff(document.splitlines(True), wanted.splitlines(True),
                                 "rules/README.md", "as it must be", n=1)))
    print(*problems, sep="\n")
    print(f"{len(texts)} snippets, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
