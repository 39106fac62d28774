// What a plain bundle leaves out: versions with something personal, whole, and originals that say where they were taken.
import { openFields } from "../../../domain/campaign/open-fields.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { Problem } from "../../../domain/problem.ts";
import { isForSealedOnly } from "../../../domain/kinds/unsealed.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { BundleSource } from "../../ports/bundles.ts";
import type { OpenSource } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { StoredLine } from "../../ports/store/feeds.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

type WithholdingNeeds = Needs<OriginalReader, "campaign" | "media" | "reader">;

/** Whether the value of an entry stays here. */
export type Withholding = (line: Pick<StoredLine, "kind" | "text" | "value">) => boolean;

type Original = BundleSource["media"][number];

/** What a bundle takes along. */
export type Choice = Readonly<{
  isWithheld: Withholding;
  /** @throws {Problem} `cancelled`, `file-not-found`, `file-unreadable` */
  originals(here: readonly Original[], progress: Progress): Promise<readonly Original[]>;
}>;

/** A sealed bundle. */
export const EVERYTHING: Choice = { isWithheld: () => false, originals: (here) => Promise.resolve(here) };

/** A plain bundle. */
export function openOnly(ws: WithholdingNeeds): Choice {
  return { isWithheld: personalIn(ws), originals: (here, progress) => withoutPlaces(ws, here, progress) };
}

function personalIn(ws: Pick<Workspace, "campaign">): Withholding {
  const open = openFields(ws.campaign().catalogue);
  return ({ kind, text, value }) => {
    if (value === null || kind === "feed") return false;
    const { v } = JSON.parse(text) as { v: number };
    return isForSealedOnly(kind, v, JSON.parse(value) as JsonObject, (field) => open.has(field));
  };
}

/** What a bundle left out: records by kind, of which the receiver can show and count nothing, and originals that are to follow. */
export type LeftOut = Readonly<{ records: Readonly<Record<string, number>>; originals: number }>;

/** Counts records, each named once or more by kind and id, by kind in alphabetical order. */
export function countByKind(records: Iterable<string>): LeftOut["records"] {
  const kinds = [...new Set(records)].map((record) => record.slice(0, record.indexOf("/"))).sort();
  return Object.fromEntries(kinds.map((kind) => [kind, kinds.filter((one) => one === kind).length]));
}

/** The originals that tell no place, as far as they could be looked into. */
async function withoutPlaces(
  ws: WithholdingNeeds,
  originals: readonly Original[],
  progress: Progress,
): Promise<readonly Original[]> {
  const kept: Original[] = [];
  for (const original of originals) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    if (!(await tellsPlace(ws, original))) kept.push(original);
  }
  return kept;
}

/** Documents have no place; a picture or a clip that nobody can look into may have one. */
async function tellsPlace(ws: WithholdingNeeds, { path, sha256, ext }: Original): Promise<boolean> {
  if (!/^(?:image|video|audio)\//.test(ws.store.media(sha256)?.mime ?? "")) return false;
  const source = await ws.media.openFile(path, sha256);
  try {
    const facts = await ws.reader.inspect(source, `${sha256}.${ext}`, "to-its-end");
    return facts.unlooked === true || facts.gpsE6 !== undefined || (facts.class === "photo" && (await spellsPlace(source)));
  } catch (cause) {
    if (cause instanceof Problem && cause.code.startsWith("media-")) return true;
    throw cause;
  } finally {
    await source.close();
  }
}

/** The member's name in XMP, which no decoder reads for us: editing programs write the place there alone. */
const PLACE_WORD = "GPSLatitude";
const CHUNK_BYTES = 1024 * 1024;

async function spellsPlace(source: OpenSource): Promise<boolean> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  const text = new TextDecoder("latin1");
  let kept = "";
  for (let at = 0; ;) {
    const count = await source.read(chunk, at);
    if (count === 0) return false;
    const read = kept + text.decode(chunk.subarray(0, count));
    if (read.includes(PLACE_WORD)) return true;
    kept = read.slice(1 - PLACE_WORD.length);
    at += count;
  }
}
