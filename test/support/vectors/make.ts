// Writes the vectors that are not there yet: `node test/support/vectors/make.ts [FOLDER]`. What is there is never written again:
// where this program would make other bytes today it says so and leaves the file. Clock, keys, salts and randomness are fixed.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { releaseThreads } from "../../../src-main/disk/threads/threads.ts";
import { sha256 } from "../made/make-bundle.ts";
import { badBackups, BACKUP_PIN, goodBackup } from "./cases/backup-cases.ts";
import { badBundleCases, type BadBundleCase } from "./cases/bad-bundle-cases.ts";
import { badEntryCases } from "./cases/bad-entry-cases.ts";
import { goodBundleCases, identityNamed, writeCase } from "./cases/bundle-cases.ts";
import { textOf } from "./cast.ts";
import { goodEntryCases, officeLines } from "./cases/entry-cases.ts";
import { fixRandomness } from "./fixed-random.ts";
import * as judge from "./judge.ts";
import { factsOf } from "./reading.ts";
import { spellExpected, SUMS, sumsIn, VECTORS } from "./vector-files.ts";

const into = process.argv[2] ?? VECTORS;
const work = mkdtempSync(join(tmpdir(), "vectors-"));
const tally = { written: 0, kept: 0, differing: [] as string[] };
/** A checksum that was noted once stands. */
const sums = new Map(existsSync(join(into, SUMS)) ? sumsIn(readFileSync(join(into, SUMS), "utf8")) : []);

function put(path: string, content: Uint8Array | string): void {
  const bytes = Buffer.from(content as string);
  const whole = join(into, path);
  const there = existsSync(whole) ? readFileSync(whole) : undefined;
  if (there === undefined) {
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, bytes);
    tally.written += 1;
  } else if (there.equals(bytes)) tally.kept += 1;
  else tally.differing.push(path);
  if (!path.endsWith(".json") && !sums.has(path)) sums.set(path, sha256(there ?? bytes));
}

function putCase(list: string, name: string, ending: string, bytes: Uint8Array | string, expected: object): void {
  put(`${list}/${name}.${ending}`, bytes);
  put(`${list}/${name}.json`, spellExpected(expected));
}

const office = officeLines();

async function makeEntries(): Promise<void> {
  for (const { name, about, lines, heads, writes } of goodEntryCases())
    putCase("entries/valid", name, "jsonl", textOf(lines), {
      about,
      writes,
      heads,
      ...factsOf(lines, name === "office" ? [] : office),
    });
  for (const { name, about, bytes, heads } of badEntryCases())
    putCase("entries/invalid", name, "jsonl", bytes, { about, heads, ...(await judge.judgeBadEntries(bytes, heads, office)) });
}

/** @returns paths of each case's files. */
async function makeBundles(): Promise<ReadonlyMap<string, readonly string[]>> {
  const made = new Map<string, readonly string[]>();
  for (const one of await goodBundleCases(join(work, "originals"))) {
    fixRandomness(`seal ${one.name}`);
    const keys = await Promise.all((one.recipients ?? []).map(identityNamed));
    const paths = await writeCase(
      one,
      work,
      keys.map(({ recipient }) => recipient),
    );
    made.set(one.name, paths);
    const opening = {
      ...(keys.length > 0 && { identities: keys.map(({ identity }) => identity) }),
      ...(one.knownFeeds !== undefined && { knownFeeds: one.knownFeeds }),
    };
    const before = one.before === undefined ? [] : await judge.linesIn(made.get(one.before)?.[0] ?? "", work, {});
    for (const [index, path] of paths.entries()) {
      const name = one.volumeBytes === undefined ? one.name : `${one.name}-${index + 1}`;
      const said = await judge.readBundleCase(path, work, opening, office, before);
      const about = one.volumeBytes === undefined ? one.about : `${one.about}: volume ${index + 1} of ${paths.length}`;
      putCase("bundles/valid", name, keys.length > 0 ? "anbao.age" : "anbao", readFileSync(path), {
        about,
        ...(one.before !== undefined && { before: one.before }),
        ...said,
      });
    }
  }
  return made;
}

