// What the county's bundles on a drive say that is new to this unit, before anything is imported: which hand-ins it received, how
// many records it returned, whether a newer campaign came along. Claims of the county's verified entries; nothing is kept.
import type { Carried } from "../../domain/feed/entry.ts";
import { valueIn, type ValueOf } from "../../domain/kinds/values.ts";
import { Problem } from "../../domain/problem.ts";
import { UNWATCHED, type Workspace, type Needs } from "../workspace.ts";
import { reasonAside } from "../duties/matrix/set-aside-at-county.ts";
import type { WaitingBundle } from "../receiving/bundles/waiting-bundles.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";

export type ReceiptNewsNeeds = Needs<
  FactReader & FeedReader & RecordReader,
  "bundles" | "campaign" | "identities" | "stagingDir"
>;

/**
 * Numbers of this unit's bundles: `received` count, `held` wait for approval of the key, `unused` were set aside or came from a PC
 * that had been ended.
 */
export type ReceiptNews = Readonly<Record<Answer, readonly number[]> & { returned: number; campaign: boolean }>;
type Answer = "received" | "held" | "unused";

/** A county's answer is small; a larger bundle is named without being opened. */
const MOST_BYTES = 64 * 1024 * 1024;

/** By record, so that a later entry of the county takes the place of an earlier one. */
type Told = { answers: Map<number, Answer>; returned: Map<string, boolean>; campaign: boolean };

/** The news of bundles that the pinned county signed; others are silent until they are read, and then give their reason. */
export async function receiptNews(ws: ReceiptNewsNeeds, bundles: readonly WaitingBundle[]): Promise<ReceiptNews> {
  const told: Told = { answers: new Map(), returned: new Map(), campaign: false };
  for (const bundle of bundles) if (bundle.signed && bundle.sizeBytes <= MOST_BYTES) await readNews(ws, bundle.path, told);
  const numbers = (wanted: Answer) =>
    [...told.answers].flatMap(([number, answer]) => (answer === wanted ? [number] : [])).sort((a, b) => a - b);
  return {
    received: numbers("received"),
    held: numbers("held"),
    unused: numbers("unused"),
    returned: [...told.returned.values()].filter(Boolean).length,
    campaign: told.campaign,
  };
}

async function readNews(ws: ReceiptNewsNeeds, path: string, told: Told): Promise<void> {
  try {
    for await (const carried of newEntries(ws, path)) hear(ws, carried, told);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause; // what is wrong with it is said when it is read
  }
}

async function* newEntries(ws: ReceiptNewsNeeds, path: string): AsyncGenerator<Carried> {
  const options = { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed };
  const bundle = await ws.bundles.open(path, options, UNWATCHED);
  try {
    for await (const lines of bundle.entries()) {
      const news = lines.filter(({ hash, carried }) => !isHeld(ws, hash, carried));
      for (const { carried } of news) yield carried;
    }
  } finally {
    await bundle.close();
  }
}

const TELLING: ReadonlySet<string> = new Set(["receipt", "review", "campaign"]);

function isHeld(ws: Needs<RecordReader, "campaign">, hash: string, { entry }: Carried): boolean {
  if (!TELLING.has(entry.kind)) return true;
  const office = officeOf(ws);
  return ws.store.history({ unit: office, kind: entry.kind, record: entry.record }).some((item) => item.hash === hash);
}

/** County kinds are records of the county office. */
function officeOf(ws: Pick<Workspace, "campaign">): string {
  return ws.campaign().committee.officeUnit;
}

function hear(ws: Needs<FactReader>, { entry, value }: Carried, told: Told): void {
  if (value === null) return;
  const { unit } = ws.store.facts();
  if (entry.kind === "campaign") told.campaign = true;
  const receipt = entry.kind === "receipt" ? valueIn("receipt", value) : undefined;
  if (receipt?.unit === unit) told.answers.set(receipt.number, answerIn(receipt));
  const review = entry.kind === "review" ? valueIn("review", value) : undefined;
  if (review?.about.unit === unit) told.returned.set(entry.record, review.decision === "return");
}

function answerIn(receipt: ValueOf<"receipt">): Answer {
  if (reasonAside(receipt) !== null || receipt.standing === "ended") return "unused";
  return receipt.standing === "accepted" ? "received" : "held";
}
