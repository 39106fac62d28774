// Names under which files leave the program: what they were called, as every system takes it. Pure.
import { bytesOf } from "./path-limits.ts";

/** Characters that no Windows file name may hold, controls, and marks that turn the writing direction. */
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Names of devices on Windows, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|\.)/i;
const EXTENSION = /\.([^. ]{1,10})$/;
/** Extensions that a system runs when the file is opened: none of them is a medium. */
const ACTIVE =
  /^(html?|xhtml|xht|mht|mhtml|hta|svg|xml|js|mjs|jse|vbs|vbe|wsf|exe|dll|com|pif|bat|cmd|ps1|msi|scr|cpl|lnk|url|jar|sh|app|desktop)$/i;
/** A name's bytes in UTF-8 at most: below the 255 of Linux, so that a name in the making fits as well. */
const MOST_BYTES = 240;

/**
 * A foreign name as a bare file name that Windows, Linux and macOS take and that leads nowhere else.
 *
 * @param otherwise what it is called where nothing is left of it.
 */
export function plainFileName(name: string, otherwise: string): string {
  const plain = trimmed(name.toWellFormed().replaceAll(FORBIDDEN, "_")).replace(DEVICE, "_$1");
  return plain === "" ? otherwise : shortened(plain);
}

/** The name that an original came with; one that hides what it is, or says nothing, gets the extension of its content. */
export function originalFileName(name: string, ext: string): string {
  const plain = plainFileName(name, "原件");
  const said = EXTENSION.exec(plain)?.[1];
  return said === undefined || ACTIVE.test(said) ? shortened(`${plain}.${ext}`) : plain;
}

function trimmed(name: string): string {
  return name.replace(/^[. ]+|[. ]+$/g, "");
}

/** Cut in the middle of the stem, never in a character; the extension stays. */
function shortened(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  const [extension = ""] = EXTENSION.exec(name) ?? [];
  const letters = Array.from(name.slice(0, name.length - extension.length));
  let over = bytesOf(name) - MOST_BYTES;
  while (over > 0) over -= bytesOf(letters.pop() ?? "");
  return `${trimmed(letters.join(""))}${extension}`;
}
