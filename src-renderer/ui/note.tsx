// A quiet remark on a ground of its state's colour; a word says what the colour means.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

export type NoteTone = "warn" | "bad" | "ok" | "accent" | "quiet";
const MARKS: Readonly<Record<NoteTone, IconName>> = { warn: "warning", bad: "error", ok: "tick", accent: "info", quiet: "info" };

export function Note({ tone, children }: Readonly<{ tone: NoteTone; children: ReactNode }>) {
  return (
    <div className={`note note-${tone}`}>
      <Icon name={MARKS[tone]} size={18} />
      <div>{children}</div>
    </div>
  );
}
