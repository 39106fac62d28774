// 进度: units against obligations; the cell that is pointed at is explained beneath, beside the text that reminds.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { Matrix } from "../../../src-main/api/progress/contract.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { CellExplained } from "./cell-explained.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { Reminder } from "./reminder.tsx";
import "./progress.css";

export default function Progress() {
  const { t } = useTranslation("progress");
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const kind = params.get("kind") ?? undefined;
  const matrix = useQuery(
    query.progress.matrix.queryOptions({ input: kind === undefined ? {} : { kind }, placeholderData: (before) => before }),
  );
  const [unit, obligation] = (params.get("cell") ?? "").split("|");
  const set = (name: "kind" | "cell", value: string): void =>
    setParams(
      (was) => {
        const next = new URLSearchParams(was);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      fill
      title={t("title")}
      beside={matrix.data !== undefined && <Kinds matrix={matrix.data} kind={kind} onChange={(next) => set("kind", next)} />}
      actions={
        <>
          <span className="muted small">{t("rates")}</span>
          <Button icon={<Icon name="print" size={16} />} onClick={() => go("/paper/matrix")}>
            {t("print")}
          </Button>
        </>
      }
    >
      {matrix.isError && <ProblemNotice problem={problemOf(matrix.error)} />}
      {matrix.isPending && <Loading />}
      {matrix.data !== undefined && (
        <>
          <div className="sheet scroll matrix-scroll">
            <MatrixTable matrix={matrix.data} at={params.get("cell") ?? ""} onOpen={(cell) => set("cell", cell)} />
          </div>
          <div className="progress-below">
            {unit !== undefined && unit !== "" && obligation !== undefined ? (
              <CellExplained unit={unit} obligation={obligation} />
            ) : (
              <section className="sheet pad muted">{t("chooseCell")}</section>
            )}
            <Reminder key={params.get("cell")} matrix={matrix.data} unit={unit} obligation={obligation} />
          </div>
        </>
      )}
    </Page>
  );
}

function Kinds({
  matrix,
  kind,
  onChange,
}: Readonly<{ matrix: Matrix; kind: string | undefined; onChange: (kind: string) => void }>) {
  const { t } = useTranslation("progress");
  const say = useWords();
  const all = matrix.kinds.reduce((sum, one) => sum + one.units, 0);
  const chips = [
    { kind: "", text: t("all", { count: all }) },
    ...matrix.kinds.map((one) => ({ kind: one.kind, text: `${say(one.label)} ${one.units}` })),
  ];
  return (
    <div className="row tight" role="group" aria-label={t("kinds")}>
      {chips.map((chip) => (
        <button
          key={chip.kind}
          type="button"
          className={chip.kind === (kind ?? "") ? "chip on" : "chip"}
          aria-pressed={chip.kind === (kind ?? "")}
          onClick={() => onChange(chip.kind)}
        >
          {chip.text}
        </button>
      ))}
    </div>
  );
}
