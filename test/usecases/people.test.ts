// Persons of a PC: each opens it with a PIN of their own; a change, a hand-over and a forgotten PIN lose nothing and let nobody else in.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, onTestFinished, test } from "vitest";
import { openWorkspace, type Workspace } from "../../src-main/compose.ts";
import { pinWaitMs } from "../../src-main/domain/pin.ts";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import {
  addPerson,
  changePin,
  handOver,
  listPeople,
  removePerson,
  renewPcKey,
  setMayRelease,
} from "../../src-main/usecases/people.ts";
import { codeOf } from "../support/codes.ts";
import {
  askCounty,
  enrolledPair,
  handOver as handOverBundle,
  openOffice,
  paperCode,
  PIN,
  pinCounty,
  record,
  seasonClock,
  surroundingsOf,
  TOWN,
  COUNTY_OFFICE,
} from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SECOND = "接手的人 9!k";
const THIRD = "站长自己的 7$m";

/** Opens a workspace as the program does at its door: locked, then with a PIN. `uptime` is how long the PC has been on. */
async function door(folder: string, uptime: { ms: number } = { ms: 0 }): Promise<Workspace> {
  const office = await openWorkspace(folder, undefined, { ...surroundingsOf(seasonClock()), uptimeMs: () => uptime.ms });
  onTestFinished(() => office.close());
  return office;
}

const named = (desk: Desk, name: string) => listPeople(desk).find((one) => one.name === name);
const authorOf = (desk: Desk, key: Parameters<Desk["store"]["history"]>[0]) => desk.store.history(key).map((item) => item.by);
const contents = (desk: Desk) =>
  desk.store
    .records({ kind: "activity", unit: TOWN, limit: 1000 })
    .records.map(({ record: id, value, conflicts, waiting }) => ({ id, value, conflicts, waiting }));

/** A county and a township that has read that it is approved. */
async function approvedPair(folder: string): ReturnType<typeof enrolledPair> {
  const pair = await enrolledPair(folder);
  await pinCounty(folder, pair.county.desk, pair.town.desk);
  return pair;
}

async function townWithTwo(): Promise<Readonly<{ folder: string; first: string; second: string }>> {
  const folder = join(await tempFolder(), "镇");
  const office = await openOffice(folder, TOWN);
  office.desk.keys.unlock(PIN);
  const second = addPerson(office.desk, { name: "王主任", post: "安监站长" }, SECOND);
  const first = office.desk.store.facts().person;
  await office.close();
  return { folder, first, second };
}

describe("persons and PINs", () => {
  test("each person's PIN opens the same key, and what they write stands under their name", async () => {
    const { folder, first, second } = await townWithTwo();
    const { desk } = await door(folder);
    const seen: string[] = [];
    for (const [pin, person] of [
      [PIN, first],
      [SECOND, second],
    ] as const) {
      desk.keys.unlock(pin, person);
      seen.push(desk.unlocked().signer.key);
      expect(authorOf(desk, await record(desk, `${person} 记的`))).toEqual([person]);
      desk.keys.lock();
      expect(await codeOf(() => desk.unlocked())).toBe("pin-missing");
    }
    expect(new Set(seen)).toEqual(new Set([desk.store.facts().selfKey]));
  });

  test("a person's slot is not opened by another's PIN, and without a name every slot is tried", async () => {
    const { folder, first, second } = await townWithTwo();
    const { desk } = await door(folder);
    expect(await codeOf(() => desk.keys.unlock(SECOND, first))).toBe("pin-wrong");
    desk.keys.unlock(SECOND);
    expect(desk.store.facts().person).toBe(second);
  });

  test("a changed PIN replaces the old one and leaves the others alone; a wrong or weak one changes nothing", async () => {
    const { folder, first, second } = await townWithTwo();
    const { desk } = await door(folder);
    desk.keys.unlock(PIN, first);
    const before = readFileSync(join(folder, "keys.json"));
    expect(await codeOf(() => changePin(desk, SECOND, THIRD))).toBe("pin-wrong");
    expect(await codeOf(() => changePin(desk, PIN, "123456"))).toBe("pin-weak");
    expect(readFileSync(join(folder, "keys.json"))).toEqual(before);
    changePin(desk, PIN, THIRD);
    desk.keys.lock();
    expect(await codeOf(() => desk.keys.unlock(PIN, first))).toBe("pin-wrong");
    desk.keys.unlock(THIRD, first);
    desk.keys.unlock(SECOND, second);
  });

  test("names are given once, nobody removes who works here or the last one, and a removed person stays out", async () => {
    const { folder, first } = await townWithTwo();
    const { desk } = await door(folder);
    desk.keys.unlock(PIN, first);
    expect(await codeOf(() => addPerson(desk, { name: " 王主任 " }, THIRD))).toBe("person-exists");
    expect(await codeOf(() => addPerson(desk, { name: "新人" }, "111111"))).toBe("pin-weak");
    expect(named(desk, "新人")).toBeUndefined();
    expect(await codeOf(() => removePerson(desk, "联络员"))).toBe("person-here");
    expect(await codeOf(() => removePerson(desk, "没有这个人"))).toBe("person-unknown");
    removePerson(desk, "王主任");
    expect(named(desk, "王主任")).toMatchObject({ here: false, leftOn: "2021-06-01" });
    expect(await codeOf(() => desk.keys.dropPin(first))).toBe("person-last");
    expect(await codeOf(() => desk.keys.unlock(SECOND))).toBe("pin-wrong");
  });

  test("sixteen persons at most, because each wrong PIN costs a moment per slot", async () => {
    const { desk } = await openOffice(join(await tempFolder(), "镇"), TOWN);
    for (let number = 2; number <= 16; number += 1) addPerson(desk, { name: `第${number}人` }, `${SECOND}${number}`);
    expect(await codeOf(() => addPerson(desk, { name: "第17人" }, THIRD))).toBe("person-many");
  });

  test("a hand-over takes one step: the next person works here, the PIN of the one before is gone, key and approval stay", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const { selfKey } = town.desk.store.facts();
    const next = handOver(town.desk, { name: "李接手", post: "联络员" }, SECOND);
    expect([town.desk.store.facts().person, town.desk.store.facts().selfKey]).toEqual([next, selfKey]);
    expect(await codeOf(() => town.desk.keys.unlock(PIN))).toBe("pin-wrong");
    const key = await record(town.desk, "交接以后记的");
    expect(authorOf(town.desk, key)).toEqual([next]);
    const taken = await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    expect([taken.signer, taken.changes.quarantined]).toEqual(["trusted", 0]);
    expect(county.desk.store.record(key)?.status).toBe("shown");
  });
});

