#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Shows leadscore on the bundled leads: `./dev demo`, or `bash examples/demo.sh path/to/leadscore`.
set -euo pipefail
[[ ${1-} != */* ]] || set -- "$(realpath "$1")"
cd "$(dirname "$(realpath "$0")")/.."

leadscore=${1:-leadscore}
rules=rules/b2b_software.yaml
leads=examples/data/leads.csv
facts=examples/data/facts.jsonl

story=$(mktemp -d)
trap 'rm -rf "$story"' EXIT
grep -E '^(lead|L1),' "$leads" >"$story/leads.csv"
grep -F '"lead":"L1",' "$facts" >"$story/facts.jsonl"

heading() { printf '\n== %s\n\n' "$1"; }

heading "1. Is the rule file sound?   leadscore check $rules"
"$leadscore" check "$rules"

heading "2. Do its own tests hold?   leadscore test $rules"
"$leadscore" test --quiet "$rules" --format table

heading "3. Ten leads: scores, bands, stage, route, signals   leadscore score"
"$leadscore" score "$rules" --leads "$leads" --facts "$facts" --format table

heading "4. The story of L1: MQL on 4 March, rejected by sales on 6 March, MQL again on 20 March   leadscore replay"
"$leadscore" replay --quiet "$rules" --leads "$story/leads.csv" --facts "$story/facts.jsonl" --format table

heading "5. Why was L1 over the line on 20 March?   leadscore explain --lead L1"
"$leadscore" explain --quiet "$rules" --leads "$leads" --facts "$facts" --lead L1 --at 2026-03-20T02:00:00Z --format table
