// Whether an offered package may take the place of what runs: signed by a publisher, for this system, and newer. Pure.
import { Problem } from "../domain/problem.ts";
import { ENDINGS, MOST_STATEMENT_BYTES, readStatement, statementName, type Statement, type Target } from "./statement.ts";
import { compareVersions } from "./version.ts";

/** The program that runs, and whom it believes. */
export type Running = Target &
  Readonly<{
    version: string;
    /** Keys as `ssh-ed25519 …`. */
    publishers: readonly string[];
    /** The key that made an `anbao-update@v1` signature, as `ssh-ed25519 …`. @throws {Problem} `signature-invalid`, `key-unusable` */
    signerOf(signature: string, bytes: Uint8Array): string;
  }>;

/** A statement with its signature, byte for byte. */
export type Offer = Readonly<{ statement: Uint8Array; signature: Uint8Array }>;

/** Limits for what is read before anything is verified. */
export const MOST_OFFER_BYTES = { statement: MOST_STATEMENT_BYTES, signature: 1024 } as const;

/**
 * Reads an offer whose publisher is known and that is made for this system; its version may be any.
 *
 * @throws {Problem} `update-signature-invalid`, `update-publisher-unknown`, `update-statement-invalid`, `update-other-system`
 */
export function readOffer({ statement, signature }: Offer, running: Running): Statement {
  const file = statementName(running);
  const signer = signerOf(statement, signature, running, file);
  if (!running.publishers.includes(signer)) throw new Problem("update-publisher-unknown", { file });
  const said = readStatement(statement, file);
  if (statementName(said) !== file)
    throw new Problem("update-other-system", { found: targetText(said), here: targetText(running) });
  return said;
}

/** Whether what is said is newer than what runs, the same, or older. */
export function ageOf(said: Statement, running: Running): "newer" | "same" | "older" {
  const order = compareVersions(said.version, running.version);
  return order > 0 ? "newer" : order === 0 ? "same" : "older";
}

/** @throws {Problem} `update-not-newer`: an old version has faults that are known by now */
export function assertNewer(said: Statement, running: Running): void {
  if (ageOf(said, running) !== "newer") throw new Problem("update-not-newer", { found: said.version, here: running.version });
}

const SYSTEMS = { win32: "Windows", linux: "Linux", darwin: "macOS" } as const;

/** A target as people know it, in any language: `Windows x64 (.exe)`. */
function targetText({ platform, processor, kind }: Target): string {
  return `${SYSTEMS[platform]} ${processor} (${ENDINGS[kind]})`;
}

function signerOf(statement: Uint8Array, signature: Uint8Array, running: Running, file: string): string {
  try {
    return running.signerOf(new TextDecoder("latin1").decode(signature), statement);
  } catch (cause) {
    throw new Problem("update-signature-invalid", { file }, { cause });
  }
}
