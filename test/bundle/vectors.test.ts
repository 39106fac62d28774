// The formats as they stood when they were first written down (test/bundle/vectors/): what was good is read for ever and says the same,
// what was refused is refused for the same reason, and what is written from the same words has the same bytes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { encryptFile } from "../../src-main/bundle/age/age.ts";
import { encodeCarried } from "../../src-main/bundle/bag/entries-file.ts";
import type { Created } from "../../src-main/compose/door.ts";
import { commitment, entryHash } from "../../src-main/domain/feed/entry.ts";
import { KINDS } from "../../src-main/domain/kinds/kinds.ts";
import { PROBLEMS } from "../../src-main/domain/problem.ts";
import type { Line } from "../../src-main/store/db/codec.ts";
import { quiet, sha256 } from "../support/made/make-bundle.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";
import * as judge from "../support/vectors/judge.ts";
import { headsOf, textOf } from "../support/vectors/cast.ts";
import { factsOf, readEntries } from "../support/vectors/reading.ts";
import { bytesOf, casesOf, SUMS, sumsIn, VECTORS, type VectorCase } from "../support/vectors/vector-files.ts";
import { appendAgain, backupAgain, bundleAgain, isOfToday, versionsWritten } from "../support/vectors/write-again.ts";

const shared = sharedFolder();
const goodEntries = casesOf<judge.ExpectedEntries>("entries/valid");
const badEntries = casesOf<judge.ExpectedBadEntries>("entries/invalid");
const goodBundles = casesOf<judge.ExpectedBundle>("bundles/valid");
const badBundles = casesOf<judge.ExpectedBadBundle>("bundles/invalid");
const goodBackups = casesOf<judge.ExpectedBackup>("backups/valid");
const badBackups = casesOf<judge.ExpectedBadBackup>("backups/invalid");
const sets = readdirSync(join(VECTORS, "bundles/sets"))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(VECTORS, "bundles/sets", file), "utf8")) as judge.ExpectedSet);

const named = <Expected>(list: readonly VectorCase<Expected>[], name: string): VectorCase<Expected> =>
  list.find((one) => one.name === name) as VectorCase<Expected>;
const office = named(goodEntries, "office");
const officeLines = readEntries(bytesOf(office), office.expected.heads);

describe("entries that are good", () => {
  test.each(goodEntries)("$name", async ({ name, path, expected }) => {
    const { about: _, writes, heads, ...facts } = expected;
    const bytes = readFileSync(path);
    const lines = await readEntries(bytes, heads);
    expect(factsOf(lines, name === "office" ? [] : await officeLines)).toEqual(facts);
    for (const line of lines) expect(recomputed(line)).toEqual({ hash: line.hash, body: line.carried.entry.body });
    expect(lines.map((line) => `${encodeCarried(line.carried)}\n`).join("")).toBe(bytes.toString());
    expect(headsOf(lines)).toEqual(heads);
    if (writes && isOfToday(lines)) expect(textOf(appendAgain(lines))).toBe(bytes.toString());
  });
});

/** The entry's hash and what it commits to, made again from its words; a value that is not here cannot be asked. */
function recomputed({ carried: { entry, salt, value } }: Line): Readonly<{ hash: string; body: string | null }> {
  const body = salt === null || value === null ? entry.body : commitment(sha256, salt, value);
  return { hash: entryHash(sha256, entry), body };
}

test.each(badEntries)("entries that are not: $name", async ({ path, expected }) => {
  const { about: _, heads, ...outcome } = expected;
  expect(await judge.judgeBadEntries(readFileSync(path), heads, await officeLines)).toEqual(outcome);
});

const openingOf = ({ identities, knownFeeds }: judge.ExpectedBundle): judge.Opening => ({
  ...(identities !== undefined && { identities }),
  ...(knownFeeds !== undefined && { knownFeeds }),
});

/** The recorded facts of a bundle, asked again of these bytes. */
async function bundleFacts(expected: judge.ExpectedBundle, path: string): Promise<object> {
  const folder = await tempFolder();
  const before = expected.before === undefined ? [] : await judge.linesIn(named(goodBundles, expected.before).path, folder, {});
  return judge.readBundleCase(path, folder, openingOf(expected), await officeLines, before);
}

