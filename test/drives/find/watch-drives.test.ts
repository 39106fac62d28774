// A drive that comes or goes is noticed by itself: a real one is mounted and pulled out; slow systems are neither hammered nor waited for.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openChangeBell } from "../../../src-main/api/changes.ts";
import { listRoots } from "../../../src-main/compose/data-side/drives.ts";
import { letterSign } from "../../../src-main/drives/find/drive-sign.ts";
import type { Drive } from "../../../src-main/drives/find/known-drives.ts";
import { askLetters } from "../../../src-main/drives/system/letters.ts";
import { drivesOf } from "../../../src-main/drives/find/look-at-drives.ts";
import { furtherPlaces, startWatch, watchDrives } from "../../../src-main/drives/find/watch-drives.ts";
import { plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** What is told, one after the other, to whoever waits for it. */
function news() {
  const told: (readonly string[])[] = [];
  const waiting: ((names: readonly string[]) => void)[] = [];
  return {
    tell: (drives: readonly Drive[]) => {
      const names = drives.map(({ name }) => name);
      const next = waiting.shift();
      if (next === undefined) told.push(names);
      else next(names);
    },
    next: () => {
      const first = told.shift();
      return first === undefined ? new Promise<readonly string[]>((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
  };
}

test("a real drive: told when it is plugged in, when it is locked, and when it is pulled out", async () => {
  const places = await tempFolder();
  const { tell, next } = news();
  const watch = watchDrives(tell, [places]);
  onTestFinished(watch.close);
  const known = await watch.drives();
  expect(known.filter(({ path }) => path.startsWith(places))).toEqual([]);
  const stick = plugIn(join(places, "U盘 🚩 一"));
  expect(await next()).toContain("U盘 🚩 一");
  expect(await watch.driveOf(join(stick.path, "报送"))).toMatchObject({ path: stick.path, kind: "removable", readOnly: false });
  expect((await listRoots(watch))[0]).toMatchObject({
    name: "U盘 🚩 一",
    kind: "removable",
    writable: true,
    totalBytes: 2 ** 24,
  });
  stick.lock();
  await next();
  expect((await listRoots(watch))[0]).toMatchObject({ name: "U盘 🚩 一", writable: false });
  stick.pull();
  expect(await next()).not.toContain("U盘 🚩 一");
  expect(await watch.driveOf(stick.path)).toBeUndefined();
});

test("a drive that is asked for just after it was plugged in is there without waiting for the watch", async () => {
  const places = await tempFolder();
  const watch = startWatch({
    ...drivesOf("linux", [places]),
    everyMs: 3_600_000,
    changed: () => undefined,
  });
  onTestFinished(watch.close);
  await watch.drives();
  plugIn(join(places, "迟到"));
  expect((await watch.drives()).map(({ name }) => name)).toContain("迟到");
});

test("the full look is taken once per change of the sign, one at a time, and nothing is told of the start or after the end", async () => {
  const seen = { sign: "a", looks: 0, running: 0, most: 0, told: 0 };
  const watch = startWatch({
    sign: async () => seen.sign,
    look: async () => {
      seen.looks += 1;
      seen.most = Math.max(seen.most, (seen.running += 1));
      await new Promise(setImmediate);
      seen.running -= 1;
      return [];
    },
    everyMs: 3_600_000,
    changed: () => void (seen.told += 1),
  });
  await Promise.all([watch.drives(), watch.drives(), watch.drives()]);
  expect(seen).toMatchObject({ looks: 1, most: 1, told: 0 });
  seen.sign = "b";
  await Promise.all([watch.drives(), watch.drives()]);
  expect(seen).toMatchObject({ looks: 2, most: 1, told: 1 });
  watch.close();
  seen.sign = "c";
  await watch.drives();
  expect(seen.told).toBe(1);
});

test("a look that fails is taken again, and the change is still told", async () => {
  const seen = { sign: "a", fails: false, told: 0 };
  const watch = startWatch({
    sign: async () => seen.sign,
    look: async () => {
      if (seen.fails) throw new Error("the system does not answer");
      return [];
    },
    everyMs: 3_600_000,
    changed: () => void (seen.told += 1),
  });
  onTestFinished(watch.close);
  await watch.drives();
  Object.assign(seen, { sign: "b", fails: true });
  await expect(watch.drives()).rejects.toThrow("does not answer");
  seen.fails = false;
  await watch.drives();
  expect(seen.told).toBe(1);
});

describe("the letters of Windows", () => {
  test("the sign changes with the volume behind a letter, and not otherwise", async () => {
    const volumes = new Map([["E:", 11]]);
    const sign = letterSign(askLetters(["D:", "E:"], async (letter) => volumes.get(letter)));
    const before = await sign();
    expect(await sign()).toBe(before);
    volumes.set("E:", 12);
    expect(await sign()).not.toBe(before);
    volumes.delete("E:");
    expect(await sign()).not.toBe(before);
  });

  test("a network drive that does not answer is asked once and delays the others only a moment", async () => {
    const asked = { count: 0 };
    const letters = askLetters(["E:", "Z:"], (letter) => {
      if (letter === "E:") return Promise.resolve(1);
      asked.count += 1;
      return new Promise(() => undefined);
    });
    expect([...(await letters())]).toEqual([["E:", 1]]);
    expect([...(await letters())]).toEqual([["E:", 1]]);
    expect(asked.count).toBe(1);
  });
});

test("ANBAO_DRIVES names whole paths, and nothing else counts", () => {
  expect(furtherPlaces({ ANBAO_DRIVES: "/srv/usb:relative::/data/盘" })).toEqual(["/srv/usb", "/data/盘"]);
  expect(furtherPlaces({})).toEqual([]);
});

test("screens hear of drives under a name of their own", async () => {
  const bell = openChangeBell();
  const heard = bell.heard(undefined, 0)[Symbol.asyncIterator]();
  const first = heard.next();
  bell.ring("drives");
  expect((await first).value).toEqual({ areas: ["drives"] });
});

test("folders that are only folders are no drives", async () => {
  const places = await tempFolder();
  mkdirSync(join(places, "只是文件夹"));
  expect(await drivesOf("linux", [places]).look()).toEqual([]);
});
