#!/usr/bin/env python3
"""Writes docs/conformance.md: which rule of the EPR client specification is checked by which test.

A rule counts as checked where a test cites it by number (R-PDQ-11), in a path or a comment; the
table is only as true as those citations, so a test cites a rule when it would fail without it.
"""
import collections
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
RULE = re.compile(r'\bR-([A-Z]{2,4})-(\d+)((?:, ?\d+)*)')
FAMILIES = {
    'ID': 'identifiers', 'COM': 'all calls', 'TRC': 'traceparent', 'DISC': 'discovery', 'IUA': 'sign-in and tokens',
    'EMR': 'emergency', 'PDQ': 'patient search', 'PIX': 'patient numbers', 'MHD': 'documents', 'SBX': 'training community',
    'SET': 'settings', 'CSD': 'directory', 'AUD': 'audit', 'EGD': 'the successor', 'VAC': 'vaccination',
}
# The vaccination specification numbers its rules through its chapters: all of them stand in the table, also one that nothing cites.
VAC_CHAPTERS = (
    ('Bundle', [*range(1, 10)]), ('Composition', [*range(10, 16)]), ('Sections', [*range(16, 22)]),
    ('Entries and people', [*range(22, 51), 111]), ('Verification', [*range(51, 58)]), ('Life cycle of an entry', [*range(58, 67)]),
    ('Aggregation', [*range(67, 76)]), ('Duplicates', [*range(76, 80)]), ('Record document, paper, import', [*range(80, 84)]),
    ('Depositing and finding', [*range(84, 95)]), ('What is due', [*range(95, 99)]), ('User interface', [*range(99, 108)]),
    ('Older dialects', [*range(108, 111)]),
)
rules = collections.defaultdict(lambda: (set(), set()))
for where, slot in (('src', 0), ('tests', 1)):
    for path in sorted((root / where).rglob('*')):
        if path.suffix not in ('.c', '.h', '.cpp', '.py') or path == pathlib.Path(__file__).resolve():
            continue
        for family, number, more in RULE.findall(path.read_text(encoding='utf-8')):
            for n in [number] + re.findall(r'\d+', more):
                rules[(family, int(n))][slot].add(path.relative_to(root).as_posix())



def row(family, number):
    sources, tests = rules.get((family, number), (set(), set()))
    kept = ', '.join(sorted(s.removeprefix('src/') for s in sources if not s.endswith('.h')) or
                     sorted(s.removeprefix('src/') for s in sources))
    return f'| R-{family}-{number} | {kept or "–"} | {", ".join(sorted(t.removeprefix("tests/") for t in tests)) or "–"} |'


def table(family, numbers):
    return ['| rule | kept in | tested by |', '|---|---|---|'] + [row(family, number) for number in numbers] + ['']


lines = ['# Conformance', '',
         'Which rule of the national interface (EPR client specification) is kept where, and which test cites it. Made by',
         '`tests/support/conformance.py`; `./dev lint` says when it is out of date.', '']
for family in sorted({family for family, _ in rules}, key=lambda f: (list(FAMILIES).index(f) if f in FAMILIES else 99, f)):
    lines += [f'## R-{family}: {FAMILIES.get(family, family)}', '']
    if family == 'VAC':
        for name, numbers in VAC_CHAPTERS:
            lines += [f'### {name}', ''] + table(family, numbers)
    else:
        lines += table(family, sorted(number for f, number in rules if f == family))
text = '\n'.join(lines)
target = root / 'docs' / 'conformance.md'
if '--check' in sys.argv:
    sys.exit(0 if target.exists() and target.read_text(encoding='utf-8') == text else 1)
target.write_text(text, encoding='utf-8')
