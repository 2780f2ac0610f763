#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests that `leadscore test --generate` writes pass when they are pasted into their rule file.

    generated.py --bin PATH RULES...   each file without its own tests, with the generated ones
    generated.py --bin PATH --self-test  sees that a wrong generated test would be found
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile


def without_tests(text):
    """The rule file without its section `tests:`."""
    return re.sub(r"(?ms)^tests:.*?(?=^[^\s#]|\Z)", "", text)


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], check=False, capture_output=True,
                          text=True, encoding="utf-8")


def generate(program, path):
    """The generated section."""
    done = run(program, "test", path, "--generate", "--quiet")
    if done.returncode != 0:
        raise SystemExit(f"{path}: --generate failed: {done.stderr}")
    return done.stdout


def check(program, path, folder, spoil=False):
    """Prints what is wrong; True where all is well."""
    text = path.read_text(encoding="utf-8")
    bare = folder / path.name
    bare.write_text(without_tests(text), encoding="utf-8")
    section = generate(program, bare)
    if section != generate(program, path):
        print(f"{path}: two runs, one with the file's own tests, wrote different tests")
        return False
    if "\n  - test: " not in section:
        print(f"{path}: nothing was generated")
        return False
    if spoil:
        section = re.sub(r"(: )(\d+)([,}].*\Z)", r"\g<1>98765\3", section, flags=re.S)
    bare.write_text(bare.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + section,
                    encoding="utf-8")
    done = run(program, "test", bare, "--format", "table")
    if done.returncode == 0:
        return True
    print(done.stdout, done.stderr)
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("rules", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    failed = []
    with tempfile.TemporaryDirectory(prefix="leadscore-generated-") as name:
        for path in arguments.rules:
            good = check(arguments.bin, path, pathlib.Path(name), spoil=arguments.self_test)
            if good == arguments.self_test:
                failed.append(str(path))
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
