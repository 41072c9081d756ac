#!/usr/bin/env bash
# Makes a vaccination document of every kind, by cabinet-cli on a training community, and has HL7's FHIR validator look at each
# against the guide CH VACD. Nothing is fetched: what is not on this computer is named, and the exit status is 77 (skipped).
#
#   validate.sh CABINET-CLI [DIR]      the documents and the validator's words stay in DIR
#
#   CABINET_VALIDATOR      the validator's jar; else validator_cli.jar in one of the folders below
#   CABINET_VALIDATOR_IG   the guide: its package (.tgz, a folder) or NAME#VERSION in ~/.fhir/packages;
#                          else the newest ch.fhir.ig.ch-vacd there
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
skip() { say "$@"; exit 77; }

cli=$1
dir=${2:-}
packages=$HOME/.fhir/packages

find_jar() {
  local folder
  if [ -n "${CABINET_VALIDATOR:-}" ]; then
    printf '%s\n' "$CABINET_VALIDATOR"
    return
  fi
  for folder in "${XDG_DATA_HOME:-$HOME/.local/share}/cabinet" "$HOME/.fhir" /usr/local/share/java /usr/share/java; do
    if [ -f "$folder/validator_cli.jar" ]; then
      printf '%s\n' "$folder/validator_cli.jar"
      return
    fi
  done
}

find_guide() {
  if [ -n "${CABINET_VALIDATOR_IG:-}" ]; then
    printf '%s\n' "$CABINET_VALIDATOR_IG"
    return
  fi
  [ ! -d "$packages" ] || find "$packages" -maxdepth 1 -type d -name 'ch.fhir.ig.ch-vacd#*' -printf '%f\n' | sort -V | tail -n 1
}

command -v java >/dev/null || skip 'Nothing was validated: there is no Java on this computer.'
jar=$(find_jar)
[ -n "$jar" ] || skip 'Nothing was validated: the FHIR validator (validator_cli.jar) is not on this computer. CABINET_VALIDATOR may name it.'
[ -f "$jar" ] || skip "Nothing was validated: there is no file $jar."
guide=$(find_guide)
[ -n "$guide" ] || skip 'Nothing was validated: the guide CH VACD is not on this computer. CABINET_VALIDATOR_IG may name its package.'

if [ -z "$dir" ]; then
  dir=$(mktemp -d)
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf '$dir'" EXIT
fi
mkdir -p "$dir"

make() { # NAME OPTION…
  local name=$1
  shift
  "$cli" vaccinate --training --patient 'Muster, Franz 27.1.1995' --dry-run "$@" > "$dir/$name.json"
}
make vaccination --code 637 --date 2021-02-12 --lot AC37B291AA --expiry 2023-06-30 --dose 2 --performer self --comment 'Invented.'
make vaccination-poor --code 637 --date 2021
make vaccination-named --code 637 --date 2021-02 --performer 'Dr. Hans Niemand'
make allergy --kind allergy --code 213020009 --date 2020
make basic --kind basic --code bi-polio --date 1999
make problem --kind problem --code 77386006 --date 2021-02
make illness --kind illness --code 38907003 --date 2001-05
make serology --kind serology --code 16935-9 --date 2020-06-03 --value 120
make serology-text --kind serology --code 16935-9 --date 2020-06-03 --value '< 10'

# No proxy answers at port 9: the validator cannot fetch what is missing, and says so.
status=0
for document in "$dir"/*.json; do
  if java -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9 \
    -jar "$jar" -version 4.0.1 -ig "$guide" -tx n/a "$document" > "$document.txt" 2>&1; then
    printf 'ok      %s\n' "${document##*/}"
  else
    printf 'FAILED  %s\n' "${document##*/}"
    sed 's/^/        /' "$document.txt"
    status=1
  fi
done
exit $status
