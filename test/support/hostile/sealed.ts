// Sealed files: headers that lie, files that were changed or are for others, and what is hostile within the seal.
import { readFileSync, truncateSync } from "node:fs";
import { encryptFile, generateIdentity } from "../../../src-main/bundle/age/age.ts";
import { quiet } from "../made/make-bundle.ts";
import { rawZip, takeApart } from "../made/raw-zip.ts";
import { fileOf, membersOf, resignedFile, sealedFile, textOf, type HostileCase, type HostileKit } from "./kit.ts";

const plainOf = (kit: HostileKit) => fileOf(kit, rawZip(membersOf(kit)), "plain.anbao");
const sealedBytes = async (kit: HostileKit) => readFileSync(await sealedFile(kit, plainOf(kit)));
const sealedAs = (kit: HostileKit, bytes: Buffer) => fileOf(kit, bytes, "hostile.anbao.age");

/** Cases of sealed files. */
export const SEALED_CASES: readonly HostileCase[] = [
  {
    group: "sealed",
    name: "a header that never ends",
    code: "bundle-changed",
    make: (kit) =>
      sealedAs(kit, Buffer.concat([Buffer.from("age-encryption.org/v1\n-> X25519 "), Buffer.alloc(60_000_000, "A")])),
  },
  {
    group: "sealed",
    name: "a header of ten thousand recipients",
    code: "bundle-changed",
    make: (kit) =>
      sealedAs(
        kit,
        Buffer.from(`age-encryption.org/v1\n${`-> X25519 ${"A".repeat(43)}\n${"B".repeat(43)}\n`.repeat(10_000)}--- x\n`),
      ),
  },
  {
    group: "sealed",
    name: "a recipient by passphrase that asks for much work",
    code: "bundle-changed",
    make: (kit) =>
      sealedAs(
        kit,
        Buffer.from(
          `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 30\n${"B".repeat(43)}\n--- ${"C".repeat(43)}\n${"x".repeat(100)}`,
        ),
      ),
  },
  {
    group: "sealed",
    name: "a sealed file of 100 GiB, almost all of it a hole",
    code: "bundle-too-large",
    make: (kit) => {
      const path = sealedAs(kit, Buffer.from("age-encryption.org/v1\n"));
      truncateSync(path, 100 * 2 ** 30);
      return path;
    },
  },
  {
    group: "sealed",
    name: "sealed to somebody else",
    code: "bundle-no-identity",
    make: async (kit) => {
      const path = sealedAs(kit, Buffer.alloc(0));
      await encryptFile(plainOf(kit), path, [(await generateIdentity()).recipient], quiet());
      return path;
    },
  },
  {
    group: "sealed",
    name: "sealed, one bit changed",
    code: "bundle-changed",
    make: async (kit) => {
      const bytes = await sealedBytes(kit);
      bytes[bytes.byteLength - 500] = (bytes[bytes.byteLength - 500] ?? 0) ^ 1;
      return sealedAs(kit, bytes);
    },
  },
  {
    group: "sealed",
    name: "sealed, cut",
    code: "bundle-changed",
    make: async (kit) => sealedAs(kit, (await sealedBytes(kit)).subarray(0, -100)),
  },
  {
    group: "sealed",
    name: "sealed, with bytes behind",
    code: "bundle-changed",
    make: async (kit) => sealedAs(kit, Buffer.concat([await sealedBytes(kit), Buffer.alloc(64)])),
  },
  {
    group: "sealed",
    name: "20 MB of nothing, sealed",
    code: "bundle-not-zip",
    make: (kit) => sealedFile(kit, fileOf(kit, Buffer.alloc(20_000_000), "plain.anbao")),
  },
  {
    group: "sealed",
    name: "a sealed file within a sealed file",
    code: "bundle-not-zip",
    make: async (kit) => sealedFile(kit, fileOf(kit, await sealedBytes(kit), "plain.anbao")),
  },
  {
    group: "sealed",
    name: "a symbolic link, sealed",
    code: "bundle-hostile",
    make: (kit) => {
      const list = takeApart(readFileSync(plainOf(kit)));
      Object.assign(list.at(-1) ?? {}, { external: 0o120777 * 0x10000 });
      return sealedFile(kit, fileOf(kit, rawZip(list), "plain.anbao"));
    },
  },
  {
    group: "sealed",
    name: "a duplicate key, sealed",
    code: "bundle-hostile",
    make: (kit) => {
      const text = textOf(kit, "data/bundle.json").replace("{", '{"format":0,');
      return sealedFile(kit, resignedFile(kit, { "data/bundle.json": Buffer.from(text) }));
    },
  },
];
