#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands that a document shows and compares the output it shows.

    readme.py --bin PATH DOCUMENT...      documents are named from the top of the source tree
    BLESS=1 readme.py --bin PATH ...      writes the real output into the documents
    readme.py --self-test

In every block fenced by ```sh, a line `$ leadscore ...` (or `$ ./build/release/leadscore ...`) is
run from the top of the source tree, on a terminal 100 columns wide without colours, as a reader
would. Lines that follow up to the next `$` or the end of the block are its output: where there
are any they must be what is printed, and a line `...` stands for any number of lines. The command
must end with status 0, or with 1 where output is shown. Other commands (`$ ./dev ...`) are not
run. A line that ends with a backslash goes on in the next one.
"""

import argparse
import difflib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

ROOT = pathlib.Path(__file__).resolve().parents[1]
COMMAND = re.compile(r"^\$ (?:\./build/release/)?(leadscore\b.*)$", re.DOTALL)
FENCE = re.compile(r"^(\s*)```(\w*)\s*$")
COLUMNS = 100
TIMEOUT_SECONDS = 120


class Example:
    """A command of a document: where it stands and the lines of output that follow."""

    def __init__(self, line, command, begin):
        self.line = line
        self.command = command
        self.begin = self.end = begin  # of the output, as positions in the list of lines


def examples(lines):
    """Finds the commands to run in the lines of a document."""
    found, inside, current, i = [], None, None, 0
    while i < len(lines):
        fence = FENCE.match(lines[i])
        if fence:
            inside = fence[2] if inside is None else None
            current = None
        elif inside == "sh" and lines[i].startswith("$ "):
            begin, text = i, lines[i]
            while text.endswith("\\\n"):
                i += 1
                text += lines[i]
            match = COMMAND.match(text.rstrip("\n"))
            current = Example(begin + 1, match[1], i + 1) if match else None
            if current:
                found.append(current)
        elif current:
            current.end = i + 1
        i += 1
    return found


def run_on_terminal(command, folder, program):
    """Runs a command on a pseudo terminal; gives its status and all that it printed."""
    (folder / "bin").mkdir(exist_ok=True)
    link = folder / "bin" / "leadscore"
    if not link.exists():
        link.symlink_to(program)
    # What a command writes beside the sources lands in a folder of its own, not among them.
    work = folder / "work"
    if not work.exists():
        work.mkdir()
        for entry in ROOT.iterdir():
            (work / entry.name).symlink_to(entry)
    environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ.get('PATH', os.defpath)}",
                       NO_COLOR="1", TERM="xterm", LC_ALL="C.UTF-8", TZ="UTC",
                       COLUMNS=str(COLUMNS))
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    process = subprocess.Popen(["bash", "-c", command], cwd=work, env=environment,
                               stdin=subprocess.DEVNULL, stdout=writer, stderr=writer)
    os.close(writer)
    output = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        output += part
    os.close(reader)
    status = process.wait(TIMEOUT_SECONDS)
    return status, output.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def matches(expected, actual):
    """Whether lines are as shown; `...` stands for any number of lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "..." else re.escape(line)
                      for line in expected)
    return re.fullmatch(pattern, "".join(actual)) is not None


def check_document(name, program, bless):
    """Runs all examples of a document; gives (how many, how many failed)."""
    path = ROOT / name
    if not path.exists():
        print(f"{name}: is not there")
        return 0, 1
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    found, failed, blessed = examples(lines), 0, []
    with tempfile.TemporaryDirectory(prefix="leadscore-readme-") as folder:
        for example in found:
            status, output = run_on_terminal(example.command, pathlib.Path(folder), program)
            expected = lines[example.begin:example.end]
            actual = output.splitlines(keepends=True)
            good_status = status == 0 or (status == 1 and bool(expected))
            if good_status and (not expected or matches(expected, actual)):
                continue
            print(f"{name}:{example.line}: $ {example.command}\n  ended with status {status}")
            sys.stdout.writelines(difflib.unified_diff(expected, actual, "shown", "printed"))
            if bless and good_status:
                blessed.append((example, actual))
                print(f"blessed {name}:{example.line}")
            else:
                failed += 1
    for example, actual in reversed(blessed):
        lines[example.begin:example.end] = actual
    if blessed:
        path.write_text("".join(lines), encoding="utf-8")
    return len(found), failed


def self_test():
    """Finds the right commands; tells wrong output and status from right ones."""
    text = ("```sh\n$ ./dev test\nnot run\n$ ./build/release/leadscore a \\\n  b\nout\n$ leadscore c\n"
            "```\n```\n$ leadscore not here\n```\n```sh\n$ leadscore d\nx\n...\ny\n```\n")
    lines = text.splitlines(keepends=True)
    found = [(e.command, "".join(lines[e.begin:e.end])) for e in examples(lines)]
    assert found == [("leadscore a \\\n  b", "out\n"), ("leadscore c", ""),
                     ("leadscore d", "x\n...\ny\n")], found
    assert matches(["x\n", "...\n", "y\n"], ["x\n", "1\n", "2\n", "y\n"])
    assert matches(["x\n", "...\n"], ["x\n"])
    assert not matches(["x\n", "...\n", "y\n"], ["x\n", "1\n"])
    assert not matches(["x.\n"], ["xy\n"])
    with tempfile.TemporaryDirectory() as name:
        program = pathlib.Path(name) / "program"
        program.write_text("#!/bin/sh\ntest -t 1 && echo terminal $1 && ls LICENSE; exit $2\n")
        program.chmod(0o755)
        result = run_on_terminal("leadscore x 4", pathlib.Path(name), program)
        assert result == (4, "terminal x\nLICENSE\n"), result
    print("readme self-test: fine")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="the command leadscore")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("documents", nargs="*")
    arguments = parser.parse_args()
    if arguments.self_test:
        self_test()
        return 0
    if not arguments.bin or not arguments.documents:
        parser.error("--bin PATH and at least one DOCUMENT are needed")
    failed = 0
    for name in arguments.documents:
        count, wrong = check_document(name, arguments.bin.resolve(strict=True),
                                      bool(os.environ.get("BLESS")))
        print(f"{name}: {count} commands run, {wrong} wrong")
        if count == 0:
            print(f"{name}: shows no command that could be run")
        failed += wrong or count == 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
