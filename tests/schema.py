#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds `leadscore schema` against an independent validator, and against the reader.

    schema.py --bin PATH --worlds PATH    all of it; --worlds writes random rule files
    schema.py --self-test                 sees that the checks below find mistakes

  - the schema is a good draft-07 schema;
  - every bundled rule file, every one in tests/semantics, the whole files in the documents and
    random ones are accepted;
  - of each golden case of `leadscore check`, what a schema can know is refused at its place, and
    nothing else is: KNOWABLE and UNKNOWABLE below say which codes are which;
  - bundled files changed at random: what the reader accepts, the schema accepts.

A new diagnostic code must be put into one of the two tables; a golden fault that is an exception
to its code, into EXCEPTIONS with the reason.
"""

import argparse
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "golden"))
import run as golden  # noqa: E402  pylint: disable=wrong-import-position

MUTANTS = 400
WORLDS = 60

# Faults that the schema must refuse, by their code.
KNOWABLE = {"unknown-key", "missing-key", "wrong-kind", "bad-duration", "bad-time", "bad-name",
            "bad-number", "reserved-name", "version"}

# Faults that it need not refuse, and why it cannot.
NAMES = "a schema does not know which names a file declares"
EXPRESSIONS = "an expression is any text to a schema"
UNKNOWABLE = {
    "syntax": EXPRESSIONS + "; of phrases such as limits it knows the form",
    "wrong-type": EXPRESSIONS + ", and types are those of the names in it",
    "unknown-function": EXPRESSIONS,
    "bad-regex": EXPRESSIONS,
    "unknown-name": NAMES,
    "unknown-event": NAMES,
    "unknown-property": NAMES,
    "unknown-stage": NAMES,
    "unknown-signal": NAMES,
    "unknown-value": NAMES + ", nor the values that attributes and bands can have",
    "duplicate-name": "two keys that differ only in case or in '_', or names in two lists",
    "cycle": NAMES,
    "conflict": "mostly between values; those between keys are refused too",
    "out-of-range": "lengths of time and counts stand inside texts",
    "limit-limit-count": "the count stands inside a text",
    "bad-points": "a word may be the name of a constant, and a number has lost how it was written",
    "bad-zone": "the system knows its time zones",
}
# Lints are about files that are correct.
UNKNOWABLE.update({code: "a warning about a file that is correct"
                   for code in re.findall(r'LEADSCORE_LINT\("([a-z-]+)"',
                                          (ROOT / "src/base/diagnostic_codes.def").read_text())})
UNKNOWABLE.update({code: "a warning about a comment" for code in ("lint-comment", "lint-unused")})

# (case, file, line, code): why the schema cannot know this one, though it knows others of its code.
DIGITS = "a number has lost how many digits it was written with"
QUOTES = "in quotes it would be a text, and a schema does not see quotes"
ELSEWHERE = "what it goes by stands in another part of the file"
EXCEPTIONS = {
    ("check_accounts", "coverage.yaml", 20, "missing-key"): EXPRESSIONS,
    ("check_define", "constants.yaml", 4, "bad-duration"): QUOTES,
    ("check_define", "constants.yaml", 5, "bad-time"): QUOTES,
    ("check_mistakes", "values.yaml", 31, "bad-time"): EXPRESSIONS,
    ("check_mistakes", "values.yaml", 34, "bad-time"): EXPRESSIONS,
    ("check_mistakes", "events.yaml", 81, "bad-number"): DIGITS,
    ("check_phrases", "bounds.yaml", 12, "bad-number"): DIGITS,
    ("check_rejection", "conflicts.yaml", 18, "bad-number"): DIGITS,
    ("check_tests", "facts.yaml", 30, "unknown-key"): ELSEWHERE,
    ("check_tests", "expectations.yaml", 23, "wrong-kind"): NAMES + ": null is right for a band",
    ("check_tests", "expectations.yaml", 27, "unknown-key"): ELSEWHERE,
    ("check_tests", "several_leads.yaml", 16, "missing-key"): ELSEWHERE,
    ("check_tests", "several_leads.yaml", 20, "missing-key"): ELSEWHERE,
}


# --- YAML as an editor reads it ---------------------------------------------------------------

class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 with the core schema: no `yes`, no dates, no sexagesimal numbers."""


class CoreDumper(yaml.SafeDumper):
    """Writes what CoreLoader reads."""

    def ignore_aliases(self, data):
        return True


