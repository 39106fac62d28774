// A folder, a camera's card or a phone that shows as a drive: which days of it are taken in. Those of the activity are ticked.
import { Checkbox, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saySize } from "../../../format/amounts.ts";
import { dayOf } from "../../../format/dates.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Note } from "../../../ui/note.tsx";
import { MOST_FILES, type Dropped } from "./dropped-files.ts";
import { byDay, meantFiles, splitAttached, totalBytes, type AttachedFile, type DayOfFiles } from "./chosen-files.ts";

export type GivenFolder = Omit<Dropped, "folders">;

type ChoiceProps = Readonly<{
  folder: GivenFolder;
  /** The activity's day, `YYYY-MM-DD`, as far as it is filled in. */
  day: string | undefined;
  attached: readonly AttachedFile[];
  onTake: (files: readonly File[]) => void;
  onClose: () => void;
}>;

export function FolderChoice({ folder: { files, unread, more }, day, attached, onTake, onClose }: ChoiceProps) {
  const { t } = useTranslation("media");
  const dates = useDates();
  const meant = meantFiles(files);
  const { left, seen } = splitAttached(meant, attached);
  const days = byDay(left, (atMs) => dayOf(atMs, dates.offset));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => firstTicked(days, seen.length > 0 ? [] : days, day));
  const [again, setAgain] = useState(false);
  const taken = [...days.filter((one) => ticked.has(one.day)).flatMap((one) => one.files), ...(again ? seen : [])];
  const tick = (one: string, on: boolean): void =>
    setTicked((was) => new Set(on ? [...was, one] : [...was].filter((other) => other !== one)));
  return (
    <Modal
      open
      title={t("folderTitle")}
      okText={t("folderTake", { count: taken.length, size: saySize(totalBytes(taken)) })}
      okButtonProps={{ disabled: taken.length === 0 }}
      onOk={() => {
        onTake(meantFiles(taken));
        onClose();
      }}
      onCancel={onClose}
    >
      {unread > 0 && <Note tone="warn">{t("folderUnread", { count: unread })}</Note>}
      {more && <Note tone="warn">{t("folderMore", { count: MOST_FILES })}</Note>}
      {meant.length === 0 ? (
        <p>{t("folderEmpty")}</p>
      ) : (
        <div className="stack tight">
          <p className="muted small">{t("folderWhat")}</p>
          <ul className="folder-days">
            {days.map((one) => (
              <li key={one.day}>
                <Checkbox checked={ticked.has(one.day)} onChange={(event) => tick(one.day, event.target.checked)}>
                  {t("folderDay", { day: dates.day(one.day), count: one.files.length, size: saySize(one.sizeBytes) })}
                  {one.day === day && <span className="muted"> · {t("folderOwnDay")}</span>}
                </Checkbox>
              </li>
            ))}
            {seen.length > 0 && (
              <li>
                <Checkbox checked={again} onChange={(event) => setAgain(event.target.checked)}>
                  {t("folderSeen", { count: seen.length, size: saySize(totalBytes(seen)) })}
                </Checkbox>
              </li>
            )}
          </ul>
        </div>
      )}
    </Modal>
  );
}

type Days = readonly DayOfFiles<File>[];

/** The activity's own day; where nothing is of that day, the others. */
function firstTicked(days: Days, others: Days, day: string | undefined): ReadonlySet<string> {
  const own = days.filter((one) => one.day === day);
  return new Set((own.length > 0 ? own : others).map((one) => one.day));
}
