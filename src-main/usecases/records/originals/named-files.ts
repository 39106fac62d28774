// Which files a record's value names, judged or not: of bundles that nobody has read yet, and of versions that do not count. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { UNTYPED } from "../../../domain/kinds/parts.ts";

/** Files by SHA-256: the attachments, or the document of a campaign or table. */
export function namedFiles(kind: string, value: JsonObject): readonly string[] {
  const document = (kind === "campaign" || kind === "table") && typeof value["document"] === "string" ? [value["document"]] : [];
  return [...document, ...attachmentsNamed(value).map(({ sha256 }) => sha256)];
}

/** `sizeBytes`, `durationMs`: whatever was said. */
type NamedFile = Readonly<{
  sha256: string;
  class: string;
  mime: string;
  sizeBytes: Json | undefined;
  durationMs: Json | undefined;
}>;

/** The attachments of a value, as it describes them. */
export function attachmentsNamed(value: JsonObject): readonly NamedFile[] {
  const list = value["attachments"];
  const items = Array.isArray(list) ? list.filter(isJsonObject) : [];
  return items.map(({ sha256, class: kind, mime, sizeBytes, durationMs }) => ({
    sha256: String(sha256),
    class: String(kind),
    mime: String(mime ?? UNTYPED),
    sizeBytes,
    durationMs,
  }));
}
