// Frames come out as they went in, in whatever pieces they travel; what is no frame ends the conversation.
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf, makeFrameReader, type FromWorker } from "../../../src-main/media/decode/decode-wire.ts";

const heads: fc.Arbitrary<FromWorker> = fc.oneof(
  fc.constant({ ready: true } as const),
  fc.record({ read: fc.array(fc.record({ at: fc.nat(), length: fc.nat() })) }),
  fc.record({ answer: fc.record({ failed: fc.string({ unit: "grapheme" }) }) }),
);

test("any frames in any pieces", () => {
  const frames = fc.array(fc.tuple(heads, fc.uint8Array({ maxLength: 300 })), { maxLength: 8 });
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 400 }), (sent, pieceBytes) => {
      const got: [unknown, Uint8Array][] = [];
      const read = makeFrameReader((head, body) => void got.push([head, Uint8Array.from(body)]));
      const bytes = Buffer.concat(sent.flatMap(([head, body]) => frameOf(head, body)));
      for (let at = 0; at < bytes.length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
      expect(got).toEqual(sent);
    }),
  );
});

test.each([
  [2 ** 31, 0],
  [10, 2 ** 31],
])("lengths of %i and %i bytes are of no frame", (head, body) => {
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(head, 0);
  lengths.writeUInt32LE(body, 4);
  expect(() => makeFrameReader(() => undefined)(lengths)).toThrow(RangeError);
});
