// One numbered step of something that is done once, with where it stands.
import type { ReactNode } from "react";

type StepProps = Readonly<{ number: number; title: string; state: ReactNode; children: ReactNode }>;

export function Step({ number, title, state, children }: StepProps) {
  return (
    <section className="sheet pad step">
      <span className="step-number">{number}</span>
      <div className="stack">
        <div className="row tight">
          <h2>{title}</h2>
          {state}
        </div>
        {children}
      </div>
    </section>
  );
}
