// 附件1: the liaison's record lies in a feed of its own, so that it can go sealed with the enrolment request and bring nothing else.
import { Problem } from "../../domain/problem.ts";
import type { Needs } from "../workspace.ts";
import { exportBundle, type Exported, type ExportBundleNeeds } from "../sending/write/export-bundle.ts";
import { leftAt } from "../duties/reports/exported-up-to.ts";
import type { Progress } from "../ports/progress.ts";
import type { ExportRow, ExportReader } from "../ports/store/exports.ts";
import type { DocumentView, ReportReader } from "../ports/store/reports.ts";
import { recipientKeys } from "../sending/choose/recipients.ts";
import { LIAISON } from "../records/versions/put-record.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type LiaisonNeeds = ExportBundleNeeds & Needs<FactReader & ReportReader & TrustReader, "ownRecipients">;

export type LiaisonReads = Needs<ExportReader & FactReader & FeedReader & RecordReader & ReportReader>;

/** Where a bundle goes: a folder, and its name without ending or the file's name as a person chose it. */
export type NamedTarget = Readonly<{ folder: string } & ({ baseName: string } | { fileName: string })>;

/** Where the liaison of this unit stands. `leftMs`: when it left as it is now; null where only a receipt tells. */
export type LiaisonState = Readonly<{ state: "unwritten" | "written" } | { state: "left"; leftMs: number | null }>;

export function liaisonState(ws: LiaisonReads): LiaisonState {
  const form = liaisonOf(ws);
  if (form === undefined) return { state: "unwritten" };
  const left = leftAt(ws);
  const heads = form.versions.filter(({ hash }) => form.heads.includes(hash));
  const times = heads.map((version) => left(version) ?? version.receivedMs);
  const isOut = heads.every((version) => left(version) !== undefined || version.receivedMs !== null);
  return isOut ? { state: "left", leftMs: times[0] ?? null } : { state: "written" };
}

function liaisonOf(ws: Needs<FactReader & ReportReader>): DocumentView | undefined {
  const { unit } = ws.store.facts();
  return ws.store.documents([LIAISON]).find((form) => form.unit === unit);
}

/** What went with the request; otherwise why nothing did. */
export type LiaisonSent = Readonly<{ sent: Exported } | { sent: null; why: "unwritten" | "no-county-key" | "known" }>;

/**
 * Exports the liaison alone, sealed to the county: it counts there from when the request is received. Never plain: while no county
 * key is known it stays here.
 *
 * @throws {Problem} as exportBundle
 */
export async function sendLiaison(ws: LiaisonNeeds, target: NamedTarget, progress: Progress): Promise<LiaisonSent> {
  const form = liaisonOf(ws);
  if (form === undefined) return { sent: null, why: "unwritten" };
  if (recipientKeys(ws, { kind: "county" }).length === 0) return { sent: null, why: "no-county-key" };
  const feeds = new Set(form.versions.map(({ feed }) => feed));
  try {
    const sent = await exportBundle(
      ws,
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
export function carriesLiaisonAlone(ws: Needs<FactReader>, { frontier }: Pick<ExportRow, "frontier">): boolean {
  const feed = ws.store.ownFeed(LIAISON);
  const carried = Object.keys(frontier);
  return feed !== undefined && carried.length === 1 && carried[0] === feed;
}
