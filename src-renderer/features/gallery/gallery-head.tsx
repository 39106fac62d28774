// What stands above the files of a day, an activity or a unit.
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { sayWeekday } from "../../format/dates.ts";
import { useDates, useSession } from "../../rpc/context.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import type { Group } from "./gallery-address.ts";

type HeadProps = Readonly<{ file: GalleryFile; group: Group; columns: number }>;

export function GalleryHead({ file: { record }, group, columns }: HeadProps) {
  const { i18n } = useTranslation("gallery");
  const { role } = useSession();
  const day = useSayDay();
  return (
    <div role="gridcell" aria-colspan={columns} className="gallery-head">
      {group === "unit" && (
        <strong>
          <Foreign text={record.unitName} />
        </strong>
      )}
      {group === "day" && (
        <strong>
          {day(record.day)} {record.day !== null && sayWeekday(record.day, { language: i18n.language })}
        </strong>
      )}
      {group === "activity" && (
        <>
          <strong>
            <Link href={pathOfRecord(record)}>
              <Foreign text={record.title} />
            </Link>
          </strong>
          <span className="muted small">
            <Foreign text={role === "county" ? `${record.unitName} · ${day(record.day)}` : day(record.day)} />
          </span>
        </>
      )}
    </div>
  );
}

function useSayDay(): (day: string | null) => string {
  const { t } = useTranslation("gallery");
  const dates = useDates();
  return (day) => (day === null ? t("noDay") : dates.day(day.slice(0, 10)));
}
