// A workspace whose making was cut off is none: it cannot be opened, is not offered, and goes before the next one is made or at the next start.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWorkspace } from "../../src-main/compose.ts";
import { beginMaking, clearHalfMade, isInMaking, sweepHalfMade } from "../../src-main/program/half-made.ts";
import { lockWorkspace } from "../../src-main/store/lock.ts";
import { codeOf } from "../support/codes.ts";
import { makeOffice, PIN, seasonClock, surroundingsOf, TOWN } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** As a run that was killed leaves it. */
async function halfMade(folder: string): Promise<void> {
  await (await makeOffice(folder, TOWN, seasonClock())).close();
  beginMaking(folder);
}

test("it is no workspace, and the same one can be made there; what lay there before stays", async () => {
  const folder = join(await tempFolder(), "unit-1");
  await halfMade(folder);
  writeFileSync(join(folder, "别的.txt"), "");
  expect(await codeOf(() => openWorkspace(folder, PIN, surroundingsOf(seasonClock())))).toBe("workspace-not-found");
  await (await makeOffice(folder, TOWN, seasonClock())).close();
  expect([isInMaking(folder), existsSync(join(folder, "别的.txt"))]).toEqual([false, true]);
  await (await openWorkspace(folder, PIN, surroundingsOf(seasonClock()))).close();
});

test("it goes at the next start, unless it is being made", async () => {
  const home = await tempFolder();
  await halfMade(join(home, "rebuilt-1"));
  await (await makeOffice(join(home, "unit-2"), TOWN, seasonClock())).close();
  const lock = lockWorkspace(join(home, "rebuilt-1"));
  expect(await codeOf(async () => clearHalfMade(join(home, "rebuilt-1")))).toBe("workspace-busy");
  sweepHalfMade(home);
  expect(readdirSync(home)).toEqual(["rebuilt-1", "unit-2"]);
  lock.release();
  sweepHalfMade(home);
  expect(readdirSync(home)).toEqual(["unit-2"]);
});
