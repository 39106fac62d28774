// Packs a target from a placeholder into `release/tried/<target>`; once for all tests, as long as nothing that goes into it is newer.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packTarget } from "../../resources/release/dist.ts";
import { namedTargets, type Target } from "../../resources/release/targets.ts";
import { ROOT } from "../support/tree.ts";
import { layRecordingTools } from "./recording-tools.ts";
import { writePlaceholder } from "./placeholder.ts";

/** A packed target: `output` holds the packages, `folder` the program as it is installed, `resources` what lies in it; `said`: what the recording tools were told. */
export type Packed = Readonly<{
  target: Target;
  output: string;
  folder: string;
  resources: string;
  archive: string;
  said: string;
}>;

const SOURCES = ["dist", "electron-builder.yml", "resources", "package-lock.json"];
const DONE = "done";

/** What is made of each; Windows' other processor without the zip, to save time. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "win-x64": ["zip", "nsis"],
  "win-arm64": ["nsis"],
  "linux-x64": ["deb", "AppImage"],
  "linux-arm64": ["deb", "AppImage"],
};
export const PACKED_HERE = ["win-x64", "win-arm64", "linux-x64", "linux-arm64"] as const;

export function packOnce(name: (typeof PACKED_HERE)[number]): Packed {
  const [target] = namedTargets([name]);
  if (target === undefined) throw new Error(`${name} is no target`);
  const output = join(ROOT, "release", "tried", name);
  if (!isFresh(join(output, DONE))) packAnew(target, output);
  const folder = join(output, target.dir);
  const resources = join(folder, "resources");
  return { target, output, folder, resources, said: join(output, "said"), archive: join(resources, "app.asar") };
}

function packAnew(target: Target, output: string): void {
  rmSync(output, { recursive: true, force: true });
  Object.assign(process.env, { ELECTRON_BUILDER_7ZIP_PATH: "/usr/bin/7za" }, layRecordingTools(output).env);
  const placeholder = join(output, "electron");
  mkdirSync(placeholder, { recursive: true });
  writePlaceholder(placeholder, target);
  const config = [`electronDist=${placeholder}`, `directories.output=${output}`, "compression=store", "deb.compression=gz"];
  packTarget(target, { root: ROOT, kinds: KINDS[target.name] ?? [], config: config.map((word) => `-c.${word}`) });
  writeFileSync(join(output, DONE), "");
}

function isFresh(result: string): boolean {
  if (!existsSync(result)) return false;
  const madeAtMs = statSync(result).mtimeMs;
  return SOURCES.flatMap(timesIn).every((time) => time <= madeAtMs);
}

function timesIn(name: string): readonly number[] {
  const path = join(ROOT, name);
  if (!statSync(path).isDirectory()) return [statSync(path).mtimeMs];
  return readdirSync(path, { recursive: true, encoding: "utf8" }).map((inside) => statSync(join(path, inside)).mtimeMs);
}
