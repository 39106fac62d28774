// 原件保管: the bin with what it holds, and what is seen to by hand: files of nobody, small pictures.
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import type { BinView } from "../../../../src-main/api/keeping/contract.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";

/** Rows that a person looks through before emptying. */
const SHOWN_ROWS = 50;

export function CareSheet() {
  const { t } = useTranslation("keeping");
  const bin = useQuery(query.keeping.bin.queryOptions({ staleTime: 0 }));
  const tidy = useMutation(query.keeping.tidy.mutationOptions());
  const redraw = useMutation(query.keeping.drawAnew.mutationOptions());
  const failed = [bin, tidy, redraw].find(({ isError }) => isError);
  return (
    <Sheet title={t("care")}>
      <div className="stack">
        <p className="muted">{t("care.what")}</p>
        {failed?.isError === true && <ProblemNotice problem={problemOf(failed.error)} />}
        {bin.isPending && <Loading />}
        {bin.data !== undefined && <Bin bin={bin.data} />}
        {bin.data !== undefined && bin.data.found.files > 0 && (
          <p className="muted">
            <Foreign text={t("found", { count: bin.data.found.files, folder: bin.data.found.folder })} />
          </p>
        )}
        {tidy.data !== undefined && (
          <Done text={tidy.data.taken + tidy.data.moved === 0 ? t("tidy.none") : t("tidy.done", { ...tidy.data })} />
        )}
        {redraw.data !== undefined && <Done text={t("redraw.done", { count: redraw.data.pictures })} />}
        <div className="row tight">
          <Button loading={tidy.isPending} onClick={() => tidy.mutate({})}>
            {t("tidy")}
          </Button>
          <Button loading={redraw.isPending} onClick={() => redraw.mutate({})}>
            {t("redraw")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function Bin({ bin }: Readonly<{ bin: BinView }>) {
  const { t } = useTranslation("keeping");
  const { modal } = App.useApp();
  const empty = useMutation(query.keeping.emptyBin.mutationOptions());
  const cleared = empty.data !== undefined && (
    <Done text={t("bin.cleared", { count: empty.data.files, size: saySize(empty.data.sizeBytes) })} />
  );
  if (bin.files === 0)
    return (
      <>
        {cleared}
        <p className="muted">{t("bin.empty")}</p>
      </>
    );
  const sizeBytes = bin.rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  const ask = () =>
    modal.confirm({
      title: t("bin.ask", { count: bin.rows.length, size: saySize(sizeBytes) }),
      content: t("bin.askWhat"),
      okText: t("bin.yes"),
      okButtonProps: { danger: true },
      cancelText: t("bin.no"),
      onOk: () => empty.mutate({ seen: bin.rows.map(({ sha256 }) => sha256) }),
    });
  return (
    <>
      {empty.isError && <ProblemNotice problem={problemOf(empty.error)} />}
      {cleared}
      <p>{t("bin.holds", { count: bin.files, size: saySize(bin.sizeBytes) })}</p>
      <BinTable rows={bin.rows.slice(0, SHOWN_ROWS)} />
      {bin.files > SHOWN_ROWS && <p className="muted">{t("bin.more", { count: SHOWN_ROWS })}</p>}
      <div className="row tight">
        <Button danger loading={empty.isPending} onClick={ask}>
          {t("bin.clear")}
        </Button>
      </div>
    </>
  );
}

function BinTable({ rows }: Readonly<{ rows: BinView["rows"] }>) {
  const { t } = useTranslation("keeping");
  const recordOf = ({ record }: BinView["rows"][number]): string =>
    record === null
      ? t("bin.ofDraft")
      : t("damage.record", { day: record.day?.slice(0, 10) ?? "", title: record.title ?? record.kind });
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("bin.file")}</th>
          <th>{t("bin.record")}</th>
          <th className="num">{t("bin.size")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.sha256}>
            <td>
              <Foreign text={row.name ?? row.sha256.slice(0, 12)} />
            </td>
            <td>
              <Foreign text={recordOf(row)} />
            </td>
            <td className="num">{saySize(row.sizeBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Done({ text }: Readonly<{ text: string }>) {
  return (
    <p className="all-well" role="status">
      <Icon name="tick" size={18} /> {text}
    </p>
  );
}
