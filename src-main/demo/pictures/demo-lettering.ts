// Sets the few Chinese words of the demo pictures from outlines, so that they look the same on a PC without any font. Pure.
import lettering from "../../../resources/demo/lettering.json" with { type: "json" };

const GLYPHS: Readonly<Record<string, string>> = lettering.glyphs;
const SQUARE = 1000;

/** Where words stand: the middle of the line, the height of a character, all in the units of the picture. */
export type WordPlace = Readonly<{ midX: number; topY: number; size: number; fill: string }>;

/** SVG of a line of words; a character without an outline leaves its place empty. */
export function setWords(words: string, place: WordPlace): string {
  const scale = place.size / SQUARE;
  const startX = place.midX - (words.length * place.size) / 2;
  const glyphs = [...words].map((character, index) => {
    const outline = GLYPHS[character];
    return outline ? `<path transform="translate(${index * SQUARE} 0)" d="${outline}"/>` : "";
  });
  return `<g fill="${place.fill}" transform="translate(${round(startX)} ${round(place.topY)}) scale(${scale.toFixed(5)})">${glyphs.join("")}</g>`;
}

/** A length with two decimals: the same text on every system. */
export function round(length: number): string {
  return length.toFixed(2);
}