describe("rising delays", () => {
  propertyTest.prop([fc.nat(60)])("the wait never falls with more failures, and begins after the free ones", (failures) => {
    expect(pinWaitMs(failures + 1)).toBeGreaterThanOrEqual(pinWaitMs(failures));
    expect(pinWaitMs(failures) === 0).toBe(failures <= 2);
    expect(pinWaitMs(failures)).toBeLessThanOrEqual(600_000);
  });

  test("wrong PINs keep even the right one back, over a restart of the program and of the PC, until the PC has been on long enough", async () => {
    const { folder, first } = await townWithTwo();
    const uptime = { ms: 50_000 };
    const { desk, close } = await door(folder, uptime);
    for (let time = 0; time < 3; time += 1) expect(await codeOf(() => desk.keys.unlock("错的 PIN!", first))).toBe("pin-wrong");
    expect(desk.keys.waitMs()).toBe(5000);
    expect(await codeOf(() => desk.keys.unlock(PIN, first))).toBe("pin-wait");
    await close();
    uptime.ms = 1000; // the PC was started again: what it was off for does not count
    const again = await door(folder, uptime);
    expect(await codeOf(() => again.desk.keys.holderOf(PIN, first))).toBe("pin-wait");
    uptime.ms = 4999;
    expect(await codeOf(() => again.desk.keys.unlock(PIN, first))).toBe("pin-wait");
    uptime.ms = 5000;
    again.desk.keys.unlock(PIN, first);
    expect([again.desk.keys.waitMs(), existsSync(join(folder, "pin-tries.json"))]).toEqual([0, false]);
  });

  test("each further wrong PIN waits longer", async () => {
    const { folder, first } = await townWithTwo();
    const uptime = { ms: 0 };
    const { desk } = await door(folder, uptime);
    const waits: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      expect(await codeOf(() => desk.keys.unlock("错的 PIN!", first))).toBe("pin-wrong");
      waits.push(desk.keys.waitMs());
      uptime.ms += desk.keys.waitMs();
    }
    expect(waits).toEqual([0, 0, 5000, 30_000, 120_000, 600_000, 600_000]);
  });
});

