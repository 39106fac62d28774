// Hostile files cost nothing: refused with their own code before their payload is looked at, in under a second of work, with small
// memory, and the workspace that was to read them is as before, to the byte.
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { beforeAll, describe, expect, test } from "vitest";
import { createWorkspace, type Created } from "../../src-main/compose/door.ts";
import { recipientOf } from "../../src-main/bundle/age/age.ts";
import { kindOfName } from "../../src-main/bundle/names.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { importBundle, previewBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { codeOf } from "../support/codes.ts";
import { contentsBelow, leftovers, workspaceState } from "../support/offices/disk-state.ts";
import { HOSTILE_CASES, MOST_REFUSAL_MIB, MOST_REFUSAL_MS } from "../support/hostile/all.ts";
import {
  feedOf,
  fileOf,
  hostileKit,
  membersOf,
  resigned,
  writtenFile,
  type HostileCase,
  type HostileKit,
} from "../support/hostile/kit.ts";
import { HOSTILE_NAMES } from "../support/hostile/names.ts";
import { append } from "../support/made/make-bundle.ts";
import { COUNTY_OFFICE, PIN, seasonClock, surroundingsOf } from "../support/offices/office.ts";
import { rawZip } from "../support/made/raw-zip.ts";
import { sharedFolder } from "../support/temp-folder.ts";

const shared = sharedFolder();
const made: { kit: HostileKit; home: string; county: Created } = {} as never;

beforeAll(async () => {
  const folder = await shared();
  made.home = join(folder, "county");
  const request = {
    role: "county",
    unit: COUNTY_OFFICE,
    campaign: "builtin:2021-gaotai",
    device: "县",
    person: "甲",
    pin: PIN,
  } as const;
  made.county = await createWorkspace({ ...request, folder: made.home }, surroundingsOf(seasonClock()));
  const { ws } = made.county;
  const recipient = await recipientOf(ws.identities()[0] ?? "");
  made.kit = await hostileKit(folder, { campaign: ws.store.facts().campaign, recipient });
  return () => made.county.close();
});

/** Everything that must not move: what the store says, and every byte of its files (SQLite's shared memory is no content). */
function everything(): unknown {
  const { "anbao.db-shm": _, ...files } = contentsBelow(made.home);
  return { state: workspaceState(made.home, made.county.ws), files };
}

/** What Wine does to stand for Windows counts as this process's work, some three times that of Linux. */
const MOST_WORK_MS = process.platform === "win32" ? 3 * MOST_REFUSAL_MS : MOST_REFUSAL_MS;

describe.each([...new Set(HOSTILE_CASES.map(({ group }) => group))])("%s", (group) => {
  test.each(HOSTILE_CASES.filter((one) => one.group === group))("$name: $code", async ({ code, make }: HostileCase) => {
    const path = await make(made.kit);
    const before = everything();
    const [work, memory] = [process.cpuUsage(), process.memoryUsage().rss];
    expect(await codeOf(() => importBundle(made.county.ws, path, { means: "usb" }, UNWATCHED))).toBe(code);
    // Work of this process, not the clock: other programs may be busy at the same time. The bench has both, in a process of its own.
    const { user, system } = process.cpuUsage(work);
    expect((user + system) / 1000).toBeLessThan(MOST_WORK_MS);
    expect((process.memoryUsage().rss - memory) / 2 ** 20).toBeLessThan(MOST_REFUSAL_MIB);
    if (group !== "sizes") expect(await codeOf(() => previewBundle(made.county.ws, path, UNWATCHED))).toBe(code);
    expect(everything()).toEqual(before);
    expect(leftovers(made.home)).toEqual([]);
  });
});

test("every case has a name of its own", () => {
  const names = HOSTILE_CASES.map(({ group, name }) => `${group}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

describe("what the cases are made from is good, and so is what looks like them", () => {
  const judge = (path: string) => codeOf(() => previewBundle(made.county.ws, path, UNWATCHED));

  test("the honest bundle, taken apart and built again", async () =>
    expect(await judge(fileOf(made.kit, rawZip(membersOf(made.kit))))).toBe("done"));
  test("the same, signed anew", async () => expect(await judge(fileOf(made.kit, rawZip(resigned(made.kit, {}))))).toBe("done"));
  test("another PC's feed, carried whole and under its own head", async () => {
    const feeds = ["sender", "victim"].map((name) => append(feedOf(made.kit, name), [{ title: name }]));
    expect(await judge(await writtenFile(made.kit, feeds, {}))).toBe("done");
  });
});

describe("names", () => {
  test.each(HOSTILE_NAMES)("%j is none of the set", (name) => expect(kindOfName(name)).toBeUndefined());
  property.prop([fc.string({ unit: "binary", maxLength: 80 })])("no name at random is in the set", (name) => {
    expect(kindOfName(name)).toBeUndefined();
  });
});
