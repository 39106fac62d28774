// An empty screen says what this is, how it starts, and offers the one button that starts it.
import type { ReactNode } from "react";
import { Drawing, type DrawingName } from "./drawings.tsx";

type BlankProps = Readonly<{ drawing: DrawingName; what: string; how?: string; children?: ReactNode }>;

/** `what`: one line of what this is; `how`: one of how it starts; `children`: the button. */
export function BlankState({ drawing, what, how, children }: BlankProps) {
  return (
    <div className="blank">
      <Drawing name={drawing} />
      <p className="blank-what">{what}</p>
      {how !== undefined && <p className="muted">{how}</p>}
      {children}
    </div>
  );
}
