#!/usr/bin/env bash
# Everything that can be checked without running Cabinet. Says what is wrong and goes on, so that one
# run shows all of it; nothing is fetched.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

git ls-files --error-unmatch dev >/dev/null 2>&1 || { echo 'lint looks at what git tracks: this is no checkout, or git is missing'; exit 1; }

failed=0
check() { # WHAT COMMAND… : silent when it is well
  local what=$1 output
  shift
  if output=$("$@" 2>&1); then
    printf 'ok      %s\n' "$what"
  else
    printf 'FAILED  %s\n' "$what"
    [ -z "$output" ] || printf '%s\n' "$output" | sed 's/^/        /'
    failed=1
  fi
}

have() { command -v "$1" >/dev/null; }

# A room may include itself, the rooms below it and nothing else (docs/architecture.md). The build
# says so too; this names the include, and catches what a transitive path would let through.
walls() {
  local bad=0 room prefix
  declare -A closed=(
    [model]='fhir|net|epr|record|render|cab' [fhir]='net|epr|record|render|cab' [net]='model|fhir|epr|record|render|cab'
    [pdf]='model|fhir|net|epr|record|render|print|cab' [print]='fhir|net|epr|render|cab'
    [epr]='record|render|cab' [record]='fhir|render|cab' [render]='net|epr|record|print|cab'
    [widgets]='fhir|net|epr|render' [patients]='fhir|net|epr|render' [documents]='fhir|net|epr|render'
    [viewer]='fhir|net|epr' [app]='fhir|net|epr' [cli]='fhir|net|epr|cab' [sandbox]='net|epr|record|render|cab')
  for room in "${!closed[@]}"; do
    prefix=${closed[$room]}
    if git grep -nE "#include [\"<]($prefix)-" -- "src/$room"; then bad=1; fi
  done
  if git grep -nE '#include [<"](gtk/|adwaita)' -- src/model src/fhir src/net src/epr src/record src/render src/pdf src/print src/cli src/sandbox; then bad=1; fi
  if git grep -nE '#include [<"]libsoup' -- src ':!src/net' ':!src/sandbox'; then bad=1; fi
  if git grep -nE '#include [<"]json-glib' -- src ':!src/fhir' ':!src/net' ':!src/epr' ':!src/cli' ':!src/sandbox'; then bad=1; fi
  if git grep -nE '2\.16\.756' -- src/net src/fhir src/render; then bad=1; fi
  return $bad
}

translations() { # every string in every language, none of it doubtful
  local bad=0 po statistics
  diff -u po/POTFILES.in <(tests/support/potfiles.sh) || { echo 'po/POTFILES.in is not what the sources hold: ./dev po'; bad=1; }
  for po in po/*.po; do
    statistics=$(LC_ALL=C msgfmt -c --statistics -o /dev/null "$po" 2>&1) || bad=1
    case $statistics in *fuzzy* | *untranslated* | *error*) echo "$po: $statistics"; bad=1 ;; esac
  done
  return $bad
}

# The template must hold what the sources say today, else a new string would be English in French.
template() {
  local fresh bad=0
  fresh=$(mktemp)
  xgettext --files-from=po/POTFILES.in --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
    --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 --output="$fresh" 2>/dev/null || bad=1
  for po in po/*.po; do
    LC_ALL=C msgcmp --use-untranslated "$po" "$fresh" >/dev/null 2>"$fresh.err" || { echo "$po lacks strings: ./dev po"; head -5 "$fresh.err"; bad=1; }
  done
  rm -f "$fresh" "$fresh.err"
  return $bad
}

templates() {
  local bad=0 file
  for file in data/ui/*.ui; do
    xmllint --noout "$file" || bad=1
    # the program's own name is the same in every language
    if grep -vE '>Cabinet<' "$file" | grep -nE '<property name="(label|title|subtitle|tooltip-text|placeholder-text|description)">[^<]*[[:alpha:]]{3}'; then
      echo "$file: text that cannot be translated"
      bad=1
    fi
  done
  return $bad
}

desktop() { # as the build merges them with their translations
  local dir bad=0
  dir=$(mktemp -d)
  msgfmt --desktop -d po --template data/org.cabinetdep.Cabinet.desktop.in -o "$dir/org.cabinetdep.Cabinet.desktop" &&
    desktop-file-validate "$dir/org.cabinetdep.Cabinet.desktop" &&
    msgfmt --xml -d po --template data/org.cabinetdep.Cabinet.metainfo.xml.in -o "$dir/org.cabinetdep.Cabinet.metainfo.xml" &&
    appstreamcli validate --no-net "$dir/org.cabinetdep.Cabinet.metainfo.xml" || bad=1
  rm -rf "$dir"
  return $bad
}

manifest() { python3 flatpak/check-manifest.py flatpak/org.cabinetdep.Cabinet.json; }

sizes() { # files below about 600 lines
  git ls-files 'src/*.c' 'src/*.h' 'src/*.cpp' | xargs wc -l | awk '$2 != "total" && $1 > 700 { print $2 ": " $1 " lines"; bad = 1 } END { exit bad }'
}

shells() { shellcheck -S warning dev .ci/run tests/support/*.sh flatpak/*.sh; }

check 'walls between the rooms' walls
check 'file sizes' sizes
check 'templates' templates
check 'translations are complete' translations
check 'translations are of today' template
check 'docs/conformance.md (./dev conformance mends it)' tests/support/conformance.py --check
check 'desktop file and metainfo' desktop
check 'Flatpak manifest' manifest
if have shellcheck; then check 'shell scripts' shells; else echo 'skipped shell scripts: no shellcheck'; fi
if have clang-format; then check 'layout (./dev format mends it)' tests/support/format.sh --check; else echo 'skipped layout: no clang-format'; fi
exit $failed
