// Where the program keeps what is not a workspace: which one is open, a person's settings, the log.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Host, PersonSettings } from "../../api/host.ts";
import { whenNotHeldBlocking } from "../../disk/held-file.ts";
import { closeFolder } from "../../disk/owner-only.ts";
import { placeBlocking, writeDurably } from "../../disk/small-file.ts";
import { openLog, type Log } from "../../logs/log-file.ts";
import { makeFolder } from "../files/local-files.ts";

const LOCK_AFTER_MINUTES = 10;

const fileSchema = z.object({
  workspace: z.object({ folder: z.string(), demo: z.boolean() }).nullable(),
  settings: z.object({
    language: z.enum(["zh-CN", "en"]),
    theme: z.enum(["light", "dark", "system"]),
    railCollapsed: z.boolean(),
    place: z.string(),
    lockAfterMinutes: z.int().min(0).default(LOCK_AFTER_MINUTES),
  }),
  /** Intranet address for updates; empty: none. */
  updateAddress: z.string().default(""),
});
export type ProgramState = z.infer<typeof fileSchema>;

const FRESH: ProgramState = {
  workspace: null,
  settings: { language: "zh-CN", theme: "light", railCollapsed: false, place: "", lockAfterMinutes: LOCK_AFTER_MINUTES },
  updateAddress: "",
};

export type ProgramHome = Readonly<{
  folder: string;
  read(): ProgramState;
  change(more: Partial<ProgramState>): void;
  personSettings: Host["personSettings"];
  log: Log;
}>;

/**
 * Opens the program's folder. A damaged state file counts as a fresh one and is kept beside it before anything is written, for it
 * holds what a person typed; workspaces are never touched by it.
 *
 * @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing`
 */
export function openProgramHome(folder: string, nowMs: () => number = () => Date.now()): ProgramHome {
  makeFolder(folder);
  closeFolder(folder, () => true);
  const path = join(folder, "program.json");
  const log = openLog(folder, "data", nowMs);
  const read = () => readIfPossible(path) ?? FRESH;
  const change = (more: Partial<ProgramState>) => {
    const state = readState(path);
    if (state === undefined) log.event(`a damaged program.json is kept as ${setAside(folder, path, nowMs())}`);
    writeDurably(path, JSON.stringify({ ...(state ?? FRESH), ...more }));
  };
  return {
    folder,
    read,
    change,
    personSettings: { read: () => read().settings, write: (settings: PersonSettings) => change({ settings }) },
    log,
  };
}

function readIfPossible(path: string): ProgramState | undefined {
  try {
    return readState(path);
  } catch {
    return undefined; // no right to read it: the program opens all the same, and writes nothing over it
  }
}

/** FRESH at the first start; undefined for a damaged file. @throws a Node error for one that cannot be read now: it may well be whole */
function readState(path: string): ProgramState | undefined {
  const text = readIfThere(path);
  if (text === undefined) return FRESH;
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return whenNotHeldBlocking(() => readFileSync(path, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cause;
  }
}

/** Gives a damaged file another name, such as `program.damaged-20260608T013000123Z.json`. @returns the name */
function setAside(folder: string, path: string, nowMs: number): string {
  const name = `program.damaged-${new Date(nowMs).toISOString().replaceAll(/[-:.]/g, "")}.json`;
  placeBlocking(path, join(folder, name));
  return name;
}
