// Files that a person gave to a screen: coming in slices, or open by their path. Each is used up or dropped; the rest goes at the end.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Attached, Far } from "../../api/uploads/contract.ts";
import type { FoundFile } from "../../api/data-side.ts";
import type { Host, HeldUploads } from "../../api/host.ts";
import { Problem } from "../../domain/problem.ts";
import type { NewFile } from "../../usecases/records/originals/attach-files.ts";
import type { OpenSource } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { sweepDeadRuns, type ProcessStart } from "../runs/dead-runs.ts";
import { receiveSlices, type Measuring } from "./receive-slices.ts";

/** The uploads, and what only shells and the program's end ask of it. */
export type Uploads = HeldUploads &
  Readonly<{
    /** Opens a file by its path. @throws {Problem} `file-not-found`, `file-is-folder`, `file-empty`, `file-unreadable` */
    open(path: string, name: string): Promise<Readonly<{ uploadId: string; sizeBytes: number }>>;
    /** How many files are being taken in just now. */
    inUse(): number;
    /** Calls `told` whenever that changes. */
    watchUse(told: () => void): void;
    /** The page has gone: what nobody can use any more is let go, so that its drive is free. What is being taken in goes on. */
    pageGone(): void;
    /** Stops all work with files, waits for it a moment, and removes what came. */
    close(): Promise<void>;
  }>;

/** A given file. `file`: as far as it can be used; `place`: where a bundle's reader finds it. */
type Given = Readonly<{
  name: string;
  file(): NewFile | undefined;
  place(): string | undefined;
  append(at: number, bytes: Uint8Array): Promise<void>;
  /** Whether only the page that gave it can make use of it: open by its path, or not yet whole. A reader of bundles may hold the others. */
  isOfPage(): boolean;
  remove(): Promise<void>;
  abort: AbortController;
  far: { doneBytes: number; readonly totalBytes: number };
  waiting: Set<() => void>;
}>;

/** A drive that hangs does not keep the program open; what was copied of it is removed at the next start. */
const STOP_LIMIT_MS = 5_000;
const LOOK_MS = 20;

/** Opens a regular file that a person named; whoever opened it closes it. */
export type OpenGiven = (path: string, name: string) => Promise<OpenSource & Readonly<{ close(): Promise<void> }>>;

/** How given files are opened and measured, and what they are known by. */
export type UploadNeeds = Readonly<{ openSource: OpenGiven; measuring: Measuring; newId(): string }>;

