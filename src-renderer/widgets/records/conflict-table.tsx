// One field that two versions changed differently: what it was, and what each side made of it, by whom and when.
import { useTranslation } from "react-i18next";
import type { ActivityDetail } from "../../../src-main/api/activities/contract.ts";
import { useDates } from "../../rpc/context.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";
import { useValueWords } from "./value-words.ts";

type Conflict = ActivityDetail["conflicts"][number];

export function ConflictTable({ conflict }: Readonly<{ conflict: Conflict }>) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  const words = useValueWords();
  return (
    <table className="plain conflict-table">
      <thead>
        <tr>
          <th>{words.label(conflict.path)}</th>
          <th>{t("conflict.before")}</th>
          {conflict.sides.map((side) => (
            <th key={side.head}>
              <Foreign text={side.device} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className="muted">{t("conflict.value")}</td>
          <td>
            {conflict.bases.length === 0
              ? "—"
              : conflict.bases.map((base) => visibleText(words.value(base, conflict.path))).join(" / ")}
          </td>
          {conflict.sides.map((side) => (
            <td key={side.head}>
              <strong>{visibleText(words.value(side.value, conflict.path))}</strong>
            </td>
          ))}
        </tr>
        <tr>
          <td className="muted">{t("conflict.who")}</td>
          <td>—</td>
          {conflict.sides.map((side) => (
            <td key={side.head}>
              <Foreign text={side.by} /> {dates.instant(side.atMs)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