RESOLVERS = [("null", r"~|null|Null|NULL|", "~nN\0"),
             ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
             ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
             ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
                       r"|\.(nan|NaN|NAN)", "-+.0123456789")]

for core in (CoreLoader, CoreDumper):
    core.yaml_implicit_resolvers = {}
    for name, pattern, first in RESOLVERS:
        core.add_implicit_resolver(f"tag:yaml.org,2002:{name}",
                                   re.compile(rf"^(?:{pattern})$"),
                                   ["" if c == "\0" else c for c in first])


def scalar_value(node):
    """What the parser of an editor makes of a scalar."""
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if kind == "float":
        named = text.lstrip("-+")[1:] if text[-1].isalpha() else ""  # inf or nan
        return float(text[:text.index(".")] + named if named else text)
    return text


class Document:
    """A rule file as JSON, and the path at each place of its text."""

    def __init__(self, text):
        self.places = []  # (path, begin, end) of keys and values
        self.root = yaml.compose(text, CoreLoader)
        self.value = self._read(self.root, ())

    def _read(self, node, path):
        self._place(node, path)
        if isinstance(node, yaml.MappingNode):
            value = {}
            for key, inner in node.value:
                below = path + (key.value,)
                self._place(key, below)
                value[key.value] = self._read(inner, below)
            return value
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, path + (i,)) for i, item in enumerate(node.value)]
        return scalar_value(node)

    def _place(self, node, path):
        begin, end = node.start_mark, node.end_mark
        self.places.append((path, (begin.line, begin.column), (end.line, end.column)))

    def path_at(self, line, column):
        """The innermost path whose key or value covers a place; both count from 1."""
        place = (line - 1, column - 1)
        around = [path for path, begin, end in self.places if begin <= place <= end]
        return max(around, key=len, default=())


# --- the schema's errors ----------------------------------------------------------------------

def faults(error):
    """The errors inside one error: of alternatives, those of the one that comes nearest."""
    if not error.context:
        return [error]
    branches = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    here = len(error.absolute_path)

    def distance(branch):
        whole = [e.validator for e in branch if len(e.absolute_path) == here]
        wrong_shape = "type" in whole or "enum" in whole
        return (wrong_shape, whole.count("required"), sum(len(faults(e)) for e in branch))

    nearest = min(branches.values(), key=distance)
    if distance(nearest)[0]:
        return [error]
    return [fault for inner in nearest for fault in faults(inner)]


def places_of_faults(validator, value):
    """(path, message) of everything that the schema refuses."""
    return [(tuple(fault.absolute_path), fault.message)
            for error in validator.iter_errors(value) for fault in faults(error)]


def refused_at(path, refused):
    """Whether a fault stands at a path, or at the map that holds it."""
    return any(place in (path, path[:-1]) for place, _ in refused)


def explained_by(place, paths):
    """Whether a fault stands above or below one that the reader has found."""
    return any(place[:len(path)] == path[:len(place)] for path in paths)


# --- golden cases -----------------------------------------------------------------------------

DIAGNOSTIC = re.compile(r"^(\S+?):(\d+):(\d+): (error|warning): .* \[([a-z-]+)\]$", re.MULTILINE)


def golden_files(path):
    """(name, text, [(line, column, code)]) of each file that a golden case checks."""
    case = golden.Case(path)
    content = dict(case.files)
    for step in case.steps:
        words = step.command.split()
        if words[:2] != ["leadscore", "check"] or set(words[2:]) - set(content):
            continue
        for name in words[2:]:
            found = [(int(m[2]), int(m[3]), m[4], m[5])
                     for m in DIAGNOSTIC.finditer(step.stdout) if m[1] == name]
            yield name, content[name], found


