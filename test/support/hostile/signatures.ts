// Signatures and keys: of nobody, of somebody else, for another purpose, by keys that anyone can sign for.
import { rawZip, type RawMember } from "../made/raw-zip.ts";
import { testKey } from "../made/make-bundle.ts";
import { fileOf, memberNamed, membersOf, resigned, type HostileCase, type HostileKit } from "./kit.ts";
import type { ProblemCode } from "../../../src-main/domain/problem.ts";

const SIG = "tagmanifest-sha256.txt.sig";
const little = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();
const P = 2n ** 255n - 19n;

/** The honest bag under a signature of that text. */
const signedBy = (kit: HostileKit, armored: (tagManifest: Buffer) => string): string => {
  const list = membersOf(kit);
  const tagManifest = memberNamed(list, "tagmanifest-sha256.txt").content ?? Buffer.alloc(0);
  memberNamed(list, SIG).content = Buffer.from(armored(tagManifest));
  return fileOf(kit, rawZip(list));
};

/** An armored signature whose raw key, and whose 64 bytes of signature, are others. */
function withKey(armored: string, key: Buffer, signature?: Buffer): string {
  const blob = Buffer.from(armored.split("\n").slice(1, -2).join(""), "base64");
  key.copy(blob, blob.indexOf("ssh-ed25519") + "ssh-ed25519".length + 4);
  signature?.copy(blob, blob.byteLength - 64);
  const lines = blob.toString("base64").match(/.{1,70}/g) ?? [];
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join("\n")}\n-----END SSH SIGNATURE-----\n`;
}

/** R = the neutral point, S = 0: under a key of low order this verifies for anybody who is not careful. */
const ANYBODY = Buffer.concat([little(1n), little(0n)]);

const weakKey = (name: string, key: Buffer): HostileCase => ({
  group: "signatures",
  name: `signed by a key that is ${name}`,
  code: "key-unusable",
  make: (kit) => signedBy(kit, (bytes) => withKey(testKey("sender").signer.sign("anbao-bundle@v1", bytes), key, ANYBODY)),
});

const signatureCase = (name: string, code: ProblemCode, armored: (tagManifest: Buffer) => string): HostileCase => ({
  group: "signatures",
  name,
  code,
  make: (kit) => signedBy(kit, armored),
});

const sign = (keyName: string, namespace: Parameters<ReturnType<typeof testKey>["signer"]["sign"]>[0]) => (bytes: Buffer) =>
  testKey(keyName).signer.sign(namespace, bytes);

/** Cases of signatures. */
export const SIGNATURE_CASES: readonly HostileCase[] = [
  {
    group: "signatures",
    name: "signed by nobody",
    code: "bundle-unsigned",
    make: (kit) => fileOf(kit, rawZip(membersOf(kit).filter((member) => member.name !== SIG))),
  },
  signatureCase("signed by another PC", "bundle-signer-differs", sign("stranger", "anbao-bundle@v1")),
  signatureCase("signed as the head of a feed", "signature-invalid", sign("sender", "anbao-feed@v1")),
  signatureCase("signed as an update", "signature-invalid", sign("sender", "anbao-update@v1")),
  signatureCase("a signature over another text", "signature-invalid", () => sign("sender", "anbao-bundle@v1")(Buffer.from("x"))),
  signatureCase(
    "a signature of another spelling",
    "signature-invalid",
    (bytes) => `${sign("sender", "anbao-bundle@v1")(bytes)}\n`,
  ),
  signatureCase("a signature that is text", "signature-invalid", () => "签名"),
  signatureCase("a signature whose S is too large", "signature-invalid", (bytes) =>
    malleable(sign("sender", "anbao-bundle@v1")(bytes)),
  ),
  weakKey("the neutral point", little(1n)),
  weakKey("of order two", little(P - 1n)),
  weakKey("of order four", little(0n)),
  weakKey("of order eight", Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "hex")),
  weakKey("the neutral point, spelled otherwise", little(P + 1n)),
  weakKey("beyond the field", little(2n ** 255n - 1n)),
  weakKey("no point of the curve", little(2n)),
  {
    group: "signatures",
    name: "one bit of the photo changed, its ZIP checksum made right",
    code: "bundle-changed",
    make: (kit) => fileOf(kit, rawZip(membersOf(kit).map(flipPhoto))),
  },
  {
    group: "signatures",
    name: "a list of another bundle under its own signature",
    code: "bundle-changed",
    make: (kit) => {
      const [list, other] = [membersOf(kit), resigned(kit, { "data/index.html": Buffer.from("<p>别的</p>") })];
      for (const name of ["tagmanifest-sha256.txt", SIG, "bag-info.txt", "manifest-sha256.txt"])
        memberNamed(list, name).content = memberNamed(other, name).content ?? Buffer.alloc(0);
      return fileOf(kit, rawZip(list));
    },
  },
];

/** The same signature with the group's order added to S: another signature for the same text, for readers that do not look. */
function malleable(armored: string): string {
  const blob = Buffer.from(armored.split("\n").slice(1, -2).join(""), "base64");
  const s = BigInt(`0x${Buffer.from(blob.subarray(-32)).reverse().toString("hex")}`);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const key = blob.subarray(blob.indexOf("ssh-ed25519") + 15).subarray(0, 32);
  return withKey(armored, Buffer.from(key), Buffer.concat([blob.subarray(-64, -32), little(s + order)]));
}

function flipPhoto(member: RawMember): RawMember {
  if (!String(member.name).startsWith("data/media/")) return member;
  const content = Buffer.from(member.content ?? Buffer.alloc(1));
  content[100] = (content[100] ?? 0) ^ 1;
  return { ...member, content };
}
