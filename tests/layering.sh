#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Checks who includes whom, and says in words what broke:
#   - a file includes only from its own folder, folders before it, and the public headers;
#   - public headers include only the standard library and each other;
#   - no file includes itself through others;
#   - each third-party library has one door: the files that may include it;
#   - every source on disk is listed by name where it is built.
#
#   tests/layering.sh [ROOT]       checks a tree (default: this one)
#   tests/layering.sh --self-test  plants mistakes in a small tree and sees that each is found
set -uo pipefail

# From first to last; each is a folder of src but the first.
layers=(include base text yaml expr model lint eval plan lead engine cli)

# What is included | who may include it | its name. Patterns are those of the shell.
doors=(
  "boost/multiprecision/*  | src/base/exact.cpp                      | Boost Multiprecision"
  "boost/smart_ptr/*       | src/base/shared.hpp                     | Boost SmartPtr"
  "boost/*                 | src/expr/grammar.cpp                    | Boost Spirit"
  "yaml.h                  | src/yaml/reader.cpp                     | libyaml"
  "utf8proc.h              | src/text/fold.cpp                       | utf8proc"
  "re2/*                   | src/text/regex.cpp                      | RE2"
  "date/*                  | src/base/zone.cpp                       | date"
  "xxhash.h                | src/base/hash.cpp                       | xxHash"
  "hwy/*                   | src/plan/kernels?(_*).cpp src/plan/kernels-inl.hpp | Highway"
  "fmt/*                   | src/*.cpp                               | fmt"
  "CLI/*                   | src/cli/main.cpp src/cli/options.cpp    | CLI11"
  "simdjson.h              | src/cli/json_reader.cpp                 | simdjson"
  "csv.h                   | src/cli/csv_reader.cpp                  | libcsv"
  "zlib.h                  | src/cli/input.cpp                       | zlib"
  "zstd.h                  | src/cli/input.cpp                       | zstd"
  "unistd.h                | src/cli/*.cpp                           | POSIX"
  "fcntl.h                 | src/cli/*.cpp                           | POSIX"
  "sys/*                   | src/cli/*.cpp                           | POSIX"
)

# Where sources are listed | which sources.
lists=(
  "src/CMakeLists.txt      | src"
  "tests/CMakeLists.txt    | tests/unit tests/agree"
  "bench/CMakeLists.txt    | bench"
)

shopt -s extglob
problems=0

complain() {
  printf '%s\n' "$*"
  problems=$((problems + 1))
}

