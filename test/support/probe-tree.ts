// Plants made-up imports in an empty tree of the project's shape and asks dependency-cruiser which rules they break.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet, type ICruiseOptions } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const root = resolve(import.meta.dirname, "../..");
type RuleFile = IFlattenedRuleSet & { options: ICruiseOptions & { tsConfig: { fileName: string } } };
const ruleFile = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as RuleFile;

const CRUISED = ["src-main", "src-renderer"];

/** Files of a probe tree: path → source text. */
export type ProbeFiles = Readonly<Record<string, string>>;

/** One import (or file) that broke a rule. */
export type Violation = Readonly<{ rule: string; from: string; to: string }>;

/** An import statement from one project file to another, or to a package. */
export function importOf(from: string, to: string): string {
  const path = to.startsWith("src-") || to.startsWith("resources/") ? relative(dirname(from), to) : to;
  return `import ${JSON.stringify(path.startsWith("..") || path === to ? path : `./${path}`)};\n`;
}

/**
 * Cruises a probe tree by the project's own rule file.
 *
 * @returns every violation, in no particular order.
 */
export async function cruiseProbes(files: ProbeFiles): Promise<readonly Violation[]> {
  const tree = mkdtempSync(join(tmpdir(), "anbao-rules-"));
  try {
    plant(tree, files);
    return await violationsIn(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function plant(tree: string, files: ProbeFiles): void {
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  symlinkSync(join(root, "package.json"), join(tree, "package.json"));
  for (const folder of CRUISED) mkdirSync(join(tree, folder));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

async function violationsIn(tree: string): Promise<readonly Violation[]> {
  const { options, ...ruleSet } = ruleFile;
  const { tsConfig, ...cruiseOptions } = options;
  const transpile = { tsConfig: extractTSConfig(tsConfig.fileName) as unknown };
  const { output } = await cruise(
    [...CRUISED],
    { ...cruiseOptions, baseDir: tree, ruleSet, validate: true },
    undefined,
    transpile,
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
