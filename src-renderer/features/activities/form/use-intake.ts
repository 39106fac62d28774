// Files on their way into the draft: two at a time, each with its progress, each cancelled or failing by itself.
import { useCallback, useRef, useState } from "react";
import type { MediaItem, ProblemData } from "../../../../src-main/api/contract-parts.ts";
import { api } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { dropFile, followCopy, giveFile, type UploadProgress } from "../../../rpc/upload.ts";

export type Intake = Readonly<{
  id: number;
  name: string;
  doneBytes: number;
  totalBytes: number;
  problem: ProblemData | undefined;
}>;
const AT_ONCE = 2;

/** `take` queues files; `onTaken` is told of each one that lies in the store, and which in turn it was chosen. */
export function useIntake(draft: string, onTaken: (item: MediaItem, turn: number) => void) {
  const [running, setRunning] = useState<readonly Intake[]>([]);
  const queue = useRef<(() => Promise<void>)[]>([]);
  const stops = useRef(new Map<number, AbortController>());
  const busy = useRef(0);
  const nextId = useRef(1);
  const taken = useRef(onTaken);
  taken.current = onTaken;

  const update = useCallback((id: number, change: Partial<Intake>): void => {
    setRunning((was) => was.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }, []);
  const putAway = useCallback((id: number): void => setRunning((was) => was.filter((one) => one.id !== id)), []);
  /** What is under way is stopped and taken back by the data side; the row goes when that is so. */
  const cancel = useCallback((id: number): void => stops.current.get(id)?.abort(), []);

  const pump = useCallback((): void => {
    while (busy.current < AT_ONCE) {
      const next = queue.current.shift();
      if (next === undefined) return;
      busy.current += 1;
      void next().finally(() => {
        busy.current -= 1;
        pump();
      });
    }
  }, []);

  const take = useCallback(
    (files: readonly File[]): void => {
      for (const file of files) {
        const id = nextId.current++;
        const stop = new AbortController();
        stops.current.set(id, stop);
        setRunning((was) => [...was, { id, name: file.name, doneBytes: 0, totalBytes: file.size, problem: undefined }]);
        queue.current.push(async () => {
          try {
            const progress: UploadProgress = (doneBytes, totalBytes) => update(id, { doneBytes, totalBytes });
            taken.current(await takeFile(draft, file, progress, stop.signal), id);
            putAway(id);
          } catch (error) {
            if (stop.signal.aborted) putAway(id);
            else update(id, { problem: problemOf(error) });
          } finally {
            stops.current.delete(id);
          }
        });
      }
      pump();
    },
    [draft, pump, putAway, update],
  );
  return { running, take, putAway, cancel };
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