trim() {
  local text=$1
  text=${text##+( )}
  printf '%s' "${text%%+( )}"
}

# The place of a file's folder in the order; nothing where it is in none.
layer_of() {
  local i
  case $1 in include/leadscore/*) echo 0; return ;; esac
  for ((i = 1; i < ${#layers[@]}; i++)); do
    case $1 in "src/${layers[i]}/"*) echo "$i"; return ;; esac
  done
}

# The project's own file that an include line of a file means; nothing where it is foreign.
own_file() {
  local file=$1 name=$2 candidate
  for candidate in "${file%/*}/$name" "src/$name" "include/$name"; do
    [[ -f $candidate ]] && { echo "$candidate"; return; }
  done
}

check_own() {
  local where=$1 file=$2 target=$3 from to
  from=$(layer_of "$file") to=$(layer_of "$target")
  if [[ -z $from || -z $to ]]; then
    complain "$where: $target is in no folder of the order: ${layers[*]}"
  elif ((to > from)); then
    complain "$where: a file of ${layers[from]} includes $target, but ${layers[to]} comes after" \
      "${layers[from]} in the order: ${layers[*]}"
  fi
}

check_foreign() {
  local where=$1 file=$2 name=$3 door pattern files title allowed
  [[ $name =~ ^[a-z0-9_]+$ ]] && return                                   # the standard library
  [[ $file == *.h && $name == std@(def|int|bool).h ]] && return           # the same, from C
  for door in "${doors[@]}"; do
    IFS='|' read -r pattern files title <<<"$door"
    pattern=$(trim "$pattern") files=$(trim "$files") title=$(trim "$title")
    # shellcheck disable=SC2053  # it is a pattern
    [[ $name == $pattern ]] || continue
    for allowed in $files; do
      # shellcheck disable=SC2053
      [[ $file == $allowed ]] && return
    done
    complain "$where: includes <$name>, but the only door of $title is $files"
    return
  done
  complain "$where: includes <$name>, which is neither a file of this project nor a library that" \
    "has a door (see the table in tests/layering.sh)"
}

check_includes() {
  local file line text name target quote
  local folders=()
  for target in include src; do [[ -d $target ]] && folders+=("$target"); done
  while IFS=: read -r file line text; do
    quote='[<"]([^>"]+)[>"]'
    [[ $text =~ $quote ]] || continue
    name=${BASH_REMATCH[1]}
    target=$(own_file "$file" "$name")
    if [[ -n $target ]]; then
      check_own "$file:$line" "$file" "$target"
      [[ $target == "$file" ]] && complain "$file:$line: includes itself"
      echo "$file $target" >>"$edges"
    elif [[ $text == *\"* || $name == leadscore/* ]]; then
      complain "$file:$line: includes \"$name\", which is not there"
    else
      check_foreign "$file:$line" "$file" "$name"
    fi
  done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' "${folders[@]}" \
             --include='*.hpp' --include='*.cpp' --include='*.h' --include='*.def' | sort)
}

check_cycles() {
  local loop
  # tsort names the files of a cycle on standard error, one a line.
  loop=$(tsort <"$edges" 2>&1 >/dev/null | sed -n 's/^tsort: \([^ ]*\/\)/  \1/p')
  [[ -z $loop ]] || complain "these files include each other in a circle:"$'\n'"$loop"
}

check_listed() {
  local entry list folders file name
  for entry in "${lists[@]}"; do
    IFS='|' read -r list folders <<<"$entry"
    list=$(trim "$list")
    for folder in $folders; do
      [[ -d $folder ]] || continue
      while read -r file; do
        name=${file#"${list%/*}/"}
        grep -qE "(^|[ (/])${name//./\\.}(\$|[ )])" "$list" ||
          complain "$file: is not listed in $list, so nothing builds it"
      done < <(find "$folder" -name '*.cpp' | sort)
    done
  done
}

check_tree() {
  cd "$1" || exit 2
  edges=$(mktemp)
  check_includes
  check_cycles
  check_listed
  rm -f "$edges"
  if ((problems)); then
    echo "layering: $problems problem(s)"
    return 1
  fi
  echo "layering: fine"
}

# ---- self-test -----------------------------------------------------------------------------

# plant FILE LINE...: adds lines to a file of the small tree.
plant() {
  local file=$1
  shift
  mkdir -p "$tree/${file%/*}"
  printf '%s\n' "$@" >>"$tree/$file"
}

small_tree() {
  rm -rf "$tree"
  plant include/leadscore/a.hpp '#include <vector>'
  plant include/leadscore/b.hpp '#include <leadscore/a.hpp>'
  plant src/base/hash.hpp '#include <cstdint>' '#include <leadscore/b.hpp>'
  plant src/base/hash.cpp '#include "base/hash.hpp"' '#include <xxhash.h>' '#include <fmt/format.h>'
  plant src/cli/main.cpp '#include "base/hash.hpp"' '#include <CLI/CLI.hpp>'
  plant src/CMakeLists.txt 'set(s' '  base/hash.cpp' '  cli/main.cpp)'
}

failures=0

# expect WORDS FILE LINE...: with these lines added, the check must fail and say WORDS.
expect() {
  local words=$1 output
  shift
  small_tree
  plant "$@"
  if output=$(bash "$self" "$tree"); then
    echo "self-test: not found: '$words' after adding to $*"
    failures=$((failures + 1))
  elif [[ $output != *"$words"* ]]; then
    echo "self-test: expected '$words' after adding to $*, got: $output"
    failures=$((failures + 1))
  fi
}

self_test() {
  tree=$(mktemp -d)
  # shellcheck disable=SC2064  # the folder's name is wanted now
  trap "rm -rf '$tree'" EXIT
  small_tree
  bash "$self" "$tree" >/dev/null || { echo "self-test: the sound tree is refused"; failures=1; }

  expect 'include each other in a circle' include/leadscore/a.hpp '#include <leadscore/b.hpp>'
  expect 'includes itself' src/base/hash.hpp '#include "hash.hpp"'
  expect 'cli comes after base' src/base/hash.cpp '#include "cli/main.cpp"'
  expect 'base comes after include' include/leadscore/a.hpp '#include "base/hash.hpp"'
  expect 'the only door of xxHash is src/base/hash.cpp' src/cli/main.cpp '#include <xxhash.h>'
  expect 'the only door of fmt' src/base/hash.hpp '#include <fmt/format.h>'
  expect 'the only door of fmt' include/leadscore/a.hpp '#include <fmt/format.h>'
  expect 'the only door of Boost Spirit' src/base/hash.cpp '#include <boost/spirit/home/x3.hpp>'
  expect 'the only door of POSIX' src/base/hash.cpp '#include <unistd.h>'
  expect 'nor a library that has a door' src/base/hash.cpp '#include <curl/curl.h>'
  expect 'which is not there' src/base/hash.cpp '#include "base/nothing.hpp"'
  expect 'is in no folder of the order' src/other/x.hpp '#include <vector>' '#include "base/hash.hpp"'
  expect 'is not listed in src/CMakeLists.txt' src/base/extra.cpp '#include <vector>'
  ((failures)) || echo "layering self-test: fine"
  ((failures == 0))
}

self=$(realpath "$0")
if [[ ${1-} == --self-test ]]; then
  self_test
else
  check_tree "${1-$(dirname "$self")/..}"
fi
