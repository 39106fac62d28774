// For the publisher: states and signs the packages of a folder, so that programs take them as updates.
// `npm run release:sign -- FOLDER --key FILE`; FILE is a private key of `ssh-keygen -t ed25519`, kept off this repository.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { copyFile, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readPublishers } from "../../src-main/updates/publishers.ts";
import { readStatement, statementName, writeStatement, type Statement, type Target } from "../../src-main/updates/statement.ts";

/** As electron-builder.yml names packages; deb and AppImage have their own words for processors. */
const PACKAGE =
  /^anbao-(?<version>\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)-(?<system>win|linux|mac)-(?<processor>x64|amd64|x86_64|arm64|aarch64)(?<ending>\.exe|\.zip|\.AppImage|\.deb|\.dmg)$/;
const PLATFORMS = { win: "win32", linux: "linux", mac: "darwin" } as const;
const KINDS = { ".exe": "nsis", ".zip": "portable", ".AppImage": "appimage", ".deb": "deb", ".dmg": "dmg" } as const;
const NAMESPACE = "anbao-update@v1";
const HELP = new URL("../help/", import.meta.url);

/** What a package's name says of it; undefined for files that are no packages of ours. */
export function targetOf(fileName: string): (Target & Pick<Statement, "version">) | undefined {
  const found = PACKAGE.exec(fileName)?.groups;
  if (found === undefined) return undefined;
  return {
    version: found["version"] ?? "",
    platform: PLATFORMS[found["system"] as keyof typeof PLATFORMS],
    processor: /^a(rm|arch)/.test(found["processor"] ?? "") ? "arm64" : "x64",
    kind: KINDS[found["ending"] as keyof typeof KINDS],
  };
}

/**
 * Writes a statement and its signature beside every package of a folder, and takes the help for an office's IT along.
 *
 * @returns the names of the packages that were signed.
 */
export async function signUpdates(folder: string, key: string): Promise<readonly string[]> {
  const said = await statementsOf(folder);
  if (said.length === 0) throw new Error(`没有安装包 no packages: ${folder}`);
  for (const one of said) await signStatement(folder, one, key);
  for (const name of await readdir(HELP)) await copyFile(new URL(name, HELP), join(folder, name));
  return said.map(({ fileName }) => fileName);
}

async function statementsOf(folder: string): Promise<readonly Statement[]> {
  const made: Statement[] = [];
  for (const fileName of (await readdir(folder)).sort()) {
    const target = targetOf(fileName);
    if (target === undefined) continue;
    const path = join(folder, fileName);
    const twin = made.find((other) => statementName(other) === statementName(target));
    if (twin !== undefined) throw new Error(`两个安装包给同一种电脑 two packages for one system: ${twin.fileName}, ${fileName}`);
    made.push({ ...target, fileName, sizeBytes: (await stat(path)).size, sha256: await digestOf(path) });
  }
  return made;
}

async function signStatement(folder: string, said: Statement, key: string): Promise<void> {
  const path = join(folder, statementName(said));
  const bytes = writeStatement(said);
  readStatement(bytes, basename(path)); // what no program would read is not signed
  await rm(`${path}.sig`, { force: true }); // ssh-keygen asks before it overwrites
  await writeFile(path, bytes);
  execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-f", key, "-n", NAMESPACE, path], { stdio: ["inherit", "ignore", "inherit"] });
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

/** Whether the packed programs know this key. */
async function isPublisher(key: string): Promise<boolean> {
  const own = (await readFile(`${key}.pub`, "utf8")).split(" ").slice(0, 2).join(" ").trim();
  return readPublishers(await readFile(new URL("../updates/allowed_signers", import.meta.url), "utf8")).includes(own);
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: "string" } } });
  const [folder] = positionals;
  if (folder === undefined || values.key === undefined || !existsSync(values.key)) {
    console.error("npm run release:sign -- FOLDER --key FILE");
    process.exitCode = 2;
    return;
  }
  const signed = await signUpdates(resolve(folder), resolve(values.key));
  for (const name of signed) console.log(`已签 signed: ${name}`);
  if (await isPublisher(resolve(values.key))) return;
  console.error("这把密钥不在 resources/updates/allowed_signers 里，发出去的程序不会采用。The key is not in allowed_signers: no program will take these.");
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
