// The rooms of each layer, from the ground up: a room imports its own files and those of lower floors, never one beside it. A name
// with its ending stands for a file that lies beside the rooms. test/project/structure/rooms.test.ts plants every arrow.
"use strict";

/** @type {Record<string, string[][]>} */
const ROOMS = {
  "src-main/domain/": [
    ["limits.ts", "problem.ts"],
    [
      "json.ts",
      "member-of.ts",
      "visible-text.ts",
      "file-names.ts",
      "file-cautions.ts",
      "network-path.ts",
      "typed-path.ts",
      "installed-as.ts",
    ],
    ["feed", "campaign", "likeness"],
    ["record"],
    ["trust"],
    ["kinds", "formulas"],
    ["doubts", "renditions"],
    ["campaign-check", "bundle", "statistics", "duties", "bundle-purpose.ts"],
  ],
  "src-main/usecases/": [
    ["ports"],
    ["workspace.ts"],
    ["campaign.ts"],
    ["records"],
    ["sending", "duties"],
    ["doubts"],
    ["conflicts", "figures"],
    ["receiving"],
    ["trust"],
    ["office", "receipts"],
    ["keeping", "papers"],
    ["gallery"],
    ["hand-in"],
    ["home"],
  ],
  "src-main/usecases/records/": [["naming"], ["originals"], ["versions"], ["drafts"]],
  "src-main/usecases/duties/": [["reports"], ["matrix"], ["review"]],
  "src-main/usecases/sending/": [["choose", "drive"], ["describe"], ["write"]],
  "src-main/usecases/receiving/": [["originals", "log"], ["volumes"], ["bundles"]],
  "src-main/domain/statistics/": [["counting"], ["figures"], ["checks"]],
  "src-main/store/": [
    ["migrations"],
    ["db"],
    ["chain"],
    ["project"],
    ["union"],
    ["deliveries"],
    ["apart", "machine"],
    ["rot"],
    ["copies"],
    ["ports"],
    ["looks"],
    ["open-store.ts"],
  ],
  "src-main/keys/": [["signature", "pc"], ["open-keys.ts"]],
  "src-main/bundle/": [
    ["disk.ts", "names.ts", "reading-problems.ts"],
    ["text", "age", "zip"],
    ["bag", "backup"],
    ["read", "write"],
    ["volumes"],
    ["bundle-port.ts"],
  ],
  "src-main/media/": [["type"], ["keep"], ["decode", "out"], ["preview", "decoder"]],
  "src-main/media/decoder/": [["header", "shot"], ["look", "clip"], ["decode-job.ts"], ["decode-worker.ts"]],
  "src-main/drives/": [["system"], ["find"], ["places", "eject"]],
  "src-main/session/": [["runs"], ["files"], ["current"]],
  "src-main/compose/": [["workspace"], ["data-side"], ["door.ts"]],
  "src-main/shell-electron/": [
    ["page", "start", "end", "failures"],
    ["scheme", "menus", "printing"],
    ["data", "window"],
    ["answers", "updates"],
    ["main.ts", "preload.ts", "data-process.ts"],
  ],
};

/** @type {(layer: string, name: string) => string} */
const pathOf = (layer, name) => `^${layer}${name.includes(".") ? `${name.replace(".", "[.]")}$` : `${name}/`}`;

const arrows = Object.entries(ROOMS).flatMap(([layer, floors]) =>
  floors.flatMap((rooms, floor) =>
    rooms.map((room) => ({
      name: `room-${layer.split("/").at(-2)}-${room.replace(/[^a-z-]+/g, "-")}`,
      comment: "a room imports its own files and those of lower floors",
      severity: "error",
      from: { path: pathOf(layer, room) },
      to: { path: `^${layer}`, pathNot: [room, ...floors.slice(0, floor).flat()].map((name) => pathOf(layer, name)).join("|") },
    })),
  ),
);

const strays = Object.entries(ROOMS).map(([layer, floors]) => ({
  name: `room-${layer.split("/").at(-2)}-known`,
  comment: "every file of a layer lies in a room of the table",
  severity: "error",
  from: {},
  to: {
    path: `^${layer}`,
    pathNot: floors
      .flat()
      .map((name) => pathOf(layer, name))
      .join("|"),
  },
}));

module.exports = { ROOMS, roomRules: [...arrows, ...strays] };
