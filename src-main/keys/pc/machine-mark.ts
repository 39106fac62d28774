// Which PC and folder a workspace stands at: a random mark in the person's state folder, outside every workspace and backup.
// A copied folder finds another mark, or another path, and opens new feeds before it writes (design.md §2).
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createDurably } from "../../disk/small-file.ts";
import { truePath } from "../../disk/true-path.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The folder in which a system keeps what belongs to one person on one PC and is not copied along. ANBAO_STATE names another. */
export function stateFolder(env: Env, platform: NodeJS.Platform, home: string): string {
  if (env["ANBAO_STATE"] !== undefined) return env["ANBAO_STATE"];
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "AnbaoState");
  if (platform === "darwin") return join(home, "Library", "Application Support", "AnbaoState");
  return join(env["XDG_STATE_HOME"] ?? join(home, ".local", "state"), "anbao");
}

/** The mark of a folder on this PC; undefined where no state can be kept, and then a copy is only seen by its fork. */
export function machineMark(folder: string, state = stateFolder(process.env, process.platform, homedir())): string | undefined {
  const mark = readMark(state) ?? makeMark(state);
  if (mark === undefined) return undefined;
  return createHash("sha256")
    .update(`${mark}\n${truePath(folder)}`)
    .digest("hex");
}

function readMark(state: string): string | undefined {
  try {
    return /^[0-9a-f]{64}$/.exec(readFileSync(join(state, "machine-mark"), "utf8"))?.[0];
  } catch {
    return undefined; // the first start on this PC
  }
}

/** Two programs that start at once agree on the mark of the first. */
function makeMark(state: string): string | undefined {
  try {
    mkdirSync(state, { recursive: true, mode: 0o700 });
    createDurably(join(state, "machine-mark"), randomBytes(32).toString("hex"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") return undefined;
  }
  return readMark(state);
}
