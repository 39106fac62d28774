// What was dropped on the form: files, and whatever lies in dropped folders.

/** So many files of dropped folders are looked at; whoever drops a whole drive did not mean it. */
export const MOST_FILES = 5000;

/** `folders`: among it was a folder, so that a person should see what is meant. */
export type Dropped = Readonly<{ files: readonly File[]; folders: boolean }>;

/** Has to be called while the drop is handled: its entries are gone afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return { files: [...transfer.files], folders: false };
  const files: File[] = [];
  for (const entry of entries) await gather(entry, files);
  return { files, folders: true };
}

async function gather(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= MOST_FILES) return;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    // A file in a dropped folder knows its place only as an entry.
    if (file !== undefined) files.push(Object.defineProperty(file, "webkitRelativePath", { value: entry.fullPath.slice(1) }));
    return;
  }
  for await (const child of childrenOf(entry as FileSystemDirectoryEntry)) await gather(child, files);
}

/** A reader gives a hundred at a time until none is left. */
async function* childrenOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return;
    yield* some;
  }
}

/** One that cannot be opened is passed over, as a folder would pass over it. */
function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}
