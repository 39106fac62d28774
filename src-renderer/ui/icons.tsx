// Icons of our own: 20 × 20, one stroke of 1.5, drawn in the colour of the text beside them.
import type { ReactNode } from "react";

const SHAPES = {
  home: <path d="M3 9.5 10 3.5l7 6V16.5h-4.5v-4.5h-5v4.5H3z" />,
  activity: <path d="M4 4h12v13H4zM7 2.5v3M13 2.5v3M4 8h12M7.5 12l2 2 3.5-3.5" />,
  report: <path d="M4.5 2.5h8l3 3v12h-11zM12.5 2.5v3h3M7.5 9h5M7.5 12h5M7.5 15h3" />,
  ledger: (
    <path d="M4 3h10.5a1.5 1.5 0 0 1 1.5 1.5V17H5.5A1.5 1.5 0 0 1 4 15.5zM4 15.5A1.5 1.5 0 0 1 5.5 14H16M7.5 6.5h5M7.5 9.5h5" />
  ),
  handIn: <path d="M3 12v4.5h14V12M10 13V3M6.5 6.5 10 3l3.5 3.5" />,
  inbox: <path d="M3 12v4.5h14V12M10 3v10M6.5 9.5 10 13l3.5-3.5" />,
  settings: <path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4" />,
  progress: <path d="M3 3.5h14v13H3zM3 8h14M3 12.3h14M8 3.5v13M12.5 3.5v13" />,
  statistics: <path d="M3 16.5h14M5.5 16.5V10M10 16.5V4M14.5 16.5v-4" />,
  requests: <path d="M6.5 16.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.7 11.3l7.8-7.8M13 7l2.5 2.5M15 5l1.5 1.5" />,
  review: <path d="M4 3h9v4M4 3v14h6M7 7h3M7 10h2M11.5 14l2 2 4-4.5" />,
  search: <path d="M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17" />,
  tasks: <path d="M3.5 5.5h1.5M8 5.5h8.5M3.5 10h1.5M8 10h8.5M3.5 14.5h1.5M8 14.5h8.5" />,
  bell: <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3" />,
  person: <path d="M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c0-3.3 2.7-5 6-5s6 1.7 6 5" />,
  collapse: <path d="M12 5 7 10l5 5" />,
  expand: <path d="m8 5 5 5-5 5" />,
  back: <path d="M16 10H4M9 5l-5 5 5 5" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  add: <path d="M10 4v12M4 10h12" />,
  minus: <path d="M4 10h12" />,
  turn: <path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3.5v3.3h-3.3" />,
  remove: <path d="M4 6h12M8 6V4h4v2M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5" />,
  copy: <path d="M7 7h10v10H7zM13 7V3H3v10h4" />,
  history: <path d="M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3.5v3.3h3.3M10 6.5V10l2.5 2" />,
  folder: <path d="M2.5 5h5l2 2h8v9.5h-15z" />,
  drive: <path d="M4 8.5h12v8H4zM7 8.5v-5h6v5M8.5 5.5v1M11.5 5.5v1" />,
  file: <path d="M5 2.5h7l3 3v12H5zM12 2.5v3h3" />,
  photo: <path d="M3 4h14v12H3zM6.5 8.2a1 1 0 1 0 0-.1M3 14l4-3.5 3 2.5 3-3 4 4" />,
  video: <path d="M3 5h10v10H3zM13 9l4-2.5v7L13 11" />,
  audio: (
    <path d="M7.5 15V4.5l8-1.5v10.5M5.7 17a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM13.7 15.4a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z" />
  ),
  play: <path d="M6 4v12l10-6z" />,
  print: <path d="M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z" />,
  download: <path d="M10 3v10M6 9l4 4 4-4M4 17h12" />,
  tick: <path d="m4 10.5 4 4 8-9" />,
  warning: <path d="M10 3 2.5 16.5h15zM10 8v4M10 14.2v.2" />,
  error: <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 7l6 6M13 7l-6 6" />,
  info: <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.3v.2" />,
  lock: <path d="M4.5 9h11v8h-11zM7 9V6a3 3 0 0 1 6 0v3" />,
  moon: <path d="M15.5 12A6.5 6.5 0 0 1 8 4.5 6.5 6.5 0 1 0 15.5 12z" />,
  phone: <path d="M6.5 2.5h7v15h-7zM9 15h2" />,
  pack: <path d="M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5 10 10l7-3.5M10 10v7" />,
  building: <path d="M4 17V4h8v13M12 8h4v9M2.5 17h15M6.5 7h3M6.5 10h3M6.5 13h3" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** One icon; hidden from readers, so a word must stand beside it or in the button's label. */
export function Icon({ name, size = 20 }: Readonly<{ name: IconName; size?: number }>) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="icon"
    >
      {SHAPES[name]}
    </svg>
  );
}
