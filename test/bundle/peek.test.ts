// A glance at a bundle says the same as opening it, reads only a few blocks of the drive, and believes no more than the reader does.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encryptFile, generateIdentity } from "../../src-main/bundle/age/age.ts";
import { realDisk, type Disk } from "../../src-main/bundle/disk.ts";
import { peekBundle } from "../../src-main/bundle/read/peek-bundle.ts";
import { openSealed } from "../../src-main/bundle/age/sealed-file.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, record } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const { signal } = UNWATCHED;

/** A disk that counts what is read. */
function counting(): { disk: Disk; read: { bytes: number } } {
  const read = { bytes: 0 };
  const openToRead: Disk["openToRead"] = async (path) => {
    const file = await realDisk.openToRead(path);
    const readAt = async (into: Uint8Array, position: number) => {
      const got = await file.readAt(into, position);
      read.bytes += got;
      return got;
    };
    return { ...file, readAt };
  };
  return { disk: { ...realDisk, openToRead }, read };
}

async function handIns() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  // A name that a camera gives: others stay out of plain bundles.
  const large = join(folder, "IMG_20210601_090000.txt");
  writeFileSync(large, Buffer.alloc(4 * 2 ** 20, "安全生产月\n"));
  await record(town.ws, "活动", {}, [large]);
  const [sealed, plain] = [await handOver(folder, town.ws), await handOver(folder, town.ws, true)];
  return { folder, county: county.ws, town: town.ws, sealed, plain };
}

test("plain or sealed, it says what the reader says, and reads only a few blocks", async () => {
  const { county, sealed, plain } = await handIns();
  for (const path of [sealed, plain]) {
    const options = { stagingDir: county.stagingDir, identities: county.identities(), keyOfFeed: county.store.keyOfFeed };
    const opened = await county.bundles.open(path, options, UNWATCHED);
    const peeked = await county.bundles.peek(path, county.identities(), signal);
    expect(peeked).toMatchObject({
      statement: opened.statement,
      bundleId: opened.bundleId,
      signerKey: opened.signerKey,
      encrypted: opened.encrypted,
      sizeBytes: readFileSync(path).byteLength,
    });
    await opened.close();
    const { disk, read } = counting();
    await peekBundle(path, county.identities(), signal, disk);
    expect(readFileSync(path).byteLength).toBeGreaterThan(3 * 2 ** 20);
    expect(read.bytes).toBeLessThan(2 ** 20);
  }
});

test("sealed to others, locked, cut anywhere, changed where it is read, no bundle at all: refused", async () => {
  const { folder, county, sealed, plain } = await handIns();
  const stranger = await generateIdentity();
  const peek = (path: string, identities = county.identities()) => codeOf(() => county.bundles.peek(path, identities, signal));
  const made = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  expect(await peek(sealed, [stranger.identity])).toBe("bundle-no-identity");
  expect(await peek(sealed, [])).toBe("bundle-no-identity");
  expect(await peek(made("说明.anbao", Buffer.from("这不是报送包")))).toBe("bundle-not-zip");
  expect(await peek(folder)).toBe("bundle-missing");
  expect(await peek(join(folder, "没有"))).toBe("bundle-missing");
  for (const from of [sealed, plain]) {
    const whole = readFileSync(from);
    for (const cut of [1, 16, 1000, whole.byteLength - 200, whole.byteLength - 10])
      expect(await peek(made("断", whole.subarray(0, whole.byteLength - cut)))).toMatch(
        /^bundle-(changed|empty|not-zip|truncated|hostile)$/,
      );
    for (const at of [whole.byteLength - 30, whole.byteLength - 3])
      expect(
        await peek(
          made(
            "改",
            whole.map((byte, index) => (index === at ? byte ^ 1 : byte)),
          ),
        ),
      ).toMatch(/^bundle-(changed|hostile|truncated|not-zip)$/);
  }
});

describe("a sealed file read at any place", () => {
  const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000];

  test.each(sizes)("%i bytes: every stretch is that of the plain file", async (length) => {
    const folder = await tempFolder();
    const { identity, recipient } = await generateIdentity();
    const plain = Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
    const [from, to] = [join(folder, "明文"), join(folder, "密文.age")];
    writeFileSync(from, plain);
    await encryptFile(from, to, [recipient], UNWATCHED);
    const sealed = await realDisk.openToRead(to);
    const file = await openSealed(sealed, [identity], "密文.age");
    expect(file.sizeBytes).toBe(length);
    for (const position of [0, 1, 65_530, 65_536, 131_071, length - 1, length, length + 5].filter((place) => place >= 0))
      for (const wanted of [1, 10, 70_000]) {
        const into = Buffer.alloc(wanted);
        const read = await file.readAt(into, position);
        expect(into.subarray(0, read).equals(plain.subarray(position, position + wanted))).toBe(true);
      }
    await sealed.close();
  });
});
