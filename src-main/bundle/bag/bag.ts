// The tag files of a BagIt 1.0 bag: encoders and strict parsers side by side. A parser accepts only what its encoder writes.
import { Problem } from "../../domain/problem.ts";
import { compareText } from "../../domain/feed/entry.ts";
import { kindOfName } from "../names.ts";
import { linesIn } from "../text/text-lines.ts";

/** What `bagit.txt` says, to the byte. @see RFC 8493 §2.1.1 */
export const BAGIT_TXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/** What `bag-info.txt` says; no person's name is in it. `payloadBytes` and `payloadFiles` make up the Payload-Oxum. */
export type BagInfo = Readonly<{
  /** The unit's name. */
  sourceOrganization: string;
  /** Unit code and number, as in the file's name. */
  externalIdentifier: string;
  /** `YYYY-MM-DD` at the sender. */
  baggingDate: string;
  /** The same in all volumes of one bundle. */
  groupIdentifier: string;
  volume: number;
  volumes: number;
  payloadBytes: number;
  payloadFiles: number;
  /** Program and version. */
  softwareAgent: string;
}>;

/** The text of `bag-info.txt`. @see RFC 8493 §2.2.2 */
export function encodeBagInfo(info: BagInfo): string {
  const lines = [
    `Source-Organization: ${oneLine(info.sourceOrganization)}`,
    `External-Identifier: ${oneLine(info.externalIdentifier)}`,
    `Bagging-Date: ${info.baggingDate}`,
    `Bag-Group-Identifier: ${oneLine(info.groupIdentifier)}`,
    `Bag-Count: ${info.volume} of ${info.volumes}`,
    `Payload-Oxum: ${info.payloadBytes}.${info.payloadFiles}`,
    `Bag-Software-Agent: ${oneLine(info.softwareAgent)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Reads `bag-info.txt`. @throws {Problem} `bundle-hostile` */
export function parseBagInfo(text: string): BagInfo {
  const values = text.split("\n").map((line) => line.slice(line.indexOf(": ") + 2));
  const [
    sourceOrganization = "",
    externalIdentifier = "",
    baggingDate = "",
    groupIdentifier = "",
    count = "",
    oxum = "",
    softwareAgent = "",
  ] = values;
  const [volume, volumes] = numbersIn(count, " of ");
  const [payloadBytes, payloadFiles] = numbersIn(oxum, ".");
  const info = {
    sourceOrganization,
    externalIdentifier,
    baggingDate,
    groupIdentifier,
    volume,
    volumes,
    payloadBytes,
    payloadFiles,
    softwareAgent,
  };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(baggingDate) || encodeBagInfo(info) !== text) throw hostile("bag-info.txt");
  return info;
}

function numbersIn(text: string, between: string): [number, number] {
  const [first = "", second = ""] = text.split(between);
  return [Number(first), Number(second)];
}

// Line breaks and control characters would start another label.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/** Checksums by name: what a manifest says. */
export type Manifest = ReadonlyMap<string, string>;

/** The text of a manifest: by name ascending, two spaces, so that `sha256sum -c` reads it. */
export function encodeManifest(manifest: Manifest): string {
  return [...manifest]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join("");
}

const LINE = /^([0-9a-f]{64}) {2}([^\n]{1,200})$/;

/** Reads a manifest; every name must be in the closed set. @throws {Problem} `bundle-hostile` */
export function parseManifest(text: string): Manifest {
  const manifest = new Map<string, string>();
  for (const line of linesIn(text)) {
    const [, sha256 = "", name = ""] = LINE.exec(line) ?? [];
    if (kindOfName(name) === undefined) throw hostile("manifest");
    manifest.set(name, sha256);
  }
  if (encodeManifest(manifest) !== text) throw hostile("manifest");
  return manifest;
}

function hostile(reason: string): Problem<"bundle-hostile"> {
  return new Problem("bundle-hostile", { reason });
}
