// A form as paper: pages in their true proportions, a ruler of pages on the left; print, PDF, XLSX.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "wouter";
import type { Form, PaperOf, Pages } from "../../../src-main/api/figures/contract.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { PaperSheet } from "../../widgets/figures/paper-sheet.tsx";
import { printPages } from "../../widgets/figures/print-pages.ts";
import { useSave } from "../../widgets/media/save.ts";
import "./paper.css";

const FORMS: readonly Form[] = ["attachment1", "attachment2", "consolidated", "matrix", "missing"];
const WITH_XLSX: ReadonlySet<Form> = new Set<Form>(["attachment1", "attachment2", "consolidated", "matrix", "missing"]);

export default function PaperPage() {
  const { t } = useTranslation("figures");
  const params = useParams<{ form: string }>();
  const [search] = useSearchParams();
  const form = FORMS.find((one) => one === params.form) ?? "attachment2";
  const paper = paperFrom(form, search);
  const pages = useQuery(query.reports.pages.queryOptions({ input: paper }));
  return (
    <Page
      fill
      title={t(`paper.${form}${paper.blank === true ? "blank" : ""}`)}
      beside={pages.data && t("pageCount", { count: pages.data.pages.length })}
      actions={<PaperActions paper={paper} pages={pages.data} />}
    >
      {pages.isError && <ProblemNotice problem={problemOf(pages.error)} />}
      {pages.isPending && <Loading />}
      {pages.data !== undefined && <Sheets pages={pages.data} />}
    </Page>
  );
}

function PaperActions({ paper, pages }: Readonly<{ paper: PaperOf; pages: Pages | undefined }>) {
  const { t } = useTranslation("figures");
  const { save, problem } = useSave();
  const write = useMutation(
    query.reports.write.mutationOptions({ onSuccess: ({ url, name }) => url !== null && save({ url, name }) }),
  );
  const print = useMutation({ mutationFn: printPages });
  const draw = (format: "pdf" | "xlsx"): void => write.mutate({ paper, format, target: { to: "download" } });
  return (
    <>
      {write.isError && <ProblemNotice problem={problemOf(write.error)} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {print.isError && <ProblemNotice problem={problemOf(print.error)} />}
      {print.data && <ProblemNotice problem={print.data} />}
      {WITH_XLSX.has(paper.form) && (
        <Button
          icon={<Icon name="download" size={16} />}
          loading={write.isPending && write.variables.format === "xlsx"}
          onClick={() => draw("xlsx")}
        >
          {t("saveXlsx")}
        </Button>
      )}
      <Button
        icon={<Icon name="download" size={16} />}
        loading={write.isPending && write.variables.format === "pdf"}
        onClick={() => draw("pdf")}
      >
        {t("savePdf")}
      </Button>
      <Button
        type="primary"
        icon={<Icon name="print" size={16} />}
        loading={print.isPending}
        onClick={() => pages !== undefined && print.mutate(pages.pages)}
      >
        {t("print")}
      </Button>
    </>
  );
}

function Sheets({ pages }: Readonly<{ pages: Pages }>) {
  const { t } = useTranslation("figures");
  const list = useRef<HTMLDivElement>(null);
  const at = usePageInView(list, pages.pages.length);
  const goTo = (index: number): void => list.current?.children[index]?.scrollIntoView({ block: "start" });
  return (
    <div className="paper">
      <ol className="paper-ruler" aria-label={t("pages")}>
        {pages.pages.map((page, index) => (
          <li key={index}>
            <button
              type="button"
              className={index === at ? "plain on" : "plain"}
              aria-current={index === at}
              aria-label={t("pageNumber", { number: index + 1 })}
              onClick={() => goTo(index)}
            >
              <PaperSheet svg={page.svg} label="" />
              <span>{index + 1}</span>
            </button>
          </li>
        ))}
      </ol>
      <div className="paper-desk" ref={list} tabIndex={0} role="region" aria-label={pages.title}>
        {pages.pages.map((page, index) => (
          <div
            key={index}
            className="paper-page"
            style={{
              aspectRatio: `${page.widthMm} / ${page.heightMm}`,
              width: page.widthMm > page.heightMm ? "min(1080px, 100%)" : "min(794px, 100%)",
            }}
          >
            <PaperSheet svg={page.svg} label={`${pages.title} ${t("pageNumber", { number: index + 1 })}`} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The page that fills most of the scrolled area. */
function usePageInView(list: React.RefObject<HTMLDivElement | null>, count: number): number {
  const [at, setAt] = useState(0);
  useEffect(() => {
    const root = list.current;
    if (root === null) return undefined;
    const shares = new Map<Element, number>();
    const observer = new IntersectionObserver(
      (seen) => {
        for (const one of seen) shares.set(one.target, one.intersectionRect.height);
        const best = [...root.children].reduce(
          (most, page) => ((shares.get(page) ?? 0) > (shares.get(most) ?? 0) ? page : most),
          root.children[0] as Element,
        );
        setAt([...root.children].indexOf(best));
      },
      { root, threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    for (const page of root.children) observer.observe(page);
    return () => observer.disconnect();
  }, [list, count]);
  return at;
}

function paperFrom(form: Form, search: URLSearchParams): PaperOf {
  const period = search.get("period");
  const unit = search.get("unit");
  const column = search.get("column");
  return {
    form,
    ...(period === null ? {} : { period }),
    ...(unit === null ? {} : { unit }),
    ...(column === "period" || column === "cumulative" ? { column } : {}),
    ...(search.get("blank") === "1" ? { blank: true } : {}),
    ...(search.get("short") === "1" ? { short: true } : {}),
  };
}
