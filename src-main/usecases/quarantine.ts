// Strangers' contents: listed, and thrown away by a person. It is local: no entry is written, nobody else is told, and reading the same
// files again brings all of it back. design.md §7, Audience
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { unitName } from "./export-bundle.ts";
import { removeLeaving } from "./let-go.ts";
import type { Stranger } from "./quarantine-port.ts";

/** A key of which something waits. `id` says nothing of the key; `unit`: as it says itself; `device`: as its request says. */
export type KeptStranger = Omit<Stranger, "key"> & Readonly<{ id: string; unitName: string; device: string }>;

/** What was thrown away. */
export type Dropped = Readonly<{ keys: number; entries: number; files: number }>;

/** A handle for a key: a hash of it under another name, so that nobody approves from it. */
export function keyHandle(desk: Desk, key: string): string {
  return desk.sha256(`enrolment-request:${key}`).slice(0, 24);
}

/** Every key that nobody has approved and of which something waits here, in order of arrival. */
export function listStrangers(desk: Desk): readonly KeptStranger[] {
  const devices = new Map(desk.store.pendingRequests().map((request) => [request.key, request.device]));
  return desk.store.strangers().map(({ key, ...rest }) => ({
    ...rest,
    id: keyHandle(desk, key),
    unitName: unitName(desk, rest.unit),
    device: devices.get(key) ?? "",
  }));
}

/** Digits of a handle that a person has to give. */
const LEAST_DIGITS = 8;

/**
 * Throws away what waits of the chosen keys: entries, files that nobody else names, deliveries, waiting volumes.
 *
 * @param ids handles as {@link listStrangers} gives them, or their first eight digits or more.
 * @throws {Problem} `stranger-unknown`, `stranger-known-now`, `stranger-named`; then nothing is thrown away
 */
export async function dropStrangers(desk: Desk, ids: readonly string[]): Promise<Dropped> {
  const all = desk.store.strangers();
  const chosen = ids.map((id) => {
    const found = id.length < LEAST_DIGITS ? [] : all.filter(({ key }) => keyHandle(desk, key).startsWith(id));
    const [one] = found;
    if (one === undefined || found.length > 1) throw new Problem("stranger-unknown", {});
    return one;
  });
  const keys = [...new Map(chosen.map((one) => [one.key, one])).values()];
  const files = desk.store.dropStrangers(keys.map(({ key }) => key));
  await removeLeaving(desk);
  return { keys: keys.length, entries: keys.reduce((sum, { entries }) => sum + entries, 0), files: files.length };
}
