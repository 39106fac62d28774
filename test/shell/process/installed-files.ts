// Files of the installation that a test fills otherwise than the repository does, as an owner would before packing: the list of
// publishers' keys. The program reads its own path; what it then gets is the test's text.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Texts by the end of the path, as JSON in ANBAO_DOUBLE_FILES. Nothing happens without it. */
export function fillInstalledFiles(request: string | undefined): void {
  if (request === undefined) return;
  const texts = Object.entries(JSON.parse(request) as Record<string, string>);
  const read = fs.readFileSync;
  const readInstalled = (path: fs.PathOrFileDescriptor, ...how: readonly unknown[]): unknown => {
    const found = texts.find(([ending]) => typeof path !== "number" && decodeURI(String(path)).endsWith(ending));
    if (found !== undefined) return how[0] === undefined ? Buffer.from(found[1]) : found[1];
    return Reflect.apply(read, fs, [path, ...how]);
  };
  fs.readFileSync = readInstalled as typeof fs.readFileSync;
  syncBuiltinESMExports();
}
