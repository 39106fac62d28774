// Histories that are valid line by line and cost more than they should: many of one thing, or one thing very large. Every one of them
// was once a freeze of the county's PC. Amounts are the attack's; a test takes a part of them.
import { LIMITS } from "../../../src-main/domain/limits.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { sha256 } from "../../../src-main/store/db/codec.ts";
import { authorNamed, openPen, recordOf, type Author, type Claims, type PennedFeed } from "./pen.ts";

/** The township PC that the county has approved. */
export const APPROVED = authorNamed("approved", "620724105");

/** What a case needs to know of the workspace that will read it. */
export type Target = Readonly<{ campaign: string }>;

/** One history. `amount`: how many of what the name says, as in the attack. */
export type Flood = Readonly<{
  name: string;
  amount: number;
  make(target: Target, amount: number): Readonly<{ feeds: readonly PennedFeed[]; claims?: Claims }>;
}>;

const RECIPIENT = `age1${"q".repeat(58)}`;
const TOWN = "620724100";

export function activityOf(title: string, more: JsonObject = {}): JsonObject {
  return {
    code: "21101",
    title,
    startsAt: "2021-06-01T09:00",
    mode: "offline",
    metrics: { sessions: 1, persons: 12 },
    attachments: [],
    ...more,
  };
}

export function reportOf(more: JsonObject): JsonObject {
  return {
    type: "weekly",
    period: "weekly:2",
    frontier: {},
    contentDigest: sha256("content"),
    contentCount: 0,
    campaignVersion: sha256("campaign"),
    figures: {},
    exportedAtMs: Date.parse("2021-06-05T08:00:00+08:00"),
    ...more,
  };
}

const times = (count: number, each: (index: number) => void): void => {
  for (let index = 0; index < count; index += 1) each(index);
};

const stranger = (name: string): Author => authorNamed(name, TOWN);

/** Enrolment requests of one unknown key, each a record of its own. */
const requestFlood: Flood = {
  name: "requestFlood",
  amount: 18_000,
  make: ({ campaign }, amount) => {
    const author = stranger("requests");
    const feed = openPen(author, campaign, "requests");
    times(amount, (index) =>
      feed.push("enrolment-request", { unit: TOWN, device: `电脑 ${index}`, key: author.signer.key, recipient: RECIPIENT }),
    );
    return { feeds: [feed], claims: { purpose: "enrolment-request" } };
  },
};

/** Entries of a kind that only the county may write, by an approved township PC. */
const enrolmentFlood: Flood = {
  name: "enrolmentFlood",
  amount: 20_000,
  make: ({ campaign }, amount) => {
    const feed = openPen(APPROVED, campaign, "enrolments");
    times(amount, (index) =>
      feed.push("enrolment", { key: sha256(`key ${index}`), unit: TOWN, role: "county", device: "d", recipient: RECIPIENT }),
    );
    return { feeds: [feed] };
  },
};

/** One record: a chain of versions, then heads that all follow its end. */
function conflicts(name: string, amount: number, depth: number, chars: number): Flood {
  return {
    name,
    amount,
    make: ({ campaign }, heads) => {
      const feed = openPen(APPROVED, campaign, name);
      const record = recordOf(name);
      const length = Math.ceil((depth * heads) / amount);
      let parents: readonly string[] = [];
      times(length, (index) => (parents = [feed.push("activity", activityOf(`第${index}版`), { record, parents })]));
      times(heads, (index) =>
        feed.push("activity", activityOf(`头 ${index}`, { description: `${"安".repeat(chars)}${index}` }), { record, parents }),
      );
      return { feeds: [feed] };
    },
  };
}

/** One record in layers of 32 versions, each of which names all 32 of the layer before. */
const parents32: Flood = {
  name: "parents32",
  amount: 150,
  make: ({ campaign }, amount) => {
    const feed = openPen(APPROVED, campaign, "parents32");
    const record = recordOf("parents32");
    let parents: readonly string[] = [];
    times(amount, (layer) => {
      const seen = parents;
      parents = Array.from({ length: 32 }, (_, index) =>
        feed.push("activity", activityOf(`第${layer}层 ${index}`), { record, parents: seen }),
      );
    });
    return { feeds: [feed] };
  },
};

/** One record with many long versions in a chain. */
const hotRecord: Flood = {
  name: "hotRecord",
  amount: 6000,
  make: ({ campaign }, amount) => {
    const feed = openPen(APPROVED, campaign, "hot");
    const record = recordOf("hot");
    let parents: readonly string[] = [];
    times(amount, (index) => {
      const value = activityOf(`第${index}版`, { description: "安".repeat(3000) });
      parents = [feed.push("activity", value, { record, parents })];
    });
    return { feeds: [feed] };
  },
};

/** Reports that each name 1,500 feeds of which none is here. */
const reportFlood: Flood = {
  name: "reportFlood",
  amount: 200,
  make: ({ campaign }, amount) => {
    const feed = openPen(APPROVED, campaign, "reports");
    const frontier = Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [sha256(`feed ${index}`), [{ seq: 5, hash: sha256(`head ${index}`) }]]),
    );
    times(amount, (index) => feed.push("report", reportOf({ period: `p${index}`, frontier })));
    return { feeds: [feed] };
  },
};

/** One feed with one opening of each of many unknown keys. */
const tinyFeeds: Flood = {
  name: "tinyFeeds",
  amount: 10_000,
  make: ({ campaign }, amount) => ({
    feeds: Array.from({ length: amount }, (_, index) => openPen(stranger(`tiny ${index}`), campaign, `tiny ${index}`)),
  }),
};

/** Records of unknown keys, each below what one key may leave. */
const quarantineMany: Flood = {
  name: "quarantineMany",
  amount: 60_000,
  make: ({ campaign }, amount) => {
    const feeds: PennedFeed[] = [];
    for (let left = amount; left > 0; left -= 19_000) {
      const feed = openPen(stranger(`many ${feeds.length}`), campaign, `many ${feeds.length}`);
      times(Math.min(left, 19_000), (index) => feed.push("activity", activityOf(`垃圾 ${index}`)));
      feeds.push(feed);
    }
    return { feeds };
  },
};

/** All of them, as in the attack. */
export const FLOODS: readonly Flood[] = [
  requestFlood,
  enrolmentFlood,
  conflicts("conflictBomb", 2000, 10_000, 10),
  conflicts("conflictLong", 3000, 0, LIMITS.longText - 4),
  reportFlood,
  hotRecord,
  tinyFeeds,
  quarantineMany,
  parents32,
];
