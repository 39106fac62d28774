// Finds a file's type by its content, within the closed list of types.ts, and compares it with the file's name. The name decides only
// where the content says the same of several types: an encrypted paper, a text that office programs open.
import { Problem } from "../../domain/problem.ts";
import { compoundPaper, PROTECTED } from "./compound-file.ts";
import type { ForeignFile } from "./foreign-file.ts";
import { textMime } from "./office-text.ts";
import { isTextFile, startsWithMark } from "./text-file.ts";
import { isMisnamed, typeOfMime, typeOfName, type MediaType } from "./types.ts";
import { whyNotTaken } from "./why-not-taken.ts";
import { zipPaperMime } from "./zip-papers.ts";

const COMPOUND_FILE = "application/x-cfb";
const BITMAP = "image/bmp";

/** A first guess at a file's media type; what is guessed as a ZIP or a compound file is looked into further. */
export type GuessMime = (file: ForeignFile) => Promise<string | undefined>;

/** What a file is. `encrypted`: a paper that nobody reads without its password. */
export type Admitted = Readonly<{ type: MediaType; encrypted: boolean }>;

type Settled = Readonly<{ mime: string; encrypted?: boolean }>;

/**
 * The type of a file that may be attached under its name.
 *
 * @throws {Problem} `file-empty`, `media-type-unknown`, `media-is-archive`, `media-is-program`, `media-all-zero`, `media-type-mismatch`
 */
export async function admitType(file: ForeignFile, name: string, guess: GuessMime): Promise<Admitted> {
  if (file.sizeBytes === 0) throw new Problem("file-empty", { name });
  const settled = await settle(await guess(file), file, name);
  const type = settled && typeOfMime(settled.mime);
  if (!settled || !type) throw new Problem(await whyNotTaken(file), { name });
  if (isMisnamed(name, type)) throw new Problem("media-type-mismatch", { name, found: type.ext.toUpperCase() });
  return { type, encrypted: settled.encrypted === true };
}

async function settle(guess: string | undefined, file: ForeignFile, name: string): Promise<Settled | undefined> {
  const { read, sizeBytes } = file;
  const head = await read(0, 4);
  if (guess === COMPOUND_FILE) return underItsName(await compoundPaper(read), name);
  if (head.toString("latin1") === "PK\x03\x04") return settled(await zipPaperMime(file));
  // The mark of UTF-16 looks like the start of a sound frame to a detector.
  if (startsWithMark(head) && (await isTextFile(read, sizeBytes))) return settled(await textMime(read, name));
  const listed = guess !== undefined && typeOfMime(guess) !== undefined;
  if (listed && (guess !== BITMAP || (await isBitmap(file)))) return settled(guess);
  if (await isPdfBehind(file)) return settled("application/pdf");
  return (await isTextFile(read, sizeBytes)) ? settled(await textMime(read, name)) : undefined;
}

function settled(mime: string | undefined): Settled | undefined {
  return mime === undefined ? undefined : { mime };
}

/** An encrypted paper is what its name says, where that is a paper of the newer kind. */
function underItsName(found: Settled | undefined, name: string): Settled | undefined {
  const promised = found?.mime === PROTECTED ? typeOfName(name)?.mime : undefined;
  return promised?.includes("openxmlformats") || promised?.includes("macroenabled") ? { mime: promised, encrypted: true } : found;
}

// "BM" alone also begins a text; a bitmap's second header has one of a few sizes.
async function isBitmap({ read }: ForeignFile): Promise<boolean> {
  const head = await read(0, 18);
  return head.length === 18 && [12, 16, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}

const PDF_WITHIN_BYTES = 1024;

/** Some systems write line breaks or a head of their own in front; readers look for the mark here. @see ISO 32000-1 annex H.3.4.1 */
async function isPdfBehind({ read, sizeBytes }: ForeignFile): Promise<boolean> {
  const start = (await read(0, PDF_WITHIN_BYTES)).toString("latin1");
  const [before] = /^[^]*?(?=%PDF-[12]\.\d)/.exec(start) ?? [];
  if (before === undefined) return false;
  return /^[\s\0\xef\xbb\xbf]*$/.test(before) || !(await isTextFile(read, sizeBytes));
}
