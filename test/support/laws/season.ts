// Random histories for the laws of the union: devices that write, exchange, fork, delete, revoke and erase.
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { admitLines } from "../../../src-main/store/union/admit.ts";
import { appendEntry, type Draft } from "../../../src-main/store/union/author.ts";
import { lineOf, toBlob, type Line } from "../../../src-main/store/db/codec.ts";
import { inTransaction, openDatabase, statementsOf, type Db, type Statements } from "../../../src-main/store/db/database.ts";
import { writeFact } from "../../../src-main/store/db/facts.ts";

export const CAMPAIGN = "season-2021";
export const UNIT = "620724100";
export const COUNTY = "620724000";
export const ROOT = key(0);
export const RECIPIENT = `age1${"q".repeat(58)}`;

/** A raw public key that nobody signs with: signatures are the bundle's business. */
export function key(index: number): string {
  return (index + 1).toString(16).padStart(64, "0");
}

export type Device = Readonly<{ db: Db; statements: Statements; key: string; unit: string; role: "unit" | "county" }>;

/** A workspace in memory. @param self the PC's own key; null for one that only reads. */
export function openDevice(self: string | null, unit: string, role: "unit" | "county", root: string | null = ROOT): Device {
  const db = openDatabase(":memory:");
  const statements = statementsOf(db);
  writeFact(statements, "campaign", CAMPAIGN);
  writeFact(statements, "role", role);
  writeFact(statements, "unit", unit);
  if (root !== null) writeFact(statements, "root", root);
  if (self !== null) writeFact(statements, "selfKey", self);
  return { db, statements, key: self ?? "", unit, role };
}

/** A source of time and salts that differs per device and never repeats. */
export function sourceOf(device: Device, nowMs: () => number): Readonly<{ nowMs(): number; randomHex(bytes: number): string }> {
  let drawn = 0;
  return {
    nowMs,
    randomHex: (bytes) => {
      drawn += 1;
      return `${device.key.slice(-8)}${drawn.toString(16).padStart(24, "0")}`.repeat(2).slice(0, bytes * 2);
    },
  };
}

export function write(
  device: Device,
  source: ReturnType<typeof sourceOf>,
  draft: Omit<Draft, "unit" | "audience"> & Partial<Pick<Draft, "unit" | "audience">>,
): string {
  const audience = draft.audience ?? (device.role === "county" ? "all" : "county");
  return inTransaction(device.db, () => appendEntry(device.statements, source, { unit: device.unit, ...draft, audience }).hash);
}

/** Everything a device holds, feed by feed, ascending. */
export function linesOf(device: Device): Line[] {
  const rows = device.statements("SELECT hash, text, salt, value FROM entry ORDER BY feed_id, seq, id").all() as Parameters<
    typeof lineOf
  >[0][];
  return rows.map(lineOf);
}

export function feedHashOf(line: Line): string {
  return line.carried.entry.seq === 0 ? line.hash : line.carried.entry.feed;
}

/** Lines of single feeds, so that they can be delivered in any order. */
export function byFeed(lines: readonly Line[]): Line[][] {
  const feeds = new Map<string, Line[]>();
  for (const line of lines) feeds.set(feedHashOf(line), [...(feeds.get(feedHashOf(line)) ?? []), line]);
  return [...feeds.values()];
}

export function receive(device: Device, lines: readonly Line[]): void {
  inTransaction(device.db, () => admitLines(device.statements, lines, null));
}

export function enrolment(unitKey: string, unit = UNIT, role: "unit" | "county" = "unit"): JsonObject {
  return { key: unitKey, unit, role, device: "电脑", recipient: RECIPIENT };
}

export function activityValue(title: string, more: JsonObject = {}): JsonObject {
  return {
    code: "21101",
    title,
    startsAt: "2021-06-01T09:00",
    mode: "offline",
    metrics: { sessions: 1 },
    attachments: [],
    ...more,
  };
}

export function entryStanding(device: Device, hash: string): string | undefined {
  return (device.statements("SELECT standing FROM entry WHERE hash = ?").get(toBlob(hash)) as { standing: string } | undefined)
    ?.standing;
}
