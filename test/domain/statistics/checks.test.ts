// The 审核公式 of the shipped campaign: each has a table that passes and one that fails it.
import { describe, expect, it } from "vitest";
import { findingSentence } from "../../../src-main/domain/statistics/checks/finding.ts";
import { shipped } from "../campaign/shipped.ts";
import { activity, MEMBER, OFFICE, OTHER_TOWN, record, TOWN } from "./records.ts";
import {
  liaison,
  of,
  day16,
  study,
  hazard,
  story,
  photo,
  villages,
  audio,
  filed,
  lead,
  guest,
  type Case,
  doubtAbout,
} from "./check-cases.ts";

/** Check → a case that passes, cases that fail, and the level it then has. */
const CASES: Readonly<Record<string, Readonly<{ good: Case; bad: readonly Case[]; level: string }>>> = {
  V01: {
    good: { records: [study("a", { sessions: 1, persons: 1 })] },
    bad: [
      { records: [study("a", { sessions: 1, persons: 1.5 })] },
      { records: [study("a", { sessions: -1 })] },
      { records: [], change: { "29a": "约300" } },
      { records: [record(TOWN, "tip", "t", { acceptedOn: "2021-06-02", occurrences: "三" })] },
    ],
    level: "error",
  },
  V02: {
    good: { records: [study("a", { sessions: 1, persons: 1 })] },
    bad: [{ records: [study("a", { sessions: 1 })] }, { records: [study("a", { persons: 1 })] }],
    level: "error",
  },
  V03: {
    good: { records: [study("a", { sessions: 2, persons: 2 })] },
    bad: [{ records: [study("a", { sessions: 2, persons: 1 })] }],
    level: "error",
  },
  V04: {
    good: { records: [activity(TOWN, "a", "21201", { sessions: 1, persons: 5, personsSafety: 5 })] },
    bad: [
      { records: [activity(TOWN, "a", "21201", { sessions: 1, persons: 5, personsSafety: 3, personsPrincipals: 3 })] },
      {
        records: [
          activity(TOWN, "a", "21201", { sessions: 1, persons: 3, personsPrincipals: 9 }),
          activity(TOWN, "b", "21201", { sessions: 1, persons: 200 }),
        ],
      },
      { records: [study("a", { sessions: 1, persons: 3, personsLeaders: 4 }), study("b", { sessions: 1, persons: 9 })] },
      { records: [], change: { "12": 1, "12a": 2 } },
      { records: [], change: { "13": 2 } },
      { records: [], change: { "33": 1 } },
    ],
    level: "error",
  },
  V05: {
    good: { records: [hazard("a", { closedOn: "2021-06-20" }), hazard("b", { level: "major" })] },
    bad: [
      { records: [], change: { "14": 1, "15": 2 } },
      { records: [], change: { "16": 1, "14": 0 } },
      { records: [], change: { "14": 2, "15": 0, "16": 1, "17": 1 } },
      { records: [], change: { "14": 3, "15": 2, "16": 2, "17": 0 } },
    ],
    level: "error",
  },
  V06: {
    good: { records: [hazard("a", { closedOn: "2021-06-20" }), hazard("b", {}), hazard("c", {})] },
    bad: [
      { records: [hazard("a", {})], change: { "18": "50.0" } },
      { records: [], change: { "18": "0.0" } },
    ],
    level: "error",
  },
  V07: {
    good: { records: [record(TOWN, "tip", "t", { acceptedOn: "2021-06-02", occurrences: 2, result: "true", rewarded: 1 })] },
    bad: [
      { records: [], change: { "55": 1 } },
      { records: [], change: { "58": 1 } },
      { records: [], change: { "60": 1 } },
    ],
    level: "error",
  },
  V08: { good: { records: [story(TOWN, "s")] }, bad: [{ records: [story(TOWN, "s")], change: { "67": 2 } }], level: "error" },
  V09: {
    good: { records: [audio(["一村", "二村"])], more: { units: villages } },
    bad: [{ records: [audio(["一村", "二村", "三村"])], more: { units: villages } }],
    level: "error",
  },
  V10: {
    good: { unit: MEMBER, records: [lead, guest({ boards: 3 })] },
    bad: [{ unit: MEMBER, records: [lead, guest({ boards: 2 })] }],
    level: "error",
  },
  V11: {
    good: { records: [activity(TOWN, "a", "23209", { sessions: 1, persons: 30 }, day16)] },
    bad: [{ records: [activity(TOWN, "a", "23209", { sessions: 1, persons: 30 }, { startsAt: "2021-06-15T09:00" })] }],
    level: "warning",
  },
  V12: {
    good: {
      records: [study("a", { sessions: 2, persons: 9 })],
      period: "weekly:2",
      more: { filed: [filed("weekly:1", { "01": ["2", "2"] })] },
    },
    bad: [
      {
        records: [study("a", { sessions: 2, persons: 9 })],
        period: "weekly:2",
        more: { filed: [filed("weekly:1", { "01": ["3", "3"] })] },
      },
    ],
    level: "warning",
  },
  V13: {
    good: {
      records: [study("a", { sessions: 2, persons: 9 })],
      period: "weekly:2",
      more: { filed: [filed("weekly:1", { "01": ["2", "2"], "02": ["9", "9"] })] },
    },
    bad: [
      {
        records: [study("a", { sessions: 2, persons: 9 })],
        period: "weekly:2",
        more: { filed: [filed("weekly:1", { "01": ["1", "1"], "02": ["9", "9"] })] },
      },
    ],
    level: "warning",
  },
  V14: {
    good: { records: [study("a", { sessions: 1, persons: 1 })] },
    bad: [{ records: [{ ...study("a", { sessions: 1, persons: 1 }), evidenced: false }] }],
    level: "notice",
  },
  V15: {
    good: { records: [study("a", {}), activity(TOWN, "b", "30201", {}, { startsAt: "2021-11-01T09:00" })] },
    bad: [
      { records: [study("a", {}, { startsAt: "2021-07-02T09:00" })] },
      { records: [activity(TOWN, "b", "30201", {}, { startsAt: "2022-01-01T00:00" })] },
    ],
    level: "warning",
  },
  V16: {
    good: {
      records: [study("a", { sessions: 2, persons: 10_000 }), study("b", { sessions: 1, persons: 99_999 }, { mode: "online" })],
    },
    bad: [{ records: [study("a", { sessions: 1, persons: 5001 })] }],
    level: "warning",
  },
  V17: {
    good: { unit: "all", records: [lead, guest({ ownStaff: 3, boards: 3 })] },
    bad: [
      { unit: "all", records: [guest({ persons: 3 })] },
      { unit: "all", records: [lead, guest({ boards: 3, sessions: 1 })] },
      { unit: "all", records: [lead, guest({ boards: 3, persons: 600 })] },
      { unit: OFFICE, records: [lead, { ...lead, record: "m" }] },
      { records: [study("a", {}, { jointEvent: "nowhere" })] },
    ],
    level: "error",
  },
  V18: {
    good: { records: [study("a", { persons: 3 }, { place: "甲" }), study("b", { persons: 3 }, { place: "乙" })] },
    bad: [{ records: [study("a", { persons: 3 }), study("b", { persons: 3 }, { startsAt: "2021-06-01T15:00" })] }],
    level: "warning",
  },
  V19: {
    good: { records: [story(TOWN, "a"), story(TOWN, "b", { title: "别题" })] },
    bad: [
      { records: [story(TOWN, "a"), story(TOWN, "b")] },
      {
        records: [
          story(OTHER_TOWN, "a", { url: "https://example.org/1", publishedOn: "2021-06-01" }),
          story(TOWN, "b", { url: "https://example.org/1", title: "别题" }),
        ],
      },
    ],
    level: "warning",
  },
  V20: {
    good: { records: [liaison(TOWN)] },
    bad: [{ records: [] }, { records: [liaison(TOWN, "12345")] }, { records: [record(TOWN, "liaison", "l", { name: "某某" })] }],
    level: "error",
  },
  V21: {
    good: {
      records: [
        study("a", {}, { attachments: [photo, photo] }),
        study("b", {}, { attachments: [{ ...photo, class: "document" }] }),
      ],
    },
    bad: [{ records: [study("a", {}, { attachments: [photo] }), study("b", {}, { attachments: [photo] })] }],
    level: "warning",
  },
  V23: {
    good: { records: [study("a", { sessions: 1, persons: 3, personsLeaders: 1 })] },
    bad: [{ records: [study("a", { sessions: 1, persons: 3, bananas: 2 })] }],
    level: "notice",
  },
  V24: {
    good: { records: [hazard("a", { closedOn: "2021-06-25", foundOn: "2021-06-25" })] },
    bad: [
      {
        records: [hazard("a", { closedOn: "2021-06-25" }), hazard("b", { foundOn: "2021-06-25", closedOn: "2021-06-26" })],
      },
    ],
    level: "notice",
  },
  V25: {
    good: { records: [study("a", {}), study("b", {})], more: { doubts: [doubtAbout("b", "recompressed")] } },
    bad: [{ records: [study("a", {}), study("b", {})], more: { doubts: [doubtAbout("b", "similar", "a")] } }],
    level: "warning",
  },
  V26: {
    good: { records: [study("a", {}), study("b", {})], more: { doubts: [doubtAbout("b", "similar", "a")] } },
    bad: (["other-week", "taken-outside", "taken-elsewhere"] as const).map((reason) => ({
      records: [study("a", {})],
      more: { doubts: [doubtAbout("a", reason), doubtAbout("a", reason)] },
    })),
    level: "notice",
  },
  V27: {
    good: { records: [study("a", {})], more: { doubts: [doubtAbout("a", "recompressed")] } },
    bad: [
      { records: [study("a", {})], more: { doubts: [doubtAbout("a", "cut-off")] } },
      { records: [study("a", {})], more: { doubts: [doubtAbout("a", "cut-off"), doubtAbout("a", "cut-off")] } },
    ],
    level: "warning",
  },
};

describe("every check", () => {
  it("of the campaign is exercised here", () => {
    expect([...Object.keys(CASES), "V22"].sort()).toEqual(shipped.checks.map(({ id }) => id));
  });

  it.each(Object.entries(CASES))("%s passes what is right", (id, { good }) => {
    expect(of(id, good)).toEqual([]);
  });

  it.each(Object.entries(CASES).flatMap(([id, { bad, level }]) => bad.map((one, at) => [id, at + 1, level, one] as const)))(
    "%s finds fault %i, as %s",
    (id, _, level, one) => {
      const found = of(id, one);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]).toMatchObject({ level, blocks: level === "error", explained: false });
      for (const language of ["zh", "en"] as const)
        expect(findingSentence(shipped, found[0] ?? failed(), language)).not.toMatch(/[{}]/);
    },
  );
});

it("an activity in the making is checked whatever of it is not typed yet", () => {
  const begun = record(TOWN, "activity", "a", { startsAt: "2021-06-02T09:00", metrics: {}, attachments: [] });
  const ids = shipped.checks.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) expect(() => of(id, { records: [begun, study("b", { sessions: 1, persons: 1 })] }), id).not.toThrow();
});

function failed(): never {
  throw new Error("nothing found");
}
