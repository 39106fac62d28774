// The head of a screen and the sheets that its content lies on.
import type { ReactNode } from "react";

type PageProps = Readonly<{ title: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode; fill?: boolean }>;

/** A screen: its title, what stands beside it, its buttons. `fill`: the content scrolls by itself, not the page. */
export function Page({ title, beside, actions, children, fill = false }: PageProps) {
  return (
    <div className={fill ? "page page-fill" : "page"}>
      <header className="page-head">
        <h1>{title}</h1>
        <div className="page-beside">{beside}</div>
        <div className="page-actions">{actions}</div>
      </header>
      {children}
    </div>
  );
}

type SheetProps = Readonly<{
  title?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}>;

/** A white sheet with a heading. `flush`: a table that touches the edges. */
export function Sheet({ title, beside, actions, children, className = "", flush = false }: SheetProps) {
  return (
    <section className={`sheet ${flush ? "" : "pad"} ${className}`}>
      {title !== undefined && (
        <div className={flush ? "sheet-head sheet-head-flush" : "sheet-head"}>
          <h2>{title}</h2>
          {beside !== undefined && <span className="muted small">{beside}</span>}
          <span className="push" />
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
