#!/usr/bin/env python3
"""Counts the cases of a meson test run: `N passed, N failed, N skipped`, the last line of ./dev test.

A TAP program counts by its cases, any other as one. A program that died counts as failed once
more than its own `not ok` lines say nothing of it.
"""
import json
import re
import sys

passed = failed = skipped = 0
try:
    lines = open(sys.argv[1], encoding='utf-8').read().splitlines()
except OSError:
    lines = []
for line in lines:
    test = json.loads(line)
    cases = re.findall(r'^(ok|not ok)\b(.*)$', test.get('stdout', ''), re.M)
    bad = sum(1 for verdict, rest in cases if verdict == 'not ok')
    skip = sum(1 for verdict, rest in cases if verdict == 'ok' and '# SKIP' in rest)
    good = len(cases) - bad - skip
    if not cases:
        good, skip = int(test['result'] == 'OK'), int(test['result'] == 'SKIP')
    if test['result'] not in ('OK', 'SKIP', 'EXPECTEDFAIL') and bad == 0:
        bad = 1
    passed, failed, skipped = passed + good, failed + bad, skipped + skip
print(f'{passed} passed, {failed} failed, {skipped} skipped')
sys.exit(1 if failed or passed == 0 else 0)
