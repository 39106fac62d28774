// Signatures: OpenSSH agrees in both directions, purposes never mix, nothing but the one spelling is accepted.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allowedSigners, opensshTime } from "../../../src-main/keys/signature/allowed-signers.ts";
import { assertUsableKey, fingerprintOf, privateKeyOf, rawKeyOf } from "../../../src-main/keys/signature/ed25519-key.ts";
import { opensshPublicKey, signSshsig, verifySshsig } from "../../../src-main/keys/signature/sshsig.ts";
import { codeOf } from "../../support/codes.ts";
import { sha256, testKey } from "../../support/made/make-bundle.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const message = Buffer.from("报送包\n");
const { privateKey, key } = testKey("signer");

function keygenVerify(folder: string, input: Buffer, namespace: string, ...options: readonly string[]): number | null {
  const args = [
    "-Y",
    "verify",
    "-f",
    join(folder, "allowed"),
    "-I",
    "GT-01_一号",
    "-n",
    namespace,
    "-s",
    join(folder, "m.sig"),
    ...options,
  ];
  return spawnSync("ssh-keygen", args, { input }).status;
}

describe("ssh-keygen", () => {
  test("verifies ours, and neither another text, another namespace nor another key", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "m.sig"), signSshsig(privateKey, "anbao-bundle@v1", message));
    const signer = { principal: "GT-01 一号", key, namespaces: ["anbao-bundle@v1"] as const };
    await writeFile(join(folder, "allowed"), allowedSigners([signer]));
    expect(keygenVerify(folder, message, "anbao-bundle@v1")).toBe(0);
    expect(keygenVerify(folder, Buffer.from("改动"), "anbao-bundle@v1")).not.toBe(0);
    expect(keygenVerify(folder, message, "anbao-feed@v1")).not.toBe(0);
    await writeFile(join(folder, "allowed"), allowedSigners([{ ...signer, key: testKey("other").key }]));
    expect(keygenVerify(folder, message, "anbao-bundle@v1")).not.toBe(0);
  });

  test("takes a revoked key for the time before, and only with verify-time", async () => {
    const folder = await tempFolder();
    const revokedAtMs = Date.UTC(2021, 5, 10);
    await writeFile(join(folder, "m.sig"), signSshsig(privateKey, "anbao-bundle@v1", message));
    const signer = {
      principal: "GT-01 一号",
      key,
      namespaces: ["anbao-bundle@v1", "anbao-feed@v1"] as const,
      validBeforeMs: revokedAtMs,
    };
    await writeFile(join(folder, "allowed"), allowedSigners([signer]));
    expect(keygenVerify(folder, message, "anbao-bundle@v1")).not.toBe(0);
    expect(keygenVerify(folder, message, "anbao-bundle@v1", "-O", `verify-time=${opensshTime(revokedAtMs - 1000)}`)).toBe(0);
    expect(keygenVerify(folder, message, "anbao-bundle@v1", "-O", `verify-time=${opensshTime(revokedAtMs + 1000)}`)).not.toBe(0);
  });

  test("makes signatures that we verify, with the key of its .pub file", async () => {
    const folder = await tempFolder();
    spawnSync("ssh-keygen", ["-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, "id")]);
    await writeFile(join(folder, "m"), message);
    spawnSync("ssh-keygen", ["-Y", "sign", "-n", "anbao-feed@v1", "-f", join(folder, "id"), join(folder, "m")]);
    const armored = await readFile(join(folder, "m.sig"), "utf8");
    const found = verifySshsig(armored, "anbao-feed@v1", message);
    expect((await readFile(join(folder, "id.pub"), "utf8")).trim()).toBe(opensshPublicKey(found.key));
    expect(await codeOf(() => verifySshsig(armored, "anbao-bundle@v1", message))).toBe("signature-invalid");
  });
});

describe("laws", () => {
  const namespaces = ["anbao-bundle@v1", "anbao-feed@v1", "anbao-update@v1"] as const;

  property.prop([
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.uint8Array(),
    fc.constantFrom(...namespaces),
    fc.constantFrom(...namespaces),
  ])("verification inverts signing, under the same namespace only", async (seed, bytes, made, asked) => {
    const signer = privateKeyOf(seed);
    const armored = signSshsig(signer, made, bytes);
    if (made === asked) expect(verifySshsig(armored, asked, bytes).key).toBe(rawKeyOf(signer));
    else expect(await codeOf(() => verifySshsig(armored, asked, bytes))).toBe("signature-invalid");
  });

  const armored = signSshsig(privateKey, "anbao-bundle@v1", message);

  property.prop([fc.nat({ max: armored.length - 1 }), fc.nat({ max: 255 })], { numRuns: 500 })(
    "no changed character verifies",
    async (at, code) => {
      const changed = armored.slice(0, at) + String.fromCharCode(code) + armored.slice(at + 1);
      fc.pre(changed !== armored);
      expect(["signature-invalid", "key-unusable"]).toContain(
        await codeOf(() => verifySshsig(changed, "anbao-bundle@v1", message)),
      );
    },
  );

  test.each([
    "",
    armored.slice(0, 60),
    `${armored}\n`,
    armored.replaceAll("\n", "\r\n"),
    ` ${armored}`,
    armored + armored,
    randomBytes(700).toString("latin1"),
  ])("no other spelling verifies", async (other) =>
    expect(await codeOf(() => verifySshsig(other, "anbao-bundle@v1", message))).toBe("signature-invalid"),
  );
});

describe("keys", () => {
  const little = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse().toString("hex");
  const p = 2n ** 255n - 19n;
  const order8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
  const order8b = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
  const bad = [0n, 1n, p - 1n, p, p + 1n, 2n ** 255n - 1n, 2n ** 255n, 2n ** 255n + 1n, 2n ** 256n - 1n, 2n].map(little);

  test.each([...bad, order8, order8b, "", "zz", key.toUpperCase(), `${key}00`])("%s is refused", async (hex) => {
    expect(await codeOf(() => assertUsableKey(hex))).toBe("key-unusable");
  });

  property.prop([fc.uint8Array({ minLength: 32, maxLength: 32 })])("every key that is made is usable", (seed) => {
    assertUsableKey(rawKeyOf(privateKeyOf(seed)));
  });

  test("the fingerprint is the SHA-256 of the raw key", () => expect(fingerprintOf(key)).toBe(sha256(Buffer.from(key, "hex"))));
});
