// Understands the command line that electron-builder gives to fpm, as far as it is used for a deb. Pure.

/** What a deb is made of. `places`: what is copied where; `description`'s first line is the synopsis. */
export type DebRequest = Readonly<{
  output: string;
  name: string;
  version: string;
  architecture: string;
  maintainer: string;
  homepage: string | undefined;
  section: string;
  priority: string;
  depends: readonly string[];
  recommends: readonly string[];
  description: string;
  afterInstall: string;
  afterRemove: string;
  compression: string;
  places: readonly Readonly<{ from: string; to: string }>[];
}>;

/** Words that stand alone. */
const FLAGS = new Set(["--force", "--debug"]);
const NO_ADDRESS = /\.invalid(\/|$)/;

type Words = Readonly<{ values: ReadonlyMap<string, readonly string[]>; places: DebRequest["places"] }>;

/** @throws {Error} where a word that is needed is not there. */
export function readFpmWords(words: readonly string[]): DebRequest {
  const { values, places } = sortWords(words);
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  const one = (name: string): string => {
    const [value] = all(name);
    if (value === undefined) throw new Error(`A deb cannot be made without ${name}.`);
    return value;
  };
  return {
    output: one("--package"),
    name: one("--name"),
    version: one("--version"),
    architecture: one("--architecture"),
    maintainer: one("--maintainer"),
    // An address that is none by its own word is not told.
    homepage: all("--url").find((address) => !NO_ADDRESS.test(address)),
    section: all("--category")[0] ?? "misc",
    priority: all("--deb-priority")[0] ?? "optional",
    depends: all("-d"),
    recommends: all("--deb-recommends"),
    description: one("--description"),
    afterInstall: one("--after-install"),
    afterRemove: one("--after-remove"),
    compression: all("--deb-compression")[0] ?? "xz",
    places,
  };
}

function sortWords(words: readonly string[]): Words {
  const values = new Map<string, string[]>();
  const places: { from: string; to: string }[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (FLAGS.has(word)) continue;
    if (word.startsWith("-")) {
      at++;
      values.set(word, [...(values.get(word) ?? []), words[at] ?? ""]);
    } else places.push(placeOf(word));
  }
  return { values, places };
}

/** `from=to`; the last `=` parts them. A folder's name ends in `/` and stands for what is in it. */
function placeOf(word: string): { from: string; to: string } {
  const at = word.lastIndexOf("=");
  return { from: word.slice(0, at), to: word.slice(at + 1) };
}

/** The control file. @param installedKib size of what is unpacked. */
export function controlText(request: DebRequest, installedKib: number): string {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["Package", request.name],
    ["Version", request.version],
    ["Architecture", request.architecture],
    ["Maintainer", request.maintainer],
    ["Installed-Size", String(installedKib)],
    ["Depends", request.depends.join(", ") || undefined],
    ["Recommends", request.recommends.join(", ") || undefined],
    ["Section", request.section],
    ["Priority", request.priority],
    ["Homepage", request.homepage],
    ["Description", descriptionField(request.description)],
  ];
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`])).join("");
}

/** The first line, then the others each behind a blank; an empty one is a point. */
function descriptionField(text: string): string {
  const [first = "", ...rest] = text.split("\n").map((line) => line.trim());
  return [first, ...rest.map((line) => ` ${line === "" ? "." : line}`)].join("\n");
}
