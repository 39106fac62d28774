// A draft is checked as far as it is typed: a day that was typed and cleared is none.
import { expect, test } from "vitest";
import { checkDraft, saveChecked } from "../../../src-main/usecases/figures/save-checked.ts";
import { openDraft } from "../../../src-main/usecases/records/drafts/draft-activity.ts";
import { openOffice, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test.each([undefined, "", " "])("a draft whose day is %j has no findings and is not saved", async (startsAt) => {
  const { ws } = await openOffice(await tempFolder(), TOWN);
  const blank = openDraft(ws, { from: "new", code: "21101" });
  const draft = { ...blank, value: { ...blank.value, title: "宣讲", ...(startsAt !== undefined && { startsAt }) } };
  expect(checkDraft(ws, draft)).toEqual([]);
  expect(await saveChecked(ws, draft)).toMatchObject({
    outcome: "incomplete",
    faults: expect.arrayContaining([{ path: "/startsAt", reason: "required" }]),
  });
});
