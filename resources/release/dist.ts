// `npm run dist [-- TARGET … [--kinds dir,deb]]`: builds, lays the parts of each target ready and packs one target after the other.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { run } from "./fetch-package.ts";
import { placesIn, stageTarget } from "./stage.ts";
import { builderArguments, namedTargets, ownTargets, type Target } from "./targets.ts";

/** `config`: further words for electron-builder, as `-c.key=value`; tests name a placeholder's folder and their own output. */
export type PackOptions = Readonly<{ root: string; kinds: readonly string[]; config: readonly string[] }>;

/** Packs one target. @throws {Error} with what electron-builder or the check after packing said. */
export function packTarget(target: Target, { root, kinds, config }: PackOptions): void {
  stageTarget(target, placesIn(root));
  run(process.execPath, [join(root, "node_modules", "electron-builder", "cli.js"), ...builderArguments(target, kinds), ...config], {
    cwd: root,
    env: builderEnvironment(root),
  });
}

/** debs are made by `pack-deb.ts` in the role of fpm, which electron-builder would fetch from elsewhere. */
function builderEnvironment(root: string): NodeJS.ProcessEnv {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  return { CUSTOM_FPM_PATH: join(root, "resources", "release", "pack-deb.ts"), ...process.env, PATH: path };
}

function main(): void {
  const root = resolve(import.meta.dirname, "../..");
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { kinds: { type: "string" } } });
  const targets = positionals.length === 0 ? ownTargets(process.platform) : namedTargets(positionals);
  for (const target of targets) {
    console.log(`${target.name} …`);
    packTarget(target, { root, kinds: values.kinds?.split(",") ?? [], config: [] });
    const list = join(root, "release", `${target.name}.files.txt`);
    if (existsSync(list)) console.log(`  ${readFileSync(list, "utf8").split("\n", 1)[0] ?? ""}`);
  }
}

if (import.meta.main) main();
