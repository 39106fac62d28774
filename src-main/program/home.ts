// Where the program keeps what is not a workspace: which one is open, a person's settings, explanations in the making, the log.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Host, PersonSettings } from "../api/host.ts";
import { writeDurably } from "../disk/small-file.ts";
import { openLog, type Log } from "../logs/log-file.ts";
import { makeFolder } from "./local-files.ts";

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
  explanations: z.record(z.string(), z.record(z.string(), z.string())),
  /** Intranet address for updates; empty: none. */
  updateAddress: z.string().default(""),
});
export type ProgramState = z.infer<typeof fileSchema>;

const FRESH: ProgramState = {
  workspace: null,
  settings: { language: "zh-CN", theme: "light", railCollapsed: false, place: "", lockAfterMinutes: LOCK_AFTER_MINUTES },
  explanations: {},
  updateAddress: "",
};

export type ProgramHome = Readonly<{
  folder: string;
  read(): ProgramState;
  change(more: Partial<ProgramState>): void;
  personSettings: Host["personSettings"];
  explanations: Host["explanations"];
  log: Log;
}>;

/**
 * Opens the program's folder. A state file that cannot be read counts as a fresh one; workspaces are never touched by it.
 *
 * @throws {Problem} `disk-full`, `disk-read-only`, `disk-failing`
 */
export function openProgramHome(folder: string): ProgramHome {
  makeFolder(folder);
  const path = join(folder, "program.json");
  const read = () => readState(path);
  const change = (more: Partial<ProgramState>) => writeDurably(path, JSON.stringify({ ...read(), ...more }));
  return {
    folder,
    read,
    change,
    personSettings: { read: () => read().settings, write: (settings: PersonSettings) => change({ settings }) },
    explanations: {
      read: (report) => read().explanations[report] ?? {},
      write: (report, check, text) => change({ explanations: explained(read().explanations, report, check, text) }),
    },
    log: openLog(folder, "data", () => Date.now()),
  };
}

function readState(path: string): ProgramState {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return FRESH; // absent at first start, or damaged: settings are asked again, data lies elsewhere
  }
}

function explained(all: ProgramState["explanations"], report: string, check: string, text: string): ProgramState["explanations"] {
  const { [check]: _before, ...others } = all[report] ?? {};
  return { ...all, [report]: text.trim() === "" ? others : { ...others, [check]: text.trim() } };
}
