// What waits of PCs that nobody has approved: whoever they say they are, with a way to throw it away.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptStranger } from "../../../src-main/api/quarantine/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

/** Nothing where nothing waits. */
export function Strangers() {
  const { t } = useTranslation("strangers");
  const list = useQuery(query.quarantine.list.queryOptions());
  const [asked, setAsked] = useState<KeptStranger>();
  if (list.isError) return <ProblemNotice problem={problemOf(list.error)} />;
  const rows = list.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Sheet title={t("title")}>
      <div className="stack">
        <p className="muted">{t("what")}</p>
        <StrangerTable rows={rows} onAsk={setAsked} />
      </div>
      {asked !== undefined && <DropDialog stranger={asked} onClose={() => setAsked(undefined)} />}
    </Sheet>
  );
}

function StrangerTable({ rows, onAsk }: Readonly<{ rows: readonly KeptStranger[]; onAsk: (stranger: KeptStranger) => void }>) {
  const { t } = useTranslation("strangers");
  const dates = useDates();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.claims")}</th>
          <th>{t("column.since")}</th>
          <th className="num">{t("column.entries")}</th>
          <th className="num">{t("column.files")}</th>
          <th className="num">{t("column.size")}</th>
          <th>
            <span className="visually-hidden">{t("column.action")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Foreign text={nameOf(row, t("unnamed"))} />
            </td>
            <td className="nowrap">{row.sinceMs === null ? "—" : dates.instant(row.sinceMs)}</td>
            <td className="num">{row.entries}</td>
            <td className="num">{row.files}</td>
            <td className="num nowrap">{saySize(row.sizeBytes)}</td>
            <td className="num">
              <Button size="small" danger onClick={() => onAsk(row)}>
                {t("drop")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf({ unitName, device }: KeptStranger, unnamed: string): string {
  return [unitName === "" ? unnamed : unitName, device].filter((text) => text !== "").join(" · ");
}

function DropDialog({ stranger, onClose }: Readonly<{ stranger: KeptStranger; onClose: () => void }>) {
  const { t } = useTranslation("strangers");
  const drop = useMutation(query.quarantine.drop.mutationOptions({ onSuccess: onClose }));
  return (
    <Modal
      open
      title={t("dropTitle", { count: stranger.entries })}
      okText={t("drop")}
      okButtonProps={{ danger: true }}
      confirmLoading={drop.isPending}
      onOk={() => drop.mutate({ ids: [stranger.id] })}
      onCancel={onClose}
    >
      <div className="stack">
        <p>
          <Foreign text={nameOf(stranger, t("unnamed"))} />
        </p>
        <p>{t("dropWhat")}</p>
        {drop.isError && <ProblemNotice problem={problemOf(drop.error)} />}
      </div>
    </Modal>
  );
}
