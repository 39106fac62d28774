// The letters of Windows that answer, with the serial number of their volume: another number is another drive.
import { stat } from "node:fs/promises";

/** The letters that answer now, such as `E:`, with the serial number of what they stand for. */
export type Letters = () => Promise<ReadonlyMap<string, number>>;

/** A and B are left alone: a floppy drive would be heard every two seconds. */
const ALL = Array.from({ length: 24 }, (_, index) => `${String.fromCharCode("C".charCodeAt(0) + index)}:`);

/** The letters of this PC. */
export function openLetters(): Letters {
  return askLetters(ALL, (letter) => deviceOf(`${letter}\\`));
}

/** The number of the device that a path lies on; undefined for no such path, or an empty card reader. */
export async function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.dev,
    () => undefined,
  );
}

/**
 * Asks each letter. One that does not answer (a network drive that is away) is asked once and counts as it was before until its
 * answer comes: it neither delays the others nor piles up questions.
 */
export function askLetters(letters: readonly string[], ask: (letter: string) => Promise<number | undefined>): Letters {
  const known = new Map<string, number | undefined>();
  const asked = new Set<string>();
  const look = async (letter: string): Promise<void> => {
    if (asked.has(letter)) return;
    asked.add(letter);
    known.set(letter, await ask(letter));
    asked.delete(letter);
  };
  return async () => {
    await Promise.race([Promise.all(letters.map(look)), patience()]);
    return new Map(letters.flatMap((letter) => withNumber(letter, known.get(letter))));
  };
}

function withNumber(letter: string, number: number | undefined): readonly (readonly [string, number])[] {
  return number === undefined ? [] : [[letter, number]];
}

const PATIENCE_MS = 500;

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, PATIENCE_MS).unref());
}
