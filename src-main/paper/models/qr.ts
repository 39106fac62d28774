// QR codes as one path of unit squares, so that a form's model stays data and the layout only fills it.
import { encode } from "uqr";

/** `path` is SVG path data over a square of `modules` units, the quiet zone of four included; dark modules are filled. */
export type QrCode = Readonly<{ modules: number; path: string }>;

const QUIET_MODULES = 4;

/**
 * The QR code of a text, with error correction M (15 %): a stamp or a fold may cover a part of it.
 *
 * @param text at most some 2,300 bytes of UTF-8.
 * @see ISO/IEC 18004
 */
export function qrCode(text: string): QrCode {
  const { data } = encode(text, { ecc: "M", border: QUIET_MODULES });
  return { modules: data.length, path: data.flatMap(runsIn).join("") };
}

/** A row's runs of dark modules, each as one rectangle. */
function runsIn(row: readonly boolean[], y: number): readonly string[] {
  const modules = row.map((dark) => (dark ? "1" : "0")).join("");
  return [...modules.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`);
}
