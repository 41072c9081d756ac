#!/usr/bin/env bash
# Lists the files that hold translatable text, for po/POTFILES.in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
{
  git grep -lE '\b(N?C?_|ngettext|g_dngettext|g_dpgettext2?) *\("' -- 'src/*.c' 'src/*.h' 'src/*.cpp'
  git grep -l 'translatable="yes"' -- 'data/ui/*.ui'
  git ls-files 'data/*.desktop.in' 'data/*.metainfo.xml.in'
} | sort -u
