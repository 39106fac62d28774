// Under which name an original leaves: the one that it came with.
import { originalFileName } from "../domain/file-names.ts";
import { isJsonObject } from "../domain/json.ts";
import type { Store } from "./store-port.ts";

/** What naming asks of the store. */
type Names = Pick<Store, "attachedAs" | "drafts">;

/**
 * The name of a kept file. Where records hold it under several names the wished one is taken, if it is among them.
 *
 * @param ext of its content, for a name that says none.
 */
export function nameOfOriginal(store: Names, sha256: string, ext: string, wished?: string): string {
  const known = [...store.attachedAs(sha256), ...draftedAs(store, sha256)];
  const name = wished !== undefined && known.includes(wished) ? wished : known[0];
  return name === undefined ? `${sha256.slice(0, 12)}.${ext}` : originalFileName(name, ext);
}

function draftedAs(store: Names, sha256: string): readonly string[] {
  return store.drafts().flatMap(({ value: { files } }) => {
    const file = isJsonObject(files) ? files[sha256] : undefined;
    return isJsonObject(file) && typeof file["name"] === "string" ? [file["name"]] : [];
  });
}
