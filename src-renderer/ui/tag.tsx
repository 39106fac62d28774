// A state: always a word, with a colour that means the same on every screen.
import type { ReactNode } from "react";

/** green received or done · amber due or in doubt · red late, refused, error · violet conflict · grey not applicable. */
export type Tone = "ok" | "warn" | "bad" | "conflict" | "quiet" | "accent";

export function Tag({ tone, children }: Readonly<{ tone: Tone; children: ReactNode }>) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}
