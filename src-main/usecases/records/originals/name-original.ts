// Under which name an original leaves: the one that it came with.
import { originalFileName } from "../../../domain/file-names.ts";
import type { Store } from "../../ports/store/store.ts";

/** What naming asks of the store. */
type Names = Pick<Store, "attachedAs" | "drafts" | "renditionsNaming">;

/**
 * The name of a kept file; a smaller one is called after its original. Where records hold it under several names the one asked for is taken, if it is among them.
 *
 * @param ext of its content, for a name that says none.
 */
export function nameOfOriginal(store: Names, sha256: string, ext: string, requested?: string): string {
  const own = namesOf(store, sha256);
  const known =
    own.length > 0 ? own : store.renditionsNaming(sha256).flatMap(({ madeFrom }) => namesOf(store, madeFrom).map(smallName));
  const name = requested !== undefined && known.includes(requested) ? requested : known[0];
  return name === undefined ? `${sha256.slice(0, 12)}.${ext}` : originalFileName(name, ext);
}

function namesOf(store: Names, sha256: string): readonly string[] {
  return [...store.attachedAs(sha256), ...draftedAs(store, sha256)];
}

/** The name of a smaller file, after that of its original; the ending of its own content is still to come. */
export function smallName(name: string): string {
  return `${name.replace(/\.[^. ]{1,10}$/, "")}-压缩版`;
}

function draftedAs(store: Names, sha256: string): readonly string[] {
  return store.drafts().flatMap(({ value: { files } }) => files[sha256]?.name ?? []);
}
