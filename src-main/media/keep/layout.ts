// Where a kept original and a file on its way in lie below the media folder. Pure.
import { dirname, join } from "node:path";
import { Problem } from "../../domain/problem.ts";

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a text is a SHA-256 as this program writes it. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** The folder `media/ab` of an original. @throws {Problem} `media-id-malformed` */
export function folderOf(root: string, sha256: string): string {
  if (!isSha256(sha256)) throw new Problem("media-id-malformed", { id: sha256.slice(0, 80) });
  return join(root, sha256.slice(0, 2));
}

/** The path `media/ab/abcdef…` of an original. @throws {Problem} `media-id-malformed` */
export function pathOf(root: string, sha256: string): string {
  return join(folderOf(root, sha256), sha256);
}

/** The path `media/previews/ab/abcdef….jpg` of an original's small picture. @throws {Problem} `media-id-malformed` */
export function previewPathOf(root: string, sha256: string): string {
  return join(folderOf(join(root, "previews"), sha256), `${sha256}.jpg`);
}

/** The path `media/previews/ab/abcdef….quick.jpg` of what is shown until that picture is drawn. @throws {Problem} `media-id-malformed` */
export function quickPreviewPathOf(root: string, sha256: string): string {
  return join(folderOf(join(root, "previews"), sha256), `${sha256}.quick.jpg`);
}

/** The path `media/previews/ab/abcdef….sent.jpg` of a picture that a sender gave for an original that is not here. */
export function sentPreviewPathOf(root: string, sha256: string): string {
  return join(folderOf(join(root, "previews"), sha256), `${sha256}.sent.jpg`);
}

/** Where files that belong to nobody wait for a person: beside the originals, in the workspace. */
export function foundFolder(root: string): string {
  return join(dirname(root), "lost-and-found");
}

/** Where files lie until they are durable. */
export function incomingFolder(root: string): string {
  return join(root, ".incoming");
}

/** Who wrote a temporary file: its process, and a random mark of one opening of the store. */
export type Owner = Readonly<{ pid: number; session: string }>;

/** Name of a temporary file. @param random hexadecimal digits. */
export function incomingName(owner: Owner, random: string): string {
  return `${owner.pid}-${owner.session}-${random}.part`;
}

/** Who wrote a file of `.incoming`; undefined if the name is none of ours. */
export function ownerOf(name: string): Owner | undefined {
  const match = /^(\d{1,10})-([0-9a-f]+)-[0-9a-f]+\.part$/.exec(name);
  return match?.[1] && match[2] ? { pid: Number(match[1]), session: match[2] } : undefined;
}
