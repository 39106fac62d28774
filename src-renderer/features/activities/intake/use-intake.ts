// Files on their way into the draft: two at a time, each cancelled or failing by itself, all of them stopped at once. They stand in the
// order in which they were chosen, whichever is taken in first.
import { useCallback, useRef, useState } from "react";
import type { MediaItem, ProblemData } from "../../../../src-main/api/contract-parts.ts";
import { api } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { dropFile, followCopy, giveFile, type UploadProgress } from "../../../rpc/upload.ts";
import { jobQueue } from "../../../rpc/job-queue.ts";

export type Intake = Readonly<{
  id: number;
  name: string;
  doneBytes: number;
  totalBytes: number;
  problem: ProblemData | undefined;
}>;

/** All files since nothing was on its way. */
export type IntakeSum = Readonly<{ files: number; doneFiles: number; doneBytes: number; totalBytes: number }>;

const AT_ONCE = 2;
const NOTHING: IntakeSum = { files: 0, doneFiles: 0, doneBytes: 0, totalBytes: 0 };

/** Where a file stands in the order of choosing; undefined of one that was not chosen here. */
export type PlaceOf = (sha256: string) => number | undefined;

/** `take` queues files; `onTaken` is told of each one that lies in the store. */
export function useIntake(draft: string, onTaken: (item: MediaItem, placeOf: PlaceOf) => void) {
  const [running, setRunning] = useState<readonly Intake[]>([]);
  const [ended, setEnded] = useState(NOTHING);
  const stops = useRef(new Map<number, AbortController>());
  const places = useRef(new Map<string, number>());
  const [queue] = useState(() => jobQueue(AT_ONCE, () => setEnded(NOTHING)));
  const nextId = useRef(1);
  const taken = useRef(onTaken);
  taken.current = onTaken;

  const update = useCallback((id: number, change: Partial<Intake>): void => {
    setRunning((was) => was.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }, []);
  const putAway = useCallback((id: number): void => setRunning((was) => was.filter((one) => one.id !== id)), []);
  /** What is under way is stopped and taken back by the data side; the row goes when that is so. */
  const cancel = useCallback((id: number): void => stops.current.get(id)?.abort(), []);
  const cancelAll = useCallback((): void => {
    for (const stop of stops.current.values()) stop.abort();
  }, []);

  const takeOne = useCallback(
    async (id: number, file: File, signal: AbortSignal): Promise<void> => {
      try {
        const progress: UploadProgress = (doneBytes, totalBytes) => update(id, { doneBytes, totalBytes });
        const item = await takeFile(draft, file, progress, signal);
        places.current.set(item.sha256, places.current.get(item.sha256) ?? id);
        taken.current(item, (sha256) => places.current.get(sha256));
        putAway(id);
      } catch (error) {
        if (signal.aborted) putAway(id);
        else update(id, { problem: problemOf(error) });
      } finally {
        stops.current.delete(id);
        setEnded((was) => withEnded(was, file.size));
      }
    },
    [draft, putAway, update],
  );

  const take = useCallback(
    (files: readonly File[]): void => {
      const rows = files.map((file) => ({ id: nextId.current++, file, stop: new AbortController() }));
      for (const { id, stop } of rows) stops.current.set(id, stop);
      setRunning((was) => [...was, ...rows.map(({ id, file }) => startOf(id, file))]);
      for (const { id, file, stop } of rows) queue(() => takeOne(id, file, stop.signal));
    },
    [queue, takeOne],
  );
  return { running, sum: sumOf(running, ended), take, putAway, cancel, cancelAll };
}

function startOf(id: number, { name, size }: File): Intake {
  return { id, name, doneBytes: 0, totalBytes: size, problem: undefined };
}

function withEnded(was: IntakeSum, sizeBytes: number): IntakeSum {
  return { ...was, doneFiles: was.doneFiles + 1, doneBytes: was.doneBytes + sizeBytes };
}

/** What has ended counts whole, failed or not: the bar comes to its end. */
function sumOf(running: readonly Intake[], ended: IntakeSum): IntakeSum {
  const going = running.filter(({ problem }) => problem === undefined);
  const of = (pick: (one: Intake) => number) => going.reduce((sum, one) => sum + pick(one), 0);
  return {
    files: ended.doneFiles + going.length,
    doneFiles: ended.doneFiles,
    doneBytes: ended.doneBytes + of((one) => one.doneBytes),
    totalBytes: ended.doneBytes + of((one) => one.totalBytes),
  };
}

/** Gives a file and has it taken in. Stopping it is told to the data side, whose answer then says what became of it. */
async function takeFile(draft: string, file: File, progress: UploadProgress, signal: AbortSignal): Promise<MediaItem> {
  signal.throwIfAborted();
  const uploadId = await giveFile(file, progress, signal);
  const drop = (): void => void dropFile(uploadId);
  const watching = new AbortController();
  signal.addEventListener("abort", drop, { once: true });
  void followCopy(uploadId, progress, watching.signal);
  try {
    return await api.drafts.takeFile({ draft, uploadId });
  } finally {
    watching.abort();
    signal.removeEventListener("abort", drop);
  }
}
