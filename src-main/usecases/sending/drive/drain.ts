// Reads a stream to its end.
import type { ReceivedFile } from "../../ports/bundles.ts";

/** Reads a file to its end, where its checksum is compared. */
export async function drain(_file: ReceivedFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const block of bytes) void block;
}
