// A change of data never leaves a stale screen: after each writing call at a township and at the county, every answer that has changed
// is one that the page asks again, because the call rang an area that makes it stale.
import { copyFileSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { area, type Area } from "../../src-main/api/session/contract.ts";
import { isWriting } from "../../src-main/api/writing.ts";
import { enrolledPair, handOver, record, TOWN } from "../support/offices/office.ts";
import { receiptFile, take } from "../support/offices/receipts.ts";
import { plugIn } from "../support/faults/small-drive.ts";
import { ASKED, openScreens, PROCEDURES, type Inputs, type Known, type Screens } from "../support/laws/stale-screens.ts";
import { answered, keeping, makeOffices, receiving, sending, trusting, typing, type Step } from "../support/laws/stale-steps.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 240_000 });

const ROOT = new URL("../../", import.meta.url);

/**
 * What a page asks anew whenever it is opened, and then holds by itself: what is being typed, a look at bundles, what a drive or a server
 * says, and pages, which take the typesetter its time and show what is asked for here without them.
 */
const ASKED_ONCE = [
  "drafts.open",
  "inbox.conflicts",
  "inbox.preview",
  "inbox.waiting",
  "liaison.get",
  "media.facts",
  "media.previewStanding",
  "receipts.waiting",
  "reports.pages",
  "session.units",
  "session.waysOut",
  "system.driveOf",
  "system.listFolder",
  "system.preflight",
  "system.roots",
  "updates.check",
];

test("every answer that a screen shows is asked for here", () => {
  const shown = globSync("src-renderer/**/*.{ts,tsx}", { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(new URL(file, ROOT), "utf8").matchAll(/\bquery\.(\w+\.\w+)\.(?:queryOptions|infiniteOptions)/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  expect([...new Set(shown)].toSorted()).toEqual([...Object.keys(ASKED), ...ASKED_ONCE].toSorted());
});

/** Not done below: what only a cut-off import, a volume without its first, or a second county PC that takes over leaves to do. */
const NOT_DONE = ["county.takeOver", "keeping.drop", "keeping.resume", "volumes.dropParked"];

/** Done as well, though no answer shows it. */
const NOTHING_SHOWN = [
  "town, files of nobody seen to",
  "town, PIN changed",
  "town, PIN changed back",
  "county, table printed into a folder",
];

test("after every change each answer that is another now is asked again", async () => {
  const made = await makeOffices();
  const known: Known = { activity: made.shared, hazard: "", row: "", volumes: 1 };
  const town = await openScreens(join(made.folder, "home"), join(made.folder, "town"), made.clock);
  const campaign = await town.client.campaign.current();
  known.row = campaign.indicators[0]?.code ?? "";
  const [stale, rung, idle]: [string[], Set<Area>, string[]] = [[], new Set(), []];
  const go = async (at: string, screens: Screens, steps: readonly Step[]) => {
    for (const [what, change] of steps) {
      const seen = await screens.watch(known, change).catch((cause: unknown) => {
        throw new Error(`${at}, ${what}`, { cause });
      });
      stale.push(...seen.stale.map((name) => `${at}, ${what} (${seen.areas.join()}): ${name}`));
      for (const one of seen.areas) rung.add(one);
      if (seen.changed.length === 0) idle.push(`${at}, ${what}`);
    }
  };
  await go("town", town, [...typing(town, made, known), ...keeping(town, made), ...sending(town, made, known)]);
  const county = await openScreens(join(made.folder, "county-home"), join(made.folder, "county"), made.clock);
  await go("county", county, [...receiving(county, made, known), ...trusting(county, made)]);
  await go("town", town, answered(town, county.client, made));
  expect(stale).toEqual([]);
  expect(idle).toEqual(NOTHING_SHOWN);
  expect([...rung].toSorted(), "drives ring below").toEqual(area.options.filter((one) => one !== "drives").toSorted());
  const done = new Set([...town.called, ...county.called]);
  const writing = PROCEDURES.filter(isWriting).map((path) => path.join("."));
  expect(writing.filter((name) => !done.has(name)).toSorted()).toEqual(NOT_DONE);
});

/** Each end finds on the drive what is meant for it. */
const ON_DRIVE = { county: "inbox.waiting", town: "receipts.waiting" } as const;

test.each(["county", "town"] as const)("a drive that comes or goes: what the %s shows of drives is asked again", async (end) => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  await take(county.ws, await handOver(folder, town.ws));
  const receipt = await receiptFile(folder, county.ws, TOWN);
  await record(town.ws, "演练");
  const files = [await handOver(folder, town.ws), receipt];
  await Promise.all([county.close(), town.close()]);
  const stick = join(folder, "插口", "U盘");
  vi.stubEnv("ANBAO_DRIVES", join(folder, "插口"));
  onTestFinished(() => void vi.unstubAllEnvs());
  const screens = await openScreens(join(folder, `home-${end}`), join(folder, end), clock);
  const asked: Readonly<Record<string, Inputs>> = {
    "inbox.waiting": () => [undefined],
    "receipts.waiting": () => [undefined],
    "system.driveOf": () => [{ path: stick }],
    "system.roots": () => [undefined],
  };
  const nothing: Known = { activity: "", hazard: "", row: "", volumes: 1 };
  const drives: { pull?: () => void } = {};
  const plugged = async () => {
    drives.pull = plugIn(stick).pull;
    for (const [at, file] of files.entries()) copyFileSync(file, join(stick, `${at}.anbao`));
    await screens.heard("drives");
  };
  const pulled = async () => {
    drives.pull?.();
    await screens.heard("drives");
  };
  for (const change of [plugged, pulled]) {
    const seen = await screens.watch(nothing, change, asked);
    expect(seen.stale).toEqual([]);
    expect(seen.changed.map((name) => name.split("(")[0])).toEqual([ON_DRIVE[end], "system.driveOf", "system.roots"]);
  }
});
