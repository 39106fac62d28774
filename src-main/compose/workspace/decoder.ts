// Opens what decodes foreign media and draws the demo's photos: a process of its own, found from where this program runs.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startProcessLane } from "../../media/decode/decode-lane.ts";
import { findDecoder, type DecoderRuntime } from "../../media/decode/decoder-runtime.ts";
import { openMediaReader, type ClosableMediaReader } from "../../media/decode/media-reader.ts";

/** The decoder of this program. It starts with the first job; one that cannot be started is told then. */
export function openDecoder(): ClosableMediaReader {
  return openMediaReader(startProcessLane(ownDecoder()));
}

/** The Node, the worker and its rights, seen from this process. */
export function ownDecoder(): DecoderRuntime {
  return findDecoder({
    isElectron: process.versions["electron"] !== undefined,
    resourcesPath: (process as { resourcesPath?: string }).resourcesPath,
    execPath: process.execPath,
    named: process.env["ANBAO_NODE"],
    platform: process.platform,
    arch: process.arch,
    root: fileURLToPath(new URL("../../../", import.meta.url)),
    fromSource: import.meta.url.endsWith(".ts"),
    isThere: existsSync,
  });
}

export type { Drawing } from "../../media/decode/decode-wire.ts";
