// Under which name an original leaves: the one that it came with.
import { originalFileName, smallerFileName } from "../../../domain/file-names.ts";
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
  const name = requested !== undefined && own.includes(requested) ? requested : own[0];
  if (name !== undefined) return originalFileName(name, ext);
  const [made] = store.renditionsNaming(sha256).flatMap(({ madeFrom }) => namesOf(store, madeFrom));
  return made === undefined ? `${sha256.slice(0, 12)}.${ext}` : smallerFileName(made, ext);
}

function namesOf(store: Names, sha256: string): readonly string[] {
  return [...store.attachedAs(sha256), ...draftedAs(store, sha256)];
}

function draftedAs(store: Names, sha256: string): readonly string[] {
  return store.drafts().flatMap(({ value: { files } }) => files[sha256]?.name ?? []);
}
