// Whether what a hand-in comes to goes on one USB stick: said while files are attached, long before anything is written. Pure.
import { mostFileBytes } from "./room.ts";
import { VOLUME_PRESETS } from "./volumes.ts";

/** A drive that is plugged in. `freeBytes` null: the system does not say. */
export type Stick = Readonly<{ name: string; freeBytes: number | null; fileSystem: string | null; writable: boolean }>;

/**
 * `on-stick`: one that is plugged in has room; `in-volumes`: it has, in so many files; `too-full`: none has, and this is the emptiest;
 * `any-stick`: none is plugged in, and every one will do; `large`: none is, and a file of FAT32 cannot be so long.
 */
export type StickFit =
  | Readonly<{ kind: "on-stick" | "too-full"; name: string; freeBytes: number }>
  | Readonly<{ kind: "in-volumes"; name: string; volumes: number }>
  | Readonly<{ kind: "any-stick" }>
  | Readonly<{ kind: "large"; volumes: number }>;

/** The smallest stick that offices buy, as its maker counts, less what its file system takes. */
const SMALLEST_STICK_BYTES = 7.2e9;

export function stickFit(neededBytes: number, plugged: readonly Stick[]): StickFit {
  const volumes = Math.ceil(neededBytes / VOLUME_PRESETS.fat32);
  const usable = plugged.filter((stick) => stick.writable).toSorted((a, b) => roomOf(b) - roomOf(a));
  const [emptiest] = usable;
  if (emptiest === undefined) {
    const one = neededBytes <= Math.min(VOLUME_PRESETS.fat32, SMALLEST_STICK_BYTES);
    return one ? { kind: "any-stick" } : { kind: "large", volumes };
  }
  const { name, fileSystem } = emptiest;
  if (roomOf(emptiest) < neededBytes) return { kind: "too-full", name, freeBytes: roomOf(emptiest) };
  if (neededBytes > (mostFileBytes(fileSystem) ?? Infinity)) return { kind: "in-volumes", name, volumes };
  return { kind: "on-stick", name, freeBytes: roomOf(emptiest) };
}

function roomOf({ freeBytes }: Stick): number {
  return freeBytes ?? Number.MAX_SAFE_INTEGER;
}
