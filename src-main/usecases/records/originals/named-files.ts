// Which files a record's value names, judged or not: of bundles that nobody has read yet, and of versions that do not count. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { UNTYPED } from "../../../domain/kinds/parts.ts";

/** Files by SHA-256: the attachments, or the document of a campaign or table. */
export function namedFiles(kind: string, value: JsonObject): readonly string[] {
  const document = (kind === "campaign" || kind === "table") && typeof value["document"] === "string" ? [value["document"]] : [];
  return [...document, ...attachmentsNamed(value).map(({ sha256 }) => sha256)];
}

/** `durationMs`: whatever was said. */
type NamedFile = Readonly<{ sha256: string; class: string; mime: string; durationMs: Json | undefined }>;

/** The attachments of a value, as it describes them. */
export function attachmentsNamed(value: JsonObject): readonly NamedFile[] {
  const list = value["attachments"];
  const items = Array.isArray(list) ? list.filter(isJsonObject) : [];
  return items.map((item) => ({
    sha256: String(item["sha256"]),
    class: String(item["class"]),
    mime: String(item["mime"] ?? UNTYPED),
    durationMs: item["durationMs"],
  }));
}
