#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of some paths with callgrind and compares them with instructions.txt.

    instructions.py COUNTED           fails where a path takes 10 % more or less than the file says
    instructions.py COUNTED --bless   writes the counts into the file
    instructions.py --self-test

COUNTED is the program `counted`. Counts hardly depend on how busy a machine is, and the program
uses no vector instructions that some machines lack, so a regression shows where times would not.
A path that takes less than before is a failure too, so that the file stays true: bless it.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

FILE = pathlib.Path(__file__).with_name("instructions.txt")
TOLERANCE = 0.10
# The C library picks its string functions by the machine: ask for the plainest.
PLAIN_LIBRARY = "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load"


def count(program, path):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--collect-atstart=no",
             f"--toggle-collect=counted_{path}", f"--callgrind-out-file={folder}/out",
             str(program), path],
            capture_output=True,
            text=True,
            check=False,
            env=dict(os.environ, LD_BIND_NOW="1", GLIBC_TUNABLES=PLAIN_LIBRARY),
        )  # fmt: skip
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found or found.group(1) == "0":
        sys.exit(f"{path}: cannot be counted\n{done.stderr}")
    return int(found.group(1))


def read(text):
    counts = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, number = line.split()
            counts[name] = int(number.replace(",", ""))
    return counts


def written(counts):
    head = "# Instructions of each path, see instructions.py; ./dev instructions --bless\n"
    return head + "".join(f"{name:<10} {number:>15,}\n" for name, number in counts.items())


def compare(expected, found):
    """A line for each path, and whether all are within the tolerance."""
    lines, fine = [], True
    for name in sorted(expected.keys() | found.keys()):
        before, now = expected.get(name), found.get(name)
        if before is None or now is None:
            lines.append(f"{name}: only in {'the program' if before is None else FILE.name}")
            fine = False
            continue
        change = now / before - 1
        good = abs(now - before) <= TOLERANCE * before
        fine = fine and good
        note = "" if good else "  <- more than before" if change > 0 else "  <- less: bless it"
        lines.append(f"{name:<10} {now:>15,}  {change:+7.2%}{note}")
    return lines, fine


def self_test():
    told = read("# a\nload  1,000\nbatch 200\n")
    assert told == {"load": 1000, "batch": 200}, told
    assert read(written(told)) == told
    assert compare(told, {"load": 1100, "batch": 180})[1]
    assert not compare(told, {"load": 1101, "batch": 200})[1]
    assert not compare(told, {"load": 899, "batch": 200})[1]
    assert not compare(told, {"load": 1000})[1]
    assert not compare(told, {"load": 1000, "batch": 200, "row": 1})[1]
    print("instructions self-test: fine")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    program = pathlib.Path(sys.argv[1]).resolve()
    names = subprocess.run([program, "--list"], capture_output=True, text=True, check=True).stdout
    found = {name: count(program, name) for name in names.split()}
    if sys.argv[2:] == ["--bless"]:
        FILE.write_text(written(found), encoding="utf-8")
        print(FILE.read_text(encoding="utf-8"), end="")
        return None
    lines, fine = compare(read(FILE.read_text(encoding="utf-8")), found)
    print("\n".join(lines))
    if not fine:
        sys.exit("instructions: not what bench/instructions.txt says")
    return None


if __name__ == "__main__":
    main()
