// The county's PCs: which holds the county's key, when they exchanged last, the exchange itself, and the moving of the key.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CountyOffice, CountyPcView } from "../../../../src-main/api/county/contract.ts";
import { query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { Tag, type Tone } from "../../../ui/tag.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";
import { WriteTo } from "../../../widgets/tasks/write-to.tsx";
import { MoveRoot, type Move } from "./move-root.tsx";

const TONES: Readonly<Record<CountyOffice["standing"], Tone>> = {
  root: "ok",
  second: "ok",
  waiting: "warn",
  unpinned: "warn",
  "handed-over": "quiet",
  ended: "bad",
};

export function OfficePcs({ office }: Readonly<{ office: CountyOffice }>) {
  const { t } = useTranslation("office");
  const [move, setMove] = useState<Move>();
  const others = office.pcs.filter((pc) => !pc.isSelf && !pc.ended);
  return (
    <Sheet title={t("title")} beside={<Tag tone={TONES[office.standing]}>{t(`standing.${office.standing}`)}</Tag>}>
      <div className="stack">
        <p className="muted">{t(`standing.${office.standing}.what`)}</p>
        <PcTable pcs={office.pcs} />
        {others.length === 0 && office.standing === "root" && <p className="muted">{t("howToJoin")}</p>}
        {others.length > 0 && office.standing !== "ended" && <Exchange lastMs={office.lastWrittenMs} />}
        {office.standing === "root" && others.length > 0 && (
          <div>
            <Button onClick={() => setMove("hand-over")}>{t("handOver")}</Button>
          </div>
        )}
        {office.standing === "second" && (
          <div>
            <Button onClick={() => setMove("take-over")}>{t("takeOver")}</Button>
          </div>
        )}
      </div>
      {move !== undefined && <MoveRoot move={move} onClose={() => setMove(undefined)} />}
    </Sheet>
  );
}

function PcTable({ pcs }: Readonly<{ pcs: readonly CountyPcView[] }>) {
  const { t } = useTranslation("office");
  const dates = useDates();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.device")}</th>
          <th>{t("column.role")}</th>
          <th>{t("column.lastRead")}</th>
        </tr>
      </thead>
      <tbody>
        {pcs.map((pc) => (
          <tr key={pc.pc}>
            <td>
              <Foreign text={pc.device} /> {pc.isSelf && <span className="muted small">{t("self")}</span>}
            </td>
            <td>
              <Tag tone={pc.ended ? "bad" : "ok"}>{t(pc.ended ? "role.ended" : `role.${pc.role}`)}</Tag>
            </td>
            <td>{pc.isSelf ? "—" : pc.lastReadMs === null ? t("never") : dates.instant(pc.lastReadMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Exchange({ lastMs }: Readonly<{ lastMs: number | null }>) {
  const { t } = useTranslation("office");
  const dates = useDates();
  const { start, result, ...work } = useWork("exchange", query.county.exchange.mutationOptions());
  return (
    <div className="stack">
      <p className="muted">{t("exchangeWhat")}</p>
      <WriteTo
        work={work}
        done={result && t("exchangeDone", { folder: result.folder, file: result.files[0]?.name ?? "" })}
        type="primary"
        icon="drive"
        label={t("exchange")}
        title={t("exchangeFolder")}
        confirm={t("exportHere")}
        beside={
          <span className="muted small">
            {lastMs === null ? t("exchangeNever") : t("exchangeLast", { at: dates.instant(lastMs) })}
          </span>
        }
        onFolder={(folder) => start({ folder, full: false })}
      />
    </div>
  );
}
