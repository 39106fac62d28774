// The things that stand in the demo pictures: people, tables, boards, banners, buildings. Pure; each is a piece of SVG.
import type { Chance } from "./demo-chance.ts";
import { round, setWords } from "./demo-lettering.ts";

const CLOTHES = ["#34495e", "#2e4053", "#7b7d7d", "#1f618d", "#6e2c00", "#145a32", "#4a235a", "#c0392b", "#f4f6f7"] as const;
const SKIN = ["#e0ac84", "#d8a27a", "#c68f66"] as const;

/** A rectangle. */
export function rect(x: number, y: number, width: number, height: number, fill: string, more = ""): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" ${more}/>`;
}

/** A person who stands on `footY`, `tall` units high, seen from the front or the back, some with a red armband. */
export function person(chance: Chance, x: number, footY: number, tall: number, clothes: string = chance.pick(CLOTHES)): string {
  const [head, turned] = [tall * 0.075, chance.between(0, 1) < 0.5];
  const [shoulder, hip] = [footY - tall * 0.82, footY - tall * 0.46];
  const wide = tall * chance.between(0.13, 0.16);
  const face = turned
    ? ""
    : `<ellipse cx="${round(x)}" cy="${round(footY - tall + head * 1.15)}" rx="${round(head * 0.8)}" ry="${round(head * 0.85)}" fill="${chance.pick(SKIN)}"/>`;
  const armband =
    chance.between(0, 1) < 0.3 ? rect(x - wide * 1.05, shoulder + tall * 0.1, wide * 0.42, tall * 0.05, "#d01818") : "";
  return [
    `<ellipse cx="${round(x + tall * 0.03)}" cy="${round(footY)}" rx="${round(wide * 1.4)}" ry="${round(tall * 0.022)}" fill="#000" opacity="0.25"/>`,
    rect(x - wide * 0.55, hip, wide * 0.48, tall * 0.46, "#22262b", `rx="${round(wide * 0.15)}"`),
    rect(x + wide * 0.07, hip, wide * 0.48, tall * 0.46, "#1c2024", `rx="${round(wide * 0.15)}"`),
    `<path d="M${round(x - wide)} ${round(hip + tall * 0.03)}Q${round(x - wide * 1.05)} ${round(shoulder)} ${round(x)} ${round(shoulder - tall * 0.02)}Q${round(x + wide * 1.05)} ${round(shoulder)} ${round(x + wide)} ${round(hip + tall * 0.03)}Z" fill="${clothes}"/>`,
    `<ellipse cx="${round(x)}" cy="${round(footY - tall + head)}" rx="${round(head * 0.92)}" ry="${round(head * 1.1)}" fill="#17130f"/>`,
    face,
    armband,
  ].join("");
}

/** Where a row of people stands: from `fromX` to `toX`, feet at `footY`, `tall` units high. */
export type RowPlace = Readonly<{ fromX: number; toX: number; footY: number; tall: number; clothes?: string }>;

/** A row of people, none exactly beside the other. */
export function crowd(chance: Chance, count: number, { fromX, toX, footY, tall, clothes }: RowPlace): string {
  const step = (toX - fromX) / count;
  const people = Array.from({ length: count }, (_, index) => {
    const x = fromX + step * (index + chance.between(0.25, 0.75));
    return person(chance, x, footY + chance.between(-0.05, 0.05) * tall, tall * chance.between(0.92, 1.05), clothes);
  });
  return people.join("");
}

/** Where a banner hangs, and its colours. */
export type BannerPlace = Readonly<{ x: number; y: number; width: number; height: number; cloth: string; ink: string }>;

