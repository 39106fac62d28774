// Electron's fuses as they are burnt into the packed program; electron-builder.yml states the same table (tested).

/** Names and values as electron-builder calls them. @see quality.md Security */
export const FUSES = {
  runAsNode: false,
  // There are no cookies; encrypting none would still ask the keyring of Linux for its password.
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;
