// Encryption: the age program reads ours and we read its files; only recipients open a bundle; a changed byte is refused.
import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { decryptFile, encryptFile, generateIdentity, recipientOf } from "../../../src-main/bundle/age/age.ts";
import { plainBytesOf, sealedBytes } from "../../../src-main/bundle/age/age-stream.ts";
import { nativeCipher, sodiumCipher } from "../../../src-main/bundle/age/chunk-cipher.ts";
import { verifyBundle } from "../../../src-main/bundle/read/verify-bundle.ts";
import { codeOf } from "../../support/codes.ts";
import { makeBundle, makeMedium, quiet } from "../../support/made/make-bundle.ts";
import { sharedFolder, tempFolder } from "../../support/temp-folder.ts";

const CHUNK = 64 * 1024;

test("a recipient belongs to its identity, also as age-keygen sees it", async () => {
  const pair = await generateIdentity();
  expect(await recipientOf(`${pair.identity}\n`)).toBe(pair.recipient);
  expect(spawnSync("age-keygen", ["-y"], { input: pair.identity, encoding: "utf8" }).stdout.trim()).toBe(pair.recipient);
  expect(await codeOf(() => recipientOf("AGE-SECRET-KEY-1XXX"))).toBe("key-unusable");
});

describe("chunks", () => {
  const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

  property.prop([bytes(32), bytes(12), fc.uint8Array({ maxLength: 3000 }), fc.nat()], { numRuns: 50 })(
    "both ciphers agree, invert themselves and each other, and refuse a changed byte",
    async (key, nonce, plain, at) => {
      const [native, sodium] = [nativeCipher(key), await sodiumCipher(key)];
      const sealed = Uint8Array.from(native.seal(plain, nonce));
      expect(Uint8Array.from(sodium.seal(plain, nonce))).toEqual(sealed);
      const changed = sealed.with(at % sealed.byteLength, (sealed[at % sealed.byteLength] ?? 0) ^ 1);
      for (const cipher of [native, sodium]) {
        expect(Uint8Array.from(cipher.open(sealed, nonce) ?? [])).toEqual(plain);
        expect(cipher.open(changed, nonce)).toBeUndefined();
        expect(cipher.open(sealed.subarray(0, at % 16), nonce)).toBeUndefined();
      }
    },
  );

  property.prop([fc.nat({ max: 2 ** 40 })])(
    "the size of a payload tells the size of its text, and no other size does",
    (size) => {
      expect(plainBytesOf(sealedBytes(size))).toBe(size);
      const next = sealedBytes(size) + 1;
      expect([undefined, size + 1]).toContain(plainBytesOf(next));
    },
  );
});

describe("files", () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3_000_000])(
    "%i bytes: the age program opens ours, we open its, for every recipient",
    async (size) => {
      const folder = await tempFolder();
      const [county, unit] = [await generateIdentity(), await generateIdentity()];
      const [plain, ours, theirs, back] = ["plain", "ours.age", "theirs.age", "back"].map((name) => join(folder, name)) as [
        string,
        string,
        string,
        string,
      ];
      const content = Buffer.alloc(size, "报送");
      await writeFile(plain, content);
      await encryptFile(plain, ours, [county.recipient, unit.recipient], quiet());
      spawnSync("age", ["-e", "-r", county.recipient, "-r", unit.recipient, "-o", theirs, plain]);
      for (const [index, { identity }] of [county, unit].entries()) {
        const key = join(folder, `key-${index}`);
        await writeFile(key, identity);
        expect(content.equals(spawnSync("age", ["-d", "-i", key, ours], { maxBuffer: 2 * size + 1024 }).stdout)).toBe(true);
        await decryptFile(theirs, back, [identity], quiet());
        expect(content.equals(await readFile(back))).toBe(true);
      }
    },
  );

  test("a missing recipient, a wrong recipient, a missing file, a read-only place, a cancelled run: nothing is left", async () => {
    const folder = await tempFolder();
    const plain = join(folder, "plain");
    await writeFile(plain, Buffer.alloc(3_000_000));
    const { recipient } = await generateIdentity();
    const run = (from: string, to: string, recipients: string[], signal?: AbortSignal) =>
      codeOf(() => encryptFile(from, to, recipients, quiet(signal)));
    expect(await run(plain, join(folder, "out"), [])).toBe("bundle-input-wrong");
    expect(await run(plain, join(folder, "out"), ["age1wrong"])).toBe("key-unusable");
    expect(await run(join(folder, "none"), join(folder, "out"), [recipient])).toBe("bundle-missing");
    expect(await run(plain, join(folder, "none", "out"), [recipient])).toBe("folder-missing");
    const stop = new AbortController();
    const cancelled = codeOf(() =>
      encryptFile(plain, join(folder, "out"), [recipient], { signal: stop.signal, report: () => stop.abort() }),
    );
    expect(await cancelled).toBe("cancelled");
    expect(await readdir(folder)).toEqual(["plain"]);
  });
});

