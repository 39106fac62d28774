// Which letters of Windows are drives that a person carries files on. Pure: what the registry and the system's programs say in, drives
// out. Windows itself calls an external USB disk a fixed one, so its own word for a drive's kind is not asked.
import type { Drive } from "./known-drives.ts";
import type { RegistryValues } from "../system/registry.ts";

/** Where Windows notes what each letter stands for, also long after it was unplugged. */
export const MOUNTED_DEVICES = "HKLM\\SYSTEM\\MountedDevices";
/** The disks that there are now, by their instance: `0`, `1`, … */
export const PRESENT_DISKS = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\disk\\Enum";
/** The fast USB disks that there are now; their instances do not say that they are USB disks. */
export const FAST_USB_DISKS = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\UASPStor\\Enum";

/** What is known of the letters that answer. Registry keys are undefined where they could not be read. */
export type WindowsFacts = Readonly<{
  /** Letters such as `E:` with the serial number of their volume. */
  letters: ReadonlyMap<string, number>;
  /** The letter that Windows lies on. */
  systemLetter: string;
  mounted: RegistryValues | undefined;
  disks: RegistryValues | undefined;
  fastUsb: RegistryValues | undefined;
  volumes: ReadonlyMap<string, VolumeInfo>;
}>;

/** What Windows notes of a letter. `instance`: of a medium that can be taken out; `disk`: the signature of an MBR disk. */
export type Note =
  | Readonly<{ kind: "medium"; instance: string; product: string | null }>
  | Readonly<{ kind: "disk"; disk: string | null }>
  | Readonly<{ kind: "optical" | "floppy" }>;

/**
 * Reads the note on a letter: 24 bytes of a GPT partition, 12 of an MBR partition, or the device's own name in UTF-16, which Windows
 * takes for media that can be taken out.
 *
 * @see https://winreg-kb.readthedocs.io/en/latest/sources/system-keys/Mounted-devices.html
 */
export function readNote(digits: string): Note {
  const bytes = Buffer.from(digits, "hex");
  if (bytes.byteLength === 24 && bytes.toString("latin1", 0, 8) === "DMIO:ID:") return { kind: "disk", disk: null };
  if (bytes.byteLength === 12) return { kind: "disk", disk: bytes.toString("hex", 0, 4) };
  const name = bytes.toString("utf16le");
  if (!/^[_\\]\?\?[_\\]/.test(name)) return { kind: "disk", disk: null };
  if (/#CdRom/i.test(name)) return { kind: "optical" };
  if (/#[^#]*FLOPPY/i.test(name)) return { kind: "floppy" };
  return { kind: "medium", instance: instanceOf(name), product: productOf(name) };
}

/** `_??_USBSTOR#Disk&Ven_X&Prod_Y#123&0#{…}` names the instance `USBSTOR\Disk&Ven_X&Prod_Y\123&0`. */
function instanceOf(name: string): string {
  const parts = name.replace(/^[_\\]\?\?[_\\]/, "").split("#");
  return parts.slice(0, 3).join("\\").toUpperCase();
}

function productOf(name: string): string | null {
  const said = [/&Ven_([^&#]*)/i, /&Prod_([^&#]*)/i].map((part) => part.exec(name)?.[1]?.replaceAll("_", " ").trim() ?? "");
  const product = said.filter((word) => word !== "").join(" ");
  return product === "" ? null : product;
}

/** Drives of Windows: every letter that answers but the optical ones. */
export function windowsDrives(facts: WindowsFacts): readonly Drive[] {
  const notes = notesOf(facts.mounted);
  return [...facts.letters].flatMap(([letter, serial]) => {
    const note = notes.get(letter);
    if (note?.kind === "optical") return [];
    const volume = facts.volumes.get(letter);
    const name = volume?.label || (note?.kind === "medium" ? note.product : null);
    return {
      path: `${letter}\\`,
      name: name ? `${name} (${letter})` : letter,
      kind: isPluggedIn(letter, notes, facts) ? ("removable" as const) : ("drive" as const),
      fileSystem: volume?.fileSystem ?? null,
      readOnly: volume?.readOnly ?? false,
      device: letter,
      mark: `${letter} ${serial}`,
    };
  });
}

function notesOf(mounted: RegistryValues | undefined): ReadonlyMap<string, Note> {
  const letters = [...(mounted ?? [])].flatMap(([name, digits]) => {
    const letter = /^\\DosDevices\\([A-Z]:)$/i.exec(name)?.[1]?.toUpperCase();
    return letter === undefined ? [] : [[letter, readNote(digits)] as const];
  });
  return new Map(letters);
}

/** Where nothing can be known, every letter but the system's own may be a stick: it is offered first and may be let go of. */
function isPluggedIn(letter: string, notes: ReadonlyMap<string, Note>, facts: WindowsFacts): boolean {
  if (letter === facts.systemLetter) return false;
  if (facts.mounted === undefined) return true;
  const note = notes.get(letter);
  if (note?.kind !== "disk") return note?.kind === "medium"; // no note: a network drive
  const system = notes.get(facts.systemLetter);
  const besideSystem = note.disk !== null && system?.kind === "disk" && note.disk === system.disk;
  return !besideSystem && hasExternalDisk([...notes.values()], facts);
}

/** Whether a disk is plugged in by USB that Windows does not note as a medium: an external hard disk. Which letters are its own, it does not say. */
function hasExternalDisk(notes: readonly Note[], { disks, fastUsb }: WindowsFacts): boolean {
  const media = new Set(notes.flatMap((note) => (note.kind === "medium" ? [note.instance] : [])));
  const present = [...(disks?.values() ?? [])].map((instance) => instance.toUpperCase());
  const fast = Number(fastUsb?.get("Count") ?? 0);
  const fastMedia = present.filter((instance) => instance.startsWith("SCSI\\") && media.has(instance)).length;
  return fast > fastMedia || present.some((instance) => instance.startsWith("USBSTOR\\DISK") && !media.has(instance));
}

/** What `fsutil fsinfo volumeinfo` says of a volume. */
export type VolumeInfo = Readonly<{ label: string; fileSystem: string | null; readOnly: boolean }>;

const FILE_SYSTEM = /^(NTFS|ReFS|exFAT|FAT|FAT12|FAT16|FAT32|UDF|CDFS)$/i;

/**
 * Reads it in any language: the label's line comes first, that of the serial number (`0x…`) second, and file systems keep their names.
 *
 * @returns undefined for a text that is no such answer, as where an older Windows wants rights for it.
 */
export function parseVolumeInfo(printed: string): VolumeInfo | undefined {
  const lines = printed.split(/\r?\n/).filter((line) => line.trim() !== "");
  const values = lines.map((line) => /^[^:：]*[:：]\s*(.*)$/.exec(line)?.[1]?.trim() ?? "");
  if (!/^0x[0-9a-f]+$/i.test(values[1] ?? "")) return undefined;
  return {
    label: values[0] ?? "",
    fileSystem: values.find((value) => FILE_SYSTEM.test(value)) ?? null,
    readOnly: lines.slice(1).some((line) => /read-?only|只读/i.test(line)),
  };
}
