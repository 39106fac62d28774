// Words that were given up for a better one do not come back: not as a name, not in a file's name, not in a comment.
import { expect, test } from "vitest";
import { listFiles, readText } from "../support/tree.ts";

/** `now`: what is said instead. A word that is retired comes in here with the change that takes its last use away. */
const RETIRED: readonly Readonly<{ word: RegExp; now: string }>[] = [
  { word: /\bDataDesk\b/, now: "DataLine: the line to the data process" },
  { word: /\bTypstDesk\b/, now: "PaperWorker" },
  { word: /\bhired?\b/, now: "start, running" },
  { word: /\bComeVolume\b/, now: "ArrivedVolume" },
  { word: /tell-?arrivals/i, now: "shareArrivals: county PCs share what arrived" },
  { word: /own-?places?\b/i, now: "machine-binding: the PC and folder that a workspace is bound to" },
  { word: /left-?here/i, now: "exported-up-to: how far this PC has exported" },
  { word: /set-?aside-?here/i, now: "set-aside-at-county" },
  { word: /(?<!is-)same-volume/, now: "is-same-volume" },
  { word: /key-?standing/i, now: "key state: unapproved, in-force, handed-over, ended" },
  { word: /session-view/, now: "session/contract.ts: its types lie with the contract" },
  { word: /\w-routes\.ts/, now: "routes.ts in the folder of its concept" },
  {
    word: /\b(backup|damage|keeping|keys|lines|media|office|quarantine|report|sending|store|volume)-port\.ts/,
    now: "usecases/ports/, a file a concept",
  },
  { word: /durable-?file/i, now: "lasting.ts: how a file is made to last" },
  { word: /staged-?lines/i, now: "checked lines" },
  { word: /age-?threads/i, now: "disk/threads/" },
  { word: /shell-settings/, now: "kept files: what the shell keeps about itself" },
  { word: /serve-upload/, now: "uploads are calls: there is no route for them" },
  { word: /Desk\b|(?<!home\.)\bdesk\./, now: "workspace (ws); the county's home; drives, uploads, saves, tasks" },
  { word: /\b(seats?|seating|sitDown)\b/i, now: "session: which workspace is open now" },
  { word: /\bwish(es|ed)?\b|Wish\b/, now: "request" },
  { word: /\b(office|liaison|own|bundle)Standing\b/i, now: "standing is of an entry; role, state, acceptance of the others" },
  { word: /standing-reports|record-place\b|placeOf(Record|Kind|Draft)\b/, now: "current reports; the path of a record's page" },
  { word: /\bAsideRange\b|\bHeldPlaces\b|\bplaces(In|Of)\b/, now: "FeedRange; positions of a feed" },
  { word: /ports\/adapters|workspace-store|store-(keeping|office)/, now: "usecases/ports/, store/ports/: a file a concept" },
  { word: /src-main\/program\b|src-renderer\/locales/, now: "compose/ and session/; resources/words/" },
];

const files = listFiles().filter((name) => /^src-(main|renderer)\/.*\.(tsx?|css|md)$/.test(name));

test.each(RETIRED)("$word is not said any more: $now", ({ word }) => {
  const said = files.flatMap((name) => {
    const lines = (readText(name) ?? "").split("\n").flatMap((line, at) => (word.test(line) ? [`${name}:${at + 1}`] : []));
    return word.test(name) ? [name, ...lines] : lines;
  });
  expect(said).toEqual([]);
});
