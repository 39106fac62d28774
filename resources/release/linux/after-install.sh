#!/bin/sh
# After unpacking: the sandbox's helper gets its bit, whatever this kernel allows to root; menus, icons and file types become known.
set -e

helper='/opt/${sanitizedProductName}/chrome-sandbox'
chown root:root "$helper"
chmod 4755 "$helper"

ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'

# Ubuntu 24.04 and later let only programs with a profile of this kind make namespaces; elsewhere it does not parse and is left out.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser >/dev/null 2>&1 && [ -d /etc/apparmor.d ]; then
  if apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
    cp -f "$profile" '/etc/apparmor.d/${executable}'
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' >/dev/null 2>&1 || true
  fi
fi

command -v update-mime-database >/dev/null 2>&1 && update-mime-database /usr/share/mime || true
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q /usr/share/applications || true
command -v gtk-update-icon-cache >/dev/null 2>&1 && gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true
exit 0
