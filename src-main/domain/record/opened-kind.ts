// Which of our files a name means, wherever one is opened: by a double click, an argument, the file dialog. Pure.

/** A bundle of any purpose, plain or sealed, or a backup. */
export type OpenedKind = "bundle" | "backup";

/** Undefined for a file that is none of ours. */
export function openedKind(name: string): OpenedKind | undefined {
  if (/\.anbao-backup$/i.test(name)) return "backup";
  return /\.anbao(\.age)?$/i.test(name) ? "bundle" : undefined;
}
