// Names of files and folders that every system can hold: sticks go from one to another, and Windows cannot even delete what bears a
// name that it forbids. Pure; the same answer on every system.

/** What no file name may hold on Windows, and what makes a name look like another: controls, and marks that turn the writing round. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Dots and spaces at the end are dropped by Windows; at the beginning they hide a file, or cannot be seen. */
const EDGES = /^[. ]+|[. ]+$/g;
/** Devices of Windows, whatever ending follows. @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))/i;
/** Bytes in UTF-8, with room for a number that tells twins apart. Linux counts bytes, others letters: fewer. */
const MOST_BYTES = 230;

/** Whether a name can be given to a folder on every system, as it stands. */
export function isPortableName(name: string): boolean {
  return name !== "" && name.isWellFormed() && name === withoutForbidden(name);
}

/**
 * The nearest name that every system can hold: forbidden characters become `_`, a device gets a `_`, what is too long is cut before
 * its ending. Applying it again changes nothing.
 *
 * @param fallback for a name of which nothing would be left.
 */
export function portableName(name: string, fallback: string): string {
  const plain = withoutForbidden(name.toWellFormed());
  return cutToFit(plain === "" ? fallback : plain);
}

function withoutForbidden(name: string): string {
  return name.replaceAll(FORBIDDEN, "_").replaceAll(EDGES, "").replace(DEVICE, "$&_");
}

function cutToFit(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  const [, stem = name, ending = ""] = /^(.+?)((?:\.[^.]{1,16}){0,2})$/su.exec(name) ?? [];
  let letters = [...stem];
  while (letters.length > 1 && bytesOf(letters.join("")) + bytesOf(ending) > MOST_BYTES) letters = letters.slice(0, -1);
  return `${letters.join("").replaceAll(EDGES, "")}${ending}`;
}

/** What ends a name: letters and digits, of which one is a letter. “6.16咨询日” and “2021.06.16” have none. */
const EXTENSION = /\.((?=\d*[a-z])[a-z0-9]{1,10})$/i;
/** Extensions that a system runs when the file is opened: none of them is a medium. */
const PROGRAM =
  /^(hta|js|mjs|jse|vbs|vbe|wsf|wsh|exe|dll|com|pif|bat|cmd|ps1|msi|scr|cpl|lnk|url|jar|sh|app|desktop|reg|inf|scf)$/i;
/** Pages and drawings of the web: documents when text lies in them, a disguise when anything else does. */
const PAGE = /^(html?|xhtml|xht|mht|mhtml|svg|xml)$/i;

/**
 * The name that an original came with; one that hides what it is, says nothing or would be run gets the extension of its content.
 *
 * @param ext of its content.
 */
export function originalFileName(name: string, ext: string): string {
  const plain = portableName(name, "原件");
  const said = EXTENSION.exec(plain)?.[1];
  const isTold = said !== undefined && !PROGRAM.test(said) && (ext === "txt" || !PAGE.test(said));
  return isTold ? plain : cutToFit(`${plain}.${ext}`);
}

/** The name of a smaller file (压缩版): that of its original, said to be smaller, with the ending of what it is. */
export function smallerFileName(name: string, ext: string): string {
  return portableName(`${name.replace(EXTENSION, "")}-压缩版.${ext}`, "压缩版");
}

/** Bytes in UTF-8. */
export function bytesOf(text: string): number {
  return [...text].reduce((sum, letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
  }, 0);
}

/** Gives names within one folder, each another one as every system sees it: FAT, Windows and macOS take both cases of a letter for one. */
export function openNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const name = firstFree(wanted, (candidate) => taken.has(asOneSees(candidate)));
    taken.add(asOneSees(name));
    return name;
  };
}

function firstFree(wanted: string, isTaken: (candidate: string) => boolean): string {
  const [, stem = wanted, ending = ""] = /^(.+?)((?:\.[^. ]{1,10})?)$/su.exec(wanted) ?? [];
  for (let number = 2, name = wanted; ; name = `${stem} (${number})${ending}`, number += 1) if (!isTaken(name)) return name;
}

function asOneSees(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase();
}
