// Drawings for empty states: 160 × 96, hairlines and one quiet ground, in the colours of the palette.
import type { ReactNode } from "react";

const DRAWINGS = {
  activities: (
    <>
      <rect x="34" y="18" width="92" height="62" rx="4" className="d-sheet" />
      <path d="M34 34h92M52 12v12M108 12v12" className="d-line" />
      <rect x="46" y="44" width="20" height="15" rx="2" className="d-fill" />
      <rect x="70" y="44" width="20" height="15" rx="2" className="d-fill" />
      <path d="M98 46h18M98 52h12M46 68h60" className="d-line" />
      <path d="m102 66 6 6 12-13" className="d-accent" />
    </>
  ),
  handIns: (
    <>
      <rect x="48" y="38" width="64" height="42" rx="3" className="d-sheet" />
      <rect x="64" y="16" width="32" height="22" className="d-fill" />
      <path d="M72 24v6M88 24v6M58 52h44M58 60h30" className="d-line" />
      <path d="m92 66 5 5 10-11" className="d-accent" />
    </>
  ),
  inbox: (
    <>
      <path d="M36 50h26l6 10h24l6-10h26v30H36z" className="d-sheet" />
      <path d="M36 50 48 26h64l12 24" className="d-line" />
      <path d="M80 12v28M70 32l10 10 10-10" className="d-accent" />
    </>
  ),
  search: (
    <>
      <circle cx="74" cy="44" r="24" className="d-sheet" />
      <path d="m92 62 20 20" className="d-accent" />
      <path d="M62 40h24M62 48h16" className="d-line" />
    </>
  ),
  calm: (
    <>
      <rect x="44" y="20" width="72" height="60" rx="4" className="d-sheet" />
      <path d="M56 36h48M56 46h48M56 56h30" className="d-line" />
      <circle cx="112" cy="72" r="14" className="d-fill" />
      <path d="m105 72 5 5 9-10" className="d-accent" />
    </>
  ),
  figures: (
    <>
      <rect x="34" y="16" width="92" height="64" rx="3" className="d-sheet" />
      <path d="M34 30h92M34 46h92M34 62h92M66 16v64M96 16v64" className="d-line" />
      <path d="M44 76V68M78 76V54M110 76V38" className="d-accent" />
    </>
  ),
  photos: (
    <>
      <rect x="30" y="24" width="60" height="45" rx="3" className="d-sheet" transform="rotate(-5 60 46)" />
      <rect x="66" y="26" width="64" height="48" rx="3" className="d-sheet" />
      <path d="m70 68 18-16 12 10 12-12 16 16" className="d-accent" />
      <circle cx="84" cy="40" r="4" className="d-fill" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type DrawingName = keyof typeof DRAWINGS;

/** A drawing without meaning of its own: the words beside it say what it shows. */
export function Drawing({ name }: Readonly<{ name: DrawingName }>) {
  return (
    <svg className="drawing" width="160" height="96" viewBox="0 0 160 96" fill="none" aria-hidden="true" focusable="false">
      {DRAWINGS[name]}
    </svg>
  );
}
