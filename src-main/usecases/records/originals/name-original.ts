// Under which name an original leaves: the one that it came with.
import { originalFileName } from "../../../domain/file-names.ts";
import type { Store } from "../../ports/store/store.ts";

/** What naming asks of the store. */
type Names = Pick<Store, "attachedAs" | "drafts">;

/**
 * The name of a kept file. Where records hold it under several names the one asked for is taken, if it is among them.
 *
 * @param ext of its content, for a name that says none.
 */
export function nameOfOriginal(store: Names, sha256: string, ext: string, requested?: string): string {
  const known = [...store.attachedAs(sha256), ...draftedAs(store, sha256)];
  const name = requested !== undefined && known.includes(requested) ? requested : known[0];
  return name === undefined ? `${sha256.slice(0, 12)}.${ext}` : originalFileName(name, ext);
}

function draftedAs(store: Names, sha256: string): readonly string[] {
  return store.drafts().flatMap(({ value: { files } }) => files[sha256]?.name ?? []);
}
