// Decides whether what was packed may leave: machine of every native file, oldest system that is served, what must be in, what
// must not, and how large it may be. Pure: facts in, sentences out.
import type { BinaryFacts } from "./binary-facts.ts";
import { nativesOf, type Target } from "./targets.ts";

/** A packed file: its place below the program's folder, with `/`; in the archive below `resources/app.asar/`. */
export type PackedFile = Readonly<{ path: string; sizeBytes: number; binary: BinaryFacts | undefined }>;

/** UOS V20 (Debian 10): glibc 2.28, GCC 8. */
export const OLDEST = { GLIBC: "2.28", GLIBCXX: "3.4.25" } as const;

/** Most that our own part may weigh, in MiB: the archive with what lies beside it, and the decoder with its Node. */
export const BUDGET_MIB = { app: 105, decoder: 190 } as const;

const MIB = 1024 * 1024;
const FORMATS = { win32: "pe", linux: "elf", darwin: "mach-o" } as const;
const ARCHIVE = "resources/app.asar/";
const UNPACKED = "resources/app.asar.unpacked/";
const DECODER = "resources/decoder/";

/** Everything that is wrong with a package, a sentence each; empty where it may leave. */
export function judgePackage(target: Target, files: readonly PackedFile[]): readonly string[] {
  return [
    ...files.flatMap((file) => judgeBinary(target, file)),
    ...missingParts(target, files),
    ...unwantedParts(files),
    ...overBudget(files),
  ];
}

function judgeBinary(target: Target, { path, binary }: PackedFile): readonly string[] {
  if (binary === undefined) return [];
  const wanted = FORMATS[target.platform];
  if (binary.format !== wanted || binary.machine !== target.arch)
    return [`${path} is for ${binary.format} ${binary.machine}; this package is for ${wanted} ${target.arch}.`];
  const tooNew = binary.versions.filter(isTooNew);
  return tooNew.length === 0 ? [] : [`${path} needs ${tooNew.join(", ")}; systems with glibc ${OLDEST.GLIBC} are served.`];
}

/** Whether a needed version of the C or C++ library is newer than the oldest system that is served. */
export function isTooNew(version: string): boolean {
  const [, library, number] = /^(GLIBC|GLIBCXX)_([\d.]+)$/.exec(version) ?? [];
  if (number === undefined) return false;
  return compareVersions(number, OLDEST[library as keyof typeof OLDEST]) > 0;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  const at = left.findIndex((part, index) => part !== (right[index] ?? 0));
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function missingParts(target: Target, files: readonly PackedFile[]): readonly string[] {
  const natives = nativesOf(target);
  const there = (path: string): boolean => files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
  const wanted = [
    `${ARCHIVE}dist/main/shell-electron/main.js`,
    `${ARCHIVE}dist/main/shell-electron/data-process.js`,
    `${ARCHIVE}dist/preload/preload.cjs`,
    `${ARCHIVE}dist/renderer/index.html`,
    `${UNPACKED}node_modules/better-sqlite3/prebuilds/${natives.sqlite}`,
    `${DECODER}${natives.nodeProgram}`,
    `${DECODER}decode-worker.js`,
    `${DECODER}MediaInfoModule.wasm`,
    ...["sharp", ...natives.sharp].map((name) => `${DECODER}node_modules/${name}`),
    "resources/THIRD-PARTY-NOTICES.txt",
  ];
  return wanted.filter((path) => !there(path)).map((path) => `${path} is missing.`);
}

/** What only a decoder may load, and what only a developer has. */
const UNWANTED: readonly RegExp[] = [
  /^resources\/app\.asar(\.unpacked)?\/node_modules\/(sharp|@img|libheif-js|mediabunny|mediainfo\.js|exifreader|file-type|node-(linux|win|darwin|bin)-[^/]+)\//,
  /^resources\/app\.asar(\.unpacked)?\/(src-main|src-renderer|test|resources\/(release|icons))\//,
  /\.(pem|key)$/,
];

function unwantedParts(files: readonly PackedFile[]): readonly string[] {
  const found = files.filter(({ path }) => UNWANTED.some((pattern) => pattern.test(path)));
  return found.map(({ path }) => `${path} must not be packed.`);
}

function overBudget(files: readonly PackedFile[]): readonly string[] {
  const weight = (within: RegExp): number =>
    files.filter(({ path }) => within.test(path)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / MIB;
  const weights = { app: weight(/^resources\/app\.asar/), decoder: weight(/^resources\/decoder\//) };
  return (["app", "decoder"] as const)
    .filter((part) => weights[part] > BUDGET_MIB[part])
    .map((part) => `resources/${part} weighs ${weights[part].toFixed(0)} MiB; the budget is ${BUDGET_MIB[part]} MiB.`);
}
