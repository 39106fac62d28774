// What stands behind a figure: its rule, the records that it counts and those that it does not, down to the photo.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { BehindRecord, Cell } from "../../../src-main/api/figures/contract.ts";
import { sayCount, sayFigure } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates, useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { MediaStrip } from "../media/media-strip.tsx";
import { pathOfRecord } from "../records/record-path.ts";
import { useRuleWords } from "./rule-words.ts";

export function BehindDrawer({ cell, onClose }: Readonly<{ cell: Cell; onClose: () => void }>) {
  const { t } = useTranslation("figures");
  const say = useWords();
  const sayRule = useRuleWords();
  const pages = useInfiniteQuery(
    query.reports.behind.infiniteOptions({
      input: (cursor: string | null) => ({ cell, cursor }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
  const first = pages.data?.pages[0];
  const records = (pages.data?.pages ?? []).flatMap((page) => page.records);
  return (
    <Drawer
      open
      size={640}
      onClose={onClose}
      title={first === undefined ? t("behind") : `${say(first.label)}：${sayFigure(first.figure)} ${say(first.unit)}`}
    >
      {pages.isError && <ProblemNotice problem={problemOf(pages.error)} />}
      {pages.isPending && <Loading />}
      {first !== undefined && <p className="muted small">{t("rule", { rule: sayRule(first.rule) })}</p>}
      {first !== undefined && records.length === 0 && (
        <BlankState drawing="figures" what={t("nothingBehind")} how={t("nothingBehindHow")} />
      )}
      <ul className="behind">
        {records.map((record) => (
          <Behind key={`${record.unit}/${record.kind}/${record.record}`} record={record} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("moreRecords", { shown: records.length, total: first?.total ?? 0 })}
        </Button>
      )}
    </Drawer>
  );
}

function Behind({ record }: Readonly<{ record: BehindRecord }>) {
  const { t } = useTranslation("figures");
  const { role } = useSession();
  const dates = useDates();
  const counted = record.reason === null;
  const { ledgers } = useCampaign();
  const linked = record.kind === "activity" || ledgers.some(({ kind }) => kind === record.kind);
  const title = <Foreign text={record.title} />;
  return (
    <li>
      <div className="row tight">
        <span className={counted ? "behind-number" : "behind-number struck"}>{sayCount(record.contribution)}</span>
        <span className={counted ? "" : "struck"}>{linked ? <Link href={pathOfRecord(record)}>{title}</Link> : title}</span>
        <span className="push" />
        {record.reason !== null && (
          <Tag tone={record.reason === "not-handed-in" ? "warn" : "bad"}>{t(`reason.${record.reason}`)}</Tag>
        )}
        {record.conflict && <Tag tone="conflict">{t("conflictBehind")}</Tag>}
        {record.later && <Tag tone="warn">{t(role === "county" ? "later" : "waiting")}</Tag>}
        {record.pending && <Tag tone="warn">{t("pending")}</Tag>}
      </div>
      <div className="muted small">
        {role === "county" && <Foreign text={`${record.unitName} · `} />}
        {dates.local(record.date)}
        {record.mediaTotal > record.media.length && ` · ${t("moreMedia", { count: record.mediaTotal })}`}
      </div>
      {record.media.length > 0 && <MediaStrip items={record.media} />}
    </li>
  );
}
