// Where originals go when they leave as plain files: by unit, day and record, under the names that they came with. Pure.
import { openNames, originalFileName, portableName } from "../../domain/file-names.ts";
import type { GalleryFile } from "../ports/store/media/gallery.ts";

/** A file that leaves. `unitName` and `recordName`: as a person calls them; `ext` and `sizeBytes`: of its content. */
export type LeavingFile = Readonly<{ file: GalleryFile; unitName: string; recordName: string; ext: string; sizeBytes: number }>;

/** `place`: folders and name, from the folder that holds all. */
export type PlacedFile = LeavingFile & Readonly<{ place: readonly string[] }>;

/** So long a name of a folder is read at a glance; the list has all of it. */
const MOST_LETTERS = 40;
const NO_DAY = "无日期";

/** Gives each file its place; two that would take one are numbered. */
export function planFolders(files: Iterable<LeavingFile>): readonly PlacedFile[] {
  const root = openFolder();
  return [...files].map((leaving) => {
    const { file, unitName, recordName, ext } = leaving;
    const { unit, kind, record } = file.record;
    const inUnit = root.folder(unit, folderName(unitName));
    const inDay = inUnit.folder(dayOf(file), dayOf(file));
    const inRecord = inDay.folder(`${kind}/${record}`, folderName(recordName));
    return { ...leaving, place: [...inRecord.path, inRecord.name(originalFileName(file.attachment.name, ext))] };
  });
}

function dayOf({ record }: GalleryFile): string {
  return record.day === null ? NO_DAY : portableName(record.day.slice(0, 10), NO_DAY);
}

function folderName(name: string): string {
  return portableName([...name.trim()].slice(0, MOST_LETTERS).join(""), "未命名");
}

type Folder = Readonly<{
  path: readonly string[];
  /** A name for a file in it. */
  name(wanted: string): string;
  /** The folder in it that stands for `key`. */
  folder(key: string, wanted: string): Folder;
}>;

function openFolder(path: readonly string[] = []): Folder {
  const name = openNames();
  const inside = new Map<string, Folder>();
  return {
    path,
    name,
    folder: (key, wanted) => {
      const found = inside.get(key) ?? openFolder([...path, name(wanted)]);
      inside.set(key, found);
      return found;
    },
  };
}
