// A forgotten PIN: the PC takes a new key and asks to be approved anew; nothing is lost and nothing stands twice.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { gaps } from "../../../src-main/usecases/receipts/gaps.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { renewPcKey } from "../../../src-main/usecases/trust/people.ts";
import { codeOf } from "../../support/codes.ts";
import {
  askCounty,
  enrolledPair,
  handOver as handOverBundle,
  openOffice,
  paperCode,
  PIN,
  pinCounty,
  record,
  TOWN,
  COUNTY_OFFICE,
} from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { SECOND, door, named, contents } from "./persons.ts";

/** A county and a township that has read that it is approved. */
async function approvedPair(folder: string): ReturnType<typeof enrolledPair> {
  const pair = await enrolledPair(folder);
  await pinCounty(folder, pair.county.ws, pair.town.ws);
  return pair;
}

describe("a forgotten PIN: a new key, a new enrolment, and the data stay", () => {
  test("on an approved PC: what was handed in still counts, what was not comes with the new key, nothing stands twice", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    await record(town.ws, "已报送的");
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    await record(town.ws, "没报送的新活动");
    const before = contents(town.ws);
    const { selfKey } = town.ws.store.facts();
    town.ws.keys.lock();
    await renewPcKey(town.ws, "联络员", SECOND);
    expect(contents(town.ws)).toEqual(before);
    expect(town.ws.store.facts().selfKey).not.toBe(selfKey);
    expect(await codeOf(() => town.ws.keys.unlock(PIN))).toBe("pin-wrong");
    expect((await checkWorkspace(town.ws, true, UNWATCHED)).problems).toEqual([]);
    const code = await askCounty(folder, county.ws, town.ws);
    const held = await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    expect([held.signer, contents(county.ws).length]).toEqual(["quarantine", 1]);
    approveEnrolment(county.ws, code);
    expect(contents(county.ws)).toEqual(before);
    expect(gaps(county.ws)).toEqual([]);
  });

  test("an edit of what was handed in follows on the version that the county has", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    const kept = await record(town.ws, "先报送");
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    const value = { ...town.ws.store.record(kept)?.value, title: "后来改过" };
    town.ws.store.append([{ ...kept, audience: "county", value }]);
    await renewPcKey(town.ws, "联络员", SECOND);
    approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    expect(county.ws.store.record(kept)).toMatchObject({ title: "后来改过", conflicts: [], waiting: false });
  });

  test("a lost export, then the old key ended when the new one is approved: the same records at both ends", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    const { selfKey } = town.ws.store.facts();
    const key = await record(town.ws, "在丢了的U盘里");
    await handOverBundle(folder, town.ws);
    const value = { ...town.ws.store.record(key)?.value, place: "镇政府" };
    town.ws.store.append([{ ...key, audience: "county", value }]);
    await record(town.ws, "还没导出");
    const before = contents(town.ws);
    await renewPcKey(town.ws, "联络员", SECOND);
    approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws), {
      replaces: { key: selfKey, reason: "忘记 PIN" },
    });
    await pinCounty(folder, county.ws, town.ws);
    expect(contents(town.ws)).toEqual(before);
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    expect(contents(county.ws)).toEqual(before);
    expect(county.ws.store.record(key)).toMatchObject({ conflicts: [], waiting: false });
  });

  test("on a PC that was never approved everything comes with the new key", async () => {
    const folder = await tempFolder();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE);
    const town = await openOffice(join(folder, "town"), TOWN);
    await record(town.ws, "还没核准就记的");
    await askCounty(folder, county.ws, town.ws);
    const before = contents(town.ws);
    await renewPcKey(town.ws, "联络员", SECOND);
    expect([contents(town.ws), named(town.ws, "联络员")?.here]).toEqual([before, true]);
    await pinCounty(folder, county.ws, town.ws);
    approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    expect(contents(county.ws)).toEqual(before);
    town.ws.store.rebuild();
    expect(contents(town.ws)).toEqual(before);
  });

  test("the bundles of both keys count as two series: no number is called unseen", async () => {
    const folder = await tempFolder();
    const { county, town } = await approvedPair(folder);
    await record(town.ws, "一");
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    await renewPcKey(town.ws, "联络员", SECOND);
    approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
    await record(town.ws, "二");
    await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    const rows = county.ws.store.imports().filter((row) => row.signer === town.ws.store.facts().selfKey);
    expect([rows[0]?.previous, (rows[0]?.number ?? 0) > 1]).toEqual([null, true]);
    expect(gaps(county.ws)).toEqual([]);
  });

  test("the county's main key is never replaced like that", async () => {
    const { ws } = await openOffice(join(await tempFolder(), "county"), COUNTY_OFFICE);
    const code = paperCode(ws);
    expect(await codeOf(() => renewPcKey(ws, "联络员", SECOND))).toBe("key-of-root");
    expect(paperCode(ws)).toBe(code);
  });

  test("cut off before the store took the new key, the old PIN opens the old key; cut off after it, the new one does", async () => {
    const folder = join(await tempFolder(), "镇");
    const office = await openOffice(folder, TOWN);
    const person = office.ws.store.facts().person;
    await expect(
      office.ws.keys.renew(person, SECOND, () => {
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    await office.close();
    expect(readdirSync(folder)).toContain("keys-new.json");
    const old = await door(folder);
    old.ws.keys.unlock(PIN);
    expect(readdirSync(folder)).not.toContain("keys-new.json");
    await expect(
      old.ws.keys.renew(person, SECOND, ({ key, recipient }) => {
        old.ws.store.renewKey(key, recipient);
        throw new Error("cut off");
      }),
    ).rejects.toThrow("cut off");
    await old.close();
    const renewed = await door(folder);
    expect(await codeOf(() => renewed.ws.keys.unlock(PIN))).toBe("pin-wrong");
    renewed.ws.keys.unlock(SECOND);
    expect(renewed.ws.unlocked().signer.key).toBe(renewed.ws.store.facts().selfKey);
    expect(readdirSync(folder).filter((name) => name.endsWith(".old.json"))).toHaveLength(1);
  });
});
