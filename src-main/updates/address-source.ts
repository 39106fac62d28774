// Updates from an address of the intranet: the only place of the program that reaches the network, and only when it is told to.
// http will do: what is taken in is judged by its signature, not by the way it came.
import { Problem } from "../domain/problem.ts";
import type { UpdateSource } from "./source.ts";

/** Without a byte for so long, a server counts as gone. */
const SILENT_MS = 30_000;

/** @param address as `folderAddress` gives it. */
export function addressSource(address: string, silentMs = SILENT_MS): UpdateSource {
  return {
    place: address,
    readSmall: (name, mostBytes, signal) => readSmall(address, name, mostBytes, silence(signal, silentMs)),
    readPackage: (name, sizeBytes, signal) => readPackage(address, name, sizeBytes, silence(signal, silentMs)),
  };
}

async function readSmall(address: string, name: string, mostBytes: number, quiet: Silence): Promise<Uint8Array | undefined> {
  const answer = await ask(address, name, quiet);
  if (answer === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOf(answer, name, mostBytes, quiet)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength > mostBytes) throw new Problem("update-statement-invalid", { file: name });
  return bytes;
}

async function* readPackage(address: string, name: string, sizeBytes: number, quiet: Silence): AsyncIterable<Uint8Array> {
  const answer = await ask(address, name, quiet);
  if (answer === undefined) throw new Problem("update-package-missing", { name });
  yield* bytesOf(answer, name, sizeBytes, quiet);
}

/** The answer to a request; undefined where there is no such file. A redirect is not followed: the address says where updates are. */
async function ask(address: string, name: string, quiet: Silence): Promise<Response | undefined> {
  const answer = await fetch(new URL(name, address), {
    redirect: "manual",
    cache: "no-store",
    headers: { "accept-encoding": "identity" },
    signal: quiet.signal,
  }).catch((cause: unknown) => {
    throw quiet.ended(cause, new Problem("update-address-unreachable", { address }, { cause }));
  });
  quiet.heard();
  if (answer.ok) return answer;
  quiet.end();
  await answer.body?.cancel();
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (answer.status >= 300 && answer.status < 400)
    throw new Problem("update-redirected", { address, to: answer.headers.get("location") ?? "" });
  throw new Problem("update-address-refuses", { address, status: answer.status });
}

/** Bytes of a body, at most one chunk more than `mostBytes`. */
async function* bytesOf(answer: Response, name: string, mostBytes: number, quiet: Silence): AsyncIterable<Uint8Array> {
  let seen = 0;
  try {
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      quiet.heard();
      seen += chunk.byteLength;
      yield chunk;
      if (seen > mostBytes) return;
    }
  } catch (cause) {
    throw quiet.ended(cause, new Problem("update-cut-off", { name }, { cause }));
  } finally {
    quiet.end();
  }
}

/** Watches that a server goes on speaking. `ended`: what a failure means, given what it would mean otherwise. */
type Silence = Readonly<{ signal: AbortSignal; heard(): void; end(): void; ended(cause: unknown, otherwise: Error): unknown }>;

function silence(person: AbortSignal, silentMs: number): Silence {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), silentMs).unref();
  return {
    signal: AbortSignal.any([person, tooLong.signal]),
    heard: () => void timer.refresh(),
    end: () => clearTimeout(timer),
    ended: (cause, otherwise) => {
      clearTimeout(timer);
      if (cause instanceof Problem) return cause;
      return person.aborted ? new Problem("cancelled", {}) : otherwise;
    },
  };
}