describe("bundles", () => {
  const folder = sharedFolder();
  const made: { bundle?: Promise<{ path: string; bytes: Buffer; identity: string; bundleId: string }> } = {};
  const make = async () => {
    const { identity, recipient } = await generateIdentity();
    const medium = await makeMedium(join(await folder(), "originals"), Buffer.alloc(150_000, "照片"));
    const { path, bundleId } = await makeBundle(await folder(), {
      recipients: [recipient],
      parts: { media: [medium], previews: [] },
    });
    return { path, identity, bundleId, bytes: await readFile(path) };
  };
  const good = () => (made.bundle ??= make());
  const verify = async (path: string, identities: string[]) =>
    verifyBundle(path, { stagingDir: join(await folder(), "staging"), identities, progress: quiet() });

  test("only a recipient opens it; nothing stays in staging", async () => {
    const { path, identity, bundleId } = await good();
    expect(await verify(path, [(await generateIdentity()).identity, identity])).toMatchObject({ bundleId, encrypted: true });
    expect(await codeOf(async () => verify(path, [(await generateIdentity()).identity]))).toBe("bundle-no-identity");
    expect(await codeOf(() => verify(path, []))).toBe("bundle-no-identity");
    expect(await readdir(join(await folder(), "staging"))).toEqual([]);
  });

  property.prop([fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 1, max: 255 }), fc.boolean()], {
    numRuns: 25,
  })("a flipped byte or a cut is refused", async (where, flip, cut) => {
    const { bytes, identity } = await good();
    const at = Math.floor(where * bytes.byteLength);
    const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
    if (!cut) changed[at] = (changed[at] ?? 0) ^ flip;
    const path = join(await folder(), "mutant.anbao.age");
    await writeFile(path, changed);
    const codes = ["bundle-changed", "bundle-no-identity", "bundle-not-zip", "bundle-empty"];
    expect(codes).toContain(await codeOf(() => verify(path, [identity])));
  });

  test("a header that never ends costs nothing", async () => {
    const path = join(await folder(), "endless.anbao.age");
    await writeFile(path, Buffer.concat([Buffer.from("age-encryption.org/v1\n-> X25519 "), Buffer.alloc(60_000_000, "A")]));
    const work = process.cpuUsage();
    expect(await codeOf(async () => verify(path, [(await good()).identity]))).toBe("bundle-changed");
    const { user, system } = process.cpuUsage(work);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  test("what age protects may still be hostile", async () => {
    const { identity } = await good();
    const [plain, path] = [join(await folder(), "junk"), join(await folder(), "junk.anbao.age")];
    await writeFile(plain, "不是报送包");
    await encryptFile(plain, path, [await recipientOf(identity)], quiet());
    expect(await codeOf(() => verify(path, [identity]))).toBe("bundle-not-zip");
  });
});
