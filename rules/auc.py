#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""AUC of a score: how often a lead that had the outcome scores above one that had not, ties counted half.

    leadscore score RULES --leads LEADS.csv --lead-column ID --format json > scores.jsonl
    python3 rules/auc.py scores.jsonl LEADS.csv --lead-column ID --outcome COLUMN --score NAME

scores.jsonl is what `leadscore score` prints, one JSON object a line ("-" reads standard input). The outcome column of
the CSV holds 1/0, yes/no or true/false. Leads without a score (excluded), without an outcome or in one file only take
no part and are counted. Python 3 and its standard library are enough.
"""

import argparse
import csv
import json
import sys

TRUE, FALSE = {"1", "yes", "true"}, {"0", "no", "false"}


def read_scores(lines, name):
    """{lead: score}, None where the lead has no such score."""
    scores = {}
    for line in lines:
        if not line.strip():
            continue
        row = json.loads(line)
        if "lead" in row:                                  # lines of accounts have "account" instead
            scores[str(row["lead"])] = (row["scores"] or {}).get(name)
    return scores


def read_outcomes(file, lead_column, outcome_column):
    """{lead: True or False}, None where the cell says neither."""
    reader = csv.DictReader(file)
    for column in (lead_column, outcome_column):
        if column not in (reader.fieldnames or []):
            sys.exit(f"auc.py: the CSV has no column '{column}'")
    outcomes = {}
    for row in reader:
        cell = (row[outcome_column] or "").strip().lower()
        outcomes[row[lead_column]] = True if cell in TRUE else False if cell in FALSE else None
    return outcomes


def auc(pairs):
    """pairs of (score, outcome); by ranks, equal scores share the mean of theirs."""
    ordered = sorted(pairs)
    positives = sum(outcome for _, outcome in ordered)
    negatives = len(ordered) - positives
    if positives == 0 or negatives == 0:
        return None
    rank_sum, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        mean_rank = (start + 1 + end) / 2
        rank_sum += mean_rank * sum(outcome for _, outcome in ordered[start:end])
        start = end
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def self_test():
    assert auc([(1, False), (2, True)]) == 1
    assert auc([(2, False), (1, True)]) == 0
    assert auc([(1, False), (1, True)]) == 0.5
    assert auc([(1, True)]) is None
    # by pairs: 3 > 1, 3 > 2, 2 > 1, 2 = 2: (3 + 1/2) / 4
    assert auc([(1, False), (2, False), (2, True), (3, True)]) == 0.875
    scores = read_scores(['{"lead":"a","scores":{"t":-1.5}}', "", '{"lead":"b","scores":null}', '{"account":"x"}'], "t")
    assert scores == {"a": -1.5, "b": None}
    outcomes = read_outcomes(["id,won", "a,Yes", "b,0", "c,"], "id", "won")
    assert outcomes == {"a": True, "b": False, "c": None}
    print("ok")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", help="output of leadscore score, JSON lines; - for standard input")
    parser.add_argument("leads", help="the CSV of leads")
    parser.add_argument("--lead-column", default="lead")
    parser.add_argument("--outcome", default="Converted")
    parser.add_argument("--score", default="total")
    args = parser.parse_args()

    if args.scores == "-":
        scores = read_scores(sys.stdin, args.score)
    else:
        with open(args.scores, encoding="utf-8") as file:
            scores = read_scores(file, args.score)
    with open(args.leads, encoding="utf-8-sig", newline="") as file:
        outcomes = read_outcomes(file, args.lead_column, args.outcome)

    pairs = [(score, outcomes[lead]) for lead, score in scores.items()
             if score is not None and outcomes.get(lead) is not None]
    value = auc(pairs)
    if value is None:
        sys.exit(f"auc.py: no AUC: among {len(pairs)} leads with score and outcome one of the two outcomes is missing")
    converted = sum(outcome for _, outcome in pairs)
    left_out = len(scores.keys() | outcomes.keys()) - len(pairs)
    print(f"AUC of {args.score}: {value:.4f}   ({len(pairs)} leads, {converted} with the outcome, {left_out} left out)")


if __name__ == "__main__":
    main()