class GoldenCheck:
    """All golden cases; collects what is wrong with the schema, or with the tables above."""

    def __init__(self, validator):
        self.validator = validator
        self.problems = []
        self.unused = set(EXCEPTIONS)
        self.refused = 0

    def run(self, paths):
        for path in paths:
            for name, text, found in golden_files(path):
                if not any(code.startswith("yaml") for _, _, _, code in found):
                    self._check(path.stem, name, text, found)
        for exception in sorted(self.unused):
            self.problems.append(f"the exception {exception} is of no use")

    def _check(self, case, name, text, found):
        document = Document(text.decode("utf-8"))
        refused = places_of_faults(self.validator, document.value)
        paths = []
        for line, column, severity, code in found:
            where = f"{case}: {name}:{line}:{column} [{code}]"
            path = document.path_at(line, column)
            paths.append(path[:-1] if code == "missing-key" else path)
            exception = (case, name, line, code)
            if code not in KNOWABLE | set(UNKNOWABLE):
                self.problems.append(f"{where}: this code is in neither table")
            elif severity == "error" and code in KNOWABLE:
                known = refused_at(path, refused)
                self.refused += known
                if exception in EXCEPTIONS:
                    self.unused.discard(exception)
                    if known:
                        self.problems.append(f"{where}: an exception, and yet it is refused")
                elif not known:
                    self.problems.append(f"{where}: not refused at {'/'.join(map(str, path))}")
        if any(code == "version" for _, _, _, code in found):
            return  # the reader looks no further
        for place, message in refused:
            if not explained_by(place, paths):
                self.problems.append(f"{case}: {name}: refused, but good: "
                                     f"{'/'.join(map(str, place))}: {message[:200]}")


# --- files that must be accepted --------------------------------------------------------------

def whole_files(document):
    """The rule files in the ```yaml blocks of a document."""
    for block in re.findall(r"^```yaml\n(.*?)^```$", document, re.MULTILINE | re.DOTALL):
        if re.match(r"(#.*\n)*leadscore:", block):
            yield block


def refused_lines(validator, name, text):
    """What the schema says against a file."""
    return [f"{name}: {'/'.join(map(str, place))}: {message[:200]}"
            for place, message in places_of_faults(validator, Document(text).value)]


