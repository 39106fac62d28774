// Frontiers that are longer than one entry should be: they lie on pages, which the report or receipt names (schema version 2).
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import type { Line } from "../../../../src-main/store/db/codec.ts";
import { readFact } from "../../../../src-main/store/db/facts.ts";
import { gather, headsOf, openPc, recordNamed, TOWN, write } from "../cast.ts";
import { hash, SAMPLES, SMALL, type Sample } from "../kind-samples.ts";

const page = (digit: string, seq: number): JsonObject => ({ feed: hash("a"), seq, hash: hash(digit) });
const PAGES = [page("b", 7), page("c", 8)];

/** A report and a receipt with pages, and one of each that its schema refuses: with one page, and with one page twice. */
export const PAGED: Readonly<Record<string, Sample>> = {
  report: onPages("report", PAGES.slice(0, 1)),
  receipt: onPages("receipt", [page("b", 7), page("b", 8)]),
};

function onPages(kind: string, bad: readonly JsonObject[]): Sample {
  const sample = SAMPLES[kind] as Sample;
  const { frontier: _, ...good } = sample.good as Record<string, JsonObject>;
  return { ...sample, good: { ...good, pages: PAGES }, bad: { ...good, pages: [...bad] }, fault: "/pages" };
}

/** A town hands in by two pages. @param lacking a page that did not come with the rest. */
function handIn(name: string, lacking?: number): readonly Line[] {
  const pc = openPc("town-1", name);
  const heads = ["a", "b"].map((record, index) => ({
    seq: index + 1,
    hash: write(pc, "activity", SMALL, { record: recordNamed(record) }),
  }));
  const feed = readFact(pc.statements, `feed:${TOWN}:county`) ?? "";
  const pages = heads.map((head, index) => {
    const value = { frontier: { [feed]: [head] } };
    return { feed, seq: index + 3, hash: write(pc, "report-frontier", value, { record: recordNamed(`page ${index}`) }) };
  });
  write(pc, "report", { ...PAGED["report"]?.good, pages }, { record: recordNamed("report") });
  return gather(pc).filter(({ hash: line }) => line !== pages[lacking ?? -1]?.hash);
}

/** All good files of pages, each written by the program's own author. */
export function pageCases() {
  const whole = { name: "pages-hand-in", about: "a report names its frontier by two pages", lines: handIn("pages-hand-in") };
  const lacking = {
    name: "pages-hand-in-lacking",
    about: "one of the two pages is not here: nothing is handed in",
    lines: handIn("pages-hand-in-lacking", 0),
  };
  return [
    { ...whole, heads: headsOf(whole.lines), writes: true },
    { ...lacking, heads: headsOf(lacking.lines), writes: false },
  ];
}
