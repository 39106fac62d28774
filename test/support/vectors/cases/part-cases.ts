// Lists that are longer than one entry: they come in parts (schema version 2), which are one list.
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import type { Line } from "../../../../src-main/store/db/codec.ts";
import { readFact } from "../../../../src-main/store/db/facts.ts";
import { gather, headsOf, keyOf, openPc, recordNamed, TOWN, write } from "../cast.ts";
import { hash, type Sample } from "../kind-samples.ts";

const SET = "5e".repeat(16);
const of = (part: number, parts = 2): JsonObject => ({ set: SET, part, parts });
const lost = (lastGood: readonly JsonObject[]): JsonObject => ({ key: keyOf("town-2"), lastGood, reason: "电脑遗失" });

/** A part of each kind, and one that its schema refuses. */
export const PARTS: Readonly<Record<string, Sample>> = {
  revocation: {
    by: "root",
    good: { ...lost([{ feed: hash("6"), seq: 2, hash: hash("7") }]), ...of(1) },
    edited: { reason: "电脑被盗" },
    bad: { ...lost([]), set: SET, part: 1 },
    fault: "/parts",
  },
  succession: {
    by: "root",
    good: { to: keyOf("stranger"), lastGood: [], reason: "换电脑", ...of(2) },
    edited: { reason: "换新电脑" },
    bad: { to: keyOf("stranger"), lastGood: [], reason: "换电脑", ...of(0) },
    fault: "/part",
  },
  "set-aside": {
    by: "root",
    good: { bundle: hash("1"), ranges: [], reason: "误报", takenBack: false, ...of(1) },
    edited: { takenBack: true },
    bad: { bundle: hash("1"), ranges: [], reason: "误报", takenBack: false, ...of(1), set: "5e" },
    fault: "/set",
  },
};

type Case = Readonly<{ name: string; about: string; lines: readonly Line[] }>;

/** Two feeds of one PC, each of which has two entries. */
function twoFeeds(name: string) {
  const pc = openPc("town-2", name);
  const ends = (["county", "own"] as const).map((audience) => {
    const end = write(
      pc,
      "activity",
      { code: "23101", title: "以前的", startsAt: "2021-06-01T09:30", mode: "offline", metrics: {}, attachments: [] },
      { audience, record: recordNamed(audience) },
    );
    return { feed: readFact(pc.statements, `feed:${TOWN}:${audience}`) ?? "", end };
  });
  for (const audience of ["county", "own"] as const)
    write(
      pc,
      "activity",
      { code: "23101", title: "以后的", startsAt: "2021-06-02T09:30", mode: "offline", metrics: {}, attachments: [] },
      { audience, record: recordNamed(`${audience} after`) },
    );
  return { pc, ends };
}

function revocation(name: string, parts: readonly number[]): readonly Line[] {
  const root = openPc("root", name);
  const { pc, ends } = twoFeeds(name);
  for (const part of parts) {
    const one = ends[part - 1] ?? { feed: "", end: "" };
    write(
      root,
      "revocation",
      { ...lost([{ feed: one.feed, seq: 1, hash: one.end }]), ...of(part) },
      { record: recordNamed(`part ${part}`) },
    );
  }
  return gather(root, pc);
}

function setAside(name: string, takenBack: boolean): readonly Line[] {
  const root = openPc("root", name);
  const { pc, ends } = twoFeeds(name);
  const words = { audience: "own" } as const;
  const value = { bundle: hash("1"), reason: "误报", takenBack: false };
  const heads = ends.map(({ feed, end }, index) =>
    write(
      root,
      "set-aside",
      { ...value, ...of(index + 1), ranges: [{ feed, fromSeq: 1, toSeq: 1, hash: end }] },
      { ...words, record: recordNamed(`part ${index + 1}`) },
    ),
  );
  if (takenBack)
    write(
      root,
      "set-aside",
      { ...value, ...of(1), ranges: [], takenBack },
      { ...words, record: recordNamed("part 1"), parents: heads.slice(0, 1) },
    );
  return gather(root, pc);
}

/** All good files of parts, each written by the program's own author. */
export function partCases(): readonly (Case & Readonly<{ heads: ReturnType<typeof headsOf>; writes: boolean }>)[] {
  const cases: readonly Case[] = [
    {
      name: "parts-revocation",
      about: "a key is ended by two parts: what lies beneath either of them holds",
      lines: revocation("parts-revocation", [1, 2]),
    },
    {
      name: "parts-revocation-lacking",
      about: "one of two parts is not here: only what is listed holds",
      lines: revocation("parts-revocation-lacking", [2]),
    },
    {
      name: "parts-set-aside",
      about: "what an import brought is set aside in two parts",
      lines: setAside("parts-set-aside", false),
    },
    {
      name: "parts-set-aside-taken-back",
      about: "one part is taken back, and its set with it",
      lines: setAside("parts-set-aside-taken-back", true),
    },
  ];
  return cases.map((one) => ({ ...one, heads: headsOf(one.lines), writes: true }));
}
