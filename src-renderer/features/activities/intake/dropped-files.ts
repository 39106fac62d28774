// What was dropped on the form: files, and whatever lies in dropped folders.

/** So many files of dropped folders are looked at; whoever drops a whole drive did not mean it. */
export const MOST_FILES = 5000;

/**
 * `folders`: among it was a folder, so that a person should see what is meant. `unread`: folders and files that could not be read;
 * `more`: there were more files than are looked at.
 */
export type Dropped = Readonly<{ files: readonly File[]; folders: boolean; unread: number; more: boolean }>;

type Gathered = { readonly files: File[]; unread: number; more: boolean };

/** Has to be called while the drop is handled: its entries are gone afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return { files: [...transfer.files], folders: false, unread: 0, more: false };
  const gathered: Gathered = { files: [], unread: 0, more: false };
  for (const entry of entries) await gather(entry, gathered);
  return { ...gathered, folders: true };
}

async function gather(entry: FileSystemEntry, gathered: Gathered): Promise<void> {
  if (gathered.more) return;
  try {
    if (entry.isFile) await gatherFile(entry as FileSystemFileEntry, gathered);
    else for await (const child of childrenOf(entry as FileSystemDirectoryEntry)) await gather(child, gathered);
  } catch {
    gathered.unread += 1;
  }
}

async function gatherFile(entry: FileSystemFileEntry, gathered: Gathered): Promise<void> {
  if (gathered.files.length === MOST_FILES) {
    gathered.more = true;
    return;
  }
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  // A file in a dropped folder knows its place only as an entry.
  gathered.files.push(Object.defineProperty(file, "webkitRelativePath", { value: entry.fullPath.slice(1) }));
}

/** A reader gives a hundred at a time until none is left. */
async function* childrenOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    yield* some;
  }
}
