// The reader as the program opens it, for tests that name their files by path.
import { openSource } from "../../src-main/media/keep/open-source.ts";
import type { ClosableMediaReader, ReaderLimits } from "../../src-main/media/decode/media-reader.ts";
import { openMediaReader } from "../../src-main/media/decode/media-reader.ts";
import { startProcessLane, type StartLane } from "../../src-main/media/decode/decode-lane.ts";
import { ownDecoder } from "../../src-main/compose/workspace/decoder.ts";
import type { MediaFacts } from "../../src-main/usecases/ports/media.ts";

type PathReader = Omit<ClosableMediaReader, "inspect"> & Readonly<{ inspect(path: string, name: string): Promise<MediaFacts> }>;

/** Opens a reader with the worker of this checkout, or with what starts instead. */
export function openReader(
  startLane: StartLane = startProcessLane(ownDecoder()),
  limits: Partial<ReaderLimits> = {},
): PathReader {
  const reader = openMediaReader(startLane, limits);
  return {
    ...reader,
    inspect: async (path, name) => {
      const source = await openSource(path, name);
      return reader.inspect(source, name).finally(() => source.close());
    },
  };
}
