// Activities as rows: when, what, how many, which evidence, in which state.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { ActivityRow } from "../../../src-main/api/activities/contract.ts";
import { sayCount } from "../../format/amounts.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { itemNames, metricOf } from "./catalogue.ts";
import { useSayMedia } from "../media/say-media.ts";
import { RecordRow } from "./record-row.tsx";

/** `units` adds the column of units, for the county. */
export function ActivityTable({ rows, units = false }: Readonly<{ rows: readonly ActivityRow[]; units?: boolean }>) {
  const { t } = useTranslation("activities");
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.date")}</th>
          {units && <th>{t("column.unit")}</th>}
          <th>{t("column.title")}</th>
          <th>{t("column.item")}</th>
          <th className="num">{t("column.headline")}</th>
          <th>{t("column.evidence")}</th>
          <th>{t("column.state")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.unit}/${row.record}`} row={row} units={units} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, units }: Readonly<{ row: ActivityRow; units: boolean }>) {
  const { t } = useTranslation("activities");
  const campaign = useCampaign();
  const say = useWords();
  const dates = useDates();
  const sayMedia = useSayMedia();
  const [, go] = useLocation();
  const name = itemNames(campaign).get(row.code);
  const media = sayMedia(row.media);
  return (
    <RecordRow
      record={row}
      day={dates.day(row.startsAt)}
      units={units}
      tags={row.important && <span className="tag tag-accent beside">{t("important")}</span>}
      onOpen={() => go(`/activities/${row.unit}/${row.record}`)}
    >
      <td className="muted">{name === undefined ? row.code : say(name)}</td>
      <td className="num nowrap">
        {row.headline === null ? "—" : `${sayCount(row.headline.value)} ${unitOf(row.headline.metric)}`}
      </td>
      <td className="nowrap">{media === "" ? <span className="bad-ink">{t("noEvidence")}</span> : media}</td>
    </RecordRow>
  );

  function unitOf(metric: string): string {
    const found = metricOf(campaign, metric);
    return found === undefined ? "" : say(found.unit);
  }
}
