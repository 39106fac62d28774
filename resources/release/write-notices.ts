// The licences of everything that is shipped, gathered from what was packed: `resources/THIRD-PARTY-NOTICES.txt` beside the archive.
// Electron's and Chromium's own lie beside the program as they come.
import { extractFile } from "@electron/asar";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** One part: what it is, under which terms by its own word, and their text. */
export type Notice = Readonly<{ name: string; version: string; terms: string; text: string }>;

/** `archived`: names of files in the archive, with `/`. */
export type NoticeSources = Readonly<{ root: string; resources: string; archived: readonly string[] }>;

/** As vite writes what it built in (`build.license`). */
type BuiltIn = readonly Readonly<{ name: string; version: string; identifier?: string | null; text?: string | null }>[];

type Manifest = Readonly<{ name: string; version: string; license?: unknown }>;

const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)/i;
/** Packages that ship no text, by the terms that they name → a package that ships the same text. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^LGPL-3/, "libheif-js/LICENSE"],
  [/^Apache-2/, "detect-libc/LICENSE"],
];

/** Writes the notices. @throws {Error} where a part names no terms at all. */
export function writeNotices(sources: NoticeSources): void {
  const notices = [...packedNotices(sources), ...decoderNotices(sources), ...builtInNotices(sources)];
  writeFileSync(join(sources.resources, "THIRD-PARTY-NOTICES.txt"), noticesText(notices));
}

/** The archive may lay a package elsewhere than the checkout does; texts whose names end in .md are left out of it. */
function packedNotices({ root, resources, archived }: NoticeSources): readonly Notice[] {
  const archive = join(resources, "app.asar");
  const read = (path: string): string => extractFile(archive, path.split("/").join(sep)).toString("utf8");
  return archived.filter(isPackage).map((path) => {
    const folder = path.replace(/package\.json$/, "");
    const texts = archived.filter((name) => name.startsWith(folder) && LICENCE_FILE.test(name.slice(folder.length)) && /\.txt$|\/[^/.]+$/.test(name));
    const own = texts.filter((name) => !name.slice(folder.length).includes("/")).map((name) => read(name).trim());
    return completed(root, JSON.parse(read(path)) as Manifest, own.join("\n\n"));
  });
}

/** Whether a manifest stands at a package's own top, and not in a folder that only says which kind its modules are. */
function isPackage(path: string): boolean {
  return /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path);
}

function decoderNotices({ root, resources }: NoticeSources): readonly Notice[] {
  const folder = join(resources, "decoder");
  if (!existsSync(folder)) return [];
  const modules = join(folder, "node_modules");
  const packages = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .map((path) => `node_modules/${path.replaceAll("\\", "/")}`)
    .filter(isPackage);
  const node = { name: "Node.js", version: "", terms: "MIT", text: readFileSync(join(folder, "LICENSE.node.txt"), "utf8") };
  return [node, ...packages.map((path) => readNotice(root, join(folder, path, "..")))];
}

function builtInNotices({ root }: NoticeSources): readonly Notice[] {
  const lists = ["renderer", "decoder"].map((name) => join(root, "dist", name, "licenses.json")).filter((path) => existsSync(path));
  const builtIn = lists.flatMap((path) => JSON.parse(readFileSync(path, "utf8")) as BuiltIn);
  return builtIn.map(({ name, version, identifier, text }) => completed(root, { name, version, license: identifier }, text ?? ""));
}

function readNotice(root: string, folder: string): Notice {
  return completed(root, JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest, licenceTexts(folder));
}

function completed(root: string, { name, version, license }: Manifest, own: string): Notice {
  const terms = typeof license === "string" ? license : "";
  const folder = join(root, "node_modules", name);
  const inCheckout = own === "" && existsSync(folder) ? licenceTexts(folder) : own;
  return { name, version, terms, text: inCheckout === "" ? substitute(root, terms) : inCheckout };
}

/** libvips's package says in its README which libraries it holds, and their versions in a list. */
function licenceTexts(folder: string): string {
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name) || isLibvips(folder, name));
  return names.map((name) => readFileSync(join(folder, name), "utf8").trim()).join("\n\n");
}

function isLibvips(folder: string, name: string): boolean {
  return folder.includes("sharp-libvips-") && ["README.md", "versions.json"].includes(name);
}

function substitute(root: string, terms: string): string {
  const [, file] = TEXTS.find(([pattern]) => pattern.test(terms)) ?? [];
  const path = join(root, "node_modules", file ?? "");
  return file !== undefined && existsSync(path) ? readFileSync(path, "utf8").trim() : "";
}

/** The notices as one text, each part once, by name. */
export function noticesText(notices: readonly Notice[]): string {
  const keyed = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`.trim(), notice]));
  const parts = [...keyed].sort(([a], [b]) => (a < b ? -1 : 1));
  const bodies = parts.map(([title, { terms, text }]) => `${"=".repeat(78)}\n${title}\n${terms}\n\n${text.trim()}\n`);
  return `${HEAD}\n${bodies.join("\n")}`;
}

const HEAD = `安报使用了下列第三方软件，各按其许可证使用。Electron 和 Chromium 的许可见程序文件夹中的 LICENSE.electron.txt 和
LICENSES.chromium.html。decoder 文件夹中的 libvips 等按 LGPL 使用：可用自行编译的版本替换其中的文件。

Software of others that comes with this program, each under its own terms. Those of Electron and Chromium lie beside the program:
LICENSE.electron.txt, LICENSES.chromium.html. libvips and others in the folder "decoder" are used under the LGPL: its files may be
replaced by versions that you built yourself.
`;
