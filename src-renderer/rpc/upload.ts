// Gives one file to the data side: by its path where the shell knows it, otherwise in slices. What comes back a call then names.
import type { ProblemData } from "../../src-main/api/contract-parts.ts";
import { MOST_SLICE_BYTES } from "../../src-main/domain/feed/slices.ts";
import { api } from "./api.ts";
import { shellBridge } from "./shell.ts";

export type UploadProgress = (doneBytes: number, totalBytes: number) => void;
const MOST_NAME = 255;

/**
 * Gives a picked, dropped or pasted file. Rejects with the problem that kept it away; then nothing of it is left behind.
 *
 * @returns the id that a call names. `progress` tells of slices; a file by its path is copied by the call that names it.
 */
export async function giveFile(file: File, progress: UploadProgress, signal: AbortSignal): Promise<string> {
  const [attached] = (await shellBridge()?.attach([file])) ?? [];
  if (attached?.kind === "refused") throw new Refusal(attached.problem);
  const uploadId = attached?.kind === "ticket" ? attached.uploadId : await sendSlices(file, progress, signal);
  if (!signal.aborted) return uploadId;
  await dropFile(uploadId);
  throw new Refusal({ code: "cancelled", details: {} });
}

/** Stops whatever the data side does with a file, and throws away what it has of it. */
export async function dropFile(uploadId: string): Promise<void> {
  await api.uploads.drop({ uploadId }).catch(() => undefined); // the program is gone, and the file with it
}

/** Tells how much of a file the data side has copied, until it is gone. In a browser its bytes were counted as they were sent. */
export async function followCopy(uploadId: string, progress: UploadProgress, signal: AbortSignal): Promise<void> {
  if (shellBridge() === undefined) return;
  try {
    for await (const { doneBytes, totalBytes } of await api.uploads.watch({ uploadId }, { signal }))
      progress(doneBytes, totalBytes);
  } catch {
    // Only the bar stands still: what becomes of the file its own call says.
  }
}

/** A failure that carries its problem. */
class Refusal extends Error {
  readonly code: ProblemData["code"];
  readonly details: ProblemData["details"];
  constructor({ code, details }: ProblemData) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

async function sendSlices(file: File, progress: UploadProgress, signal: AbortSignal): Promise<string> {
  const name = file.name.slice(-MOST_NAME) || "未命名";
  const { uploadId } = await api.uploads.begin({ name, sizeBytes: file.size });
  try {
    for (let at = 0; at < file.size && !signal.aborted; at += MOST_SLICE_BYTES) {
      const base64 = await readSlice(file.slice(at, at + MOST_SLICE_BYTES), name);
      const { doneBytes, totalBytes } = await api.uploads.append({ uploadId, at, base64 });
      progress(doneBytes, totalBytes);
    }
    return uploadId;
  } catch (error) {
    await dropFile(uploadId);
    throw error;
  }
}

/** A folder that was dropped, or a phone that was pulled out, fails here. */
function readSlice(slice: Blob, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(new Refusal({ code: "file-unreadable", details: { name } }));
    reader.readAsDataURL(slice);
  });
}
