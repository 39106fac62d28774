// Sends one file's bytes to the data side, with progress; what comes back is the id that a call then names.
import type { FileSource } from "../../src-main/api/contract/parts.ts";
import { secretHeaders } from "./connection.ts";
import { isProblem } from "./failure.ts";

export type UploadProgress = (sentBytes: number, totalBytes: number) => void;

/** Uploads a picked, dropped or pasted file. Rejects with the problem that the shell answered. */
export function uploadFile(file: File, progress: UploadProgress, signal?: AbortSignal): Promise<FileSource> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/upload?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(secretHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(new Error("upload broken"));
    request.onabort = () => reject({ code: "cancelled", details: {} });
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function settle(request: XMLHttpRequest, resolve: (source: FileSource) => void, reject: (reason: unknown) => void): void {
  const answer = readJson(request.responseText);
  if (typeof answer === "object" && answer !== null && "uploadId" in answer)
    resolve({ from: "upload", uploadId: String(answer.uploadId) });
  else reject(isProblem(answer) ? answer : new Error(`upload answered ${request.status}`));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
