// Comparing a key with the code that a person typed or scanned from paper.
import { checkKeyCode, keyCode } from "../domain/key-code.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";

/**
 * Whether a key is the one whose code was typed.
 *
 * @param typed six groups, or the whole fingerprint (64 hexadecimal digits) as a scanner types it.
 * @throws {Problem} `key-code-length`, `key-code-group` if the code cannot be right for any key
 */
export function matchesCode(desk: Desk, key: string, typed: string): boolean {
  const fingerprint = desk.fingerprint(key);
  if (/^[0-9a-f]{64}$/i.test(typed.trim())) return typed.trim().toLowerCase() === fingerprint;
  return keyCode(fingerprint) === checkedCode(typed);
}

/** A typed code in its printed form. @throws {Problem} `key-code-length`, `key-code-group` */
export function checkedCode(typed: string): string {
  const check = checkKeyCode(typed);
  if (check.kind === "length") throw new Problem("key-code-length", { digits: check.digits });
  if (check.kind === "group") throw new Problem("key-code-group", { group: check.group });
  return check.code;
}
