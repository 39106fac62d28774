// 审核: what units have handed in on the left, one of it whole on the right; accepted or returned from the keyboard.
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewFilter, ReviewKind, ReviewRow } from "../../../src-main/api/review/contract.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { ReviewDetailView } from "./review-detail.tsx";
import { ReviewList, nameOf } from "./review-list.tsx";
import { useReviewKeys } from "./use-review-keys.ts";
import { useShownRow } from "./use-shown-row.ts";
import "./review.css";

export default function ReviewPage() {
  const { t } = useTranslation("review");
  const [kind, setKind] = useState<ReviewKind>("activity");
  const [filter, setFilter] = useState<ReviewFilter>("pending");
  const options = (names: readonly string[], prefix: string) => names.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  return (
    <Page
      fill
      title={t("title")}
      beside={<span className="muted small">{t("keys")}</span>}
      actions={
        <>
          <Segmented
            aria-label={t("kinds")}
            options={options(["activity", "ledger", "report"], "kind")}
            value={kind}
            onChange={(value) => setKind(value as ReviewKind)}
          />
          <Segmented
            aria-label={t("filters")}
            options={options(["pending", "returned", "accepted"], "filter")}
            value={filter}
            onChange={(value) => setFilter(value as ReviewFilter)}
          />
        </>
      }
    >
      <Reviewing key={`${kind}/${filter}`} kind={kind} filter={filter} />
    </Page>
  );
}

function useRows(kind: ReviewKind, filter: ReviewFilter) {
  return useInfiniteQuery(
    query.review.list.infiniteOptions({
      input: (cursor: string | null) => ({ kind, filter, cursor }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
}

function Reviewing({ kind, filter }: Readonly<{ kind: ReviewKind; filter: ReviewFilter }>) {
  const { t } = useTranslation("review");
  const pages = useRows(kind, filter);
  const rows = (pages.data?.pages ?? []).flatMap((page) => page.rows);
  if (pages.isError) return <ProblemNotice problem={problemOf(pages.error)} />;
  if (pages.data === undefined) return <Loading />;
  if (rows.length === 0) return <Nothing pending={filter === "pending"} />;
  return (
    <Split
      rows={rows}
      more={
        pages.hasNextPage ? (
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("more")}
          </Button>
        ) : null
      }
    />
  );
}

function Nothing({ pending }: Readonly<{ pending: boolean }>) {
  const { t } = useTranslation("review");
  return (
    <Sheet>
      <BlankState drawing="calm" what={t(pending ? "blank" : "blankOther")} how={t(pending ? "blankHow" : "blankOtherHow")} />
    </Sheet>
  );
}

function Split({ rows, more }: Readonly<{ rows: readonly ReviewRow[]; more: ReactNode }>) {
  const { row, at, show } = useShownRow(rows);
  const [returning, setReturning] = useState<ReviewRow>();
  const shown = returning ?? row;
  const { decide, said, problem, busy } = useDecision();
  const accept = (): void => {
    if (shown !== undefined && !busy) decide(shown, "accept", "");
  };
  const giveBack = (): void => {
    if (!busy) setReturning(shown);
  };
  const go = (to: number): void => {
    setReturning(undefined);
    show(to);
  };
  useReviewKeys(returning === undefined, { next: () => go(at + 1), before: () => go(at - 1), accept, giveBack });
  if (shown === undefined) return null;
  return (
    <div className="review">
      <ReviewList rows={rows} shown={nameOf(shown)} onShow={go} more={more} />
      <div className="review-right">
        {said !== undefined && <Note tone="ok">{said}</Note>}
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {returning === undefined ? (
          <Buttons busy={busy} onAccept={accept} onReturn={giveBack} />
        ) : (
          <ReasonForm
            onCancel={() => setReturning(undefined)}
            onReturn={(reason) => {
              setReturning(undefined);
              decide(returning, "return", reason);
            }}
          />
        )}
        <ReviewDetailView key={nameOf(shown)} row={shown} />
      </div>
    </div>
  );
}

function Buttons({ busy, onAccept, onReturn }: Readonly<{ busy: boolean; onAccept: () => void; onReturn: () => void }>) {
  const { t } = useTranslation("review");
  return (
    <div className="row tight">
      <Button type="primary" loading={busy} onClick={onAccept}>
        {t("accept")} (A)
      </Button>
      <Button danger disabled={busy} onClick={onReturn}>
        {t("return")} (R)
      </Button>
    </div>
  );
}

/** A decision is done once the list shows it: until then another press of A would fall on the same record. */
function useDecision() {
  const { t } = useTranslation("review");
  const client = useQueryClient();
  const say = useWords();
  const [said, setSaid] = useState<string>();
  const mutation = useMutation(
    query.review.decide.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.review.list.key() }),
    }),
  );
  return {
    said,
    busy: mutation.isPending,
    problem: mutation.isError ? problemOf(mutation.error) : undefined,
    decide: ({ unit, kind, record, title }: ReviewRow, decision: "accept" | "return", reason: string): void =>
      mutation.mutate(
        { unit, kind, record, decision, reason },
        { onSuccess: () => setSaid(t(`decided.${decision}`, { title: visibleText(say(title)) })) },
      ),
  };
}
