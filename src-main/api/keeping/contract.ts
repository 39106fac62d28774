// 备份 and 导入记录: copies of the data, where this workspace comes from, what every import came to.
import { z } from "zod";
import { count, instantMs, lastBackups, problem, procedure, recordKey, sizeBytes, started, unitCode } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** Files of the bin that go at once. */
export const MOST_BINNED = 2000;

const ok = z.object({ ok: z.literal(true) });

const damage = z.object({
  kind: z.enum([
    "database",
    "facts",
    "entry",
    "lost-entry",
    "feed",
    "table",
    "original-lost",
    "original-changed",
    "original-row",
  ]),
  record: z
    .object({ unit: z.string(), kind: z.string(), record: z.string(), title: z.string().nullable(), day: z.string().nullable() })
    .nullable(),
  /** Name of the original that it is about. */
  file: z.string().nullable(),
});
export type DamageView = z.infer<typeof damage>;

/** What the last look at the data came to; null while there was none. `count`: more than are listed may have been found. */
const soundness = z.object({
  running: z.boolean(),
  last: z.object({ atMs: instantMs, count, damages: z.array(damage) }).nullable(),
});
export type Soundness = z.infer<typeof soundness>;

const state = z.object({
  lastBackups,
  /** Folder of the copies that are kept before imports. */
  folder: z.string(),
  copies: z.array(z.object({ name: z.string(), atMs: instantMs, sizeBytes })),
  /** Why this workspace opened new feeds; null if it never had to. */
  origin: z.object({ why: z.enum(["restored", "moved", "renewed", "mended"]), atMs: instantMs }).nullable(),
  /** Keys that were used on two PCs (同一密钥两台电脑). */
  forks: z.array(z.object({ feed: z.string(), unitName: z.string(), device: z.string() })),
});
export type KeepingState = z.infer<typeof state>;

const item = z.object({
  item: count,
  fileName: z.string(),
  state: z.enum(["waiting", "done", "refused", "cancelled"]),
  problem: problem.nullable(),
  /** What it turned out to be; null where it was not taken in. */
  taken: z.object({ bundle: z.string(), unitName: z.string(), number: z.int(), purpose: z.string(), added: count }).nullable(),
  /** Why it is set aside, while it is. */
  setAside: z.string().nullable(),
});
const run = z.object({
  run: count,
  startedAtMs: instantMs,
  /** Null: it was cut off, and can go on. */
  endedAtMs: instantMs.nullable(),
  means: z.string(),
  backup: z.string().nullable(),
  items: z.array(item),
});
export type LoggedRun = z.infer<typeof run>;
export type LoggedItem = z.infer<typeof item>;

/** 回收站: what nothing needs any more; `rows`: the first of them. `found`: files that belonged to nobody, in their folder. */
const bin = z.object({
  files: count,
  sizeBytes,
  rows: z.array(
    z.object({
      sha256: z.string(),
      sizeBytes,
      name: z.string().nullable(),
      record: recordKey.extend({ title: z.string().nullable(), day: z.string().nullable() }).nullable(),
    }),
  ),
  found: z.object({ folder: z.string(), files: count }),
});
export type BinView = z.infer<typeof bin>;

const reasoned = z.object({ bundle: z.string(), reason: z.string().max(LIMITS.shortText) });

export const keeping = {
  state: procedure.output(state),
  soundness: procedure.output(soundness),
  /** Looks through everything, the originals to their last byte. */
  check: procedure.output(started),
  /** Mends what can be mended, with the help of backups that the person names. */
  mend: procedure.input(z.object({ backups: z.array(z.string()).max(20) })).output(started),
  /** Writes a whole backup into the folder. */
  backUp: procedure.input(z.object({ folder: z.string() })).output(started),
  /** The county writes what it holds of a unit back to it. */
  giveBack: procedure.input(z.object({ unit: unitCode, folder: z.string() })).output(started),
  imports: procedure.input(z.object({ most: z.int().min(1).max(500) })).output(z.array(run)),
  /** Goes on with the import that was cut off. @throws `run-none` */
  resume: procedure.output(started),
  drop: procedure.output(ok),
  bin: procedure.output(bin),
  /** Lets go of what the person saw in the bin; what is needed again since stays. */
  emptyBin: procedure
    .input(z.object({ seen: z.array(z.string()).max(MOST_BINNED) }))
    .output(z.object({ files: count, sizeBytes })),
  /** Takes in or moves apart what lies among the originals and belongs to nobody. */
  tidy: procedure.output(z.object({ taken: count, moved: count })),
  /** Small pictures are drawn anew when they are next asked for. */
  drawAnew: procedure.output(z.object({ pictures: count })),
  /** @throws `import-unknown`, `import-brought-nothing`, `import-reason-missing` */
  setAside: procedure.input(reasoned).output(ok),
  takeBack: procedure.input(reasoned).output(ok),
};
