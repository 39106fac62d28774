// The registry of Windows, as `reg.exe query` prints a key: it needs no rights for what is asked here. The reading of it is pure.
import { askProgram, windowsProgram } from "./system-program.ts";

/** The values of one key by their names. Binary values are hexadecimal digits. */
export type RegistryValues = ReadonlyMap<string, string>;

/** The values of a key; undefined where there is none, or where the program may not run. @param key such as `HKLM\SYSTEM\MountedDevices` */
export async function readRegistry(key: string): Promise<RegistryValues | undefined> {
  const printed = await askProgram(windowsProgram("reg.exe"), ["query", key]);
  return printed === undefined ? undefined : parseRegistry(printed);
}

/** A name, its type and its value stand apart by four spaces each; a name may hold spaces itself. */
const VALUE = /^ {4}(.+?) {4}REG_[A-Z0-9_]+(?: {4}(.*))?$/;

/** The values in what `reg.exe query` printed of one key. */
export function parseRegistry(printed: string): RegistryValues {
  const found = printed.split(/\r?\n/).map((line) => VALUE.exec(line));
  return new Map(found.flatMap((parts) => (parts === null ? [] : [[parts[1] ?? "", parts[2] ?? ""]])));
}
