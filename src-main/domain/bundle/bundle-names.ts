// What the files of bundles are called: by unit and number, so that a person knows one in a chat and on a stick. What is in one is
// never read from its name. Pure.

/** What decides the name. `to`: the unit that it is for; `about`: the report, where the whole bundle is one. */
type Named = Readonly<{
  unit: Readonly<{ code: string; name: string }>;
  to?: Readonly<{ code: string; name: string }> | undefined;
  number: number;
  about?: string | undefined;
}>;

/** Letters of a unit's name and of a report's that a file name has room for. */
const UNIT_LETTERS = 16;
const REPORT_LETTERS = 12;

/** Such as `城关镇-第3包-周报第1期`, without ending. Letters and digits only: every system and every shell takes them as they are. */
export function bundleBaseName({ unit, to, number, about = "" }: Named): string {
  const parts = [
    unitWord(unit),
    ...(to === undefined ? [] : [`给${unitWord(to)}`]),
    `第${number}包`,
    word(about, REPORT_LETTERS),
  ];
  return parts.filter((part) => part !== "").join("-");
}

/** Name of a volume's file without ending, such as `城关镇-第3包-卷2共5`. */
export function volumeBaseName(baseName: string, volume: number, volumes: number): string {
  return volumes === 1 ? baseName : `${baseName}${volumeMark(volume, volumes)}`;
}

export function volumeMark(volume: number | "*", volumes: number | "*"): string {
  return `-卷${volume}共${volumes}`;
}

export function bundleFileName(baseName: string, sealed: boolean): string {
  return `${baseName}.anbao${sealed ? ".age" : ""}`;
}

/** A unit in a file's name: its code where nothing of its name can stand in one. */
export function unitWord({ code, name }: Readonly<{ code: string; name: string }>): string {
  return word(name, UNIT_LETTERS) || word(code, UNIT_LETTERS);
}

const BY_NAME = /^([\p{L}\p{N}]+)(?:-给([\p{L}\p{N}]+))?-第\d+包(?:-[\p{L}\p{N}]+){0,2}\.anbao(?:\.age)?$/u;
/** As earlier programs called them: by the units' codes. */
const BY_CODE = /^([0-9A-Za-z]+)(?:-([0-9A-Za-z]+))?-\d+(?:-v\d+of\d+)?\.anbao(?:\.age)?$/;

/** Whether a file that cannot be opened may have been meant for an office: it has only its name left. To the county goes what names nobody. */
export function isNamedFor(own: Readonly<{ code: string; name: string }>, atCounty: boolean, fileName: string): boolean {
  const [, from, to] = BY_NAME.exec(fileName) ?? BY_CODE.exec(fileName) ?? [];
  const names = [own.code, unitWord(own)];
  if (from === undefined) return false;
  return atCounty ? to === undefined && !names.includes(from) : to !== undefined && names.includes(to);
}

function word(text: string, most: number): string {
  return [...text.toWellFormed().normalize("NFC")]
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .slice(0, most)
    .join("");
}

/** Whether a name is that of a bundle or a backup. */
export function isBundleName(name: string): boolean {
  return /\.anbao(\.age|-backup)?$/i.test(name);
}
