#!/usr/bin/env bash
# Lays out the C sources, or with --check names those that are not. clang-format knows the GTK layout
# but for one thing: the translating macros stand close to their text, _("so").
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

check=${1:-}
failed=0
while read -r file; do
  [ -f "$file" ] || continue
  if ! clang-format "$file" | sed -E 's/\b(N_|C_|NC_|_) \("/\1("/g; s/\b(g_autoptr|g_auto) \(/\1(/g' | cmp -s - "$file"; then
    if [ "$check" = --check ]; then
      echo "$file"
      failed=1
    else
      clang-format "$file" | sed -E 's/\b(N_|C_|NC_|_) \("/\1("/g; s/\b(g_autoptr|g_auto) \(/\1(/g' > "$file.formatted"
      cat "$file.formatted" > "$file"
      rm "$file.formatted"
    fi
  fi
done < <(git ls-files 'src/*.c' 'tests/*.c')
exit $failed