def check_good_files(validator, worlds, folder):
    """Problems with files that the reader accepts; and how many there were."""
    good = {}
    for path in sorted([*ROOT.glob("rules/*.yaml"), *ROOT.glob("tests/semantics/*.yaml")]):
        good[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
    for document in ("README.md", "rules/README.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for i, block in enumerate(whole_files(text)):
            good[f"{document}, rule file {i + 1}"] = block
    subprocess.run([worlds, folder, str(WORLDS)], check=True)
    for path in sorted(folder.glob("world*.yaml")):
        good[path.name] = path.read_text(encoding="utf-8")
    assert len(good) > WORLDS + 10, "files are missing"
    return [line for name, text in good.items() for line in refused_lines(validator, name, text)
            ], len(good)


# --- files changed at random ------------------------------------------------------------------

ODD = ["", "''", "5", "'5'", "1_000", "-2.5", ".5", "once", "never", "forever", "else", "30d",
       "0d", "30m", "'true'", "true", "yes", "~", "2026-03-01", "2026-03-01 09:00", "a b",
       "x == 1", "silence(3d)", "any", "3 per 24h", "1 per calendar day", "once each url",
       "half every 14d", "linear 25% every 30d", "first", "sum", "text", "[a]", "[]", "{}",
       "[a, b]", "{a: 1}", "{type: text}", "'{grade}'", "employees", "0.0001", "1e3", "2000000000",
       "null", "{is: true}", "[~]", "'null'", "Asia/Shanghai", "[[a]]", "unknown"]


def all_nodes(node):
    """A node and those below it."""
    yield node
    for part in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for inner in part if isinstance(part, tuple) else (part,):
            yield from all_nodes(inner)


class Mutator:
    """Changes a rule file in a few places."""

    def __init__(self, text, seed):
        self.dice = random.Random(seed)
        self.root = yaml.compose(text, CoreLoader)

    def run(self):
        for _ in range(self.dice.randint(1, 2)):
            self._change()
        return yaml.serialize(self.root, Dumper=CoreDumper, allow_unicode=True, width=10**6)

    def _change(self):
        nodes = list(all_nodes(self.root))
        holders = [n for n in nodes if not isinstance(n, yaml.ScalarNode) and n.value]
        holder = self.dice.choice(holders)
        index = self.dice.randrange(len(holder.value))
        other = copy.deepcopy(self.dice.choice(nodes)) if self.dice.random() < 0.4 else \
            yaml.compose(self.dice.choice(ODD) or "~", CoreLoader)
        how = self.dice.random()
        if how < 0.2:
            del holder.value[index]
        elif isinstance(holder, yaml.MappingNode):
            key, value = holder.value[index]
            if how < 0.35:
                keys = [n for m in nodes if isinstance(m, yaml.MappingNode) for n, _ in m.value]
                taken = {k.value for k, _ in holder.value}
                key = copy.deepcopy(self.dice.choice(keys))
                if key.value in taken:
                    return
                holder.value.append((key, copy.deepcopy(value)))
            else:
                holder.value[index] = (key, other)
        else:
            holder.value[index] = other


def check_mutants(validator, program, folder):
    """Problems with files that the reader accepts, or faults that it does not see."""
    names = sorted([*ROOT.glob("rules/*.yaml"), *ROOT.glob("tests/semantics/*.yaml"),
                    *folder.glob("world*.yaml")])
    texts = {}
    for seed in range(MUTANTS):
        source = names[seed % len(names)].read_text(encoding="utf-8")
        path = folder / f"mutant{seed}.yaml"
        texts[str(path)] = Mutator(source, seed).run()
        path.write_text(texts[str(path)], encoding="utf-8")
    done = subprocess.run([program, "check", "--format", "json", *texts], check=False,
                          capture_output=True, text=True)
    found = {}
    for one in json.loads(done.stdout):
        found.setdefault(one["file"], []).append(one)
    problems, accepted = [], 0
    for path, text in texts.items():
        told = found.get(path, [])
        if any(one["code"].startswith(("yaml", "version", "limit")) for one in told):
            continue
        errors = [one for one in told if one["severity"] == "error"]
        accepted += not errors
        document = Document(text)
        paths = [document.path_at(one["line"], one["column"]) for one in errors]
        paths += [path[:-1] for path, one in zip(paths, errors) if one["code"] == "missing-key"]
        for place, message in places_of_faults(validator, document.value):
            if not explained_by(place, paths):
                problems.append(f"{path}: refused, but good: {'/'.join(map(str, place))}: "
                                f"{message[:200]}")
    assert accepted > MUTANTS // 20, f"only {accepted} changed files are good"
    return problems, accepted


# --- all of it --------------------------------------------------------------------------------

def self_test():
    """A schema that is too strict, and one that is too lax, are found out."""
    def validator(schema):
        return jsonschema.Draft7Validator(schema)

    document = Document("a: yes\nb:\n- {c: 2026-03-01, '1': 010}\ne:\n")
    assert document.value == {"a": "yes", "b": [{"c": "2026-03-01", "1": 10}], "e": None}
    assert document.path_at(3, 4) == ("b", 0, "c") and document.path_at(4, 3) == ("e",)
    schema = {"properties": {"a": {"type": "string"}, "e": {"anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"f": {"type": "number"}}}]}}}
    assert places_of_faults(validator(schema), document.value) == [
        (("e",), "None is not valid under any of the given schemas")]
    nested = places_of_faults(validator(schema), {"a": "x", "e": {"f": "x"}})
    assert [place for place, _ in nested] == [("e", "f")], nested
    assert refused_at(("e", "f"), nested) and not refused_at(("a",), nested)
    assert explained_by(("e", "f"), [("e",)]) and not explained_by(("e", "f"), [("a",)])
    path = ROOT / "tests" / "golden" / "check_head.case"
    lax, strict = GoldenCheck(validator({})), GoldenCheck(validator({"maxProperties": 0}))
    for check in (lax, strict):
        check.unused = set()
        check.run([path])
    assert any("not refused at" in problem for problem in lax.problems), lax.problems
    assert refused_lines(validator({"maxProperties": 0}), "x", "a: 1")
    text = (ROOT / "rules" / "minimal.yaml").read_text(encoding="utf-8")
    assert Document(Mutator(text, 1).run()).value != Document(text).value
    print("schema self-test: fine")


def check_all(program, worlds):
    schema = json.loads(subprocess.run([program, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    with tempfile.TemporaryDirectory(prefix="leadscore-schema-") as name:
        folder = pathlib.Path(name)
        problems, good = check_good_files(validator, worlds, folder)
        changed, accepted = check_mutants(validator, program, folder)
    goldens = GoldenCheck(validator)
    goldens.run(sorted((ROOT / "tests" / "golden").glob("check_*.case")))
    problems += changed + goldens.problems
    print(*problems, sep="\n")
    print(f"{good} files and {accepted} of {MUTANTS} changed files are good; {goldens.refused} "
          f"golden faults are refused; {len(problems)} problems")
    return 1 if problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="the command leadscore")
    parser.add_argument("--worlds", type=pathlib.Path, help="writes random rule files")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        self_test()
        return 0
    if not arguments.bin or not arguments.worlds:
        parser.error("--bin PATH and --worlds PATH are needed")
    return check_all(arguments.bin.resolve(strict=True), arguments.worlds.resolve(strict=True))


if __name__ == "__main__":
    sys.exit(main())
