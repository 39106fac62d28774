// Every colour, size and shadow of the screen, in one place, for light and dark. Colour means state and nothing else.
// Text colours reach a contrast of 4.5 : 1 on `sheet` and `ground` in both palettes.

/** One palette. `…Bg` is the quiet ground that a state's word stands on. */
export type Palette = Readonly<{
  ground: string;
  sheet: string;
  raised: string;
  head: string;
  line: string;
  edge: string;
  ink: string;
  ink2: string;
  ink3: string;
  accent: string;
  accentHover: string;
  accentBg: string;
  onAccent: string;
  ok: string;
  okBg: string;
  warn: string;
  warnBg: string;
  bad: string;
  badHover: string;
  badBg: string;
  conflict: string;
  conflictBg: string;
  quiet: string;
  quietBg: string;
  paper: string;
  shadow: string;
}>;

export const LIGHT: Palette = {
  ground: "#f6f7f9",
  sheet: "#ffffff",
  raised: "#ffffff",
  head: "#fafbfc",
  line: "#e8eaed",
  edge: "#d0d3d8",
  ink: "#1f2329",
  ink2: "#5c6470",
  ink3: "#69707b",
  accent: "#1d5bb8",
  accentHover: "#174b99",
  accentBg: "#eaf1fb",
  onAccent: "#ffffff",
  ok: "#24713f",
  okBg: "#e9f5ed",
  warn: "#955600",
  warnBg: "#fdf3e1",
  bad: "#bd3127",
  badHover: "#9c261e",
  badBg: "#fcebea",
  conflict: "#6447b3",
  conflictBg: "#f1edfb",
  quiet: "#5c6470",
  quietBg: "#f0f1f3",
  paper: "#dfe2e7",
  shadow: "0 4px 16px rgba(20, 30, 50, 0.12)",
};

export const DARK: Palette = {
  ground: "#14161a",
  sheet: "#1c1f24",
  raised: "#23272d",
  head: "#20242a",
  line: "#2e333b",
  edge: "#454c57",
  ink: "#e4e7eb",
  ink2: "#a9b0bb",
  ink3: "#959da9",
  accent: "#7fb0f5",
  accentHover: "#9cc3f8",
  accentBg: "#1d2f4a",
  onAccent: "#0d1b30",
  ok: "#74c791",
  okBg: "#16311f",
  warn: "#e3ad58",
  warnBg: "#362812",
  bad: "#f2897f",
  badHover: "#f6a79f",
  badBg: "#3b1c1a",
  conflict: "#b9a3f2",
  conflictBg: "#2b2343",
  quiet: "#a9b0bb",
  quietBg: "#2a2e35",
  paper: "#0d0e11",
  shadow: "0 4px 16px rgba(0, 0, 0, 0.5)",
};

/** System fonts first: nothing is fetched, and what the office PC has is what its people are used to. */
export const FONT_STACK =
  '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';

/** Name and value of every CSS custom property that a palette gives. */
export function customProperties(palette: Palette): readonly (readonly [string, string])[] {
  return Object.entries(palette).map(
    ([name, value]) => [`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value] as const,
  );
}
