// Where receipts go back to: once to every stick, however its folders lie.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { foldersByUnit } from "../../../src-main/usecases/receipts/receipt-folders.ts";

test("a stick with several folders gets one receipt, in the folder of the last number; a stick of a second PC one of its own", async () => {
  const came = [
    ["甲", 2, "U盘一/第2周"],
    ["甲", 1, "U盘一/第1周"],
    ["乙", 1, "U盘一/第1周"],
    ["甲", 1, "U盘二"],
  ] as const;
  const items = came.map(([unit, number, folder]) => ({ path: join("盘", folder, "报送.anbao"), taken: { unit, number } }));
  const ws = { store: { runs: () => [{ items: [...items, { path: "盘/坏的", taken: null }] }] } } as unknown as Workspace;
  const found = await foldersByUnit(ws, (folder) => Promise.resolve(folder.slice(0, join("盘", "U盘一").length)));
  expect(found).toEqual(
    new Map([
      ["甲", [join("盘", "U盘一/第2周"), join("盘", "U盘二")]],
      ["乙", [join("盘", "U盘一/第1周")]],
    ]),
  );
});
