// The cheap look: a text that changes when a drive comes or goes. The mount table on Linux, /Volumes on macOS, the letters on Windows.
// Nothing is started and no drive is read, so that it may be asked every two seconds.
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { linuxDrives, type Drive } from "./known-drives.ts";
import { parseMountInfo } from "./mount-table.ts";

export type DriveSign = () => Promise<string>;

const MOUNT_TABLE = "/proc/self/mountinfo";
const LETTERS = Array.from({ length: 24 }, (_, index) => `${String.fromCharCode("C".charCodeAt(0) + index)}:\\`);

/** The sign of this system. @param further as `linuxDrives`. */
export function driveSign(platform: NodeJS.Platform, further: readonly string[]): DriveSign {
  if (platform === "win32") return letterSign(LETTERS, deviceOf);
  if (platform === "darwin") return volumeSign;
  return async () => (await Promise.all((await mountedDrives(further)).map(lineOf))).join("\n");
}

/** Linux gives a mount's number again: a stick that was away for a moment is known by what was changed on it meanwhile. */
async function lineOf({ path, mark, readOnly, kind }: Drive): Promise<string> {
  const found = kind === "removable" ? await stat(path).catch(() => undefined) : undefined; // pulled out while it was asked
  return `${path} ${mark} ${readOnly} ${found?.mtimeMs ?? ""}`;
}

/** Drives as Linux has them mounted now. @param further as `linuxDrives`. */
export async function mountedDrives(further: readonly string[]): Promise<readonly Drive[]> {
  const text = await readFile(MOUNT_TABLE, "utf8").catch(() => ""); // without /proc only the person's own folders are offered
  return linuxDrives(parseMountInfo(text), further);
}

async function volumeSign(): Promise<string> {
  const names = await readdir("/Volumes").catch(() => []); // a Mac without anything mounted has it all the same
  const marks = await Promise.all(names.sort().map(async (name) => `${name} ${(await deviceOf(join("/Volumes", name))) ?? ""}`));
  return marks.join("\n");
}

async function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.dev,
    () => undefined, // no such letter, or an empty card reader
  );
}

/**
 * The sign of Windows. A letter that does not answer (a network drive that is away) is asked once and counts as it was before
 * until its answer comes: it neither delays the others nor piles up questions.
 */
export function letterSign(letters: readonly string[], ask: (letter: string) => Promise<number | undefined>): DriveSign {
  const known = new Map<string, number | undefined>();
  const asked = new Set<string>();
  const look = async (letter: string): Promise<void> => {
    if (asked.has(letter)) return;
    asked.add(letter);
    known.set(letter, await ask(letter));
    asked.delete(letter);
  };
  return async () => {
    const answers = letters.map(look);
    await Promise.race([Promise.all(answers), patience()]);
    return letters.map((letter) => `${letter} ${known.get(letter) ?? ""}`).join("\n");
  };
}

const PATIENCE_MS = 500;

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, PATIENCE_MS).unref());
}
