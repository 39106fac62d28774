// How long somebody waits for a look into a file: whoever attaches it a while, whoever saves it for good to the look's end.
import { expect, onTestFinished, test } from "vitest";
import type { LaneEvents, StartLane } from "../../src-main/media/decode/decode-lane.ts";
import { openMediaReader, type ClosableMediaReader, type ReaderLimits } from "../../src-main/media/decode/media-reader.ts";
import type { OpenSource } from "../../src-main/usecases/ports/files.ts";

const BYTES = Buffer.from("\xff\xd8\xff\xe0 a photo", "latin1");
const FACTS = { mime: "image/jpeg", ext: "jpg", class: "photo", takenAt: "2021-06-16T09:30:00" } as const;
const BY_HEAD = { mime: "image/jpeg", ext: "jpg", class: "photo", unlooked: true };
const SOURCE: OpenSource = {
  read: (into, at) => Promise.resolve(BYTES.copy(into, 0, at)),
  state: () => Promise.resolve({ isFile: true, isFolder: false, sizeBytes: BYTES.byteLength, changedAtMs: 0 }),
};

/** A reader whose workers start and then work until the test lets them say something. */
function slowReader(limits: Partial<ReaderLimits>): Readonly<{ reader: ClosableMediaReader; workers: readonly LaneEvents[] }> {
  const workers: LaneEvents[] = [];
  const startLane: StartLane = (events) => {
    workers.push(events);
    queueMicrotask(() => events.onMessage({ ready: true }, Buffer.alloc(0)));
    return { send: () => undefined, setBusy: () => undefined, end: () => undefined };
  };
  const reader = openMediaReader(startLane, limits);
  onTestFinished(() => reader.close());
  return { reader, workers };
}

test("a look to its end outlasts whoever waits a while only, and says when the photo was taken", async () => {
  const { reader, workers } = slowReader({ patienceMs: 1 });
  const whole = reader.inspect(SOURCE, "a.jpg", "to-its-end");
  expect(await reader.inspect(SOURCE, "b.jpg")).toEqual(BY_HEAD);
  for (const { onMessage } of workers) onMessage({ answer: { facts: FACTS } }, Buffer.alloc(0));
  expect(await whole).toEqual(FACTS);
});

test("it ends where the worker's own work comes to its limit, or no worker can be had", async () => {
  const { reader, workers } = slowReader({ patienceMs: 60_000, secondStartMs: 1 });
  const looks = [1, 2].map((number) => reader.inspect(SOURCE, `${number}.jpg`, "to-its-end"));
  await expect.poll(() => workers.length).toBe(2);
  workers[0]?.onMessage({ over: "work" }, Buffer.alloc(0));
  workers[1]?.onEnd("unavailable");
  await expect.poll(() => workers.length).toBe(3);
  workers[2]?.onEnd("unavailable");
  expect(await Promise.all(looks)).toEqual([BY_HEAD, BY_HEAD]);
});
