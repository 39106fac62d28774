// Whose updates this program takes: the keys that its owner wrote into resources/updates/allowed_signers before it was packed. Pure.
import { Problem } from "../domain/problem.ts";

/** A line as `ssh-keygen -Y verify -f` reads it, in one spelling: who, for what, which Ed25519 key. */
const LINE = /^[A-Za-z0-9._@-]+ namespaces="anbao-update@v1" (ssh-ed25519 [A-Za-z0-9+/]{68})$/;
/** One key in use and one in reserve, so that a lost key does not end all updates. */
const MOST_KEYS = 2;

/**
 * The publishers' keys as `ssh-ed25519 …`; none: updates are off.
 *
 * @param text an `allowed_signers` file; empty lines and lines that begin with `#` say nothing.
 * @throws {Problem} `update-publishers-wrong` so that a slip of the pen never means that anybody may publish, or nobody
 */
export function readPublishers(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line, at) => ({ line: line.trim(), number: at + 1 }));
  const said = lines.filter(({ line }) => line !== "" && !line.startsWith("#"));
  const keys = said.map(({ line, number }) => {
    const key = LINE.exec(line)?.[1];
    if (key === undefined) throw new Problem("update-publishers-wrong", { line: number });
    return key;
  });
  if (keys.length > MOST_KEYS) throw new Problem("update-publishers-wrong", { line: said[MOST_KEYS]?.number ?? 0 });
  return keys;
}
