// Procedures that write what the workspace keeps. While a bundle is being taken in they wait for its end, so that neither their answer
// nor any other screen is held up on the thread that answers.
import type { contract } from "./contract.ts";

type Names = Readonly<{ [Area in keyof typeof contract]?: readonly (keyof (typeof contract)[Area])[] }>;

const WRITING = {
  activities: ["remove"],
  conflicts: ["resolve"],
  county: ["exchange", "handOver", "takeOver"],
  deleted: ["restore"],
  drafts: ["keep", "save", "discard", "takeFile"],
  enrolment: ["approve", "revoke", "refuse", "exportPack"],
  handIn: ["explain", "export"],
  inbox: ["merge"],
  keeping: ["check", "mend", "backUp", "giveBack", "resume", "drop", "setAside", "takeBack", "emptyBin", "tidy"],
  ledgers: ["remove"],
  liaison: ["keep", "save"],
  media: ["dismiss", "keepSmaller", "makeSmaller"],
  people: ["add", "handOver", "remove", "setMayRelease", "changePin"],
  quarantine: ["drop"],
  receipts: ["write", "take", "confirm"],
  reports: ["write"],
  review: ["decide"],
  trust: ["takePack", "exportRequest"],
  volumes: ["begin", "write", "giveUp", "dropParked"],
} as const satisfies Names;

const PATHS: ReadonlySet<string> = new Set(
  Object.entries(WRITING).flatMap(([area, names]) => names.map((name) => `${area}.${name}`)),
);

export function isWriting(path: readonly string[]): boolean {
  return PATHS.has(path.join("."));
}
