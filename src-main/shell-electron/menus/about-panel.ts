// What 关于 says: name, version, and where the licences of everything that is shipped lie. Pure.

/** @param folder Electron's `process.resourcesPath`. */
export function aboutPanel(version: string, folder: string, platform: NodeJS.Platform): Readonly<Record<string, string>> {
  const file = `${folder}${platform === "win32" ? "\\" : "/"}THIRD-PARTY-NOTICES.txt`;
  // The one line that every system shows; no copyright is claimed in it.
  return { applicationName: "安报", applicationVersion: version, copyright: `第三方软件的许可：${file}` };
}
