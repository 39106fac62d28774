// Notices: what happened without the person, newest first, each leading to where it is dealt with.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Notice } from "../../../src-main/api/surroundings/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { Icon } from "../../ui/icons.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";

const PLACES: Readonly<Record<Notice["kind"], string>> = {
  returned: "/activities",
  received: "/hand-in",
  "due-soon": "/",
  overdue: "/",
  "campaign-changed": "/settings/trust",
  request: "/requests",
  conflict: "/conflicts",
  clock: "/settings",
  fork: "/requests",
  "backup-old": "/settings",
  "cut-off": "/",
};

function placeOf({ kind, record }: Notice): string {
  if (record === null || record.kind === "report") return PLACES[kind];
  return kind === "conflict" ? `/conflicts?record=${record.unit}.${record.kind}.${record.record}` : pathOfRecord(record);
}

/** Tasks by their kinds, in the words of the task list. */
function useSayWorks(): (kinds: string) => string {
  const { t } = useTranslation("tasks");
  return (kinds) =>
    kinds
      .split(",")
      .map((kind) => t(`kind.${kind}`, { subject: "" }).trim())
      .join(" / ");
}

export function NoticeBell({ nowMs }: Readonly<{ nowMs: number }>) {
  const { t } = useTranslation("frame");
  const [open, setOpen] = useState(false);
  const list = useQuery(query.notices.list.queryOptions());
  const markRead = useMutation(query.notices.markRead.mutationOptions({ onSuccess: () => list.refetch() }));
  const unread = (list.data ?? []).filter((notice) => !notice.read);
  const change = (next: boolean): void => {
    setOpen(next);
    if (!next && unread.length > 0) markRead.mutate({ notices: unread.map((notice) => notice.notice) });
  };
  return (
    <Popover
      open={open}
      onOpenChange={change}
      trigger="click"
      placement="bottomRight"
      content={<NoticeList notices={list.data ?? []} nowMs={nowMs} onDone={() => change(false)} />}
    >
      <Button type="text" className="top-button" aria-label={t("notices", { count: unread.length })} icon={<Icon name="bell" />}>
        {unread.length > 0 && <span className="top-count top-count-bad">{unread.length}</span>}
      </Button>
    </Popover>
  );
}

function NoticeList({ notices, nowMs, onDone }: Readonly<{ notices: readonly Notice[]; nowMs: number; onDone: () => void }>) {
  const { t } = useTranslation("frame");
  const dates = useDates();
  const [, go] = useLocation();
  const sayWorks = useSayWorks();
  const subjectOf = ({ kind, subject }: Notice): string => (kind === "cut-off" ? sayWorks(subject) : subject);
  if (notices.length === 0) return <p className="muted notice-list">{t("noNotices")}</p>;
  const open = (notice: Notice): void => {
    onDone();
    go(placeOf(notice));
  };
  return (
    <ul className="notice-list">
      {notices.map((notice) => (
        <li key={notice.notice} className={notice.read ? "" : "unread"}>
          <button type="button" className="plain" onClick={() => open(notice)}>
            <span>{t(`notice.${notice.kind}`, { subject: visibleText(subjectOf(notice)) })}</span>
            <span className="muted small">{dates.moment(notice.atMs, nowMs)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
