// Records of one ledger as rows.
import { useTranslation } from "react-i18next";
import type { LedgerRow } from "../../../src-main/api/ledgers/contract.ts";
import { useDates } from "../../rpc/context.tsx";
import { useSayMedia } from "../../widgets/media/say-media.ts";
import { RecordRow } from "../../widgets/records/record-row.tsx";

type TableProps = Readonly<{ rows: readonly LedgerRow[]; units: boolean; onShow: (row: LedgerRow) => void }>;

export function LedgerTable({ rows, units, onShow }: TableProps) {
  const { t } = useTranslation("ledgers");
  const dates = useDates();
  const sayMedia = useSayMedia();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.date")}</th>
          {units && <th>{t("column.unit")}</th>}
          <th>{t("column.title")}</th>
          <th>{t("column.files")}</th>
          <th>{t("column.state")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RecordRow
            key={`${row.unit}/${row.record}`}
            record={row}
            day={row.date === "" ? "—" : dates.day(row.date)}
            units={units}
            onOpen={() => onShow(row)}
          >
            <td className="nowrap">{sayMedia(row.media) || "—"}</td>
          </RecordRow>
        ))}
      </tbody>
    </table>
  );
}
