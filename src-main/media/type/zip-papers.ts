// Tells papers that are ZIP files apart: by what their list of contents says (Office), by the member that names their type
// (OpenDocument), or by a member that only they have (OFD). Reads the directory and one member, both of bounded size.
import { inflateRawSync } from "node:zlib";
import type { ForeignFile, ReadAt } from "./foreign-file.ts";

const OPEN_XML = "application/vnd.openxmlformats-officedocument";

/** Which member makes a ZIP which paper, where its contents do not say it. OFD (GB/T 33190) is the layout format of official papers. */
const BY_MEMBER: Readonly<Record<string, string>> = {
  "OFD.xml": "application/ofd",
  "word/document.xml": `${OPEN_XML}.wordprocessingml.document`,
  "xl/workbook.xml": `${OPEN_XML}.spreadsheetml.sheet`,
  "xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroenabled.12",
  "ppt/presentation.xml": `${OPEN_XML}.presentationml.presentation`,
};

/** A paper with a program in it is of the kind that says so, whatever else its contents say. */
const WITH_PROGRAM: Readonly<Record<string, string>> = {
  [`${OPEN_XML}.wordprocessingml.document`]: "application/vnd.ms-word.document.macroenabled.12",
  [`${OPEN_XML}.wordprocessingml.template`]: "application/vnd.ms-word.template.macroenabled.12",
  [`${OPEN_XML}.spreadsheetml.sheet`]: "application/vnd.ms-excel.sheet.macroenabled.12",
  [`${OPEN_XML}.spreadsheetml.template`]: "application/vnd.ms-excel.template.macroenabled.12",
  [`${OPEN_XML}.presentationml.presentation`]: "application/vnd.ms-powerpoint.presentation.macroenabled.12",
  [`${OPEN_XML}.presentationml.template`]: "application/vnd.ms-powerpoint.template.macroenabled.12",
  [`${OPEN_XML}.presentationml.slideshow`]: "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
};

const CONTENTS = "[Content_Types].xml";

/** The media type of a paper; undefined for any other ZIP. */
export async function zipPaperMime(file: ForeignFile): Promise<string | undefined> {
  const members = await membersOf(file);
  const mime = (await openDocumentMime(file.read)) ?? (await contentsMime(file.read, members)) ?? memberMime(members);
  const hasProgram = members.some(({ name }) => name.toLowerCase().endsWith("vbaproject.bin"));
  return mime !== undefined && hasProgram ? (WITH_PROGRAM[mime] ?? mime) : mime;
}

function memberMime(members: readonly Member[]): string | undefined {
  return Object.entries(BY_MEMBER).find(([name]) => members.some((member) => member.name === name))?.[1];
}

/** The first member of an OpenDocument is its type, as it stands. @see OpenDocument 1.3 part 2 §3.3 */
async function openDocumentMime(read: ReadAt): Promise<string | undefined> {
  const head = await read(0, 38 + 100);
  if (head.toString("latin1", 30, 38) !== "mimetype") return undefined;
  return /^application\/vnd\.oasis\.opendocument\.[a-z]+(?:-template)?/.exec(head.toString("latin1", 38))?.[0];
}

/** The content type of the main part without what makes it one: `….sheet.main+xml`. @see ISO/IEC 29500-2 §10.1.2 */
const MAIN_PART = /ContentType\s*=\s*["'](application\/vnd\.[\w.-]+?)\.main(?:\+xml)?["']/i;

async function contentsMime(read: ReadAt, members: readonly Member[]): Promise<string | undefined> {
  const contents = members.find(({ name }) => name === CONTENTS);
  const main = contents && MAIN_PART.exec(await textOf(read, contents))?.[1]?.toLowerCase();
  return main?.includes("macroenabled") ? `${main.replace("macroenabledtemplate", "macroenabled")}.12` : main;
}

/** `at`: where its own head lies; `bytes`: of the content, as it is packed. */
type Member = Readonly<{ name: string; at: number; bytes: number; packed: boolean }>;

const MOST_MEMBER_BYTES = 1024 * 1024;

async function textOf(read: ReadAt, { at, bytes, packed }: Member): Promise<string> {
  const head = await read(at, 30);
  if (head.length < 30 || bytes > MOST_MEMBER_BYTES) return "";
  const content = await read(at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), bytes);
  try {
    return (packed ? inflateRawSync(content, { maxOutputLength: MOST_MEMBER_BYTES }) : content).toString("utf8");
  } catch {
    return "";
  }
}

// The end record of a ZIP, with the longest comment.
const TAIL_BYTES = 22 + 65_535;

async function membersOf({ read, sizeBytes }: ForeignFile): Promise<readonly Member[]> {
  const tail = await read(Math.max(0, sizeBytes - TAIL_BYTES), TAIL_BYTES);
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + 22 > tail.length) return [];
  return membersIn(await read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), MOST_MEMBER_BYTES)));
}

function membersIn(directory: Buffer): readonly Member[] {
  const members: Member[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    members.push({
      name: directory.toString("utf8", at + 46, nameEnd),
      at: directory.readUInt32LE(at + 42),
      bytes: directory.readUInt32LE(at + 20),
      packed: directory.readUInt16LE(at + 10) === 8,
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}
