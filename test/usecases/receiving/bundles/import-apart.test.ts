// A large bundle comes in beside everything else: screens are answered and see none of it until all is in; what is written meanwhile
// is kept; stopping it, or closing the workspace, leaves what was there before.
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import shipped from "../../../../resources/campaigns/2021-gaotai.json" with { type: "json" };
import type { Created } from "../../../../src-main/compose/door.ts";
import { findDamages } from "../../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { importBundle, previewBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import type { Progress } from "../../../../src-main/usecases/ports/progress.ts";
import { enrolSenders } from "../../../bench/made/enrol-senders.ts";
import { senderOf, writeSenderBundle } from "../../../bench/made/made-bundles.ts";
import { codeOf } from "../../../support/codes.ts";
import { leftovers } from "../../../support/offices/disk-state.ts";
import { COUNTY_OFFICE, openOffice, reopenOffice } from "../../../support/offices/office.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const ENTRIES = 3000;
const DRAFT = { id: "d1", kind: "activity", record: null, value: { value: { title: "正在填" }, files: {} }, savedMs: 1 };

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

const take = (ws: Workspace, path: string, progress: Progress = UNWATCHED) => importBundle(ws, path, { means: "usb" }, progress);

/** Asks as screens do, from when the first entries are in until `ended`. @returns every answer. */
async function answersUntil(ws: Workspace, ended: Promise<unknown>): Promise<readonly string[]> {
  const state = { ended: false };
  void ended.then(() => (state.ended = true));
  const answers: string[] = [];
  while (!state.ended) {
    answers.push(answerOf(ws));
    await setImmediate();
  }
  return answers;
}

function answerOf({ store }: Workspace): string {
  const found = store.records({ kind: "activity", limit: 5 }).records.length;
  return `${JSON.stringify(store.counts())} ${found} ${store.search("活动", 3).length} ${store.imports().length}`;
}

test("while it comes in, screens are answered, and each sees what was there before, or all of it", async () => {
  const { county, path } = await countyAndBundle();
  const { ws } = county;
  const before = answerOf(ws);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const admitted = Promise.withResolvers<void>();
  const watched = { ...ws, store: { ...ws.store, admit: admitOf(ws, admitted.resolve) } };
  const done = take(watched, path, onceBegun(begin));
  await begun;
  const answers = await answersUntil(ws, admitted.promise);
  expect((await done).changes.added).toBe(ENTRIES);
  const first = answers.filter((answer) => answer === before);
  expect(first.length).toBeGreaterThan(3);
  expect(answers.slice(first.length).filter((answer) => answer !== answerOf(ws))).toEqual([]);
  expect(answerOf(ws)).not.toBe(before);
});

function admitOf(ws: Workspace, done: () => void): Workspace["store"]["admit"] {
  return async (...given) => {
    const admission = await ws.store.admit(...given);
    done();
    return admission;
  };
}

test("what a preview counts is taken back, and is what then comes in", async () => {
  const { county, path } = await countyAndBundle();
  const { store } = county.ws;
  const before = store.digests();
  const preview = await previewBundle(county.ws, path, UNWATCHED);
  expect(store.digests()).toEqual(before);
  const { changes } = await take(county.ws, path);
  expect([changes.newRecords, changes.changedRecords]).toEqual([preview.changes.newRecords, preview.changes.changedRecords]);
});

test("a draft that is saved meanwhile is kept, and the bundle is whole", async () => {
  const { county, path } = await countyAndBundle();
  const { store } = county.ws;
  const { changes } = await take(
    county.ws,
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
  const { store } = county.ws;
  const before = store.digests();
  const stop = new AbortController();
  const progress = onceBegun(() => stop.abort(), stop.signal);
  expect(await codeOf(() => take(county.ws, path, progress))).toBe("cancelled");
  expect([store.digests(), store.imports(), leftovers(join(folder, "county"))]).toEqual([before, [], []]);
  expect((await take(county.ws, path)).changes.added).toBe(ENTRIES);
});

test("a workspace that is closed meanwhile opens again as it was before", async () => {
  const { folder, county, path } = await countyAndBundle();
  const before = county.ws.store.digests();
  const closing = { done: Promise.resolve() };
  const progress = onceBegun(() => (closing.done = county.close()));
  expect(await codeOf(() => take(county.ws, path, progress))).toBe("cancelled");
  await closing.done;
  const again = await reopenOffice(join(folder, "county"));
  expect(again.ws.store.digests()).toEqual(before);
  expect(await findDamages(again.ws, true, UNWATCHED)).toMatchObject({ problems: [] });
});

test("two at a time come in one after the other", async () => {
  const { folder, county, path } = await countyAndBundle();
  const other = senderOf(2);
  await enrolSenders(county, [other]);
  const second = await writeSenderBundle(folder, other, shipped.id, 200);
  const done = await Promise.all([take(county.ws, path), take(county.ws, second.path)]);
  expect(done.map(({ changes }) => [changes.added, changes.quarantined])).toEqual([
    [ENTRIES, 0],
    [200, 0],
  ]);
  await county.ws.store.settled();
  expect(county.ws.store.imports()).toHaveLength(2);
});
