// Records of one ledger as rows.
import { useTranslation } from "react-i18next";
import type { LedgerRow } from "../../../src-main/api/contract/ledgers.ts";
import { useDates } from "../../rpc/context.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { useSayMedia } from "../../widgets/say-media.ts";
import { StateTag } from "../../widgets/state-tag.tsx";

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
          <tr key={`${row.unit}/${row.record}`} className="press" onClick={() => onShow(row)}>
            <td className="nowrap">{row.date === "" ? "—" : dates.day(row.date)}</td>
            {units && (
              <td className="nowrap">
                <Foreign text={row.unitName} />
              </td>
            )}
            <td>
              <button type="button" className="plain row-title" onClick={() => onShow(row)}>
                <Foreign text={row.title} />
              </button>
              {row.onBehalf && <span className="tag tag-quiet beside">{t("onBehalf", { ns: "activities" })}</span>}
            </td>
            <td className="nowrap">{sayMedia(row.media) || "—"}</td>
            <td>
              <StateTag state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
