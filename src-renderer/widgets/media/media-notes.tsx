// What is asked about the pictures of an activity, said kindly before anything is handed in; two of them can be seen side by side.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem, MediaNote } from "../../../src-main/api/contract-parts.ts";
import { useDates } from "../../rpc/context.tsx";
import { Note } from "../../ui/note.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { TwoPictures } from "./two-pictures.tsx";

type Noted = Readonly<{ item: MediaItem; note: MediaNote }>;

/** So many are said before the rest is folded. */
const SAID_AT_ONCE = 4;

/** @param activity its title as it stands on the screen. */
export function MediaNotes({ items, activity }: Readonly<{ items: readonly MediaItem[]; activity: string }>) {
  const { t } = useTranslation("media");
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<Noted>();
  const notes = items.flatMap((item) => item.notes.map((note): Noted => ({ item, note })));
  const said = all ? notes : notes.slice(0, SAID_AT_ONCE);
  return (
    <>
      {said.map((noted) => (
        <OneNote
          key={`${noted.item.sha256} ${noted.note.note} ${noted.note.other?.record ?? ""}`}
          noted={noted}
          onShow={() => setShown(noted)}
        />
      ))}
      {notes.length > said.length && (
        <button type="button" className="link small" onClick={() => setAll(true)}>
          {t("notesMore", { count: notes.length - said.length })}
        </button>
      )}
      {shown?.note.other !== undefined && (
        <TwoPictures
          title={t("twoPictures")}
          own={shown.item}
          owner={{ title: activity }}
          other={shown.note.other}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}

function OneNote({ noted: { item, note }, onShow }: Readonly<{ noted: Noted; onShow: () => void }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  const words = {
    name: visibleText(item.name),
    other: visibleText(note.other?.title ?? ""),
    at: note.takenAt === undefined ? "" : dates.local(note.takenAt),
    kilometres: Math.round((note.metres ?? 0) / 1000),
  };
  return (
    <Note tone="warn">
      <span className="row tight wrap">
        <span>{t(`note.${note.note}`, words)}</span>
        {note.other !== undefined && (
          <button type="button" className="link" onClick={onShow}>
            {t("seeBoth")}
          </button>
        )}
      </span>
    </Note>
  );
}
