// Copies the lines of data/entries.jsonl to a temporary file: their checksum must be known before the bundle's first byte.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { SpooledEntries } from "../bag/bag-plan.ts";
import type { Disk } from "../disk.ts";
import { MAX_LINE_BYTES } from "../bag/entries-file.ts";

const BATCH_CHARS = 512 * 1024;

/** Writes every line and a newline to `path`. @throws {Problem} `bundle-input-wrong`, `cancelled` */
export async function spoolEntries(
  disk: Disk,
  lines: AsyncIterable<string> | Iterable<string>,
  path: string,
  signal: AbortSignal,
): Promise<SpooledEntries> {
  const file = await disk.create(path);
  try {
    const digest = createHash("sha256");
    let [crc, sizeBytes, entries, batch] = [0, 0, 0, ""];
    const flush = async () => {
      const bytes = Buffer.from(batch);
      digest.update(bytes);
      crc = crc32(bytes, crc);
      sizeBytes += bytes.byteLength;
      batch = "";
      await file.write(bytes);
    };
    for await (const line of lines) {
      assertLine(line);
      entries += 1;
      batch += `${line}\n`;
      if (batch.length < BATCH_CHARS) continue;
      if (signal.aborted) throw new Problem("cancelled", {});
      await flush();
    }
    await flush();
    return { path, entries, sha256: digest.digest("hex"), sizeBytes, crc32: crc };
  } finally {
    await file.close();
  }
}

function assertLine(line: string): void {
  const fits = line.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(line) <= MAX_LINE_BYTES;
  if (!fits || !line.startsWith('{"entry":') || line.includes("\n"))
    throw new Problem("bundle-input-wrong", { what: "entries.jsonl" });
}
