// How soon the gallery is there, and each page after it, by the calls that its screen makes.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createRouterClient } from "@orpc/server";
import { openDataSide, PRODUCT } from "../../src-main/compose/door.ts";
import { fillStore } from "./made/fill-store.ts";
import { openCounty } from "./made/offices.ts";
import { rowOf, type Family } from "./rows/row.ts";

const FILES = { full: 20_000, quick: 400 } as const;
const FILES_EACH = 8;
const PIN = "bench-2021";
const RUNS = 5;

type Page = Readonly<{ files: readonly unknown[]; next: string | null }>;
type Screen = Readonly<{
  session: {
    state(): Promise<{ people: { id: string }[] }>;
    unlock(input: { person: string; pin: string }): Promise<unknown>;
  };
  media: {
    gallery(input: { filter: object; sort: "time" | "unit"; cursor: string | null; limit: number }): Promise<Page>;
    galleryCounts(input: { filter: object }): Promise<unknown>;
  };
}>;

/** The first page with its counts, and the pages that are read while a person scrolls to the end; medians. */
export const gallery: Family = {
  name: "gallery",
  measure: async ({ folder, size, say }) => {
    const place = join(folder, "gallery");
    await mkdir(join(place, "home"), { recursive: true });
    await (await openCounty(place)).close();
    say(`${FILES[size]} files`);
    fillStore(join(place, "county"), FILES[size] / FILES_EACH, FILES_EACH);
    const surroundings = { ...PRODUCT, pinCost: { n: 2 ** 10, r: 8, p: 1 } };
    const [first, further]: [number[], number[]] = [[], []];
    const data = await openDataSide({
      mediaUrl: () => "",
      home: join(place, "home"),
      workspace: join(place, "county"),
      surroundings,
    });
    const client = createRouterClient(data.router) as unknown as Screen;
    const { people } = await client.session.state();
    await client.session.unlock({ person: people[0]?.id ?? "", pin: PIN });
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now();
      const [page] = await Promise.all([
        client.media.gallery({ filter: {}, sort: "time", cursor: null, limit: 120 }),
        client.media.galleryCounts({ filter: {} }),
      ]);
      first.push(performance.now() - started);
      if (run === 0) further.push(...(await scroll(client, page)));
    }
    await data.close();
    const against = { unit: "ms", yardstick: 100, against: "100 ms" };
    const bounds = { goal: 1, target: 1 };
    return [
      rowOf({ name: "gallery, first page with its counts", value: medianOf(first), ...against }, bounds),
      rowOf({ name: "gallery, a further page of 240", value: medianOf(further), ...against }, bounds),
    ];
  },
};

async function scroll(client: Screen, page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let cursor = page.next; cursor !== null;) {
    const started = performance.now();
    const { next } = await client.media.gallery({ filter: {}, sort: "time", cursor, limit: 240 });
    times.push(performance.now() - started);
    cursor = next;
  }
  return times;
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}