async function refusal(one: BadBundleCase, path: string, identity: string, bad: ReadonlyMap<string, string>) {
  if (one.by === undefined) return judge.refusalOf(() => judge.verdictOf(path, work, { identities: [identity] }));
  const { ws, close } = await judge.openOfficeFor(one.by, join(work, `refusing ${one.name}`));
  try {
    for (const name of one.after ?? []) await judge.take(ws, bad.get(name) ?? join(into, "bundles/valid", `${name}.anbao`));
    return await judge.refusalOf(() => judge.take(ws, path));
  } finally {
    await close();
  }
}

async function makeBadBundles(volumes: readonly string[]): Promise<void> {
  fixRandomness("bad bundles");
  const { identity, recipient } = await identityNamed("county-1");
  const bad = new Map<string, string>();
  for (const one of await badBundleCases(join(work, "bad"), volumes, recipient)) {
    const path = judge.placed(join(work, "given"), `${one.name}.anbao`, one.bytes);
    bad.set(`../invalid/${one.name}`, path);
    const { name, about, bytes, sealed, by, after } = one;
    const refused = await refusal(one, path, identity, bad);
    const expected = {
      about,
      ...(sealed === true && { identity }),
      ...(by !== undefined && { by }),
      ...(after !== undefined && { after }),
    };
    putCase("bundles/invalid", name, sealed === true ? "anbao.age" : "anbao", bytes, {
      ...expected,
      ...(refused ?? { problem: "none" }),
    });
  }
}

/** Sets of the good volumes, whole and with one missing. */
const SETS: readonly Pick<judge.ExpectedSet, "name" | "about" | "read">[] = [
  { name: "backwards", about: "all volumes, the last one first", read: ["volumes-3", "volumes-2", "volumes-1"] },
  { name: "second-missing", about: "a volume in the middle did not come", read: ["volumes-1", "volumes-3"] },
  { name: "first-missing", about: "volume 1 did not come: the others wait for it", read: ["volumes-2", "volumes-3"] },
];

async function makeSets(): Promise<void> {
  for (const set of SETS) {
    const { ws, close } = await judge.openOfficeFor("county", join(work, `set ${set.name}`));
    for (const name of set.read) await judge.take(ws, join(into, "bundles/valid", `${name}.anbao`));
    const first = JSON.parse(readFileSync(join(into, "bundles/valid/volumes-1.json"), "utf8")) as judge.ExpectedBundle;
    put(
      `bundles/sets/${set.name}.json`,
      spellExpected({ ...set, ...judge.setFactsOf(ws, judge.originalsOf(first.verdict.info)) }),
    );
    await close();
  }
}

async function makeBackups(): Promise<void> {
  const bytes = await goodBackup(join(work, "backup"));
  const said = await judge.readBackupCase(judge.placed(work, "unit.anbao-backup", bytes), join(work, "good"), BACKUP_PIN);
  putCase("backups/valid", "unit", "anbao-backup", bytes, {
    about: "a unit's workspace: entries, an original, a key in one slot",
    pin: BACKUP_PIN,
    ...said,
  });
  for (const { name, about, bytes: bad, by } of badBackups(work)) {
    const path = judge.placed(join(work, "given"), `${name}.anbao-backup`, bad);
    const refused = await judge.refusalOf(() => judge.openBackup(path, by, join(work, "restored", name)));
    putCase("backups/invalid", name, "anbao-backup", bad, { about, by, ...(refused ?? { problem: "none" }) });
  }
}

await makeEntries();
const made = await makeBundles();
await makeBadBundles(made.get("volumes") ?? []);
await makeSets();
await makeBackups();
const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}\n`);
writeFileSync(join(into, SUMS), lines.join(""));
rmSync(work, { recursive: true, force: true });
releaseThreads();
console.log(`${tally.written} written, ${tally.kept} as they were, ${tally.differing.length} would differ today and were left`);
for (const path of tally.differing) console.log(`  ${path}`);