describe("bundles that are good", () => {
  test.each(goodBundles)("$name says what it said", async ({ path, expected }) => {
    const { about: _, before: _before, ...facts } = expected;
    expect(await bundleFacts(expected, path)).toEqual(facts);
  });

  test.each(goodBundles)("$name is written as it was, byte for byte", async ({ path, expected }) => {
    const folder = await tempFolder();
    const [identity] = expected.identities ?? [];
    const plain = identity === undefined ? readFileSync(path) : await judge.plainOf(path, folder, identity);
    expect((await bundleAgain(plain, folder, expected.knownFeeds ?? {})).equals(plain)).toBe(true);
  });

  test.each(goodBundles.filter(({ expected }) => expected.identities !== undefined))(
    "$name opens for each of its recipients and for nobody else, and is sealed again",
    async ({ path, expected }) => {
      const folder = await tempFolder();
      const { identities = [], plainSha256 } = expected;
      for (const identity of identities) expect(sha256(await judge.plainOf(path, folder, identity))).toBe(plainSha256);
      const others = goodBundles.flatMap((one) => one.expected.identities ?? []).filter((one) => !identities.includes(one));
      for (const other of new Set(others))
        expect(await judge.refusalOf(() => judge.plainOf(path, folder, other))).toEqual({ problem: "bundle-no-identity" });
      const plain = judge.placed(folder, "plain.zip", await judge.plainOf(path, folder, identities[0] ?? ""));
      const again = join(folder, "again.age");
      await encryptFile(plain, again, await judge.recipientsOf(identities), quiet());
      expect(readFileSync(again).byteLength).toBe(readFileSync(path).byteLength);
      for (const identity of identities) expect(sha256(await judge.plainOf(again, folder, identity))).toBe(plainSha256);
    },
  );
});

const offices: { county?: Promise<Created>; unit?: Promise<Created> } = {};

/** One office of each kind for all refusals: what is refused leaves nothing. */
async function officeOf(role: "county" | "unit"): Promise<Created> {
  return (offices[role] ??= judge.openOfficeFor(role, await shared()));
}

async function refuse({ path, expected }: VectorCase<judge.ExpectedBadBundle>): Promise<judge.Refusal | undefined> {
  const { by, identity, after = [] } = expected;
  const folder = await tempFolder();
  if (by === undefined)
    return judge.refusalOf(() => judge.verdictOf(path, folder, identity === undefined ? {} : { identities: [identity] }));
  const { ws } = await officeOf(by);
  for (const name of after) await judge.take(ws, join(VECTORS, "bundles/valid", `${name}.anbao`));
  return judge.refusalOf(() => judge.take(ws, path));
}

describe("bundles that are not", () => {
  test.each(badBundles)("$name", async (one) => {
    const { problem, reason } = one.expected;
    const refused = await refuse(one);
    expect(refused ?? { problem: "none" }).toEqual({ problem, ...(reason !== undefined && { reason }) });
  });

  test("the offices that refused them are closed", async () => {
    for (const opened of Object.values(offices)) await (await opened).close();
  });
});

test.each(sets)("volumes, $about", async ({ name: _, about: _about, read, ...facts }) => {
  const { ws, close } = await judge.openOfficeFor("county", await tempFolder());
  onTestFinished(close);
  for (const name of read) await judge.take(ws, join(VECTORS, "bundles/valid", `${name}.anbao`));
  const { info } = named(goodBundles, read[0] ?? "").expected.verdict;
  expect(judge.setFactsOf(ws, judge.originalsOf(info))).toEqual(facts);
});

