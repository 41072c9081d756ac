#!/usr/bin/env python3
"""Checks a Flatpak manifest without a network: every foreign source pinned by version and sha256, the
names agree with the project's, and no permission beyond those that docs/architecture.md explains."""
import json
import re
import sys
import urllib.parse

PERMITTED = {
    '--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
    '--talk-name=org.freedesktop.secrets', '--filesystem=/etc/cabinet:ro',
}
REQUIRED_MODULES = {'poppler', 'libseccomp', 'qpdf', 'cabinet'}

manifest = json.load(open(sys.argv[1], encoding='utf-8'))
faults = []


def check(condition, text):
    if not condition:
        faults.append(text)


check(manifest['id'] == 'org.cabinetdep.Cabinet', 'the id is not the application id')
check(manifest['command'] == 'cabinet', 'the command is not cabinet')
check(manifest['runtime'] == 'org.gnome.Platform' and manifest['sdk'] == 'org.gnome.Sdk', 'not the GNOME runtime')
check(re.fullmatch(r'\d+', manifest['runtime-version']), 'the runtime version is not pinned')
for permission in manifest['finish-args']:
    check(permission in PERMITTED, f'permission {permission} is not among those explained')
names = [module['name'] for module in manifest['modules']]
check(REQUIRED_MODULES <= set(names), f'modules missing: {sorted(REQUIRED_MODULES - set(names))}')
check(names[-1] == 'cabinet', 'cabinet is not the last module')
for module in manifest['modules']:
    for source in module['sources']:
        if source['type'] == 'dir':
            check(module['name'] == 'cabinet', f'{module["name"]}: only Cabinet itself comes from a folder')
            continue
        where = f'{module["name"]}: {source.get("url", "?")}'
        check(source['type'] == 'archive', f'{where}: not an archive')
        url = urllib.parse.urlparse(source.get('url', ''))
        check(url.scheme == 'https' and url.netloc, f'{where}: no https address')
        check(re.search(r'\d+\.\d+', url.path), f'{where}: no version in the address')
        check(re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', '')), f'{where}: no sha256')
print('\n'.join(faults))
sys.exit(1 if faults else 0)
