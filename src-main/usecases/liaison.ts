// 附件1: the liaison's record lies in a feed of its own, so that it can go sealed with the enrolment request and bring nothing else.
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { leftAt } from "./left-here.ts";
import type { Progress } from "./ports.ts";
import { recipientKeys } from "./recipients.ts";
import type { ExportRow } from "./sending-port.ts";
import type { DocumentView } from "./report-port.ts";

/** Where a bundle goes: a folder, and its name without ending or the file's name as a person chose it. */
export type NamedTarget = Readonly<{ folder: string } & ({ baseName: string } | { fileName: string })>;

export const LIAISON = "liaison";

/** Where the liaison of this unit stands. `leftMs`: when it left as it is now; null where only a receipt tells. */
export type LiaisonStanding = Readonly<{ state: "unwritten" | "written" } | { state: "left"; leftMs: number | null }>;

export function liaisonStanding(desk: Desk): LiaisonStanding {
  const form = liaisonOf(desk);
  if (form === undefined) return { state: "unwritten" };
  const left = leftAt(desk);
  const heads = form.versions.filter(({ hash }) => form.heads.includes(hash));
  const times = heads.map((version) => left(version) ?? version.receivedMs);
  const isOut = heads.every((version) => left(version) !== undefined || version.receivedMs !== null);
  return isOut ? { state: "left", leftMs: times[0] ?? null } : { state: "written" };
}

function liaisonOf(desk: Desk): DocumentView | undefined {
  const { unit } = desk.store.facts();
  return desk.store.documents([LIAISON]).find((form) => form.unit === unit);
}

/** What went with the request; otherwise why nothing did. */
export type LiaisonSent = Readonly<{ sent: Exported } | { sent: null; why: "unwritten" | "no-county-key" | "known" }>;

/**
 * Exports the liaison alone, sealed to the county: it counts there from when the request is received. Never plain: while no county
 * key is known it stays here.
 *
 * @throws {Problem} as exportBundle
 */
export async function sendLiaison(desk: Desk, target: NamedTarget, progress: Progress): Promise<LiaisonSent> {
  const form = liaisonOf(desk);
  if (form === undefined) return { sent: null, why: "unwritten" };
  if (recipientKeys(desk, { kind: "county" }).length === 0) return { sent: null, why: "no-county-key" };
  const feeds = new Set(form.versions.map(({ feed }) => feed));
  try {
    const sent = await exportBundle(
      desk,
      {
        ...target,
        purpose: "hand-in",
        recipient: { kind: "county" },
        plain: false,
        papers: [],
        recordsOnly: true,
        choose: ({ hash }) => feeds.has(hash),
      },
      progress,
    );
    return { sent };
  } catch (error) {
    if (error instanceof Problem && error.code === "nothing-new-to-export") return { sent: null, why: "known" };
    throw error;
  }
}

/** Whether a bundle brought the liaison and nothing besides. */
export function carriesLiaisonAlone(desk: Desk, { frontier }: Pick<ExportRow, "frontier">): boolean {
  const feed = desk.store.ownFeed(LIAISON);
  const carried = Object.keys(frontier);
  return feed !== undefined && carried.length === 1 && carried[0] === feed;
}