describe("backups", () => {
  test.each(goodBackups)("$name is restored, and written as it was", async ({ path, expected }) => {
    const { about: _, pin, ...facts } = expected;
    const folder = await tempFolder();
    expect(await judge.readBackupCase(path, folder, pin)).toEqual(facts);
    expect((await backupAgain(readFileSync(path), expected.statement, folder)).equals(readFileSync(path))).toBe(true);
  });

  test.each(badBackups)("refused: $name", async ({ path, expected }) => {
    const { about: _, by, ...refusal } = expected;
    const folder = await tempFolder();
    expect(await judge.refusalOf(() => judge.openBackup(path, by, join(folder, "restored")))).toEqual(refusal);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the lists are whole", () => {
  const sums = sumsIn(readFileSync(join(VECTORS, SUMS), "utf8"));

  test("every file is what it was when it was added, and none is missing or further", () => {
    const all = [goodEntries, badEntries, goodBundles, badBundles, goodBackups, badBackups] as const;
    const files = all.flatMap((list) =>
      (list as readonly VectorCase<unknown>[]).map((one) => one.path.slice(VECTORS.length + 1)),
    );
    expect(sums.map(([path]) => path)).toEqual(files.map((path) => path.replaceAll("\\", "/")).sort());
    for (const [path, sum] of sums) expect([path, sha256(readFileSync(join(VECTORS, path)))]).toEqual([path, sum]);
  });

  const wroteKind = (list: readonly VectorCase<{ entries?: readonly { kind: string; v: number; standing: string }[] }>[]) =>
    list.flatMap(({ expected }) => expected.entries ?? []);

  test.each(Object.keys(KINDS))(
    "%s has a good vector of each version that is written, and one that its schema refuses",
    (kind) => {
      for (const v of versionsWritten(kind)) {
        expect(wroteKind(goodEntries)).toContainEqual(expect.objectContaining({ kind, v, standing: "good" }));
        expect(wroteKind(badEntries as never)).toContainEqual(expect.objectContaining({ kind, v, standing: "invalid" }));
      }
    },
  );

  test("feeds have openings that are good, and openings that are refused", () => {
    expect(wroteKind(goodEntries)).toContainEqual(expect.objectContaining({ kind: "feed", standing: "good" }));
    expect(badEntries.map(({ name }) => name)).toContain("chain-opening-key-malformed");
  });

  test("every problem of reading a bundle, a set of volumes or a backup has a file that meets it", () => {
    const met = new Set([...badEntries, ...badBundles, ...badBackups].map(({ expected }) => (expected as judge.Refusal).problem));
    const reading = Object.keys(PROBLEMS).filter((code) =>
      /^(bundle|feed|signature|key-unusable|root-foreign|volume|parts|backup|workspace-newer)/.test(code),
    );
    expect(reading.filter((code) => !met.has(code)).sort()).toEqual(Object.keys(WITHOUT_FILE).sort());
  });
});

/** Problems that no committed file can have, and why. */
const WITHOUT_FILE: Readonly<Record<string, string>> = {
  "bundle-missing": "there is no file",
  "bundle-is-folder": "it is a folder",
  "bundle-unreadable": "the drive fails",
  "bundle-exists": "said while writing",
  "bundle-input-wrong": "said while writing",
  "bundle-not-pack": "said of a good bundle of another purpose",
  "bundle-other-sender": "said of a key that was approved for another unit",
  "backup-exists": "said while writing",
  "volume-size-wrong": "said of a size that a person typed",
  "volume-too-small": "said while writing",
  "volumes-too-many": "said while writing",
  "volumes-unwritten": "said while writing",
  "volume-plan-none": "said while writing",
  "volumes-not-parked": "said of what lies here",
  "volumes-held-full": "takes gigabytes that wait",
};

describe("one byte more or less is noticed", () => {
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const places = (bytes: Buffer) => [0, bytes.byteLength >> 1, bytes.byteLength - 1];

  test.each(goodEntries.filter(({ name }) => name !== "nothing"))("entries: $name", async ({ name, path, expected }) => {
    const bytes = readFileSync(path);
    for (const at of places(bytes)) {
      const refusal = await judge.refusalOf(() => readEntries(flipped(bytes, at), expected.heads));
      expect([name, at, refusal?.problem]).toEqual([
        name,
        at,
        expect.stringMatching(/^(bundle-hostile|feed-forged|feed-unknown)$/),
      ]);
    }
  });

  test.each(goodBundles)("bundle: $name", async ({ name, path, file, expected }) => {
    const folder = await tempFolder();
    const bytes = readFileSync(path);
    for (const at of places(bytes)) {
      const spoiled = judge.placed(folder, file, flipped(bytes, at));
      const refusal = await judge.refusalOf(() => judge.verdictOf(spoiled, folder, openingOf(expected)));
      expect([name, at, refusal?.problem]).toEqual([name, at, expect.stringMatching(/^bundle-/)]);
    }
  });

  test.each(goodBackups)("backup: $name", async ({ path, expected }) => {
    const bytes = readFileSync(path);
    for (const at of places(bytes)) {
      const folder = await tempFolder();
      const spoiled = judge.placed(folder, "x.anbao-backup", flipped(bytes, at));
      const refusal = await judge.refusalOf(() => judge.readBackupCase(spoiled, folder, expected.pin));
      expect(refusal?.problem).toMatch(/^(backup|file)-/);
    }
  });
});
