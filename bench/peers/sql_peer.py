#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A workload as one SQL statement: sums of CASE over a table in memory.

    sql_peer.py sqlite|duckdb FOLDER LEADS SECONDS REPEATS

What is timed is making a table of the answers; reading the leads and planning on few leads is not.
"""

import array
import csv
import json
import pathlib
import sys
import time


class Sqlite:
    name = "SQLite"

    def __init__(self):
        import sqlite3

        self.db = sqlite3.connect(":memory:")

    def load(self, folder, columns, most):
        words = {"text": "TEXT", "number": "REAL", "flag": "INTEGER"}
        types = ", ".join(f"{c['name']} {words[c['type']]}" for c in columns)
        self.db.execute(f"create table all_leads (id integer primary key, {types})")
        marks = ", ".join("?" for _ in range(len(columns) + 1))
        with open(folder / "leads.csv", newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            taken = (
                [cell if cell != "" else None for cell in row]
                for _, row in zip(range(most), rows)
            )
            self.db.executemany(f"insert into all_leads values ({marks})", taken)
        self.db.commit()

    def run(self, statement):
        self.db.execute(statement)

    def answers(self):
        return [row[0] for row in self.db.execute("select total from answers order by rowid")]


class DuckDb:
    name = "DuckDB"

    def __init__(self):
        import duckdb

        self.db = duckdb.connect(":memory:")
        self.db.execute("set threads = 1")
        self.db.execute("set max_expression_depth = 100000")

    def load(self, folder, columns, most):
        types = {"text": "VARCHAR", "number": "DOUBLE", "flag": "TINYINT"}
        named = ", ".join(f"'{c['name']}': '{types[c['type']]}'" for c in columns)
        self.db.execute(
            "create table all_leads as select * from read_csv("
            f"'{folder / 'leads.csv'}', header = true, columns = {{'id': 'BIGINT', {named}}}) "
            f"where id < {most} order by id"
        )

    def run(self, statement):
        self.db.execute(statement)

    def answers(self):
        return [row[0] for row in self.db.execute("select total from answers").fetchall()]


def main():
    kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    most, seconds, repeats = int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
    columns = json.loads((folder / "columns.json").read_text(encoding="utf-8"))["columns"]
    statement = (folder / f"rules.{kind}.sql").read_text(encoding="utf-8")
    peer = Sqlite() if kind == "sqlite" else DuckDb()
    peer.load(folder, columns, most)

    def timed(leads):
        peer.run("drop table if exists leads")
        peer.run(f"create table leads as select * from all_leads where id < {leads} order by id")
        peer.run("drop table if exists answers")
        begun = time.process_time_ns()
        peer.run("create table answers as " + statement)
        return time.process_time_ns() - begun

    few, more = min(most, 100), min(most, 2_000)
    fixed = timed(few)
    each = max(1.0, (timed(more) - fixed) / max(1, more - few))
    leads = max(more, min(most, int(seconds * 1e9 / each)))
    nanoseconds = [timed(leads) for _ in range(repeats)]
    answers = array.array("q", peer.answers())
    with open(folder / f"{peer.name}.answers", "wb") as file:
        answers.tofile(file)
    print(json.dumps({"name": peer.name, "leads": leads, "nanoseconds": nanoseconds}))


if __name__ == "__main__":
    main()
