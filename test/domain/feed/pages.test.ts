// Frontiers of any length: what does not fit into one entry is split into pages that do, and is the same when they are put together.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Frontier } from "../../../src-main/domain/feed/entry.ts";
import { joined, MOST_PAGES, MOST_WITHIN, PAGE_HEADS, pagesOf } from "../../../src-main/domain/feed/pages.ts";
import { canonicalJson, MAX_VALUE_BYTES, type Json } from "../../../src-main/domain/json.ts";
import { isValidValue, kindOf } from "../../../src-main/domain/kinds/kinds.ts";
import { PAGED } from "../../support/vectors/cases/page-cases.ts";

const hash = (index: number): string => index.toString(16).padStart(64, "0");
const lettersOf = (frontier: Frontier): number => canonicalJson(frontier as unknown as Json).length;

/** So many heads, of which each feed has a few; places as far as they go. */
function frontierOf(heads: number, perFeed: number): Frontier {
  const places = Array.from({ length: heads }, (_, index) => ({ seq: Number.MAX_SAFE_INTEGER - index, hash: hash(index) }));
  const feeds = Math.ceil(heads / perFeed);
  return Object.fromEntries(
    Array.from({ length: feeds }, (_, feed) => [hash(feed), places.slice(feed * perFeed, (feed + 1) * perFeed)]),
  );
}

test.prop([fc.nat(4000), fc.constantFrom(1, 2, 700, 4000)], { numRuns: 40 })(
  "pages are the frontier, each as short as one that lies within its value; a short one has none",
  (heads, perFeed) => {
    const frontier = frontierOf(heads, perFeed);
    const pages = pagesOf(frontier);
    const isShort = lettersOf(frontier) <= MOST_WITHIN;
    expect([pages.length === 0, pages.length === 1]).toEqual([isShort, false]);
    if (!isShort) expect(joined(pages)).toEqual(frontier);
    expect(Math.max(0, ...pages.map(lettersOf))).toBeLessThanOrEqual(MOST_WITHIN);
  },
);

test("as many pages as a report or receipt may name fit into it", () => {
  const pages = Array.from({ length: MOST_PAGES }, (_, index) => ({ feed: hash(1), seq: PAGE_HEADS * index, hash: hash(index) }));
  for (const kind of ["report", "receipt"]) {
    const value = { ...PAGED[kind]?.good, pages };
    expect(isValidValue(kindOf(kind)!, value)).toBe(true);
    expect(canonicalJson(value).length).toBeLessThan(MAX_VALUE_BYTES - 32_000);
  }
});
