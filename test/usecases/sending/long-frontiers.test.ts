// A unit with more branches than one entry can name: its reports and the county's receipts are as good as any other.
import { expect, test, vi } from "vitest";
import type { Frontier } from "../../../src-main/domain/feed/entry.ts";
import { positionsOf } from "../../../src-main/domain/feed/frontier.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { lastReceipt } from "../../../src-main/usecases/sending/choose/last-receipt.ts";
import { recordsOut } from "../../../src-main/usecases/duties/reports/exported-up-to.ts";
import { unitsDueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { codeOf } from "../../support/codes.ts";
import { sha256 } from "../../support/made/make-bundle.ts";
import { enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { contentsOf, receiptTo, take } from "../../support/offices/receipts.ts";
import { approveKey, branched, forge, handInOf, heldActivity, say, type Forged } from "../../support/offices/strangers.ts";
import { tempFolder } from "../../support/temp-folder.ts";

vi.setConfig({ testTimeout: 300_000 });

/** Both offices hold what another PC of the unit wrote, and what the county answered it. @param base what its bundle builds on. */
async function pairWith(feeds: readonly Forged[], base: Frontier = {}) {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const path = await handInOf(folder, feeds, { base });
  for (const { ws } of [county, town]) await take(ws, path);
  approveKey(county.ws, feeds[0]?.key ?? "", TOWN);
  await receiptTo(folder, county.ws, town.ws);
  return { folder, county: county.ws, town: town.ws };
}

const reportAt = (ws: Workspace) => ws.store.reports(TOWN).at(-1);
const counted = (ws: Workspace): number => ws.store.projected(TOWN).filter(({ handedIn }) => handedIn === true).length;

test("1,600 branches: the report is received, the receipt names all of them, and the next hand-in builds on it", async () => {
  const { folder, county, town } = await pairWith([branched("clone", 1600)]);
  await record(town, "真的");
  handIn(town, { report: "weekly:1" });
  await take(county, await handOver(folder, town));
  expect([reportAt(county)?.missing, reportAt(county)?.value["frontier"]]).toEqual([[], undefined]);
  expect(counted(county)).toBeGreaterThan(1600);
  expect(unitsDueReceipts(county)).toEqual([TOWN]);
  await receiptTo(folder, county, town);
  expect(unitsDueReceipts(county)).toEqual([]);
  const named = lastReceipt(town)?.frontier ?? {};
  expect(positionsOf(named).length).toBeGreaterThan(1600);
  const isOut = recordsOut(town);
  expect(town.store.records({ kind: "activity", unit: TOWN, limit: 10_000 }).records.filter((one) => !isOut(one))).toEqual([]);
  expect(await codeOf(() => handOver(folder, town))).toBe("nothing-new-to-export");
  await record(town, "又一条");
  const { places } = await contentsOf(county, await handOver(folder, town));
  expect(Object.values(places).flat().length).toBeLessThan(20);
  expect((await checkWorkspace(county, false, UNWATCHED)).problems).toEqual([]);
});

test("a receipt that has everything to say fits into one entry, and says what it left out", async () => {
  const clone = branched("clone", 1400);
  const photo = (index: number) => ({
    sha256: sha256(`photo ${index}`),
    sizeBytes: 9,
    name: "1.jpg",
    mime: "image/jpeg",
    class: "photo",
  });
  say(clone, "activity", heldActivity("没有照片", { attachments: Array.from({ length: 900 }, (_, index) => photo(index)) }));
  const other = forge("clone", { nonce: "1" });
  for (let index = 0; index < 900; index += 1) say(other, "activity", heldActivity("没有内容"));
  other.carried.push(...other.carried.splice(1).map(({ entry }) => ({ entry, salt: null, value: null })));
  const lost = Array.from(
    { length: 900 },
    (_, index) => [sha256(`feed ${index}`), [{ seq: 9, hash: sha256(`${index}`) }]] as const,
  );
  const { county } = await pairWith([clone, other], Object.fromEntries(lost));
  const [receipt] = county.store.records({ kind: "receipt", limit: 1 }).records;
  const value = receipt?.value;
  const lists = [value?.missing, value?.withheld, value?.missingMedia].map((list = []) => list.length);
  expect(lists.every((length) => length > 200 && length < 900)).toBe(true);
  expect([value?.mediaCut, positionsOf(value?.frontier ?? {}).length > 1400]).toEqual([true, true]);
});
