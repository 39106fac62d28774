// The rooms of each layer: every arrow between two of them is planted and is refused exactly if it does not lead down.
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { cruiseProbes, importOf, type ProbeFiles } from "../../support/probe-tree.ts";

type Rooms = Readonly<Record<string, readonly (readonly string[])[]>>;
const { ROOMS } = createRequire(import.meta.url)("../../../.dependency-rooms.cjs") as Readonly<{ ROOMS: Rooms }>;

/** A file of a room; in a room that has rooms of its own, in the lowest of them. */
function fileIn(layer: string, room: string, name: string): string {
  if (room.includes(".")) return `${layer}${room}`;
  const within = ROOMS[`${layer}${room}/`]?.[0]?.[0];
  return within === undefined ? `${layer}${room}/${name}.ts` : fileIn(`${layer}${room}/`, within, name);
}
const slug = (room: string): string => room.replace(/[^a-z]+/g, "-");
const EMPTY = "export const target = 1;\n";

test.each(Object.entries(ROOMS))("%s", async (layer, floors) => {
  const rooms = floors.flatMap((names, floor) => names.map((room) => ({ room, floor })));
  const files: Record<string, string> = {};
  const expected: string[] = [];
  for (const { room } of rooms) files[fileIn(layer, room, "target")] = EMPTY;
  for (const from of rooms.filter(({ room }) => !room.includes(".")))
    for (const to of rooms.filter(({ room }) => room !== from.room)) {
      const probe = fileIn(layer, from.room, `probe-${slug(to.room)}`);
      files[probe] = importOf(probe, fileIn(layer, to.room, "target"));
      if (to.floor >= from.floor) expected.push(probe);
    }
  const violations = await cruiseProbes(files as ProbeFiles);
  const refused = new Set(violations.filter(({ rule }) => rule.startsWith("room-")).map(({ from }) => from));
  expect([...refused].sort()).toEqual(expected.sort());
  expect(expected.length).toBeGreaterThan(0);
});

test("a file beside the rooms is refused", async () => {
  const strays = Object.keys(ROOMS).map((layer) => [`${layer}stray.ts`, `room-${layer.split("/").at(-2)}-known`] as const);
  const files = strays.flatMap(([stray], at) => {
    const start = `src-main/start/x${at}.ts`;
    return [
      [stray, EMPTY],
      [start, importOf(start, stray)],
    ];
  });
  const violations = await cruiseProbes(Object.fromEntries(files) as ProbeFiles);
  for (const [stray, rule] of strays) expect(violations).toContainEqual(expect.objectContaining({ to: stray, rule }));
});
