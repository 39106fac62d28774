// Files on their way into the draft: two at a time, each with its progress, each failing by itself.
import { useCallback, useRef, useState } from "react";
import type { MediaItem, ProblemData } from "../../../src-main/api/contract/parts.ts";
import { api } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { uploadFile } from "../../rpc/upload.ts";

export type Intake = Readonly<{
  id: number;
  name: string;
  sentBytes: number;
  totalBytes: number;
  problem: ProblemData | undefined;
}>;
const AT_ONCE = 2;

/** `take` queues files; `onTaken` is told of each one that lies in the store. */
export function useIntake(draft: string, onTaken: (item: MediaItem) => void) {
  const [running, setRunning] = useState<readonly Intake[]>([]);
  const queue = useRef<(() => Promise<void>)[]>([]);
  const busy = useRef(0);
  const nextId = useRef(1);
  const taken = useRef(onTaken);
  taken.current = onTaken;

  const update = useCallback((id: number, change: Partial<Intake>): void => {
    setRunning((was) => was.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }, []);
  const putAway = useCallback((id: number): void => setRunning((was) => was.filter((one) => one.id !== id)), []);

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
        setRunning((was) => [...was, { id, name: file.name, sentBytes: 0, totalBytes: file.size, problem: undefined }]);
        queue.current.push(async () => {
          try {
            const source = await uploadFile(file, (sentBytes, totalBytes) => update(id, { sentBytes, totalBytes }));
            taken.current(await api.drafts.takeFile({ draft, source, name: file.name }));
            putAway(id);
          } catch (error) {
            update(id, { problem: problemOf(error) });
          }
        });
      }
      pump();
    },
    [draft, pump, putAway, update],
  );
  return { running, take, putAway };
}
