// Distributions in Electron's place: the files that electron-builder and our own check look for, for any platform and processor.
// Nothing of them runs.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Target } from "../../resources/release/targets.ts";

/** Mark by which the fuses are found in Electron's program, their version and their number; all start as shipped. */
const FUSE_MARK = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const FUSES_AS_SHIPPED = "101001001";
const ELF_MACHINES = { x64: 62, arm64: 183 } as const;
const PE_MACHINES = { x64: 0x8664, arm64: 0xaa64 } as const;
// Its own types would bring those of a browser into every file of the program; these are the ones that are used.
const { NtExecutable, NtExecutableResource, Resource } = createRequire(import.meta.url)("resedit") as ResEdit;
type ResEdit = Readonly<{
  NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): Executable };
  NtExecutableResource: { from(program: Executable): { entries: unknown[]; outputResource(program: Executable): void } };
  Resource: { VersionInfo: { createEmpty(): VersionInfo } };
}>;
type Executable = { setExtraData(bytes: ArrayBuffer): void; generate(): ArrayBuffer };
type VersionInfo = {
  lang: number | string;
  setStringValues(language: Readonly<{ lang: number; codepage: number }>, values: Readonly<Record<string, string>>): void;
  outputToResourceEntries(entries: unknown[]): void;
};

const US_ENGLISH = 1033;
const UNICODE = 1200;

/** Writes a distribution for a target into an empty folder. */
export function writePlaceholder(at: string, { platform, arch }: Pick<Target, "platform" | "arch">): void {
  mkdirSync(join(at, "locales"), { recursive: true });
  mkdirSync(join(at, "resources"), { recursive: true });
  if (platform === "win32") {
    writeFileSync(join(at, "electron.exe"), windowsProgram(arch));
    writeFileSync(join(at, "ffmpeg.dll"), windowsProgram(arch));
  } else {
    writeFileSync(join(at, "electron"), elfProgram(arch), { mode: 0o755 });
    for (const name of ["chrome-sandbox", "chrome_crashpad_handler", "libffmpeg.so"])
      writeFileSync(join(at, name), elfProgram(arch), { mode: 0o755 });
  }
  for (const name of ["locales/zh-CN.pak", "locales/en-US.pak", "locales/de.pak", "LICENSE", "LICENSES.chromium.html", "version"])
    writeFileSync(join(at, name), name);
}

function fuses(): Buffer {
  const wire = Buffer.concat([Buffer.from(FUSE_MARK), Buffer.from([1, FUSES_AS_SHIPPED.length]), Buffer.from(FUSES_AS_SHIPPED)]);
  return Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]);
}

/** A header for a machine, without sections. */
export function elfProgram(arch: Target["arch"]): Buffer {
  const header = Buffer.alloc(64);
  header.write("\x7fELF\x02\x01\x01", "latin1");
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(ELF_MACHINES[arch], 18);
  return Buffer.concat([header, fuses()]);
}

/** A program without code, with the version that electron-builder reads and rewrites. */
export function windowsProgram(arch: Target["arch"]): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = US_ENGLISH;
  version.setStringValues({ lang: US_ENGLISH, codepage: UNICODE }, { ProductName: "Electron", FileDescription: "Electron" });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(new Uint8Array(fuses()).buffer);
  const bytes = Buffer.from(program.generate());
  bytes.writeUInt16LE(PE_MACHINES[arch], bytes.readUInt32LE(0x3c) + 4);
  return bytes;
}
