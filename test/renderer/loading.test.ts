// A screen that is still being read says so (ui/loading.tsx): blank, it would look like one that holds nothing, to people and tests.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Notes that are there or not: until it is known, there is none. */
const NOTES = [
  "features/activities/intake/budget.tsx",
  "features/inbox/inbox.tsx",
  "features/inbox/write-receipts.tsx",
  "features/settings/updates/update-settings.tsx",
  "widgets/bundles/take-receipts.tsx",
  "widgets/drives/eject-drive.tsx",
  "widgets/figures/missing-sheet.tsx",
  "widgets/trust/office-note.tsx",
];

const root = join(import.meta.dirname, "../../src-renderer");
const BLANK = /\.data(\?\.\w+)? (=|!)== [^;\n]*(return null|\? null)/;

test("nothing but notes is blank while it is read", () => {
  const blank = globSync("**/*.tsx", { cwd: root }).filter((path) => BLANK.test(readFileSync(join(root, path), "utf8")));
  expect(blank.map((path) => path.replaceAll("\\", "/")).sort()).toEqual(NOTES);
});
