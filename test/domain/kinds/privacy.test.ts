// Every field of every kind says whether it is personal, and what is personal is told from what is not.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { kindOf, KINDS } from "../../../src-main/domain/kinds/kinds.ts";
import { declared, fieldsOf, fileName, holdsPersonal, open, personal } from "../../../src-main/domain/kinds/privacy.ts";

const nameOf = (path: readonly string[]): string => path.join(".");
const marked = (kind: string, privacy: string): readonly string[] =>
  fieldsOf(kindOf(kind)?.schema ?? z.never())
    .filter((field) => field.privacy === privacy)
    .map(({ path }) => nameOf(path));

describe("every field of every kind says whether it is personal", () => {
  test.each(Object.entries(KINDS))("%s, in each of its schemas", (_, kind) => {
    const fields = Object.values(kind).flatMap((member) => (member instanceof z.ZodType ? fieldsOf(member) : []));
    expect(fields.length).toBeGreaterThan(0);
    expect(fields.filter(({ privacy }) => privacy === undefined).map(({ path }) => nameOf(path))).toEqual([]);
  });

  test("a field that says nothing is found, however deep it lies", () => {
    const leaf = z.string();
    const schema = z.strictObject({
      marked: open(z.string()).optional(),
      bare: leaf,
      deep: z.array(z.strictObject({ one: z.record(z.string(), z.union([open(z.int()), leaf.nullable()])) })).readonly(),
    });
    const unmarked = fieldsOf(schema).filter(({ privacy }) => privacy === undefined);
    expect(unmarked.map(({ path }) => nameOf(path))).toEqual(["bare", "deep.*.one.*"]);
  });

  test("limits set after the mark do not lose it", () => {
    expect(fieldsOf(z.strictObject({ name: personal(z.string()).max(3) }))).toEqual([{ path: ["name"], privacy: "personal" }]);
  });
});

test("these are the personal fields; a new one is written down here", () => {
  const all = Object.keys(KINDS).flatMap((kind) => marked(kind, "personal").map((field) => `${kind}.${field}`));
  expect(all).toEqual([
    "activity.leaders.*.name",
    "hazard.responsiblePerson",
    "hazard.reviewer",
    "tip.verifiers.*",
    "volunteers.leader",
    "liaison.name",
    "liaison.officePhone",
    "liaison.mobile",
    "liaison.chatId",
    "liaison.email",
    "liaison.leader",
    "liaison.remark",
    "person.name",
    "supervision.team.*",
    "supervision.reviewer",
  ]);
  expect(marked("activity", "declared")).toEqual(["fields.*"]);
  expect(marked("hazard", "fileName")).toEqual(["attachments.*.name"]);
});

describe("a value holds something personal", () => {
  const fields = fieldsOf(
    z.strictObject({
      title: open(z.string()),
      person: personal(z.string()).optional(),
      team: z.array(personal(z.string())),
      fields: z.record(z.string(), declared(z.string())),
      files: z.array(z.strictObject({ name: fileName(z.string()) })),
    }),
  );
  const isOpen = (field: string): boolean => field === "place";

  test.each([
    [{ title: "张三" }, false],
    [{ person: "张三" }, true],
    [{ person: " 　" }, false],
    [{ person: null }, false],
    [{ team: [] }, false],
    [{ team: [""] }, false],
    [{ team: ["", "张三"] }, true],
    [{ fields: { place: "广场" } }, false],
    [{ fields: { lecturer: "张三" } }, true],
    [{ fields: { lecturer: "" } }, false],
    [{ fields: { lecturer: ["张三"] } }, true],
    [{ files: [{ name: "IMG_20210616_093000.jpg" }] }, false],
    [{ files: [{ name: "IMG_1.jpg" }, { name: "张三讲话.jpg" }] }, true],
    [{ unknown: "张三" }, false],
    [{ person: { name: "张三" } }, true],
    [{ team: "张三" }, false],
  ])("%j: %s", (value, expected) => {
    expect(holdsPersonal(fields, value, isOpen)).toBe(expected);
  });

  test.each([
    "IMG_0001.jpg",
    "IMG_20210616_093000.jpg",
    "DSC01234.JPG",
    "DSCN0042.jpg",
    "PXL_20210616_093000123.jpg",
    "VID_20210616_093000.mp4",
    "MVIMG_20210616_093000.jpg",
    "mmexport1623812345678.jpg",
    "微信图片_20210616093000.jpg",
    "20210616_093000.jpg",
    "IMG_0001 (2).heic",
    "1.jpg",
  ])("%s was given by a camera", (name) => {
    expect(holdsPersonal(fields, { files: [{ name }] }, isOpen)).toBe(false);
  });

  test.each([
    "张三.jpg",
    "zhangsan.jpg",
    "IMG_0001-zhang.jpg",
    "13800000000 张三.pdf",
    "会议签到表.xlsx",
    "13800000000.jpg",
    "IMG_.jpg",
    "1.",
    "",
  ])("%s may say something", (name) => {
    expect(holdsPersonal(fields, { files: [{ name }] }, isOpen)).toBe(name !== "");
  });
});
