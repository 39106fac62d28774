// Which files a record's value names. Pure.
import type { JsonObject } from "../domain/json.ts";

/** Files by SHA-256: the attachments, or the document of a campaign or table. */
export function namedFiles(kind: string, value: JsonObject): readonly string[] {
  const document = (kind === "campaign" || kind === "table") && typeof value["document"] === "string" ? [value["document"]] : [];
  return [...document, ...attachmentsOf(value).map((item) => String(item["sha256"]))];
}

/** The attachments of a value, as it describes them. */
export function attachmentsOf(value: JsonObject): readonly JsonObject[] {
  return Array.isArray(value["attachments"]) ? (value["attachments"] as readonly JsonObject[]) : [];
}
