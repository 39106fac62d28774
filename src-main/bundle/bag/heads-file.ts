// data/heads.jsonl: the signed end of every feed branch in the bundle. Each signature is by the feed's own key.
import type { KeyObject } from "node:crypto";
import { compareText, type Position } from "../../domain/feed/entry.ts";
import { canonicalJson } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { decodeUtf8, parseCanonicalText } from "../text/canonical-text.ts";
import { linesIn } from "../text/text-lines.ts";
import { MAX_SIGNATURE_CHARS, signSshsig, verifySshsig } from "../../keys/signature/sshsig.ts";

/** The end of a branch; `sig` is an armored SSHSIG in the namespace `anbao-feed@v1` over {@link headBytes}. */
export type SignedHead = Position & Readonly<{ sig: string }>;

/** The bytes that a head's signature covers: canonical `{feed, hash, seq}`. */
export function headBytes({ feed, seq, hash }: Position): Uint8Array {
  return Buffer.from(canonicalJson({ feed, seq, hash }));
}

/** Signs the end of a branch with the feed's key. */
export function signHead(privateKey: KeyObject, { feed, seq, hash }: Position): SignedHead {
  return { feed, seq, hash, sig: signSshsig(privateKey, "anbao-feed@v1", headBytes({ feed, seq, hash })) };
}

/** Whether the feed's key signed this head. */
export function isSignedBy(head: SignedHead, keyHex: string): boolean {
  try {
    return verifySshsig(head.sig, "anbao-feed@v1", headBytes(head)).key === keyHex;
  } catch (cause) {
    if (cause instanceof Problem) return false;
    throw cause;
  }
}

/** The text of data/heads.jsonl: by feed, seq and hash ascending. */
export function encodeHeads(heads: Iterable<SignedHead>): string {
  return [...heads]
    .sort(compareHeads)
    .map(({ feed, seq, hash, sig }) => `${canonicalJson({ feed, seq, hash, sig })}\n`)
    .join("");
}

/** Reads data/heads.jsonl; signatures are not looked at yet. @throws {Problem} `bundle-hostile` */
export function parseHeads(bytes: Uint8Array): readonly SignedHead[] {
  const text = decodeUtf8(bytes, "heads.jsonl");
  const heads = Array.from(linesIn(text), parseHead);
  const hashes = new Set(heads.map((head) => head.hash));
  if (hashes.size !== heads.length || encodeHeads(heads) !== text) throw malformed();
  return heads;
}

function parseHead(line: string): SignedHead {
  const value = parseCanonicalText(line, "heads.jsonl") as Partial<SignedHead> | null;
  const { feed, seq, hash, sig } = value ?? {};
  if (typeof feed !== "string" || typeof hash !== "string" || !HASH.test(feed) || !HASH.test(hash)) throw malformed();
  if (typeof seq !== "number" || seq < 0 || typeof sig !== "string" || sig.length > MAX_SIGNATURE_CHARS) throw malformed();
  return { feed, seq, hash, sig };
}

const HASH = /^[0-9a-f]{64}$/;

function compareHeads(a: SignedHead, b: SignedHead): number {
  return compareText(a.feed, b.feed) || a.seq - b.seq || compareText(a.hash, b.hash);
}

function malformed(): Problem<"bundle-hostile"> {
  return new Problem("bundle-hostile", { reason: "heads.jsonl" });
}
