// Which Node decodes foreign media, which program it runs, and what it may read. Pure: the surroundings come in as data.
import { posix, win32 } from "node:path";

/** What is known of the running program. `root`: folder of package.json; `fromSource`: it runs as TypeScript. */
export type DecoderSurroundings = Readonly<{
  isElectron: boolean;
  /** Electron's `process.resourcesPath`. */
  resourcesPath: string | undefined;
  execPath: string;
  /** Another Node, named by `ANBAO_NODE`. */
  named: string | undefined;
  platform: NodeJS.Platform;
  arch: string;
  root: string;
  fromSource: boolean;
  isThere(path: string): boolean;
}>;

/** Paths of the Node, of its program, and of all that this may read. */
export type DecoderRuntime = Readonly<{ node: string; workerFile: string; readable: readonly string[] }>;

const WORKER = "decode-worker.js";

/**
 * Packed, all lies in `<resources>/decoder`, outside the archive, and the worker reads nothing else. In a checkout the Node that
 * runs decodes as well; Electron is none, and takes the one that npm installed.
 */
export function findDecoder(around: DecoderSurroundings): DecoderRuntime {
  const join = (...parts: string[]): string => (around.platform === "win32" ? win32 : posix).join(...parts);
  const packed = around.isElectron && around.resourcesPath !== undefined ? join(around.resourcesPath, "decoder") : undefined;
  if (packed !== undefined && around.isThere(join(packed, WORKER)))
    return { node: around.named ?? join(packed, nodeFile(around)), workerFile: join(packed, WORKER), readable: [packed] };
  const inRoot = (...parts: string[]): string => join(around.root, ...parts);
  const installed = inRoot("node_modules", `node-${npmName(around.platform)}-${around.arch}`, "bin", nodeFile(around));
  const node = around.named ?? (around.isElectron ? installed : around.execPath);
  const packages = [inRoot("node_modules"), inRoot("package.json")];
  const source = [inRoot("src-main"), ...packages];
  if (around.fromSource)
    return { node, workerFile: inRoot("src-main", "media", "decoder", "decode-worker.ts"), readable: source };
  return { node, workerFile: inRoot("dist", "decoder", WORKER), readable: [inRoot("dist", "decoder"), ...packages] };
}

function nodeFile({ platform }: DecoderSurroundings): string {
  return platform === "win32" ? "node.exe" : "node";
}

function npmName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "win" : platform;
}
