// Updates as a publisher makes them: packages in a folder, stated and signed by the publisher's own tool under keys made for the test.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import packageInfo from "../../../package.json" with { type: "json" };
import { signUpdates } from "../../../resources/release/sign-updates.ts";
import { opensshPublicKey, verifySshsig } from "../../../src-main/keys/signature/sshsig.ts";
import type { Running } from "../../../src-main/updates/judge-offer.ts";
import { statementName, type Target } from "../../../src-main/updates/statement.ts";

export const HERE: Target = { platform: "linux", processor: "x64", kind: "deb" };
export const STATEMENT = statementName(HERE);
/** Larger than one chunk of any source. */
export const PACKAGE_BYTES = 3 * 1024 * 1024 + 7;

/** A publisher: the private key's file, and the line for `allowed_signers`. */
export type Publisher = Readonly<{ keyFile: string; line: string; key: string }>;

/** Makes a key pair with ssh-keygen. */
export function makePublisher(folder: string, name: string): Publisher {
  const keyFile = join(folder, name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", keyFile]);
  const key = readFileSync(`${keyFile}.pub`, "utf8").trim().split(" ").slice(0, 2).join(" ");
  return { keyFile, key, line: `${name} namespaces="anbao-update@v1" ${key}` };
}

/** Bytes that look like nothing, the same for the same version. */
export function packageBytes(version: string, sizeBytes = PACKAGE_BYTES): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 1) bytes[at] = (at * 31 + version.length * 7 + (version.codePointAt(0) ?? 0)) & 0xff;
  return bytes;
}

/** Writes a signed package of a version into a folder. @returns the package's file name */
export async function publish(
  folder: string,
  publisher: Publisher,
  version: string,
  ending = "linux-x64.deb",
  sizeBytes = PACKAGE_BYTES,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const fileName = `anbao-${version}-${ending}`;
  await writeFile(join(folder, fileName), packageBytes(version, sizeBytes));
  await signUpdates(folder, publisher.keyFile);
  return fileName;
}

/** The program that runs, as the product builds it, believing these publishers. */
export function runningProgram(publishers: readonly Publisher[], version: string = packageInfo.version, target = HERE): Running {
  return {
    ...target,
    version,
    publishers: publishers.map(({ key }) => key),
    signerOf: (signature, bytes) => opensshPublicKey(verifySshsig(signature, "anbao-update@v1", bytes).key),
  };
}

/** A publisher's signature for another purpose. */
export function signFor(namespace: string, publisher: Publisher, bytes: Uint8Array): Buffer {
  return execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", publisher.keyFile, "-n", namespace], {
    input: bytes,
    stdio: ["pipe", "pipe", "ignore"],
  });
}
