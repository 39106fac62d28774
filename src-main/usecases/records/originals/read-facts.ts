// What an original says of itself: as it was read before, or read now. What no decoder opens says nothing.
import { fileFactsIn, type FileFacts } from "../../../domain/kinds/file-facts.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Progress } from "../../ports/progress.ts";
import type { FactsOfMediaReader, FactsOfMediaWriter } from "../../ports/store/looks/media-facts.ts";
import type { MediaRow, OriginalReader } from "../../ports/store/originals.ts";
import type { Store } from "../../ports/store/store.ts";
import type { Needs, Workspace } from "../../workspace.ts";

/** Originals that are noted together. */
const AT_ONCE = 16;

export type FactsOfNeeds = Needs<FactsOfMediaReader & OriginalReader, "media" | "reader">;

/** The facts of an original; undefined where it is not here, or no decoder can be had. */
export async function factsOf(ws: FactsOfNeeds, sha256: string): Promise<FileFacts | undefined> {
  const known = ws.store.fileFacts(sha256);
  const row = ws.store.media(sha256);
  return known !== undefined || row === undefined ? known : lookInto(ws, row);
}

/**
 * Reads every original that was not read yet, behind whatever else is done; what cannot be looked into now is left for another time.
 *
 * @param noted is called as soon as something more is known.
 * @returns how many were read.
 */
export async function readLackingFacts(
  ws: Needs<FactsOfMediaWriter & Pick<Store, "settled">, "media" | "reader">,
  { signal }: Pick<Progress, "signal">,
  noted: () => void = () => undefined,
): Promise<number> {
  let count = 0;
  for (let rows = nextUnread(ws, ""); rows.length > 0; rows = nextUnread(ws, rows.at(-1)?.sha256 ?? "")) {
    const read: { sha256: string; facts: FileFacts }[] = [];
    for (const row of rows) {
      if (signal.aborted) return count;
      const facts = await lookInto(ws, row);
      if (facts !== undefined) read.push({ sha256: row.sha256, facts });
    }
    await ws.store.settled();
    if (signal.aborted) return count;
    ws.store.noteFileFacts(read);
    if (read.length > 0) noted();
    count += read.length;
  }
  return count;
}

function nextUnread(ws: Needs<FactsOfMediaReader>, after: string): readonly MediaRow[] {
  return ws.store.unreadMedia(after, AT_ONCE);
}

/** A file that is damaged, as a decoder sees it, says nothing and is not looked into again; one that is gone from the disk may come back. */
async function lookInto(
  ws: Pick<Workspace, "media" | "reader">,
  { sha256, ext }: Pick<MediaRow, "sha256" | "ext">,
): Promise<FileFacts | undefined> {
  try {
    const source = await ws.media.openFile(ws.media.pathOf(sha256), sha256);
    try {
      const facts = await ws.reader.inspect(source, `${sha256}.${ext}`, "to-its-end");
      return facts.unlooked === true ? undefined : fileFactsIn(facts);
    } finally {
      await source.close();
    }
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    return cause.code.startsWith("media-") ? {} : undefined;
  }
}
