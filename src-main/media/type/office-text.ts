// Tells a sheet or a letter that a web system wrote as text: HTML, MHT, XML of 2003, columns between tabs. Office programs open it by
// its name, so that it is what its name says; where the name says nothing, what is written at its start may.
import type { ReadAt } from "./foreign-file.ts";
import { typeOfName } from "./types.ts";

const START_BYTES = 4096;
const WORD = "application/msword";
const EXCEL = "application/vnd.ms-excel";
const POWERPOINT = "application/vnd.ms-powerpoint";

const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/schemas-microsoft-com:office:(?:excel|spreadsheet)|progid\s*=\s*"Excel\.Sheet"/i, EXCEL],
  [/schemas-microsoft-com:office:word|progid\s*=\s*"Word\.Document"|schemas\.microsoft\.com\/office\/word\/2003/i, WORD],
  [/schemas-microsoft-com:office:powerpoint|progid\s*=\s*"PowerPoint\.Show"/i, POWERPOINT],
];

/** The media type of a text under a name. */
export async function textMime(read: ReadAt, name: string): Promise<string> {
  const promised = typeOfName(name)?.mime;
  if (promised === WORD || promised === EXCEL || promised === POWERPOINT) return promised;
  // Two bytes a letter or one: what is looked for is ASCII.
  const start = (await read(0, START_BYTES)).toString("latin1").replaceAll("\0", "");
  return WRITTEN.find(([words]) => words.test(start))?.[1] ?? "text/plain";
}
