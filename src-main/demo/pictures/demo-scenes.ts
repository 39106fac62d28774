// Composes the demo pictures of a safety month: the consultation on the square, a meeting, display boards, a drill. Pure.
import type { Chance } from "./demo-chance.ts";
import { banner, board, crowd, rect, street, table } from "./demo-figures.ts";

type Sky = readonly [above: string, below: string];

/** All scenes are drawn on this canvas, then scaled. */
export const SCENE = { width: 1600, height: 1200 } as const;

const BANNERS = ["落实安全责任推动安全发展", "安全生产月宣传咨询日", "高台县安全生产月启动仪式"] as const;
const SKIES: readonly [Sky, ...Sky[]] = [
  ["#5d9bd6", "#cfe3f2"],
  ["#7aa7c7", "#e6e3d8"],
  ["#92a6b5", "#d8dcdd"],
];
const REDS = ["#c8161d", "#b9121b", "#d4322a"] as const;

const paintings = [paintSquare, paintMeeting, paintBoards, paintDrill] as const;

/** One scene as SVG: the seed chooses which, and all that varies in it. */
export function paintScene(chance: Chance, seed: number): string {
  const paint = paintings[Math.abs(seed) % paintings.length] ?? paintSquare;
  const { width, height } = SCENE;
  const light = `<radialGradient id="light" cx="${chance.between(0.3, 0.7).toFixed(3)}" cy="0.35" r="0.95"><stop offset="0.45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.38"/></radialGradient>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs>${light}</defs>${paint(chance)}${rect(0, 0, width, height, "url(#light)")}</svg>`;
}

function sky(chance: Chance, horizonY: number): string {
  const [above, below] = chance.pick(SKIES);
  const blend = `<linearGradient id="sky" x2="0" y2="1"><stop stop-color="${above}"/><stop offset="1" stop-color="${below}"/></linearGradient>`;
  return `<defs>${blend}</defs>${rect(0, 0, SCENE.width, horizonY, "url(#sky)")}`;
}

function ground(fromY: number, fill: string): string {
  const joints = Array.from({ length: 9 }, (_, index) =>
    rect(0, fromY + 8 + index * index * 9, SCENE.width, 2 + index * 0.4, "#000", 'opacity="0.08"'),
  );
  return rect(0, fromY, SCENE.width, SCENE.height - fromY, fill) + joints.join("");
}

function paintSquare(chance: Chance): string {
  const horizon = chance.between(520, 600);
  const cloth = chance.pick(REDS);
  return [
    sky(chance, horizon),
    street(chance, horizon, SCENE.width),
    ground(horizon, chance.pick(["#b7b1a6", "#a9aaa6", "#bfb5a5"])),
    banner(chance.pick(BANNERS), { x: 230, y: chance.between(190, 250), width: 1140, height: 110, cloth, ink: "#fff6d8" }),
    crowd(chance, 12, { fromX: 60, toX: 1540, footY: horizon + 150, tall: 300 }),
    table(chance, 120, horizon + 190, 600, 150, cloth),
    table(chance, 860, horizon + 200, 620, 150, cloth),
    crowd(chance, 7, { fromX: 0, toX: 1600, footY: horizon + 500, tall: 470 }),
  ].join("");
}

function paintMeeting(chance: Chance): string {
  const wall = chance.pick(["#e6ddcb", "#dfe3e2", "#e9dfd4"]);
  const rows = [690, 830, 1010].map((y, row) =>
    crowd(chance, 10 - row * 2, { fromX: -30 + row * 10, toX: 1630, footY: y + 170 + row * 40, tall: 330 + row * 90 }),
  );
  return [
    rect(0, 0, 1600, 620, wall),
    rect(0, 600, 1600, 600, chance.pick(["#8a6b4f", "#77716b", "#91785e"])),
    banner(chance.pick(BANNERS), { x: 170, y: 70, width: 1260, height: 120, cloth: chance.pick(REDS), ink: "#fff3c4" }),
    rect(520, 250, 560, 290, "#23384d"),
    rect(540, 270, 520, 250, chance.pick(["#e8f1f8", "#f4efe2", "#dcebe0"])),
    banner("警示教育", { x: 600, y: 300, width: 400, height: 56, cloth: "#a93226", ink: "#fff" }),
    ...Array.from({ length: 5 }, (_, index) => rect(580, 390 + index * 24, chance.between(240, 430), 9, "#7f8c8d")),
    crowd(chance, 7, { fromX: 300, toX: 1300, footY: 690, tall: 260 }),
    table(chance, 200, 610, 1200, 90, "#8e2b20"),
    ...rows,
  ].join("");
}

function paintBoards(chance: Chance): string {
  const horizon = 470;
  const titles = ["安全生产", "知识展板", "消防安全", "应急演练"];
  return [
    sky(chance, horizon),
    street(chance, horizon, SCENE.width),
    ground(horizon, chance.pick(["#9fa39a", "#b3a997", "#a7b0a0"])),
    ...titles.map((title, index) => board(chance, 70 + index * 380, 330 + chance.between(-14, 14), 330, 420, title)),
    banner(chance.pick(BANNERS), { x: 300, y: 150, width: 1000, height: 90, cloth: chance.pick(REDS), ink: "#fff" }),
    crowd(chance, 8, { fromX: 40, toX: 1560, footY: 1080, tall: 520 }),
  ].join("");
}

function paintDrill(chance: Chance): string {
  const horizon = 560;
  const smokeX = chance.between(980, 1240);
  const smoke = Array.from({ length: 22 }, (_, index) => {
    const [x, y] = [smokeX + chance.between(-40, 60) + index * 9, horizon + 120 - index * 24];
    return `<circle cx="${x.toFixed(1)}" cy="${y}" r="${(30 + index * 6).toFixed(0)}" fill="#4d4d4d" opacity="0.2"/>`;
  });
  return [
    sky(chance, horizon),
    street(chance, horizon, SCENE.width),
    ground(horizon, chance.pick(["#a59e90", "#989d8c"])),
    ...smoke,
    fireEngine(chance.between(110, 240), horizon + 20),
    banner("应急演练安全生产", { x: 260, y: 130, width: 1080, height: 96, cloth: chance.pick(REDS), ink: "#fff3c4" }),
    crowd(chance, 8, { fromX: 640, toX: 1500, footY: horizon + 330, tall: 330, clothes: "#e67e22" }),
    crowd(chance, 6, { fromX: 60, toX: 1560, footY: 1130, tall: 430, clothes: "#1d3557" }),
  ].join("");
}

function fireEngine(x: number, y: number): string {
  const wheel = (at: number) =>
    `<circle cx="${at.toFixed(1)}" cy="${y + 232}" r="44" fill="#1b1b1b"/><circle cx="${at.toFixed(1)}" cy="${y + 232}" r="20" fill="#9aa0a4"/>`;
  return [
    rect(x, y + 60, 470, 170, "#c0161c", 'rx="10"'),
    rect(x + 470, y + 90, 130, 140, "#b01218", 'rx="16"'),
    rect(x + 500, y + 108, 84, 58, "#bcd7e6"),
    rect(x, y + 150, 600, 16, "#f7f7f2"),
    rect(x + 20, y + 30, 430, 18, "#c8ccd0"),
    rect(x + 480, y + 76, 50, 14, "#2e86de"),
    wheel(x + 110),
    wheel(x + 510),
  ].join("");
}
