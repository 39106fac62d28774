// An entry's line in data/entries.jsonl: {"entry":…,"salt":…,"value":…}, canonical.
import type { Carried } from "./entry.ts";

const ENTRY = '{"entry":';
const SALT = ',"salt":';
const VALUE = '"value":';

/** The exact texts of the entry and of its value, as they stand in the canonical line. */
export function textsIn(line: string, { value }: Carried): Readonly<{ text: string; valueText: string | null }> {
  const border = line.indexOf(SALT);
  return {
    text: line.slice(ENTRY.length, border),
    valueText: value === null ? null : line.slice(line.indexOf(VALUE, border) + VALUE.length, -1),
  };
}
