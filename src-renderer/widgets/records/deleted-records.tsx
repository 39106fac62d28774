// 已删除: the deleted records of a kind in a drawer; each can be brought back. Nothing is shown while there are none.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeletedRow } from "../../../src-main/api/deleted/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

export function DeletedRecords({ kind }: Readonly<{ kind: string }>) {
  const { t } = useTranslation("activities");
  const [shown, setShown] = useState(false);
  const deleted = useQuery(query.deleted.list.queryOptions({ input: { kind } }));
  const { rows = [], more = false } = deleted.data ?? {};
  const restore = useMutation(query.deleted.restore.mutationOptions());
  if (rows.length === 0 && !shown) return null;
  return (
    <>
      <Button onClick={() => setShown(true)}>{t("deletedOf", { count: more ? `${rows.length}+` : `${rows.length}` })}</Button>
      <Drawer open={shown} title={t("deleted")} size={480} onClose={() => setShown(false)}>
        <div className="stack">
          <p className="muted">{t("deletedHow")}</p>
          {restore.error !== null && <ProblemNotice problem={problemOf(restore.error)} />}
          <ul className="stack">
            {rows.map((row) => (
              <OneDeleted key={row.record} row={row} onRestore={() => restore.mutate({ kind, record: row.record })} />
            ))}
          </ul>
          {more && <p className="muted small">{t("deletedMore", { count: rows.length })}</p>}
        </div>
      </Drawer>
    </>
  );
}

function OneDeleted({ row, onRestore }: Readonly<{ row: DeletedRow; onRestore: () => void }>) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  return (
    <li className="row">
      <span className="push">
        <Foreign text={row.title} />
        <br />
        <span className="muted small">
          <Foreign text={t("deletedAt", { time: dates.instant(row.deletedAtMs), who: row.by })} />
        </span>
      </span>
      <Button onClick={onRestore}>{t("restore")}</Button>
    </li>
  );
}
