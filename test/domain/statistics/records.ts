// Projected records for tests: whole ones from a few members, and random ones over a small world where things collide.
import fc from "fast-check";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { StatisticsRecord } from "../../../src-main/domain/statistics/counting/countable.ts";
import { shipped } from "../campaign/shipped.ts";

export const TOWN = "620724100";
export const OTHER_TOWN = "620724101";
export const MEMBER = "620724501";
export const PARK = "620724400";
export const OFFICE = "620724001";
export const JOINT = "central-square-2021";

/** A record that counts, unless `state` says otherwise. */
export function record(
  unit: string,
  kind: string,
  id: string,
  value: JsonObject,
  state: Partial<StatisticsRecord> = {},
): StatisticsRecord {
  return {
    unit,
    kind,
    record: id,
    head: `head-${id}`,
    value: { attachments: [], ...value },
    evidenced: true,
    evidenceOverridden: false,
    handedIn: true,
    later: false,
    returned: false,
    needsCheck: false,
    onBehalf: false,
    conflict: false,
    pendingEvidence: false,
    smallEvidence: false,
    firstAtMs: 1_622_000_000_000,
    editedAtMs: 1_622_000_000_000,
    ...state,
  };
}

/** An activity of the first week. */
export function activity(
  unit: string,
  id: string,
  code: string,
  metrics: Record<string, number>,
  more: JsonObject = {},
): StatisticsRecord {
  return record(unit, "activity", id, {
    code,
    title: `活动${id}`,
    startsAt: "2021-06-01T09:00",
    mode: "offline",
    metrics,
    ...more,
  });
}

const UNITS = [TOWN, OTHER_TOWN, MEMBER, PARK, OFFICE];
const ITEMS = shipped.catalogue.groups.flatMap((group) => group.items);
const METRICS = shipped.catalogue.metrics.map((metric) => metric.id);

const day = fc
  .integer({ min: 0, max: 60 })
  .map((n) => new Date(Date.UTC(2021, 4, 20) + n * 86_400_000).toISOString().slice(0, 10));
const time = fc.constantFrom("00:00", "09:30", "11:59", "12:00", "18:00");
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 2 });
const file = fc.record({
  sha256: fc.constantFrom("a", "b", "c"),
  sizeBytes: fc.constant(1),
  class: fc.constantFrom("photo", "video", "audio", "document"),
});
const files = fc.array(file, { maxLength: 3 });

/** Members that are not there are left out, as in JSON. */
function present(value: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as JsonObject;
}

const anyActivity = fc
  .record({
    item: fc.oneof(
      fc.constantFrom(...ITEMS),
      fc.constantFrom(...ITEMS.filter(({ code }) => /^(23207|23314|212|222)/.test(code))),
    ),
    day,
    time,
    numbers: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 10, maxLength: 10 }),
    jointEvent: maybe(fc.constant(JOINT)),
    mode: fc.constantFrom("offline", "online", "both"),
    villages: fc.uniqueArray(fc.constantFrom("一村", "二村", "三村", "四村"), { maxLength: 3 }),
    leaders: fc.array(fc.record({ id: fc.constant("x"), name: fc.constant("某某") }), { maxLength: 2 }),
    attachments: files,
    foreign: fc.constantFrom(...METRICS),
  })
  .map(({ item, numbers, day: on, time: at, villages, foreign, ...rest }) => {
    const metrics = Object.fromEntries(item.metrics.map(({ id }, n) => [id, numbers[n % 10] ?? 0]));
    return [
      "activity",
      present({
        code: item.code,
        title: "活动",
        startsAt: `${on}T${at}`,
        metrics: { [foreign]: 1, ...metrics },
        fields: { villages },
        ...rest,
      }),
    ] as const;
  });

const ledgers: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  hazard: { foundOn: day, level: fc.constantFrom("general", "major"), closedOn: maybe(day), attachments: files },
  issue: { foundOn: day, rectifiedOn: maybe(day) },
  exposure: {
    exposedOn: day,
    category: fc.constantFrom("hazard", "typical-case"),
    subject: fc.constantFrom("甲", "乙"),
    problem: fc.constantFrom("一", "二"),
    url: maybe(fc.constantFrom("u1", "u2", "u3")),
  },
  tip: {
    acceptedOn: day,
    occurrences: fc.integer({ min: 1, max: 4 }),
    result: maybe(fc.constantFrom("true", "partly", "false")),
    verifiedOn: maybe(day),
    rewarded: maybe(fc.integer({ min: 0, max: 3 })),
    rewardedOn: maybe(day),
  },
  story: {
    publishedOn: day,
    title: fc.constantFrom("题一", "题二", "题三"),
    media: fc.constantFrom("报甲", "报乙"),
    level: fc.constantFrom("central", "province", "city", "county", "town"),
    url: maybe(fc.constantFrom("s1", "s2", "s3", "s4")),
  },
  product: { madeOn: day, productType: fc.constantFrom("warning-film", "reader", "audio") },
  bulletin: { issuedOn: day, title: fc.constant("信息"), attachments: files },
  report: {
    type: fc.constantFrom("weekly", "zero", "final"),
    period: fc.constantFrom("weekly:1", "weekly:2", "weekly:4", "final"),
    exportedAtMs: fc.integer({ min: 1, max: 3 }),
  },
};

const anyLedger = fc.oneof(
  ...Object.entries(ledgers).map(([kind, members]) =>
    fc.record(members).map((value) => [kind, present({ attachments: [], ...value })] as const),
  ),
);

const rarely = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const state = fc.record({
  noEvidence: rarely,
  evidenceOverridden: rarely,
  notHandedIn: rarely,
  returned: rarely,
  needsCheck: rarely,
  pendingEvidence: rarely,
  smallEvidence: fc.constant(false),
  conflict: rarely,
  later: rarely,
  firstAtMs: fc.integer({ min: 0, max: 3 }),
});

/** Up to 40 records of five units; ids are unique. */
export const anyRecords: fc.Arbitrary<readonly StatisticsRecord[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...UNITS),
      fc.oneof({ weight: 3, arbitrary: anyActivity }, { weight: 2, arbitrary: anyLedger }),
      state,
    ),
    { maxLength: 40, size: "max" },
  )
  .map((all) =>
    all.map(([unit, [kind, value], { noEvidence, notHandedIn, ...flags }], at) =>
      record(unit, kind, `r${String(at).padStart(3, "0")}`, value, { ...flags, evidenced: !noEvidence, handedIn: !notHandedIn }),
    ),
  );

const fewDays = fc.constantFrom("2021-06-01", "2021-06-02", "2021-06-20");

/** Up to 12 stories and exposures of three units over few titles, links and days, so that chains of likeness appear. */
export const anyStories: fc.Arbitrary<readonly StatisticsRecord[]> = fc
  .array(
    fc.constantFrom("story", "exposure").chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        unit: fc.constantFrom(TOWN, OTHER_TOWN, MEMBER),
        state: fc.record({
          firstAtMs: fc.nat(3),
          pendingEvidence: fc.boolean(),
          conflict: fc.boolean(),
          later: fc.boolean(),
        }),
        value: fc.record({ ...ledgers[kind], [kind === "story" ? "publishedOn" : "exposedOn"]: fewDays }),
      }),
    ),
    { maxLength: 12, size: "max" },
  )
  .map((all) =>
    all.map(({ unit, kind, state: own, value }, at) =>
      record(unit, kind, `s${String(at).padStart(2, "0")}`, present({ attachments: [], ...value }), own),
    ),
  );
