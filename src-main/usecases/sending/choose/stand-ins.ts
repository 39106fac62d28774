// Which file goes for an original: itself, or the smaller one that was made of it (压缩版), by choice or because only that is here.
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { Needs } from "../../workspace.ts";

/** `files`: to be carried, by hash; `of`: the original of each that is a smaller one. */
export type StandIns = Readonly<{ files: ReadonlySet<string>; of: ReadonlyMap<string, string> }>;

/**
 * @param small originals stay here where a smaller one may go.
 * @param answered originals that are asked for although their smaller one has come: they go themselves.
 */
export function standIns(
  ws: Needs<OriginalReader>,
  wanted: ReadonlySet<string>,
  small: boolean,
  answered: ReadonlySet<string> = new Set(),
): StandIns {
  const of = new Map<string, string>();
  const files = [...wanted].map((original) => {
    const made =
      (small && !answered.has(original)) || ws.store.media(original) === undefined ? smallerOf(ws, original) : undefined;
    if (made !== undefined && !wanted.has(made)) of.set(made, original);
    return made ?? original;
  });
  return { files: new Set(files), of };
}

/** Of an original that is here a file with fewer bytes, of one that is not whatever is here. */
function smallerOf(ws: Needs<OriginalReader>, original: string): string | undefined {
  if (ws.store.isErased(original)) return undefined;
  const most = ws.store.media(original)?.sizeBytes ?? Number.MAX_SAFE_INTEGER;
  return ws.store.renditionsOf(original).find(({ sizeBytes }) => sizeBytes < most)?.sha256;
}
