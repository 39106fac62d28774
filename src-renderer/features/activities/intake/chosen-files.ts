// Files that a person chose, a whole folder of them included: what in it is meant, and on which days they were taken. Nothing of the
// browser but `File`.

/** What is asked of a chosen file; `webkitRelativePath` is empty where it was chosen by itself. */
export type ChosenFile = Pick<File, "name" | "size" | "type" | "lastModified" | "webkitRelativePath">;

/** Written by systems and cameras for themselves: nobody means them who chooses a folder. */
const OF_THE_SYSTEM =
  /^(\.|~\$)|^(thumbs\.db|desktop\.ini|autorun\.inf|ehthumbs\.db)$|\.(ctg|ini|lnk|lrv|modd|moff|thm|tmp|url)$/i;

/** The files of a folder that a person means, as an office would read them: folder by folder, 2.jpg before 10.jpg. */
export function meantFiles<T extends ChosenFile>(files: readonly T[]): readonly T[] {
  const meant = files.filter(
    (file) =>
      file.size > 0 &&
      !pathOf(file)
        .split("/")
        .some((part) => OF_THE_SYSTEM.test(part)),
  );
  const paths = new Map(meant.map((file) => [file, pathOf(file)]));
  return meant.toSorted((a, b) => ORDER.compare(paths.get(a) ?? "", paths.get(b) ?? ""));
}

const ORDER = new Intl.Collator("zh-CN", { numeric: true });

function pathOf(file: ChosenFile): string {
  return file.webkitRelativePath === "" ? file.name : file.webkitRelativePath;
}

/** What is attached already, as it was chosen. */
export type AttachedFile = Readonly<{ name: string; sizeBytes: number }>;

/**
 * Those that are not attached yet, and those that seem to be, by name and size: a folder that was stopped halfway goes on where it was.
 * Scanners give two papers one name and one size, so that a person may take the others all the same.
 */
export function splitAttached<T extends ChosenFile>(
  files: readonly T[],
  attached: readonly AttachedFile[],
): Readonly<{ left: readonly T[]; seen: readonly T[] }> {
  const known = new Set(attached.map(({ name, sizeBytes }) => `${sizeBytes} ${name}`));
  const isSeen = ({ name, size }: T) => known.has(`${size} ${name}`);
  return { left: files.filter((file) => !isSeen(file)), seen: files.filter(isSeen) };
}

/** Files of one day by the time that the drive gives them: what a camera wrote then. */
export type DayOfFiles<T> = Readonly<{ day: string; files: readonly T[]; sizeBytes: number }>;

/** By day, the newest first. @param dayOf the campaign's day of an instant, `YYYY-MM-DD` */
export function byDay<T extends ChosenFile>(files: readonly T[], dayOf: (atMs: number) => string): readonly DayOfFiles<T>[] {
  const days = Map.groupBy(files, (file) => dayOf(file.lastModified));
  const grouped = [...days].map(([day, some]) => ({ day, files: some, sizeBytes: totalBytes(some) }));
  return grouped.toSorted((a, b) => (a.day < b.day ? 1 : -1));
}

export function totalBytes(files: readonly ChosenFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
