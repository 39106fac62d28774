// The closed set of names that a bundle may hold, and what each of them is. Nothing else is ever read or written.
import { memberOf } from "../domain/member-of.ts";
import { Problem } from "../domain/problem.ts";

/** What a member of a bundle is: one of the tag files and fixed files, or one of a family named by content. */
export type MemberKind = "tag" | "info" | "heads" | "entries" | "readme" | "preview" | "paper" | "media" | "part";

export const BAG_DECLARATION = "bagit.txt";
export const BAG_INFO = "bag-info.txt";
export const MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
export const SIGNATURE = "tagmanifest-sha256.txt.sig";
export const INFO = "data/bundle.json";
export const HEADS = "data/heads.jsonl";
export const ENTRIES = "data/entries.jsonl";
export const INDEX_PAGE = "data/index.html";
export const CHECK_NOTES = "data/校验说明.txt";

const FIXED: Readonly<Record<string, MemberKind>> = {
  [BAG_DECLARATION]: "tag",
  [BAG_INFO]: "tag",
  [MANIFEST]: "tag",
  [TAG_MANIFEST]: "tag",
  [SIGNATURE]: "tag",
  [INFO]: "info",
  [HEADS]: "heads",
  [ENTRIES]: "entries",
  [INDEX_PAGE]: "readme",
  [CHECK_NOTES]: "readme",
};

/** Members that every volume holds. */
export const REQUIRED: readonly string[] = [BAG_DECLARATION, BAG_INFO, MANIFEST, TAG_MANIFEST, INFO, CHECK_NOTES];
/** Members that volume 1 holds besides, and no other volume. */
export const FIRST_ONLY: readonly string[] = [HEADS, ENTRIES, INDEX_PAGE];

const DEVICE = "(?:con|prn|aux|nul|com[0-9]|lpt[0-9])";
// Extensions that a browser or a system would run when an inspector opens the file are no media.
const ACTIVE = "(?:html?|xhtml|xht|mht|mhtml|svg|xml|js|mjs|vbs|exe|dll|com|bat|cmd|ps1|msi|scr|lnk|url|hta|jar|sh|app)";
const MEDIA = new RegExp(`^data/media/([0-9a-f]{64})\\.(?!${ACTIVE}$)([a-z0-9]{1,5})$`);
const PART = new RegExp(`^data/media/([0-9a-f]{64})\\.(?!${ACTIVE}\\.)([a-z0-9]{1,5})\\.([0-9]{3})of([0-9]{3})$`);
const PREVIEW = /^data\/preview\/([0-9a-f]{64})\.jpg$/;
const PAPER = new RegExp(`^data/paper/(?!${DEVICE}\\.)[a-z0-9][a-z0-9-]{0,47}\\.(?:pdf|xlsx)$`);

/** Longest name that the closed set allows, in UTF-8 bytes. */
export const MAX_NAME_BYTES = 96;

/** What a name stands for, or undefined if no bundle may hold it. */
export function kindOfName(name: string): MemberKind | undefined {
  const fixed = memberOf(FIXED, name);
  if (fixed !== undefined) return fixed;
  if (MEDIA.test(name)) return "media";
  if (partIn(name) !== undefined) return "part";
  if (PREVIEW.test(name)) return "preview";
  return PAPER.test(name) ? "paper" : undefined;
}

/** The SHA-256 that a medium's or a preview's name carries: the original's, in both cases. */
export function hashInName(name: string): string | undefined {
  return (MEDIA.exec(name) ?? PREVIEW.exec(name))?.[1];
}

/** A piece of an original that is too large for one volume; `part` counts from 1. `sha256` is the whole original's. */
export type PartName = Readonly<{ sha256: string; ext: string; part: number; parts: number }>;

/** What the name of a part says, or undefined if it is none. */
export function partIn(name: string): PartName | undefined {
  const [, sha256 = "", ext = "", part, parts] = PART.exec(name) ?? [];
  const [one, all] = [Number(part), Number(parts)];
  return one >= 1 && one <= all && all >= 2 ? { sha256, ext, part: one, parts: all } : undefined;
}

/** Name of a part: in the order of their names they make the original, as `cat` joins them. @throws {Problem} `bundle-input-wrong` */
export function partName({ sha256, ext, part, parts }: PartName): string {
  const [one, all] = [part, parts].map((number) => String(number).padStart(3, "0"));
  return allowed(`data/media/${sha256}.${ext}.${one}of${all}`);
}

/** Ending of an original's name. */
export function extInName(name: string): string | undefined {
  return MEDIA.exec(name)?.[2];
}

/** Name of an original. @param ext without dot. @throws {Problem} `bundle-input-wrong` */
export function mediaName(sha256: string, ext: string): string {
  return allowed(`data/media/${sha256}.${ext}`);
}

/** Name of an original's preview. @throws {Problem} `bundle-input-wrong` */
export function previewName(sha256: string): string {
  return allowed(`data/preview/${sha256}.jpg`);
}

/** Name of a paper such as `weekly-2.pdf`. @throws {Problem} `bundle-input-wrong` */
export function paperName(name: string): string {
  return allowed(`data/paper/${name}`);
}

function allowed(name: string): string {
  if (kindOfName(name) === undefined) throw new Problem("bundle-input-wrong", { what: name });
  return name;
}
