// What a unit reads, of the county and of its own other PCs: noticed on a drive that was plugged in, or chosen as files; what
// reading it changed.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { TakenFiles, WaitingReceipts } from "../../../src-main/api/receipts/contract.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { useTasks } from "../../rpc/live.ts";
import { Icon } from "../../ui/icons.tsx";
import { Note, type NoteTone } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { PickButton } from "../drives/pick-button.tsx";
import { RunningTask } from "../tasks/running-task.tsx";
import { useTakeOpened } from "../tasks/use-opened.ts";
import { useWork } from "../tasks/use-work.ts";

/** What one reading takes. */
const MOST_FILES = 50;

/** @returns `busy` while any reading runs here, also one that was begun on another screen. */
function useTake() {
  const { start, running: isOwnRunning, task: own, problem, result } = useWork("take", query.receipts.take.mutationOptions());
  const running = useTasks().find((task) => task.kind === "take" && task.state === "running");
  return {
    take: (paths: readonly string[]): void => start({ sources: paths.map((path) => ({ from: "path", path })) }),
    busy: isOwnRunning || running !== undefined,
    differs: result !== undefined && result.taken.conflicts > 0,
    said: (
      <>
        {running !== undefined && <RunningTask task={running} />}
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {own?.state === "cancelled" && <CancelledNote />}
        {result !== undefined && <Taken taken={result.taken} />}
      </>
    ),
  };
}

function CancelledNote() {
  const { t } = useTranslation("receipts");
  return <Note tone="quiet">{t("cancelled")}</Note>;
}

/** On the home screen: what is offered on drives, and what reading it brought. `undecided`: shown unless that says the same. */
export function WaitingOnDrives({ undecided }: Readonly<{ undecided: ReactNode }>) {
  const { take, busy, differs, said } = useTake();
  useTakeOpened((path) => take([path]), !busy);
  return (
    <>
      <DriveCards take={take} busy={busy} />
      {said}
      {!differs && undecided}
    </>
  );
}

type CardsProps = Readonly<{ take: (paths: readonly string[]) => void; busy: boolean }>;

/** Only while a drive with something of the county or of the unit's other PCs is plugged in. */
function DriveCards({ take, busy }: CardsProps) {
  const { t } = useTranslation("receipts");
  const mark = useListMark();
  const waiting = useQuery(query.receipts.waiting.queryOptions({ staleTime: 0 }));
  return (waiting.data ?? []).map((found) => (
    <Sheet
      key={found.path}
      className="on-drive"
      title={t(titleOf(found), { drive: visibleText(found.drive) })}
      beside={t("waitingFiles", { count: found.files.length })}
      actions={
        <Button
          type="primary"
          icon={<Icon name="inbox" size={16} />}
          loading={busy}
          onClick={() => take(found.files.slice(0, MOST_FILES).map((file) => file.path))}
        >
          {t("takeNow")}
        </Button>
      }
    >
      {found.ofCounty && <p className="muted">{sayNews(found, t)}</p>}
      {found.pcs.map(({ device, numbers }) => (
        <p key={device} className="muted">
          {t("waitingPcWhat", { device: visibleText(device), numbers: numbers.join(mark) })}
        </p>
      ))}
    </Sheet>
  ));
}

function titleOf(found: WaitingReceipts): string {
  const { ofCounty, pcs } = found;
  if (pcs.length === 0) return isPackAlone(found) ? "waitingPack" : "waiting";
  return ofCounty ? "waitingBoth" : "waitingPc";
}

/** A new campaign and no answer to anything that was sent. */
function isPackAlone({ campaign, received, held, unused, returned }: WaitingReceipts): boolean {
  return campaign && received.length + held.length + unused.length + returned === 0;
}

type Say = (key: string, values: Record<string, string | number>) => string;

