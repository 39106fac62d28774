// `npm run test:sticks`: the product on real vfat and exfat, in an emulated PC with a USB port. What passed is kept in a file, so that
// a run that was cut off goes on with the same tree; `--fresh` begins anew, `--only TEXT` runs what has the text in its name.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { badBlock, counterfeit, full, largerThanFour, writeProtected } from "./checks-faulty.ts";
import { powerCutWhileImporting, powerCutWhileRecording, powerCutWhileWriting } from "./checks-power.ts";
import { CUTTING, EXPORTING, pulledWhileImporting, pulledWhileWriting, REQUESTING } from "./checks-pulled.ts";
import { journey, paperAndBackup, pulledWhenSaid, seesTheFault, volumesAndRequest } from "./checks-said.ts";
import { listFiles } from "../support/tree.ts";
import { readResults, treeDigest, writeResults, type Results } from "./kept-results.ts";
import { missingPrograms, openLab, type Check, type Lab } from "./lab.ts";
import type { Kind } from "./make-drives.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, "node_modules", ".cache", "sticks");
const RESULTS = join(FOLDER, "results.json");
const KINDS: readonly Kind[] = ["vfat", "exfat"];

/** In the order in which they run; the first finding comes first. */
const CHECKS: readonly Check[] = [
  ...KINDS.map(pulledWhenSaid),
  seesTheFault(),
  ...KINDS.map(journey),
  ...KINDS.map(paperAndBackup),
  ...KINDS.map(volumesAndRequest),
  ...KINDS.flatMap((kind) => [writeProtected, full, largerThanFour, counterfeit, badBlock].map((check) => check(kind))),
  ...pulledWhileWriting("vfat", EXPORTING, 14),
  ...pulledWhileWriting("exfat", EXPORTING, 8),
  ...pulledWhileWriting("vfat", CUTTING, 9),
  ...pulledWhileWriting("exfat", CUTTING, 6),
  ...KINDS.flatMap((kind) => pulledWhileWriting(kind, REQUESTING, 5)),
  ...KINDS.flatMap((kind) => pulledWhileImporting(kind, 3)),
  ...powerCutWhileWriting("vfat", EXPORTING, 12),
  ...powerCutWhileWriting("exfat", EXPORTING, 6),
  ...powerCutWhileWriting("vfat", CUTTING, 7),
  ...powerCutWhileWriting("exfat", CUTTING, 5),
  ...KINDS.flatMap((kind) => powerCutWhileWriting(kind, REQUESTING, 4)),
  ...powerCutWhileRecording("vfat", 6),
  ...powerCutWhileRecording("exfat", 4),
  ...powerCutWhileImporting("vfat", 5),
  ...powerCutWhileImporting("exfat", 4),
];

async function main(args: readonly string[]): Promise<number> {
  const missing = missingPrograms();
  if (missing !== undefined) {
    console.error(missing);
    console.log("0 passed, 1 failed");
    return 1;
  }
  mkdirSync(FOLDER, { recursive: true });
  if (args.includes("--fresh"))
    for (const name of ["results.json", "offices"]) rmSync(join(FOLDER, name), { recursive: true, force: true });
  const only = args.includes("--only") ? (args[args.indexOf("--only") + 1] ?? "") : "";
  const wanted = CHECKS.filter(({ name }) => name.includes(only));
  const tree = treeDigest(ROOT, listFiles());
  const results = readResults(RESULTS, tree);
  const lab = await openLab(FOLDER, fileURLToPath(new URL("./guest.ts", import.meta.url)));
  for (const check of wanted) if (results[check.name]?.passed !== true) await runCheck(lab, check, results, tree);
  lab.end();
  return tell(wanted, results);
}

async function runCheck(lab: Lab, { name, run }: Check, results: Results, tree: string): Promise<void> {
  const startedMs = Date.now();
  const outcome = await run(lab).then(
    (seen) => ({ passed: true, seen }),
    (cause: unknown) => ({ passed: false, seen: cause instanceof Error ? cause.message : String(cause) }),
  );
  results[name] = { ...outcome, seconds: Math.round((Date.now() - startedMs) / 1000) };
  writeResults(RESULTS, tree, results);
  console.log(`${outcome.passed ? "ok  " : "FAIL"} ${name} (${results[name].seconds} s): ${outcome.seen}`);
  // What a failure left mounted or open must not spoil the next: the PC is started again.
  if (!outcome.passed) lab.end();
}

function tell(wanted: readonly Check[], results: Results): number {
  const outcomes = wanted.map(({ name }) => results[name]);
  const passed = outcomes.filter((outcome) => outcome?.passed === true).length;
  const minutes = outcomes.reduce((sum, outcome) => sum + (outcome?.seconds ?? 0), 0) / 60;
  console.log(`in all ${minutes.toFixed(0)} minutes of checks`);
  console.log(`${passed} passed, ${wanted.length - passed} failed`);
  return passed === wanted.length ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
