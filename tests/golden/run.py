#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs golden cases: one file holds commands, their input files, exit status and output.

    run.py --bin PATH CASE...      runs the cases; prints a difference for each that fails
    BLESS=1 run.py --bin PATH ...  writes what the commands gave back into the cases
    run.py --self-test             sees that a wrong case fails and a blessed one passes

The format of a case is in tests/README.md.
"""

import argparse
import codecs
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACES = {"RULES": ROOT / "rules", "DATA": ROOT / "examples" / "data"}
TIMEOUT_SECONDS = 120
HEADER = re.compile(r"^--- (command|file|exit|stdout|stderr)\b ?(.*)$")
NO_LINE_BREAK = "\\ no line break at the end\n"


class BadCase(Exception):
    """A case that is not written as tests/README.md says."""


class Step:
    """A command and what is expected of it."""

    def __init__(self, command):
        self.command = command
        self.exit = 0
        self.stdout = ""
        self.stderr = ""

    def text(self):
        parts = [f"--- command\n{self.command}\n", f"--- exit {self.exit}\n"]
        for name, output in (("stdout", self.stdout), ("stderr", self.stderr)):
            if output:
                parts.append(f"--- {name}\n{output}")
        return "".join(parts)


class Case:
    """A case file: what stands before the first command is kept as it is."""

    def __init__(self, path):
        self.path = path
        self.preamble = ""
        self.files = []
        self.steps = []
        for header, argument, body in sections(path.read_bytes().decode("utf-8")):
            try:
                self._add(header, argument, body)
            except (BadCase, ValueError) as problem:
                raise BadCase(f"{path}: {problem}") from problem
        if not self.steps:
            raise BadCase(f"{path}: has no '--- command'")

    def _add(self, header, argument, body):
        if header in (None, "file") and self.steps:
            raise BadCase("files come before the first command")
        if header is None:
            self.preamble += body
        elif header == "file":
            self.preamble += f"--- file {argument}\n{body}"
            self.files.append(file_content(argument, body))
        elif header == "command":
            self.steps.append(Step(body.strip()))
        elif not self.steps:
            raise BadCase(f"'--- {header}' before the first command")
        elif header == "exit":
            self.steps[-1].exit = int(argument)
        else:
            setattr(self.steps[-1], header, body)

    def text(self):
        return self.preamble + "".join(step.text() for step in self.steps)


def lines_of(text):
    """Lines with their ends; unlike str.splitlines, only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def sections(text):
    """Cuts a case into (header, argument, body); the header of a leading remark is None."""
    header, argument, body = None, "", []
    for line in lines_of(text):
        match = HEADER.match(line.rstrip("\n"))
        if not match:
            body.append(line)
            continue
        yield header, argument, "".join(body)
        header, argument, body = match[1], match[2], []
    yield header, argument, "".join(body)


def file_content(argument, body):
    """The name and the bytes of an input file."""
    name, _, how = argument.partition(" ")
    if how == "escaped":
        return name, codecs.escape_decode(body.replace("\n", "").encode("utf-8"))[0]
    if how:
        raise BadCase(f"unknown word '{how}' after the file name; known: escaped")
    return name, body.encode("utf-8")


def shown(output):
    """Output as it stands in a case: places of this machine out, every byte visible."""
    text = output.decode("utf-8", errors="backslashreplace")
    for name, place in PLACES.items():
        text = text.replace(str(place), f"${name}")
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", lambda m: repr(m[0])[1:-1], text)
    if text and not text.endswith("\n"):
        text += "\n" + NO_LINE_BREAK
    return text


def run_step(command, folder, environment):
    """What a command really gave, as a Step."""
    actual = Step(command)
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_SECONDS)
    actual.exit = done.returncode
    actual.stdout = shown(done.stdout)
    actual.stderr = shown(done.stderr)
    return actual


def environment_for(folder, program):
    """The same everywhere: own PATH entry for the program, UTC, UTF-8, no personal settings."""
    (folder / "bin").mkdir()
    (folder / "bin" / "leadscore").symlink_to(program)
    environment = {"PATH": f"{folder / 'bin'}:{os.environ.get('PATH', os.defpath)}",
                   "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    environment.update({name: str(place) for name, place in PLACES.items()})
    environment.update({name: value for name, value in os.environ.items()
                        if name.endswith("SAN_OPTIONS")})
    return environment


def run_case(path, program, bless):
    """Runs a case; prints what differs. True where all was as expected."""
    case = Case(path)
    expected = case.text()
    with tempfile.TemporaryDirectory(prefix="leadscore-golden-") as name:
        folder = pathlib.Path(name)
        environment = environment_for(folder, program)
        work = folder / "work"
        work.mkdir()
        for file_name, content in case.files:
            (work / file_name).parent.mkdir(parents=True, exist_ok=True)
            (work / file_name).write_bytes(content)
        case.steps = [run_step(step.command, work, environment) for step in case.steps]
    actual = case.text()
    if actual == expected:
        return True
    sys.stdout.writelines(difflib.unified_diff(lines_of(expected), lines_of(actual),
                                               f"{path} (expected)", f"{path} (actual)"))
    if bless:
        path.write_bytes(actual.encode("utf-8"))
        print(f"blessed {path}")
    return bless


def self_test():
    """A wrong expectation fails, the blessed case passes and keeps its remark and files."""
    with tempfile.TemporaryDirectory(prefix="leadscore-golden-") as name:
        program = pathlib.Path(name) / "program"
        program.write_text('#!/bin/sh\ncat "$1"; printf "%s" "$RULES/x" >&2; exit 3\n')
        program.chmod(0o755)
        path = pathlib.Path(name) / "x.case"
        head = "A remark.\n--- file a.txt escaped\nk\\xffey\\r\n\\n\n"
        path.write_text(head + "--- command\nleadscore a.txt\n--- exit 0\n--- stdout\nother\n")
        assert not run_case(path, program, bless=False), "a wrong case passed"
        assert run_case(path, program, bless=True), "blessing failed"
        want = (head + "--- command\nleadscore a.txt\n--- exit 3\n--- stdout\nk\\xffey\\r\n"
                "--- stderr\n$RULES/x\n" + NO_LINE_BREAK)
        assert path.read_text() == want, path.read_text()
        assert run_case(path, program, bless=False), "a blessed case failed"
        for wrong in ("no command\n", "--- exit 1\n", "--- file x wrong\n--- command\nx\n",
                      "--- command\nx\n--- exit x\n", "--- command\nx\n--- file y\n"):
            path.write_text(wrong)
            try:
                Case(path)
            except BadCase:
                continue
            raise AssertionError(f"accepted: {wrong}")
    print("golden self-test: fine")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="the command leadscore")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("cases", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.self_test:
        self_test()
        return 0
    if not arguments.bin or not arguments.cases:
        parser.error("--bin PATH and at least one CASE are needed")
    failed = 0
    for path in arguments.cases:
        try:
            good = run_case(path, arguments.bin.resolve(strict=True), bool(os.environ.get("BLESS")))
        except (BadCase, subprocess.TimeoutExpired) as problem:
            print(problem)
            good = False
        failed += not good
    if failed:
        print(f"{failed} of {len(arguments.cases)} cases failed; BLESS=1 takes the output as it is")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
