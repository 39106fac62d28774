// How long names and paths may be where a file is to go: decided before anything is written. Pure.
import { bytesOf } from "../file-names.ts";
import { Problem } from "../problem.ts";

/** The longest file name that the program writes into a folder that a person chose, with the ending of a file in the making. */
const LONGEST_NAME = `${"安".repeat(16)}-给${"安".repeat(16)}-第0000包.anbao.age.000000.part`;

type Limits = Readonly<{ measure(text: string): number; name: number; path: number }>;

const unitsOf = (text: string): number => text.length;

/**
 * On Windows other programs open no path from 260 characters on, though Node would write it; names are counted in UTF-16 units.
 * Linux counts bytes (a Chinese character has 3, most emoji 4). @see MAX_PATH; path_resolution(7), NAME_MAX, PATH_MAX
 */
function limitsOf(platform: string): Limits {
  if (platform === "win32") return { measure: unitsOf, name: 255, path: 259 };
  return { measure: bytesOf, name: 255, path: platform === "darwin" ? 1023 : 4095 };
}

/**
 * A folder is refused into which our files would not fit, or whose own name is too long.
 *
 * @param separator of the system's paths.
 * @throws {Problem} `name-too-long`, `path-too-deep`
 */
export function assertPathFits(platform: string, folder: string, separator: "/" | "\\"): void {
  const limits = limitsOf(platform);
  assertNamesFit(limits, folder, separator);
  assertLength(limits, `${folder}${separator}${LONGEST_NAME}`, folder);
}

/**
 * The same for one file of a known name.
 *
 * @throws {Problem} `name-too-long`, `path-too-deep`
 */
export function assertFilePathFits(platform: string, path: string, separator: "/" | "\\"): void {
  const limits = limitsOf(platform);
  assertNamesFit(limits, path, separator);
  assertLength(limits, path, path);
}

function assertNamesFit({ measure, name }: Limits, path: string, separator: string): void {
  const long = path.split(separator).find((part) => measure(part) > name);
  if (long !== undefined) throw new Problem("name-too-long", { name: cut(long), most: Math.floor(name / measure("安")) });
}

function assertLength({ measure, path: most }: Limits, path: string, told: string): void {
  if (measure(path) > most) throw new Problem("path-too-deep", { path: cut(told), most });
}

/** A long text as a sentence can hold it: no half of a character at the cut. */
function cut(text: string): string {
  const letters = [...text];
  return letters.length <= 40 ? text : `${letters.slice(0, 20).join("")}…${letters.slice(-19).join("")}`;
}
