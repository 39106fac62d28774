// Persons of a PC: each opens it with a PIN of their own; a change and a hand-over lose nothing and let nobody else in.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { pinWaitMs } from "../../../src-main/domain/trust/pin.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import {
  addPerson,
  changePin,
  handOver,
  listPeople,
  removePerson,
  setMayRelease,
} from "../../../src-main/usecases/trust/people.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, handOver as handOverBundle, openOffice, PIN, record, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { SECOND, THIRD, door, named, townWithTwo } from "./persons.ts";

const authorOf = (ws: Workspace, key: Parameters<Workspace["store"]["history"]>[0]) =>
  ws.store.history(key).map((item) => item.by);

describe("persons and PINs", () => {
  test("each person's PIN opens the same key, and what they write stands under their name", async () => {
    const { folder, first, second } = await townWithTwo();
    const { ws } = await door(folder);
    const seen: string[] = [];
    for (const [pin, person] of [
      [PIN, first],
      [SECOND, second],
    ] as const) {
      ws.keys.unlock(pin, person);
      seen.push(ws.unlocked().signer.key);
      expect(authorOf(ws, await record(ws, `${person} 记的`))).toEqual([person]);
      ws.keys.lock();
      expect(await codeOf(() => ws.unlocked())).toBe("pin-missing");
    }
    expect(new Set(seen)).toEqual(new Set([ws.store.facts().selfKey]));
  });

  test("a person's slot is not opened by another's PIN, and without a name every slot is tried", async () => {
    const { folder, first, second } = await townWithTwo();
    const { ws } = await door(folder);
    expect(await codeOf(() => ws.keys.unlock(SECOND, first))).toBe("pin-wrong");
    ws.keys.unlock(SECOND);
    expect(ws.store.facts().person).toBe(second);
  });

  test("a changed PIN replaces the old one and leaves the others alone; a wrong or weak one changes nothing", async () => {
    const { folder, first, second } = await townWithTwo();
    const { ws } = await door(folder);
    ws.keys.unlock(PIN, first);
    const before = readFileSync(join(folder, "keys.json"));
    expect(await codeOf(() => changePin(ws, SECOND, THIRD))).toBe("pin-wrong");
    expect(await codeOf(() => changePin(ws, PIN, "123456"))).toBe("pin-weak");
    expect(readFileSync(join(folder, "keys.json"))).toEqual(before);
    changePin(ws, PIN, THIRD);
    ws.keys.lock();
    expect(await codeOf(() => ws.keys.unlock(PIN, first))).toBe("pin-wrong");
    ws.keys.unlock(THIRD, first);
    ws.keys.unlock(SECOND, second);
  });

  test("names are given once, nobody removes who works here or the last one, and a removed person stays out", async () => {
    const { folder, first } = await townWithTwo();
    const { ws } = await door(folder);
    ws.keys.unlock(PIN, first);
    expect(await codeOf(() => addPerson(ws, { name: " 王主任 " }, THIRD))).toBe("person-exists");
    expect(await codeOf(() => addPerson(ws, { name: "新人" }, "111111"))).toBe("pin-weak");
    expect(named(ws, "新人")).toBeUndefined();
    expect(await codeOf(() => removePerson(ws, "联络员"))).toBe("person-here");
    expect(await codeOf(() => removePerson(ws, "没有这个人"))).toBe("person-unknown");
    removePerson(ws, "王主任");
    expect(named(ws, "王主任")).toMatchObject({ here: false, leftOn: "2021-06-01" });
    expect(await codeOf(() => ws.keys.dropPin(first))).toBe("person-last");
    expect(await codeOf(() => ws.keys.unlock(SECOND))).toBe("pin-wrong");
  });

  test("sixteen persons at most, because each wrong PIN costs a moment per slot", async () => {
    const { ws } = await openOffice(join(await tempFolder(), "镇"), TOWN);
    for (let number = 2; number <= 16; number += 1) addPerson(ws, { name: `第${number}人` }, `${SECOND}${number}`);
    expect(await codeOf(() => addPerson(ws, { name: "第17人" }, THIRD))).toBe("person-many");
  });

  test("a hand-over takes one step: the next person works here, the PIN of the one before is gone, key and approval stay", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const { selfKey } = town.ws.store.facts();
    const next = handOver(town.ws, { name: "李接手", post: "联络员" }, SECOND);
    expect([town.ws.store.facts().person, town.ws.store.facts().selfKey]).toEqual([next, selfKey]);
    expect(await codeOf(() => town.ws.keys.unlock(PIN))).toBe("pin-wrong");
    const key = await record(town.ws, "交接以后记的");
    expect(authorOf(town.ws, key)).toEqual([next]);
    const taken = await importBundle(county.ws, await handOverBundle(folder, town.ws), { means: "usb" }, UNWATCHED);
    expect([taken.signer, taken.changes.quarantined]).toEqual(["trusted", 0]);
    expect(county.ws.store.record(key)?.status).toBe("shown");
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
    const { ws, close } = await door(folder, uptime);
    for (let time = 0; time < 3; time += 1) expect(await codeOf(() => ws.keys.unlock("错的 PIN!", first))).toBe("pin-wrong");
    expect(ws.keys.waitMs()).toBe(5000);
    expect(await codeOf(() => ws.keys.unlock(PIN, first))).toBe("pin-wait");
    await close();
    uptime.ms = 1000; // the PC was started again: what it was off for does not count
    const again = await door(folder, uptime);
    expect(await codeOf(() => again.ws.keys.holderOf(PIN, first))).toBe("pin-wait");
    uptime.ms = 4999;
    expect(await codeOf(() => again.ws.keys.unlock(PIN, first))).toBe("pin-wait");
    uptime.ms = 5000;
    again.ws.keys.unlock(PIN, first);
    expect([again.ws.keys.waitMs(), existsSync(join(folder, "pin-tries.json"))]).toEqual([0, false]);
  });

  test("each further wrong PIN waits longer", async () => {
    const { folder, first } = await townWithTwo();
    const uptime = { ms: 0 };
    const { ws } = await door(folder, uptime);
    const waits: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      expect(await codeOf(() => ws.keys.unlock("错的 PIN!", first))).toBe("pin-wrong");
      waits.push(ws.keys.waitMs());
      uptime.ms += ws.keys.waitMs();
    }
    expect(waits).toEqual([0, 0, 5000, 30_000, 120_000, 600_000, 600_000]);
  });
});

test("the right to release is given by whoever has it, once somebody has", async () => {
  const { folder, first, second } = await townWithTwo();
  const { ws } = await door(folder);
  ws.keys.unlock(PIN, first);
  setMayRelease(ws, "王主任", true);
  expect(await codeOf(() => setMayRelease(ws, "联络员", true))).toBe("release-not-yours");
  expect(await codeOf(() => addPerson(ws, { name: "第三人", mayRelease: true }, THIRD))).toBe("release-not-yours");
  expect(await codeOf(() => removePerson(ws, "王主任"))).toBe("release-not-yours");
  ws.keys.unlock(SECOND, second);
  setMayRelease(ws, "联络员", true);
  expect(listPeople(ws).filter((one) => one.mayRelease)).toHaveLength(2);
});
