// Reads from a native file for which machine it is and which versions of the C and C++ libraries it asks for. Pure; no readelf
// needed, so that every build machine can judge every package.

export type Machine = "x64" | "arm64";
/** `versions`: needed symbol versions as the loader sees them, e.g. `GLIBC_2.28`; only ELF has them. */
export type BinaryFacts = Readonly<{ format: "elf" | "pe" | "mach-o"; machine: Machine | "other"; versions: readonly string[] }>;

const ELF = 0x464c457f;
const MACHO_64 = 0xfeedfacf;
const ELF_MACHINES: Readonly<Record<number, Machine>> = { 62: "x64", 183: "arm64" };
const PE_MACHINES: Readonly<Record<number, Machine>> = { 0x8664: "x64", 0xaa64: "arm64" };
const MACHO_MACHINES: Readonly<Record<number, Machine>> = { 0x01000007: "x64", 0x0100000c: "arm64" };
/** Section of needed versions (`SHT_GNU_verneed`). */
const NEEDED_VERSIONS = 0x6ffffffe;

/** Facts of a native file; undefined for anything else. @throws {RangeError} where an ELF file ends too early. */
export function binaryFacts(bytes: Buffer): BinaryFacts | undefined {
  if (bytes.byteLength < 64) return undefined;
  const magic = bytes.readUInt32LE(0);
  if (magic === ELF) return elfFacts(bytes);
  if (magic === MACHO_64)
    return { format: "mach-o", machine: MACHO_MACHINES[bytes.readUInt32LE(4)] ?? "other", versions: [] };
  return peFacts(bytes);
}

function peFacts(bytes: Buffer): BinaryFacts | undefined {
  if (bytes.toString("latin1", 0, 2) !== "MZ") return undefined;
  const at = bytes.readUInt32LE(0x3c);
  if (at + 6 > bytes.byteLength || bytes.toString("latin1", at, at + 4) !== "PE\0\0") return undefined;
  return { format: "pe", machine: PE_MACHINES[bytes.readUInt16LE(at + 4)] ?? "other", versions: [] };
}

type Section = Readonly<{ type: number; offset: number; sizeBytes: number; link: number }>;

function elfFacts(bytes: Buffer): BinaryFacts {
  const is64 = bytes[4] === 2;
  const machine = is64 ? (ELF_MACHINES[bytes.readUInt16LE(18)] ?? "other") : "other";
  return { format: "elf", machine, versions: is64 ? neededVersions(bytes) : [] };
}

function neededVersions(bytes: Buffer): readonly string[] {
  const sections = elfSections(bytes);
  const found = sections.filter(({ type }) => type === NEEDED_VERSIONS);
  const names = found.flatMap((section) => versionNames(bytes, section, sections[section.link]));
  return [...new Set(names)].sort();
}

function elfSections(bytes: Buffer): readonly Section[] {
  const start = Number(bytes.readBigUInt64LE(40));
  const entryBytes = bytes.readUInt16LE(58);
  const count = start === 0 ? 0 : bytes.readUInt16LE(60);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * entryBytes;
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      sizeBytes: Number(bytes.readBigUInt64LE(at + 32)),
      link: bytes.readUInt32LE(at + 40),
    };
  });
}

/** Two chained lists: one link per library, in it one per version. */
function versionNames(bytes: Buffer, section: Section, strings: Section | undefined): readonly string[] {
  if (strings === undefined) return [];
  return chain(section.offset, (at) => bytes.readUInt32LE(at + 12)).flatMap((library) => {
    const first = library + bytes.readUInt32LE(library + 8);
    return chain(first, (at) => bytes.readUInt32LE(at + 12)).map((at) =>
      textAt(bytes, strings.offset + bytes.readUInt32LE(at + 8)),
    );
  });
}

/** Places of a chained list whose links say how many bytes further the next one lies; 0 ends it. */
function chain(first: number, stepAt: (at: number) => number): readonly number[] {
  const places = [first];
  for (let step = stepAt(first); step !== 0; step = stepAt(places.at(-1) ?? first)) places.push((places.at(-1) ?? first) + step);
  return places;
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, bytes.indexOf(0, at));
}
