# SPDX-License-Identifier: Apache-2.0
#
# bash completion for leadscore: commands, options, rule files, data files.

_leadscore_files() {
  # Files with one of these endings, and folders to look into.
  local ending
  for ending in "$@"; do
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -X "!*.$ending" -- "$word")
  done
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word")
  compopt -o filenames 2>/dev/null
}

_leadscore_words() {
  mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word")
}

_leadscore() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]}
  local common="--format --out --threads --quiet --help"
  local input="--leads --facts --lead-column --map --missing --rejects"
  COMPREPLY=()

  if ((COMP_CWORD == 1)); then
    _leadscore_words score replay explain check test schema --help --version
    return
  fi
  case $previous in
    --leads) _leadscore_files csv jsonl gz zst; return ;;
    --facts) _leadscore_files jsonl csv gz zst; return ;;
    --out | --rejects | --junit) _leadscore_files '*'; return ;;
    --format)
      case $command in
        check) _leadscore_words table json sarif ;;
        *) _leadscore_words table json csv ;;
      esac
      return
      ;;
    --at | --until | --backfill-until | --lead | --lead-column | --map | --missing | --why-not | \
      --threads) return ;;
  esac
  if [[ $word != -* && $command != schema ]]; then
    _leadscore_files yaml yml
    return
  fi
  case $command in
    score) _leadscore_words "$input" --at "$common" ;;
    replay) _leadscore_words "$input" --until --backfill-until "$common" ;;
    explain) _leadscore_words "$input" --lead --at --why-not --when "$common" ;;
    check) _leadscore_words --cost "$common" ;;
    test) _leadscore_words --junit --coverage --generate "$common" ;;
    schema) _leadscore_words --out --help ;;
  esac
}

complete -F _leadscore leadscore
