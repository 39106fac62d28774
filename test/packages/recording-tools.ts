// Tools in the place of those that electron-builder would fetch: they write down what they were told, and leave the file that was asked
// for. So the scripts of installers can be judged without the tools themselves.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The environment by which electron-builder finds them, and the folder where they write. */
export type RecordingTools = Readonly<{ env: NodeJS.ProcessEnv; said: string }>;

/** makensis: keeps its words and its script; makes the installer and, where one is built, the uninstaller. */
const MAKENSIS = `#!/usr/bin/env node
import { readFileSync, writeFileSync, readdirSync, truncateSync } from "node:fs";
const words = process.argv.slice(2);
const script = readFileSync(0, "utf8");
const number = readdirSync(process.env.ANBAO_SAID).length;
writeFileSync(process.env.ANBAO_SAID + "/makensis-" + number + ".txt", words.join("\\n") + "\\n\\n" + script);
const out = /"(.*)"/.exec(words.find((word) => word.startsWith("-XOutFile")))[1];
writeFileSync(out, "");
truncateSync(out, 2 ** 31);
const uninstaller = words.find((word) => word.startsWith("-DUNINSTALLER_OUT_FILE="));
if (uninstaller) writeFileSync(uninstaller.slice(uninstaller.indexOf("=") + 1).replace(/^Z:/i, "").replaceAll("\\\\", "/"), "MZ");
`;
/** mksquashfs: keeps the list of what it should wrap up, the starter and the desktop entry. */
const MKSQUASHFS = `#!/usr/bin/env node
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
const [folder, output, ...words] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true }).sort();
const read = (name) => readFileSync(folder + "/" + name, "utf8");
const told = { words, files, starter: read("AppRun"), entry: read(files.find((name) => /^[^/]*[.]desktop$/.test(name))) };
writeFileSync(process.env.ANBAO_SAID + "/mksquashfs.json", JSON.stringify(told));
writeFileSync(output, Buffer.alloc(1 << 20));
`;
const NOTHING = "#!/bin/sh\nexit 0\n";

/** Lays the tools out in an empty folder. */
export function layRecordingTools(folder: string): RecordingTools {
  const said = join(folder, "said");
  const nsis = join(folder, "nsis");
  const programs = join(folder, "programs");
  for (const path of [said, join(nsis, "plugins", "x86-unicode"), programs]) mkdirSync(path, { recursive: true });
  layProgram(join(nsis, "makensis"), MAKENSIS);
  writeFileSync(join(nsis, "elevate.exe"), "MZ");
  layProgram(join(programs, "wine"), NOTHING);
  const appImage = join(folder, "appimage");
  for (const path of ["runtimes", "lib/x64", "lib/arm64"]) mkdirSync(join(appImage, path), { recursive: true });
  for (const arch of ["x64", "arm64"]) writeFileSync(join(appImage, "runtimes", `runtime-${arch}`), "runtime");
  layProgram(join(appImage, "mksquashfs"), MKSQUASHFS);
  layProgram(join(appImage, "desktop-file-validate"), NOTHING);
  const env = {
    APPIMAGE_TOOLS_PATH: appImage,
    ANBAO_SAID: said,
    ELECTRON_BUILDER_NSIS_DIR: nsis,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: nsis,
    USE_SYSTEM_WINE: "true",
    PATH: `${programs}:${process.env["PATH"] ?? ""}`,
  };
  return { env, said };
}

function layProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
