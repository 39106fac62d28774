// Programs of others in both directions: what we write they accept, what they make we read, or refuse with the right sentence.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decryptFile, generateIdentity } from "../../src-main/bundle/age/age.ts";
import { verifySshsig, type SshNamespace } from "../../src-main/keys/signature/sshsig.ts";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { codeOf } from "../support/codes.ts";
import { append, headOf, makeBundle, makeSource, openFeed, quiet, testKey } from "../support/made/make-bundle.ts";
import { rawZip, takeApart } from "../support/made/raw-zip.ts";
import { run } from "../support/made/made-programs.ts";
import { tempFolder } from "../support/temp-folder.ts";

const verify = (folder: string, path: string, identities: readonly string[] = []) =>
  codeOf(() => verifyBundle(path, { stagingDir: join(folder, "staging"), progress: quiet(), identities }));

/** The bundle unpacked by unzip. */
async function unpacked(folder: string): Promise<Readonly<{ path: string; bag: string }>> {
  const { path } = await makeBundle(folder);
  const bag = join(folder, "bag");
  run("unzip", "-q", path, "-d", bag);
  return { path, bag };
}

const within = (cwd: string, program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { cwd, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });

describe("an SSH key made by ssh-keygen", () => {
  const newKey = (folder: string, ...type: readonly string[]) => {
    run("ssh-keygen", "-q", ...type, "-N", "", "-C", "", "-f", join(folder, "id"));
    return join(folder, "id");
  };
  const signBy =
    (id: string, options: readonly string[] = []) =>
    (namespace: SshNamespace, bytes: Uint8Array) => {
      const args = ["-Y", "sign", "-q", "-n", namespace, ...options, "-f", id];
      return spawnSync("ssh-keygen", args, { input: bytes, encoding: "utf8" }).stdout;
    };
  const rawKeyIn = (id: string) =>
    Buffer.from(readFileSync(`${id}.pub`, "utf8").split(" ")[1] ?? "", "base64")
      .subarray(-32)
      .toString("hex");

  test("signs the bag and the heads: the bundle is good, and not under another key", async () => {
    const folder = await tempFolder();
    const id = newKey(folder, "-t", "ed25519");
    const [key, sign] = [rawKeyIn(id), signBy(id)];
    const feed = append(openFeed("heads"), [{ title: "活动" }]);
    const { statement, ...source } = makeSource([feed]);
    const parts = { ...source, statement: { ...statement, sender: { ...statement.sender, key } }, signer: { key, sign } };
    const { path } = await makeBundle(folder, { parts });
    expect(await verify(folder, path)).toBe("done");
    const lying = { ...parts, statement: { ...statement, sender: { ...statement.sender, key: testKey("other").key } } };
    expect(await verify(folder, (await makeBundle(folder, { parts: lying, baseName: "GT-01-002" })).path)).toBe(
      "bundle-signer-differs",
    );
  });

  test("a head that it signs is that key's, and no signature of a bag", async () => {
    const folder = await tempFolder();
    const id = newKey(folder, "-t", "ed25519");
    const { feed, seq, hash } = headOf(append(openFeed("any"), [{ n: 1 }]));
    const bytes = Buffer.from(JSON.stringify({ feed, hash, seq }));
    expect(verifySshsig(signBy(id)("anbao-feed@v1", bytes), "anbao-feed@v1", bytes).key).toBe(rawKeyIn(id));
    expect(await codeOf(() => verifySshsig(signBy(id)("anbao-feed@v1", bytes), "anbao-bundle@v1", bytes))).toBe(
      "signature-invalid",
    );
  });

  test.each<[string, readonly string[], readonly string[], SshNamespace]>([
    ["for another purpose", ["-t", "ed25519"], [], "anbao-feed@v1"],
    ["over a weaker digest", ["-t", "ed25519"], ["-O", "hashalg=sha256"], "anbao-bundle@v1"],
    ["by a key of another kind (ECDSA)", ["-t", "ecdsa"], [], "anbao-bundle@v1"],
    ["by a key of another kind (RSA)", ["-t", "rsa", "-b", "2048"], [], "anbao-bundle@v1"],
  ])("a signature %s is refused", async (_, type, options, namespace) => {
    const folder = await tempFolder();
    const id = newKey(folder, ...type);
    const { bag } = await unpacked(folder);
    const members = takeApart(readFileSync(join(folder, "GT-01-001.anbao")));
    const signature = signBy(id, options)(namespace, readFileSync(join(bag, "tagmanifest-sha256.txt")));
    expect(signature).toContain("BEGIN SSH SIGNATURE");
    for (const member of members) if (String(member.name).endsWith(".sig")) member.content = Buffer.from(signature);
    writeFileSync(join(folder, "x.anbao"), rawZip(members));
    expect(await verify(folder, join(folder, "x.anbao"))).toBe("signature-invalid");
  });
});

