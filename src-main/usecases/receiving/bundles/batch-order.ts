// The order in which the files of one batch are read, whatever they are called: of each sender by number and volume, so that a later
// bundle never takes the place of an earlier one. And the progress of the whole of them.
import { Problem } from "../../../domain/problem.ts";
import type { Workspace } from "../../workspace.ts";
import type { Progress } from "../../ports/progress.ts";

/** A file of a batch; `sizeBytes` is 0 where it could not be looked into. */
export type Batched = Readonly<{ path: string; sizeBytes: number }>;

/** Senders stay in the order of their first file; what cannot be looked into comes last. @throws {Problem} `cancelled` */
export async function inOrderOfNumbers(
  ws: Pick<Workspace, "bundles" | "identities">,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly Batched[]> {
  const looked: Looked[] = [];
  for (const path of paths) looked.push(await look(ws, path, signal));
  const senders = Map.groupBy(
    looked.filter(({ sender }) => sender !== ""),
    ({ sender }) => sender,
  );
  const known = [...senders.values()].flatMap((of) => of.sort((a, b) => a.number - b.number || a.volume - b.volume));
  return [...known, ...looked.filter(({ sender }) => sender === "")];
}

type Looked = Batched & Readonly<{ sender: string; number: number; volume: number }>;

async function look(ws: Pick<Workspace, "bundles" | "identities">, path: string, signal: AbortSignal): Promise<Looked> {
  try {
    const { statement, signerKey, volume, sizeBytes } = await ws.bundles.peek(path, ws.identities(), signal);
    return { path, sizeBytes, sender: signerKey, number: statement.series.number, volume };
  } catch (cause) {
    if (!(cause instanceof Problem) || signal.aborted) throw cause;
    return { path, sizeBytes: 0, sender: "", number: 0, volume: 0 }; // reading it says what is wrong
  }
}

/**
 * Tells of each file of a batch how far the whole is, in bytes and in files; asked for the one behind the last, that all is done. A file
 * is gone through more than once (opened, verified, copied), nobody knows how often: each time takes half of what is left of its share.
 */
export function progressOfAll(batch: readonly Batched[], progress: Progress): (index: number) => Progress {
  const sizes = batch.map(({ sizeBytes }) => Math.max(1, sizeBytes));
  const total = sum(sizes);
  return (index) => {
    const [before, size] = [sum(sizes.slice(0, index)), sizes[index] ?? 0];
    const files = { done: Math.min(index + 1, batch.length), total: batch.length };
    const tell = sharesOf((share) => progress.report(before + Math.floor(share * size), total, files));
    tell(0);
    return { ...progress, report: (done, of) => tell(of === 0 ? 0 : Math.min(1, done / of)) };
  };
}

/** Turns shares of one time through after the other, each from 0 to 1, into one that only grows. */
function sharesOf(report: (share: number) => void): (share: number) => void {
  let [before, last] = [0, 0];
  return (share) => {
    if (share < last) before += (1 - before) / 2;
    last = share;
    report(before + (share * (1 - before)) / 2);
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
