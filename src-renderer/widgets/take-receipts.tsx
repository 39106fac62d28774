// The county's receipts at the unit: noticed on a drive that was plugged in, or chosen as files; what reading them brought.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TakenReceipts, WaitingReceipts } from "../../src-main/api/contract/receipts.ts";
import { query } from "../rpc/api.ts";
import { problemOf } from "../rpc/failure.ts";
import { Icon } from "../ui/icons.tsx";
import { Note } from "../ui/note.tsx";
import { Sheet } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { visibleText } from "../ui/visible-text.tsx";
import { FolderPicker } from "./folder-picker.tsx";

/** What one reading takes. */
const MOST_FILES = 50;

function useTake() {
  const take = useMutation(query.receipts.take.mutationOptions());
  return {
    take: (paths: readonly string[]): void => take.mutate({ sources: paths.map((path) => ({ from: "path", path })) }),
    busy: take.isPending,
    said: (
      <>
        {take.isError && <ProblemNotice problem={problemOf(take.error)} />}
        {take.isSuccess && <Taken taken={take.data} />}
        {take.data?.refused.map((one) => (
          <ProblemNotice key={one.fileName} problem={one.problem} />
        ))}
      </>
    ),
  };
}

/** On the home screen: only while a drive with something of the county is plugged in, and what reading it brought. */
export function WaitingOnDrives() {
  const { t } = useTranslation("receipts");
  const waiting = useQuery(query.receipts.waiting.queryOptions({ staleTime: 0 }));
  const { take, busy, said } = useTake();
  return (
    <>
      {(waiting.data ?? []).map((found) => (
        <Sheet
          key={found.path}
          className="on-drive"
          title={t("waiting", { drive: visibleText(found.drive) })}
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
          <p className="muted">{sayNews(found, t)}</p>
        </Sheet>
      ))}
      {said}
    </>
  );
}

type Say = (key: string, values: Record<string, string | number>) => string;

/** 第3包已收到，退回 1 条，有新的方案. Nothing that could be told beforehand: what is in it shows when it is read. */
function sayNews({ received, held, unused, returned, campaign }: WaitingReceipts, t: Say): string {
  const numbers = (list: readonly number[]): string => list.join(t("and", {}));
  const parts = [
    received.length === 0 ? "" : t("newsReceived", { numbers: numbers(received) }),
    held.length === 0 ? "" : t("newsHeld", { numbers: numbers(held) }),
    unused.length === 0 ? "" : t("newsUnused", { numbers: numbers(unused) }),
    returned === 0 ? "" : t("newsReturned", { count: returned }),
    campaign ? t("newsCampaign", {}) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("newsNone", {}) : t("news", { what: parts.join(t("comma", {})) });
}

/** A button that chooses receipt files or the folder that holds them. `children`: what stands beside it. */
export function TakeReceiptFiles({ children }: Readonly<{ children?: (button: ReactNode, said: ReactNode) => ReactNode }>) {
  const { t } = useTranslation("receipts");
  const [picking, setPicking] = useState(false);
  const { take, busy, said } = useTake();
  const button = (
    <>
      <Button icon={<Icon name="inbox" size={16} />} loading={busy} onClick={() => setPicking(true)}>
        {t("take")}
      </Button>
      {picking && (
        <FolderPicker
          purpose="bundles"
          title={t("takePick")}
          confirm={t("takeConfirm")}
          onCancel={() => setPicking(false)}
          onPick={(paths) => {
            setPicking(false);
            take(paths);
          }}
        />
      )}
    </>
  );
  return children === undefined ? button : children(button, said);
}

function Taken({ taken }: Readonly<{ taken: TakenReceipts }>) {
  const { t } = useTranslation("receipts");
  const nothing = taken.receipts === 0 && taken.returned === 0;
  return (
    <Note tone={taken.returned > 0 ? "bad" : taken.regressed ? "warn" : "ok"}>
      {t(nothing ? "takenNone" : "taken")} {taken.returned > 0 && t("takenReturned", { count: taken.returned })}{" "}
      {taken.older && t("takenOlder")} {taken.regressed && t("regressed")}
    </Note>
  );
}

/** What the county still lacks by its last receipt; nothing where it lacks nothing. */
export function CountyLacks() {
  const { t } = useTranslation("receipts");
  const last = useQuery(query.receipts.last.queryOptions());
  if (last.data === undefined || last.data === null) return null;
  const { lackingEntries, lackingFiles, unseen, regressed } = last.data;
  const what = [
    ...unseen.map(({ device, numbers }) => t("bundles", { device: visibleText(device), numbers: numbers.join(t("and")) })),
    ...(lackingEntries === 0 ? [] : [t("entries", { count: lackingEntries })]),
    ...(lackingFiles === 0 ? [] : [t("files", { count: lackingFiles })]),
  ];
  if (what.length === 0 && !regressed) return null;
  return (
    <Note tone="warn">
      {what.length > 0 && t("lacking", { what: what.join(t("and")) })} {regressed && t("regressed")}
    </Note>
  );
}