/** 第3包已收到，退回 1 条，有新的方案. Nothing that could be told beforehand: what is in it shows when it is read. */
function sayNews({ received, held, unused, returned, campaign }: WaitingReceipts, t: Say): string {
  const mark = t("listMark", { ns: "common" });
  const numbers = (list: readonly number[]): string => list.join(mark);
  const parts = [
    received.length === 0 ? "" : t("newsReceived", { numbers: numbers(received) }),
    held.length === 0 ? "" : t("newsHeld", { numbers: numbers(held) }),
    unused.length === 0 ? "" : t("newsUnused", { numbers: numbers(unused) }),
    returned === 0 ? "" : t("newsReturned", { count: returned }),
    campaign ? t("newsCampaign", {}) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("newsNone", {}) : t("news", { what: parts.join(t("comma", {})) });
}

/** A button that chooses files of the county or of another PC, or the folder that holds them; `said` also offers what lies on drives. */
export function TakeReceiptFiles({ children }: Readonly<{ children: (button: ReactNode, said: ReactNode) => ReactNode }>) {
  const { t } = useTranslation("receipts");
  const { take, busy, said } = useTake();
  const button = (
    <PickButton icon="inbox" purpose="bundles" title={t("takePick")} confirm={t("takeConfirm")} loading={busy} onPick={take}>
      {t("take")}
    </PickButton>
  );
  return children(
    button,
    <>
      <DriveCards take={take} busy={busy} />
      {said}
    </>,
  );
}

/** What is different now; only where nothing is, that they were read before. */
function Taken({ taken }: Readonly<{ taken: TakenFiles }>) {
  const { t } = useTranslation("receipts");
  const [, go] = useLocation();
  const news = sayTaken(taken, t);
  const isNothing = taken.known && news.length === 0;
  const lead = isNothing ? "takenNone" : taken.receipts > 0 ? "taken" : "takenRead";
  return (
    <>
      <Note tone={toneOf(taken)}>
        <span className="row tight">
          {[t(lead), ...news].join(t("betweenSentences"))}
          {taken.conflicts > 0 && (
            <Button size="small" onClick={() => go("/conflicts")}>
              {t("decide")}
            </Button>
          )}
        </span>
      </Note>
      {taken.refused.map((one) => (
        <ProblemNotice key={one.fileName} problem={one.problem} />
      ))}
    </>
  );
}

function toneOf({ returned, standing, conflicts, held, regressed }: TakenFiles): NoteTone {
  if (returned > 0 || standing === "revoked") return "bad";
  return conflicts > 0 || held > 0 || regressed ? "warn" : "ok";
}

function sayTaken(taken: TakenFiles, t: Say): readonly string[] {
  const { standing, campaign, merged, conflicts, held, returned, older, regressed } = taken;
  return [
    standing === "approved" ? t("takenApproved", {}) : "",
    standing === "revoked" ? t("takenRevoked", {}) : "",
    campaign ? t("takenCampaign", {}) : "",
    merged > 0 ? t("takenMerged", { count: merged }) : "",
    held > 0 ? t("takenHeld", { count: held }) : "",
    returned > 0 ? t("takenReturned", { count: returned }) : "",
    older ? t("takenOlder", {}) : "",
    regressed ? t("regressed", {}) : "",
    conflicts > 0 ? t("takenConflicts", { count: conflicts }) : "",
  ].filter((part) => part !== "");
}

/** What the county still lacks by its last receipt; nothing where it lacks nothing. */
export function CountyLacks() {
  const { t } = useTranslation("receipts");
  const mark = useListMark();
  const last = useQuery(query.receipts.last.queryOptions());
  if (last.data === undefined || last.data === null) return null;
  const { lackingEntries, lackingFiles, unseen, regressed } = last.data;
  const what = [
    ...unseen.map(({ device, numbers }) => t("bundles", { device: visibleText(device), numbers: numbers.join(mark) })),
    ...(lackingEntries === 0 ? [] : [t("entries", { count: lackingEntries })]),
    ...(lackingFiles === 0 ? [] : [t("files", { count: lackingFiles })]),
  ];
  if (what.length === 0 && !regressed) return null;
  return (
    <Note tone="warn">
      {what.length > 0 && t("lacking", { what: what.join(mark) })} {regressed && t("regressed")}
    </Note>
  );
}