/** A banner between two ropes, with words in the middle. */
export function banner(words: string, { x, y, width, height, cloth, ink }: BannerPlace): string {
  const size = Math.min(height * 0.62, (width * 0.94) / words.length);
  const sag = round(height * 0.12);
  const ropes = `M${round(x - 40)} ${round(y - 30)}L${round(x)} ${round(y + 4)}M${round(x + width + 40)} ${round(y - 30)}L${round(x + width)} ${round(y + 4)}`;
  const edge = `M${round(x)} ${round(y)}q${round(width / 2)} ${sag} ${round(width)} 0v${round(height)}q${round(-width / 2)} ${sag} ${round(-width)} 0z`;
  const lettering = setWords(words, { midX: x + width / 2, topY: y + (height - size) / 2 + height * 0.06, size, fill: ink });
  return `<path d="${ropes}" stroke="#ddd" stroke-width="3"/><path d="${edge}" fill="${cloth}"/>${lettering}`;
}

/** A table under a cloth with leaflets on it. */
export function table(chance: Chance, x: number, y: number, width: number, height: number, cloth: string): string {
  const leaflets = Array.from({ length: Math.max(2, Math.floor(width / 70)) }, (_, index) => {
    const colour = chance.pick(["#f7f3e8", "#f9e79f", "#aed6f1", "#f5b7b1"]);
    const at = x + 14 + index * 66 + chance.between(0, 12);
    return `<path d="M${round(at)} ${round(y - 2)}l14 -16h34l-10 16z" fill="${colour}"/>`;
  });
  return `<path d="M${round(x)} ${round(y)}l22 -22h${round(width - 44)}l22 22z" fill="${cloth}" opacity="0.85"/>${rect(x, y, width, height, cloth)}${leaflets.join("")}`;
}

/** A display board on two legs: a title and blocks of text and pictures. */
export function board(chance: Chance, x: number, y: number, width: number, height: number, title: string): string {
  const colour = chance.pick(["#1a5276", "#b03a2e", "#117864", "#7d6608"]);
  const lines = Array.from({ length: 7 }, (_, index) =>
    rect(x + width * 0.08, y + height * (0.56 + index * 0.055), width * chance.between(0.5, 0.84), height * 0.022, "#8a8f94"),
  );
  return [
    rect(x + width * 0.12, y + height, width * 0.04, height * 0.32, "#8d9296"),
    rect(x + width * 0.84, y + height, width * 0.04, height * 0.32, "#8d9296"),
    rect(x, y, width, height, "#fbfbf8", 'stroke="#9aa0a4" stroke-width="4"'),
    rect(x, y, width, height * 0.2, colour),
    setWords(title, {
      midX: x + width / 2,
      topY: y + height * 0.05,
      size: Math.min(height * 0.11, (width * 0.9) / title.length),
      fill: "#fff",
    }),
    rect(
      x + width * 0.08,
      y + height * 0.25,
      width * 0.38,
      height * 0.25,
      chance.pick(["#f0b27a", "#a9cce3", "#a3e4d7", "#d7bde2"]),
    ),
    rect(
      x + width * 0.54,
      y + height * 0.25,
      width * 0.38,
      height * 0.25,
      chance.pick(["#f5cba7", "#7fb3d5", "#76d7c4", "#c39bd3"]),
    ),
    ...lines,
  ].join("");
}

/** A row of buildings along a horizon. */
export function street(chance: Chance, horizonY: number, width: number): string {
  const parts: string[] = [];
  for (let x = -40; x < width;) {
    const [wide, high] = [chance.between(120, 260), chance.between(140, 360)];
    parts.push(
      rect(x, horizonY - high, wide, high, chance.pick(["#c9c1b2", "#b5bcc0", "#d6cbb8", "#aab4ba", "#c4aa96"])),
      windows(x, horizonY - high, wide, high),
    );
    x += wide + chance.between(0, 24);
  }
  return parts.join("");
}

function windows(x: number, y: number, wide: number, high: number): string {
  const parts: string[] = [];
  for (let at = y + 22; at < y + high - 30; at += 46) {
    for (let left = x + 16; left < x + wide - 26; left += 40) parts.push(rect(left, at, 20, 26, "#5f7380", 'opacity="0.75"'));
  }
  return parts.join("");
}