describe("a forgotten PIN: a new key, a new enrolment, and the data stay", () => {
  test("on an approved PC: what was handed in still counts, what was not comes with the new key, nothing stands twice", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    await record(town.desk, "已报送的");
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    await record(town.desk, "没报送的新活动");
    const before = contents(town.desk);
    const { selfKey } = town.desk.store.facts();
    town.desk.keys.lock();
    await renewPcKey(town.desk, "联络员", SECOND);
    expect(contents(town.desk)).toEqual(before);
    expect(town.desk.store.facts().selfKey).not.toBe(selfKey);
    expect(await codeOf(() => town.desk.keys.unlock(PIN))).toBe("pin-wrong");
    expect((await checkWorkspace(town.desk, true, UNWATCHED)).problems).toEqual([]);
    const code = await askCounty(folder, county.desk, town.desk);
    const held = await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    expect([held.signer, contents(county.desk).length]).toEqual(["quarantine", 1]);
    approveEnrolment(county.desk, code);
    expect(contents(county.desk)).toEqual(before);
    expect(gaps(county.desk)).toEqual([]);
  });

  test("an edit of what was handed in follows on the version that the county has", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    const kept = await record(town.desk, "先报送");
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    const value = { ...town.desk.store.record(kept)?.value, title: "后来改过" };
    town.desk.store.append([{ ...kept, audience: "county", value }]);
    await renewPcKey(town.desk, "联络员", SECOND);
    approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    expect(county.desk.store.record(kept)).toMatchObject({ title: "后来改过", conflicts: [], waiting: false });
  });

  test("a lost export, then the old key ended when the new one is approved: the same records at both ends", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    const { selfKey } = town.desk.store.facts();
    const key = await record(town.desk, "在丢了的U盘里");
    await handOverBundle(folder, town.desk);
    const value = { ...town.desk.store.record(key)?.value, place: "镇政府" };
    town.desk.store.append([{ ...key, audience: "county", value }]);
    await record(town.desk, "还没导出");
    const before = contents(town.desk);
    await renewPcKey(town.desk, "联络员", SECOND);
    approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk), {
      replaces: { key: selfKey, reason: "忘记 PIN" },
    });
    await pinCounty(folder, county.desk, town.desk);
    expect(contents(town.desk)).toEqual(before);
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    expect(contents(county.desk)).toEqual(before);
    expect(county.desk.store.record(key)).toMatchObject({ conflicts: [], waiting: false });
  });

  test("on a PC that was never approved everything comes with the new key", async () => {
    const folder = await tempFolder();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE);
    const town = await openOffice(join(folder, "town"), TOWN);
    await record(town.desk, "还没核准就记的");
    await askCounty(folder, county.desk, town.desk);
    const before = contents(town.desk);
    await renewPcKey(town.desk, "联络员", SECOND);
    expect([contents(town.desk), named(town.desk, "联络员")?.here]).toEqual([before, true]);
    await pinCounty(folder, county.desk, town.desk);
    approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    expect(contents(county.desk)).toEqual(before);
    town.desk.store.rebuild();
    expect(contents(town.desk)).toEqual(before);
  });

  test("the bundles of both keys count as two series: no number is called unseen", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    await record(town.desk, "一");
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    await renewPcKey(town.desk, "联络员", SECOND);
    approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
    await record(town.desk, "二");
    await importBundle(county.desk, await handOverBundle(folder, town.desk), { means: "usb" }, UNWATCHED);
    const rows = county.desk.store.imports().filter((row) => row.signer === town.desk.store.facts().selfKey);
    expect([rows[0]?.previous, (rows[0]?.number ?? 0) > 1]).toEqual([null, true]);
    expect(gaps(county.desk)).toEqual([]);
  });

  test("the county's main key is never replaced like that", async () => {
    const { desk } = await openOffice(join(await tempFolder(), "county"), COUNTY_OFFICE);
    const code = paperCode(desk);
    expect(await codeOf(() => renewPcKey(desk, "联络员", SECOND))).toBe("key-of-root");
    expect(paperCode(desk)).toBe(code);
  });

  test("cut off before the store took the new key, the old PIN opens the old key; cut off after it, the new one does", async () => {
    const folder = join(await tempFolder(), "镇");
    const office = await openOffice(folder, TOWN);
    const person = office.desk.store.facts().person;
    await expect(
      office.desk.keys.renew(person, SECOND, () => {
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    await office.close();
    expect(readdirSync(folder)).toContain("keys-new.json");
    const old = await door(folder);
    old.desk.keys.unlock(PIN);
    expect(readdirSync(folder)).not.toContain("keys-new.json");
    await expect(
      old.desk.keys.renew(person, SECOND, ({ key, recipient }) => {
        old.desk.store.renewKey(key, recipient);
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    await old.close();
    const renewed = await door(folder);
    expect(await codeOf(() => renewed.desk.keys.unlock(PIN))).toBe("pin-wrong");
    renewed.desk.keys.unlock(SECOND);
    expect(renewed.desk.unlocked().signer.key).toBe(renewed.desk.store.facts().selfKey);
    expect(readdirSync(folder).filter((name) => name.endsWith(".old.json"))).toHaveLength(1);
  });
});

test("the right to release is given by whoever has it, once somebody has", async () => {
  const { folder, first, second } = await townWithTwo();
  const { desk } = await door(folder);
  desk.keys.unlock(PIN, first);
  setMayRelease(desk, "王主任", true);
  expect(await codeOf(() => setMayRelease(desk, "联络员", true))).toBe("release-not-yours");
  expect(await codeOf(() => addPerson(desk, { name: "第三人", mayRelease: true }, THIRD))).toBe("release-not-yours");
  expect(await codeOf(() => removePerson(desk, "王主任"))).toBe("release-not-yours");
  desk.keys.unlock(SECOND, second);
  setMayRelease(desk, "联络员", true);
  expect(listPeople(desk).filter((one) => one.mayRelease)).toHaveLength(2);
});