describe("age", () => {
  test("opens ours, whose ZIP then checks with unzip, sha256sum and ssh-keygen", async () => {
    const folder = await tempFolder();
    const { identity, recipient } = await generateIdentity();
    const { path } = await makeBundle(folder, { recipients: [recipient] });
    writeFileSync(join(folder, "card.txt"), identity);
    run("age", "-d", "-i", join(folder, "card.txt"), "-o", join(folder, "plain.anbao"), path);
    run("unzip", "-q", join(folder, "plain.anbao"), "-d", join(folder, "bag"));
    const check = ["-c", "--strict", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"];
    expect(within(join(folder, "bag"), "sha256sum", ...check)).toMatchObject({ status: 0, stdout: "" });
    const sig = join(folder, "bag", "tagmanifest-sha256.txt.sig");
    const args = ["-Y", "check-novalidate", "-n", "anbao-bundle@v1", "-s", sig];
    const input = readFileSync(join(folder, "bag", "tagmanifest-sha256.txt"));
    expect(spawnSync("ssh-keygen", args, { input }).status).toBe(0);
  });

  test("seals a bundle to us, and to an SSH key besides: it is read; armoured or to others it is not", async () => {
    const folder = await tempFolder();
    const { identity, recipient } = await generateIdentity();
    const { path } = await makeBundle(folder);
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", join(folder, "id"));
    const seal = (name: string, ...options: readonly string[]) => {
      run("age", "-e", ...options, "-o", join(folder, name), path);
      return join(folder, name);
    };
    expect(await verify(folder, seal("a.anbao.age", "-r", recipient), [identity])).toBe("done");
    expect(await verify(folder, seal("b.anbao.age", "-R", join(folder, "id.pub"), "-r", recipient), [identity])).toBe("done");
    expect(await verify(folder, seal("c.anbao.age", "-R", join(folder, "id.pub")), [identity])).toBe("bundle-no-identity");
    expect(await verify(folder, seal("d.anbao.age", "-a", "-r", recipient), [identity])).toBe("bundle-not-zip");
    const opened = join(folder, "opened");
    await decryptFile(join(folder, "b.anbao.age"), opened, [identity], quiet());
    expect(readFileSync(opened).equals(readFileSync(path))).toBe(true);
  });
});

describe("sha256sum", () => {
  test("makes the very manifests that lie in the bag", async () => {
    const { bag } = await unpacked(await tempFolder());
    const sums = (names: readonly string[]) => within(bag, "sha256sum", "--", ...names).stdout;
    const payload = readdirSync(join(bag, "data"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(bag.length + 1))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(sums(payload)).toBe(readFileSync(join(bag, "manifest-sha256.txt"), "utf8"));
    expect(sums(["bag-info.txt", "bagit.txt", "manifest-sha256.txt"])).toBe(
      readFileSync(join(bag, "tagmanifest-sha256.txt"), "utf8"),
    );
  });

  test("sees a changed file, as we do", async () => {
    const folder = await tempFolder();
    const { path, bag } = await unpacked(folder);
    writeFileSync(join(bag, "data/index.html"), "<p>改</p>");
    expect(within(bag, "sha256sum", "-c", "--quiet", "manifest-sha256.txt").status).not.toBe(0);
    const members = takeApart(readFileSync(path));
    for (const member of members) if (member.name === "data/index.html") member.content = Buffer.from("<p>改</p>");
    writeFileSync(join(folder, "x.anbao"), rawZip(members));
    expect(await verify(folder, join(folder, "x.anbao"))).toBe("bundle-hostile");
  });
});

describe("ZIP", () => {
  const PYTHON = "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(len(z.namelist()))";

  test("unzip, 7z, bsdtar and Python test and unpack ours to the same bytes", async () => {
    const folder = await tempFolder();
    const { path, bag } = await unpacked(folder);
    expect(run("unzip", "-tq", path)).toContain("No errors detected");
    expect(run("7z", "t", path)).toContain("Everything is Ok");
    for (const [program, ...args] of [
      ["7z", "x", "-bd", `-o${join(folder, "7z")}`, path],
      ["bsdtar", "-xf", path, "-C", join(folder, "bsdtar")],
    ] as const) {
      mkdirSync(join(folder, program), { recursive: true });
      expect(within(folder, program, ...args).status).toBe(0);
      expect(run("diff", "-r", bag, join(folder, program))).toBe("");
    }
    expect(run("python3", "-c", PYTHON, path).trim()).toBe(String(takeApart(readFileSync(path)).length));
  });

  test.each([
    ["zip", ["zip", "-q", "-X", "-r", "-0"]],
    ["zip, compressed", ["zip", "-q", "-r"]],
    ["7z", ["7z", "a", "-bd", "-tzip", "-mx=0"]],
    ["7z, encrypted", ["7z", "a", "-bd", "-tzip", "-psecret"]],
    ["bsdtar", ["bsdtar", "--format", "zip", "--options", "zip:compression=store", "-cf"]],
  ] as const)("%s packs an honest bag anew: every byte of it is right, and it is still no bundle", async (_, command) => {
    const folder = await tempFolder();
    const { bag } = await unpacked(folder);
    const [program, ...args] = command;
    expect(within(bag, program, ...args, join(folder, "again.zip"), ...readdirSync(bag)).status).toBe(0);
    expect(await verify(folder, join(folder, "again.zip"))).toBe("bundle-hostile");
  });
});
