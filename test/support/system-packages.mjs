// Which Debian packages the tests need, which of them are missing, and how to get them. Plain JavaScript: runs under Node 20.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Package → the programs by which its presence is known elsewhere than on Debian; none where it brings no program. */
export const NEEDED = {
  "openssh-client": ["ssh-keygen"],
  age: ["age"],
  unzip: ["unzip"],
  "p7zip-full": ["7z"],
  "libarchive-tools": ["bsdtar"],
  sqlite3: ["sqlite3"],
  "poppler-utils": ["pdftotext", "pdfinfo", "pdftoppm"],
  "libimage-exiftool-perl": ["exiftool"],
  ffmpeg: ["ffmpeg", "ffprobe"],
  "libreoffice-calc": ["soffice"],
  "libreoffice-writer": ["soffice"],
  chromium: ["chromium"],
  xvfb: ["Xvfb"],
  "fonts-noto-cjk": [],
  zzuf: ["zzuf"],
  strace: ["strace"],
  coreutils: ["sha256sum"],
  openssl: ["openssl"],
  mount: ["mount", "umount"],
  e2fsprogs: ["mkfs.ext4", "chattr"],
};

/**
 * The packages that are not there.
 *
 * @param {readonly string[] | undefined} installed names of installed Debian packages; undefined where there is no dpkg.
 * @param {(program: string) => boolean} hasProgram whether a program is on the path.
 * @returns {string[]} in the order of {@link NEEDED}
 */
export function missingPackages(installed, hasProgram) {
  return Object.keys(NEEDED).filter((name) => (installed ? !installed.includes(name) : !NEEDED[name].every(hasProgram)));
}

/**
 * What to do about missing packages: nothing, install them, or say which command does.
 *
 * @param {{ missing: readonly string[], isRoot: boolean, hasApt: boolean }} facts
 * @returns {{ kind: "ready" } | { kind: "install", packages: readonly string[] } | { kind: "refuse", sentence: string }}
 */
export function decideInstall({ missing, isRoot, hasApt }) {
  if (missing.length === 0) return { kind: "ready" };
  if (isRoot && hasApt) return { kind: "install", packages: missing };
  const names = missing.join(" ");
  if (!hasApt) return { kind: "refuse", sentence: `The tests need these programs, by their Debian package names: ${names}` };
  return {
    kind: "refuse",
    sentence: `The tests need Debian packages. Type: sudo apt-get update && sudo apt-get install -y ${names}`,
  };
}

/** Makes sure that everything is there; returns a sentence if it is not. */
export function ensurePackages() {
  const decision = decideInstall({ missing: findMissing(), isRoot: process.getuid?.() === 0, hasApt: onPath("apt-get") });
  if (decision.kind === "ready") return undefined;
  if (decision.kind === "refuse") return decision.sentence;
  console.log(`installing Debian packages: ${decision.packages.join(" ")}`);
  apt(["update"]);
  apt(["install", "-y", "--no-install-recommends", ...decision.packages]);
  const still = findMissing();
  return still.length === 0 ? undefined : `These Debian packages could not be installed: ${still.join(" ")}`;
}

function findMissing() {
  return missingPackages(installedPackages(), onPath);
}

function installedPackages() {
  const query = spawnSync("dpkg-query", ["-W", "-f=${Package} ${db:Status-Status}\\n", ...Object.keys(NEEDED)], {
    encoding: "utf8",
  });
  if (query.error) return undefined;
  return query.stdout
    .split("\n")
    .filter((line) => line.endsWith(" installed"))
    .map((line) => line.split(" ")[0]);
}

function onPath(program) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], { env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) console.error(run.stderr || run.stdout || String(run.error));
}
