// What the lock file says about the packages of other platforms: exact version and the hash of its archive. Pure.
import { createHash } from "node:crypto";

/** A package as locked. `integrity` is npm's: `sha512-` and base64 of the archive's digest. */
export type LockedPackage = Readonly<{ name: string; version: string; integrity: string }>;

/** The text of `package-lock.json`, as far as it is read here. */
export type Lock = Readonly<{ packages: Readonly<Record<string, Readonly<{ version?: string; integrity?: string }>>> }>;

/** The packages by name, each at the top of node_modules. @throws {Error} with a sentence where the lock has no exact hash. */
export function lockedPackages(lock: Lock, names: readonly string[]): readonly LockedPackage[] {
  return names.map((name) => {
    const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
    if (version === undefined || integrity?.startsWith("sha512-") !== true)
      throw new Error(`package-lock.json has no version with a SHA-512 for ${name}. Type: npm install --package-lock-only`);
    return { name, version, integrity };
  });
}

/** Whether an archive is the one that was locked. */
export function isAsLocked(archive: Uint8Array, { integrity }: LockedPackage): boolean {
  return `sha512-${createHash("sha512").update(archive).digest("base64")}` === integrity;
}

/** Name of a package's archive, as `npm pack` calls it. */
export function archiveName({ name, version }: LockedPackage): string {
  return `${name.replace(/^@/, "").replaceAll("/", "-")}-${version}.tgz`;
}
