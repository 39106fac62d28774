// A large bundle comes in beside everything else: screens are answered and see none of it until all is in; what is written meanwhile
// is kept; stopping it, or closing the workspace, leaves what was there before.
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import shipped from "../../resources/campaigns/2021-gaotai.json" with { type: "json" };
import type { Created } from "../../src-main/compose.ts";
import { findDamages } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { importBundle, previewBundle } from "../../src-main/usecases/import-bundle.ts";
import type { Progress } from "../../src-main/usecases/ports.ts";
import { enrolSenders } from "../bench/enrol-senders.ts";
import { senderOf, writeSenderBundle } from "../bench/made-bundles.ts";
import { codeOf } from "../support/codes.ts";
import { leftovers } from "../support/disk-state.ts";
import { COUNTY_OFFICE, openOffice, reopenOffice } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ENTRIES = 3000;
const DRAFT = { id: "d1", kind: "activity", record: null, value: { title: "正在填" }, savedMs: 1 };

async function countyAndBundle(): Promise<Readonly<{ folder: string; county: Created; path: string }>> {
  const folder = await tempFolder();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE);
  const sender = senderOf(1);
  await enrolSenders(county, [sender]);
  const { path } = await writeSenderBundle(folder, sender, shipped.id, ENTRIES);
  return { folder, county, path };
}

/** Progress that does something once the first entries are in, while the others are still coming. */
function onceBegun(work: () => unknown, signal: AbortSignal = UNWATCHED.signal): Progress {
  const seen = { begun: false };
  return {
    signal,
    report: (done, total) => {
      if (seen.begun || total !== ENTRIES || done === 0) return;
      seen.begun = true;
      expect(done).toBeLessThan(ENTRIES);
      work();
    },
  };
}

const take = (desk: Desk, path: string, progress: Progress = UNWATCHED) => importBundle(desk, path, { means: "usb" }, progress);

/** Asks as screens do, from when the first entries are in until `ended`. @returns every answer. */
async function answersUntil(desk: Desk, ended: Promise<unknown>): Promise<readonly string[]> {
  const state = { ended: false };
  void ended.then(() => (state.ended = true));
  const answers: string[] = [];
  while (!state.ended) {
    answers.push(answerOf(desk));
    await setImmediate();
  }
  return answers;
}

function answerOf({ store }: Desk): string {
  const found = store.records({ kind: "activity", limit: 5 }).records.length;
  return `${JSON.stringify(store.counts())} ${found} ${store.search("活动", 3).length} ${store.imports().length}`;
}

test("while it comes in, screens are answered, and each sees what was there before, or all of it", async () => {
  const { county, path } = await countyAndBundle();
  const { desk } = county;
  const before = answerOf(desk);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const admitted = Promise.withResolvers<void>();
  const watched = { ...desk, store: { ...desk.store, admit: admitOf(desk, admitted.resolve) } };
  const done = take(watched, path, onceBegun(begin));
  await begun;
  const answers = await answersUntil(desk, admitted.promise);
  expect((await done).changes.added).toBe(ENTRIES);
  const first = answers.filter((answer) => answer === before);
  expect(first.length).toBeGreaterThan(3);
  expect(answers.slice(first.length).filter((answer) => answer !== answerOf(desk))).toEqual([]);
  expect(answerOf(desk)).not.toBe(before);
});

function admitOf(desk: Desk, done: () => void): Desk["store"]["admit"] {
  return async (...given) => {
    const admission = await desk.store.admit(...given);
    done();
    return admission;
  };
}

test("what a preview counts is taken back, and is what then comes in", async () => {
  const { county, path } = await countyAndBundle();
  const { store } = county.desk;
  const before = store.digests();
  const preview = await previewBundle(county.desk, path, UNWATCHED);
  expect(store.digests()).toEqual(before);
  const { changes } = await take(county.desk, path);
  expect([changes.newRecords, changes.changedRecords]).toEqual([preview.changes.newRecords, preview.changes.changedRecords]);
});

test("a draft that is saved meanwhile is kept, and the bundle is whole", async () => {
  const { county, path } = await countyAndBundle();
  const { store } = county.desk;
  const { changes } = await take(
    county.desk,
    path,
    onceBegun(() => store.saveDraft(DRAFT)),
  );
  expect(changes.added).toBe(ENTRIES);
  expect(store.drafts()).toEqual([DRAFT]);
  const { stateDigest } = store.digests();
  store.rebuild();
  expect(store.digests().stateDigest).toBe(stateDigest);
});

test("stopped, it leaves nothing; the same file comes in whole afterwards", async () => {
  const { folder, county, path } = await countyAndBundle();
  const { store } = county.desk;
  const before = store.digests();
  const stop = new AbortController();
  const progress = onceBegun(() => stop.abort(), stop.signal);
  expect(await codeOf(() => take(county.desk, path, progress))).toBe("cancelled");
  expect([store.digests(), store.imports(), leftovers(join(folder, "county"))]).toEqual([before, [], []]);
  expect((await take(county.desk, path)).changes.added).toBe(ENTRIES);
});

test("a workspace that is closed meanwhile opens again as it was before", async () => {
  const { folder, county, path } = await countyAndBundle();
  const before = county.desk.store.digests();
  const closing = { done: Promise.resolve() };
  const progress = onceBegun(() => (closing.done = county.close()));
  expect(await codeOf(() => take(county.desk, path, progress))).toBe("cancelled");
  await closing.done;
  const again = await reopenOffice(join(folder, "county"));
  expect(again.desk.store.digests()).toEqual(before);
  expect(await findDamages(again.desk, true, UNWATCHED)).toMatchObject({ problems: [] });
});

test("two at a time come in one after the other", async () => {
  const { folder, county, path } = await countyAndBundle();
  const other = senderOf(2);
  await enrolSenders(county, [other]);
  const second = await writeSenderBundle(folder, other, shipped.id, 200);
  const done = await Promise.all([take(county.desk, path), take(county.desk, second.path)]);
  expect(done.map(({ changes }) => [changes.added, changes.quarantined])).toEqual([
    [ENTRIES, 0],
    [200, 0],
  ]);
  await county.desk.store.settled();
  expect(county.desk.store.imports()).toHaveLength(2);
});
