// What the county's bundles on a drive say that is new to this unit, before anything is imported: which hand-ins it received, how
// many records it returned, whether a newer campaign came along. Claims of the county's verified entries; nothing is kept.
import type { Carried } from "../domain/entry.ts";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { UNWATCHED, type Desk } from "./desk.ts";
import { reasonAside } from "./set-aside-here.ts";
import type { WaitingBundle } from "./waiting-bundles.ts";

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
export async function receiptNews(desk: Desk, bundles: readonly WaitingBundle[]): Promise<ReceiptNews> {
  const told: Told = { answers: new Map(), returned: new Map(), campaign: false };
  for (const bundle of bundles) if (bundle.signed && bundle.sizeBytes <= MOST_BYTES) await readNews(desk, bundle.path, told);
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

async function readNews(desk: Desk, path: string, told: Told): Promise<void> {
  try {
    for await (const carried of newEntries(desk, path)) hear(desk, carried, told);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause; // what is wrong with it is said when it is read
  }
}

async function* newEntries(desk: Desk, path: string): AsyncGenerator<Carried> {
  const options = { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed };
  const bundle = await desk.bundles.open(path, options, UNWATCHED);
  try {
    for await (const lines of bundle.entries()) {
      const news = lines.filter(({ hash, carried }) => !isHeld(desk, hash, carried));
      for (const { carried } of news) yield carried;
    }
  } finally {
    await bundle.close();
  }
}

const TELLING: ReadonlySet<string> = new Set(["receipt", "review", "campaign"]);

function isHeld(desk: Desk, hash: string, { entry }: Carried): boolean {
  if (!TELLING.has(entry.kind)) return true;
  const office = officeOf(desk);
  return desk.store.history({ unit: office, kind: entry.kind, record: entry.record }).some((item) => item.hash === hash);
}

/** County kinds are records of the county office. */
function officeOf(desk: Desk): string {
  return desk.campaign().committee.officeUnit;
}

function hear(desk: Desk, { entry, value }: Carried, told: Told): void {
  if (value === null) return;
  const { unit } = desk.store.facts();
  if (entry.kind === "campaign") told.campaign = true;
  if (entry.kind === "receipt" && value["unit"] === unit) told.answers.set(Number(value["number"]), answerIn(value));
  const about = value["about"] as JsonObject | undefined;
  if (entry.kind === "review" && about?.["unit"] === unit) told.returned.set(entry.record, value["decision"] === "return");
}

function answerIn(receipt: JsonObject): Answer {
  if (reasonAside(receipt) !== null || receipt["standing"] === "ended") return "unused";
  return receipt["standing"] === "accepted" ? "received" : "held";
}
