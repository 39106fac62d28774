// Comparing a key with the code that a person typed or scanned from paper. A hand scanner types the QR's text; nothing is ever read
// from a picture in a file, which could be forged together with the bundle.
import { keyCode, readTypedKey } from "../../domain/trust/key-code.ts";
import { Problem } from "../../domain/problem.ts";
import type { Workspace } from "../workspace.ts";

/**
 * Whether a key is the one whose code was typed.
 *
 * @param typed six groups, the whole fingerprint (64 hexadecimal digits), or the text of the printed QR.
 * @throws {Problem} `key-code-length`, `key-code-group`, `key-scan-wrong` if the code cannot be right for any key
 */
export function matchesCode(ws: Pick<Workspace, "fingerprint">, key: string, typed: string): boolean {
  const fingerprint = ws.fingerprint(key);
  const read = readTypedKey(typed);
  if (read.kind === "fingerprint") return read.fingerprint === fingerprint;
  if (read.kind === "scan-wrong") throw new Problem("key-scan-wrong", {});
  if (read.kind === "length") throw new Problem("key-code-length", { digits: read.digits });
  if (read.kind === "group") throw new Problem("key-code-group", { group: read.group });
  return keyCode(fingerprint) === read.code;
}
