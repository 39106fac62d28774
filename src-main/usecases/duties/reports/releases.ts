// Which releases (签发) there are, and what each is about.
import { holdsFor } from "../../../domain/duties/judgement.ts";
import type { Needs } from "../../workspace.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import type { ReportView } from "../../ports/store/reports.ts";

/** Who released a report, and when by the PC's clock. `name` is empty where personal data was withheld. */
export type Released = Readonly<{ name: string; atMs: number }>;

/** Who released the reports of a unit, as far as they are still what was released and the person may release. */
export function releasesOf(
  ws: Needs<RecordReader>,
  unit: string,
): (report: Pick<ReportView, "record" | "heads">) => Released | undefined {
  const releases = ws.store.allRecords({ kind: "release", unit });
  return ({ record, heads }) => {
    const found = releases.find((release) => isAbout(release, record, heads));
    return found === undefined ? undefined : releasedBy(ws, found);
  };
}

export function isAbout({ value }: RecordView<"release">, report: string, heads: readonly string[]): boolean {
  return value?.about.record === report && holdsFor(value.about.heads, heads);
}

/** Undefined where the one who says so may not release; a name that was withheld says nothing of that. */
export function releasedBy(ws: Needs<RecordReader>, { unit, kind, record, heads, editedAtMs }: RecordView): Released | undefined {
  const by = ws.store.history({ unit, kind, record }).find((item) => heads.includes(item.hash))?.by ?? "";
  const person = ws.store.record({ unit, kind: "person", record: by })?.value;
  if (person === undefined || person === null) return { name: "", atMs: editedAtMs ?? 0 };
  return person.mayRelease === true ? { name: person.name, atMs: editedAtMs ?? 0 } : undefined;
}
