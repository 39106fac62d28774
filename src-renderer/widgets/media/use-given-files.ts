// Files that a person picks or drops for a screen that reads bundles: given one after another, with what is done so far and a way to stop.
import { useCallback, useRef, useState } from "react";
import type { FileSource } from "../../../src-main/api/contract-parts.ts";
import { giveFile } from "../../rpc/upload.ts";

export type GivenFar = Readonly<{ doneBytes: number; totalBytes: number }>;

/** `give` resolves with what a call names; it rejects with the first problem, or as cancelled. */
export function useGivenFiles() {
  const [far, setFar] = useState<GivenFar>();
  const stop = useRef<AbortController>(undefined);
  const give = useCallback(async (files: readonly File[]): Promise<FileSource[]> => {
    const controller = new AbortController();
    stop.current = controller;
    const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
    const sources: FileSource[] = [];
    let before = 0;
    try {
      for (const file of files) {
        const tell = (doneBytes: number): void => setFar({ doneBytes: before + doneBytes, totalBytes });
        sources.push({ from: "upload", uploadId: await giveFile(file, tell, controller.signal) });
        before += file.size;
      }
      return sources;
    } finally {
      setFar(undefined);
    }
  }, []);
  return { give, far, cancel: useCallback((): void => stop.current?.abort(), []) };
}
