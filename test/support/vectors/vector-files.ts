// Where vectors lie and how a case's expected outcome is spelled: one JSON document beside the file, a line for each thing it says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../tree.ts";

export const VECTORS = join(ROOT, "test/bundle/vectors");

/** Names of checksums of all vectors, as `sha256sum -c` reads them. */
export const SUMS = "SHA256SUMS";

/** Path and checksum of every vector. */
export function sumsIn(text: string): readonly (readonly [path: string, sha256: string])[] {
  return text
    .trim()
    .split("\n")
    .map((line) => [line.slice(66), line.slice(0, 64)]);
}

/** One list of cases, such as `bundles/valid`. */
export type CaseList = `${"entries" | "bundles" | "backups"}/${"valid" | "invalid"}`;
const ENDINGS = /\.(jsonl|anbao\.age|anbao|anbao-backup)$/;

export type VectorCase<Expected> = Readonly<{ name: string; file: string; path: string; expected: Expected }>;

/** The cases of a list, by name. */
export function casesOf<Expected>(list: CaseList): readonly VectorCase<Expected>[] {
  const files = readdirSync(join(VECTORS, list)).filter((file) => ENDINGS.test(file));
  return files.sort().map((file) => {
    const name = file.replace(ENDINGS, "");
    const expected = JSON.parse(readFileSync(join(VECTORS, list, `${name}.json`), "utf8")) as Expected;
    return { name, file, path: join(VECTORS, list, file), expected };
  });
}

/** The bytes of a case. */
export function bytesOf({ path }: Pick<VectorCase<unknown>, "path">): Buffer {
  return readFileSync(path);
}

/** The text of an expected outcome: members and the items of lists each on a line. */
export function spellExpected(expected: object): string {
  const lines = Object.entries(expected).map(([name, value]) => ` ${JSON.stringify(name)}: ${spellValue(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

function spellValue(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n ]`;
}
