#!/bin/sh
# After removal (not before an upgrade): the link and the profile go. Workspaces and settings in the home folders stay.
set -e

[ "$1" = upgrade ] && exit 0

if [ "$(readlink '/usr/bin/${executable}' 2>/dev/null)" = '/opt/${sanitizedProductName}/${executable}' ]; then
  rm -f '/usr/bin/${executable}'
fi
if [ -f '/etc/apparmor.d/${executable}' ]; then
  command -v apparmor_parser >/dev/null 2>&1 && apparmor_parser --remove '/etc/apparmor.d/${executable}' >/dev/null 2>&1 || true
  rm -f '/etc/apparmor.d/${executable}'
fi
command -v update-mime-database >/dev/null 2>&1 && update-mime-database /usr/share/mime || true
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q /usr/share/applications || true
exit 0
