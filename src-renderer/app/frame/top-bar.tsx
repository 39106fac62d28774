// The top bar: unit and campaign, the one next deadline, search, tasks, notices, person.
import { useMutation } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Frame } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useSession, useWords } from "../../rpc/context.tsx";
import { useTasks } from "../../rpc/live.ts";
import { useNow } from "../../rpc/use-now.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { openDock, openSearch } from "./openers.ts";
import { NoticeBell } from "./notice-bell.tsx";

export function TopBar({ facts }: Readonly<{ facts: Frame | undefined }>) {
  const { t } = useTranslation("frame");
  const session = useSession();
  const say = useWords();
  return (
    <header className="top">
      <span className="brand">{t("brand")}</span>
      <strong className="top-unit">
        <Foreign text={session.unit.name} />
      </strong>
      <span className="muted top-campaign">{say(session.campaign.title)}</span>
      {session.demo && <span className="tag tag-accent">{t("demo")}</span>}
      <span className="push" />
      <NextDue facts={facts} />
      <button
        type="button"
        className="plain search-box"
        onClick={openSearch}
        aria-label={t("search.box")}
        aria-keyshortcuts="Control+K"
      >
        <Icon name="search" size={16} />
        <span>{t("search.box")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <TaskButton />
      <NoticeBell nowMs={facts?.nowMs ?? 0} />
      <PersonMenu />
    </header>
  );
}

function NextDue({ facts }: Readonly<{ facts: Frame | undefined }>) {
  const say = useWords();
  const dates = useDates();
  const now = useNow();
  const due = facts?.nextDue ?? null;
  if (due === null || now === undefined) return null;
  return (
    <span className="next-due" title={dates.deadline(due.dueAtMs)}>
      <span className="muted">{say(due.title)}</span> <Countdown leftMs={due.dueAtMs - now} />
    </span>
  );
}

function TaskButton() {
  const { t } = useTranslation("frame");
  const running = useTasks().filter((task) => task.state === "running").length;
  return (
    <Button
      type="text"
      className="top-button"
      onClick={openDock}
      aria-label={t("tasks", { count: running })}
      icon={<Icon name="tasks" />}
    >
      {running > 0 && <span className="top-count">{running}</span>}
    </Button>
  );
}

function PersonMenu() {
  const { t } = useTranslation("frame");
  const session = useSession();
  const [, go] = useLocation();
  const lock = useMutation(query.session.lock.mutationOptions());
  const items = [
    { key: "settings", label: t("rail.settings"), onClick: () => go("/settings") },
    { key: "lock", label: t("lock"), onClick: () => lock.mutate(undefined) },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <button type="button" className="plain who" aria-label={t("person", { name: session.person.name })}>
        <span className="avatar" aria-hidden="true">
          {[...session.person.name][0]}
        </span>
        <Foreign text={session.person.name} />
      </button>
    </Dropdown>
  );
}