/** @param folder of all runs; what dead ones left there is removed now. */
export function openUploads(folder: string, beginning: ProcessStart, needs: UploadNeeds): Uploads {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  sweepDeadRuns(folder, beginning);
  const own = join(folder, String(beginning.pid));
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const kept = new Map<string, Given>();
  const inUse = openUse();
  const find = (id: string): Given => kept.get(id) ?? fail();
  const keep = (id: string, given: Omit<Given, "abort" | "waiting">): string => {
    kept.set(id, { ...given, abort: new AbortController(), waiting: new Set() });
    return id;
  };
  const drop = async (id: string): Promise<void> => {
    const given = kept.get(id);
    given?.abort.abort();
    if (inUse.has(id)) return; // whoever uses it stops, and removes it
    kept.delete(id);
    ring(given);
    await given?.remove();
  };
  return {
    begin: async (name, sizeBytes) => {
      if (sizeBytes === 0) throw new Problem("file-empty", { name });
      const id = needs.newId();
      return keep(id, await coming(needs, join(own, id), name, sizeBytes));
    },
    open: async (path, name) => {
      const given = await opened(needs, path, name);
      return { uploadId: keep(needs.newId(), given), sizeBytes: given.far.totalBytes };
    },
    append: (id, at, bytes) => appendOrDrop(find(id), at, bytes, () => drop(id)),
    drop,
    find: (id) => {
      const given = find(id);
      return { path: given.place() ?? fail(), name: given.name };
    },
    use: async (id, signal, work) => {
      const given = find(id);
      const file = inUse.has(id) ? fail() : (given.file() ?? fail());
      inUse.begin(id);
      try {
        return await work(file, progressOf(given, signal));
      } finally {
        inUse.end(id);
        await drop(id);
      }
    },
    watch: (id, signal) => farOf(kept, id, signal),
    inUse: inUse.count,
    watchUse: inUse.watch,
    pageGone: () => {
      for (const [id, given] of kept) if (given.isOfPage() && !inUse.has(id)) void drop(id).catch(() => undefined); // goes at the end
    },
    close: async () => {
      for (const id of kept.keys()) await drop(id).catch(() => undefined); // the folder goes as a whole
      for (let waited = 0; inUse.count() > 0 && waited < STOP_LIMIT_MS; waited += LOOK_MS) await wait(LOOK_MS);
      rmSync(own, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Which files are being taken in; whoever watches hears of every change. */
function openUse() {
  const ids = new Set<string>();
  const told = new Set<() => void>();
  const tell = (): void => told.forEach((one) => one());
  return {
    has: (id: string) => ids.has(id),
    count: () => ids.size,
    begin: (id: string) => (ids.add(id), tell()),
    end: (id: string) => (ids.delete(id), tell()),
    watch: (one: () => void) => void told.add(one),
  };
}

/** A file by its path as the page is told of it; nothing is opened at a locked door. */
export async function attachOne(
  uploads: Uploads,
  { path, name }: FoundFile,
  { stage, report }: Pick<Host, "stage" | "report">,
): Promise<Attached> {
  try {
    if (stage().stage === "locked") throw new Problem("locked", {});
    return { kind: "ticket", name, ...(await uploads.open(path, name)) };
  } catch (error) {
    const { code, details } = error instanceof Problem ? error : new Problem("internal", { id: report(error) });
    return { kind: "refused", problem: { code, details: { ...details } } };
  }
}

function fail(): never {
  throw new Problem("upload-unknown", {});
}

async function coming(
  { measuring }: UploadNeeds,
  path: string,
  name: string,
  totalBytes: number,
): Promise<Omit<Given, "abort" | "waiting">> {
  const slices = await receiveSlices(path, name, totalBytes, measuring);
  return {
    name,
    file: () => {
      const received = slices.whole();
      return received === undefined ? undefined : { received, name };
    },
    place: () => slices.whole()?.path,
    append: slices.append,
    isOfPage: () => slices.whole() === undefined,
    remove: slices.remove,
    far: { doneBytes: 0, totalBytes },
  };
}

/** A bundle's reader opens the file itself: ours is closed then, so that a drive can be ejected. */
async function opened({ openSource }: UploadNeeds, path: string, name: string): Promise<Omit<Given, "abort" | "waiting">> {
  const file = await openSource(path, name);
  const { sizeBytes } = await file.state();
  const state = { open: true };
  const close = async (): Promise<void> => {
    if (!state.open) return;
    state.open = false;
    await file.close();
  };
  return {
    name,
    file: () => (state.open ? { source: file, name } : undefined),
    place: () => {
      void close();
      return path;
    },
    append: fail,
    isOfPage: () => state.open,
    remove: close,
    far: { doneBytes: 0, totalBytes: sizeBytes },
  };
}

/** A slice that could not be kept ends the whole file. */
async function appendOrDrop(given: Given, at: number, bytes: Uint8Array, drop: () => Promise<void>): Promise<Far> {
  try {
    await given.append(at, bytes);
  } catch (cause) {
    await drop();
    throw cause;
  }
  given.far.doneBytes = at + bytes.byteLength;
  ring(given);
  return { ...given.far };
}

function progressOf(given: Given, signal: AbortSignal): Progress {
  return {
    signal: AbortSignal.any([signal, given.abort.signal]),
    report: (doneBytes) => {
      given.far.doneBytes = Math.min(doneBytes, given.far.totalBytes);
      ring(given);
    },
  };
}

function ring(given: Given | undefined): void {
  for (const wake of given?.waiting ?? []) wake();
  given?.waiting.clear();
}

async function* farOf(kept: ReadonlyMap<string, Given>, id: string, signal: AbortSignal | undefined): AsyncGenerator<Far> {
  signal?.addEventListener("abort", () => ring(kept.get(id)), { once: true });
  for (let given = kept.get(id); given !== undefined && signal?.aborted !== true; given = kept.get(id)) {
    const { promise, resolve } = Promise.withResolvers<void>();
    given.waiting.add(resolve);
    yield { ...given.far };
    await promise;
  }
}
