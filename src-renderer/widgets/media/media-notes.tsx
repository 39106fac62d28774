// What is asked about the pictures of an activity, said kindly before anything is handed in: one sentence for all that are asked the same;
// a picture and the one that it is like can be seen side by side.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem, MediaNote } from "../../../src-main/api/contract-parts.ts";
import { useDates } from "../../rpc/context.tsx";
import { Note } from "../../ui/note.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { alikeNotes, type Alike, type Noted } from "./alike-notes.ts";
import { TwoPictures } from "./two-pictures.tsx";

/** So many are said before the rest is folded. */
const SAID_AT_ONCE = 4;

type NotesProps = Readonly<{
  items: readonly MediaItem[];
  /** Its title as it stands on the screen. */
  activity: string;
  /** What stands below the first sentence of a reason. */
  below: (reason: MediaNote["note"]) => ReactNode;
}>;

export function MediaNotes({ items, activity, below }: NotesProps) {
  const { t } = useTranslation("media");
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<Readonly<{ alike: Alike; at: number }>>();
  const notes = alikeNotes(items);
  const said = all ? notes : notes.slice(0, SAID_AT_ONCE);
  return (
    <>
      {said.map((alike, at) => (
        <OneNote key={keyOf(alike[0])} alike={alike} onShow={() => setShown({ alike, at: 0 })}>
          {said.findIndex(([first]) => first.note.note === alike[0].note.note) === at && below(alike[0].note.note)}
        </OneNote>
      ))}
      {notes.length > said.length && (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          {t("notesMore", { count: notes.length - said.length })}
        </button>
      )}
      {shown !== undefined && (
        <Pair
          noted={shown.alike[shown.at]}
          activity={activity}
          onClose={() => setShown(undefined)}
          onNext={shown.at + 1 < shown.alike.length ? () => setShown({ ...shown, at: shown.at + 1 }) : undefined}
        />
      )}
    </>
  );
}

function keyOf({ item, note }: Noted): string {
  return `${note.note} ${note.other?.record ?? item.sha256}`;
}

type PairProps = Readonly<{ noted: Noted | undefined; activity: string; onClose: () => void; onNext: (() => void) | undefined }>;

function Pair({ noted, activity, onClose, onNext }: PairProps) {
  const { t } = useTranslation("media");
  if (noted?.note.other === undefined) return null;
  const title = (
    <>
      {t("twoPictures")}{" "}
      {onNext !== undefined && (
        <button type="button" className="link" onClick={onNext}>
          {t("nextTwo")}
        </button>
      )}
    </>
  );
  return <TwoPictures title={title} own={noted.item} owner={{ title: activity }} other={noted.note.other} onClose={onClose} />;
}

type OneProps = Readonly<{ alike: Alike; onShow: () => void; children: ReactNode }>;

function OneNote({ alike, onShow, children }: OneProps) {
  const { t } = useTranslation("media");
  const dates = useDates();
  const [{ item, note }] = alike;
  const words = {
    count: alike.length,
    name: visibleText(item.name),
    other: visibleText(note.other?.title ?? ""),
    at: note.takenAt === undefined ? "" : dates.local(note.takenAt),
    kilometres: Math.round((note.metres ?? 0) / 1000),
    percent: note.percent ?? 0,
  };
  return (
    <Note tone="warn">
      <span className="row tight wrap">
        <span>{alike.length > 1 ? t(`note.${note.note}.several`, words) : t(`note.${note.note}`, words)}</span>
        {note.other !== undefined && (
          <button type="button" className="link" onClick={onShow}>
            {t("seeBoth")}
          </button>
        )}
      </span>
      {children}
    </Note>
  );
}
