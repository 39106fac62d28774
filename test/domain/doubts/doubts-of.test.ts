// What is asked about photos: by time, by place, by name and size; the same file or a copy in another activity, never within one.
import { describe, expect, test } from "vitest";
import {
  doubtsOf,
  doubtText,
  eachPairOnce,
  type Photographed,
  type PhotoLook,
} from "../../../src-main/domain/doubts/doubts-of.ts";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";
import { photoRules } from "../../../src-main/domain/doubts/photo-rules.ts";
import { isSentThroughChat } from "../../../src-main/domain/doubts/sent-through-chat.ts";
import { apartMs, metresBetween } from "../../../src-main/domain/doubts/taken-apart.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";

const HOUR_MS = 3_600_000;
const CHINA_MIN = 480;
const RULES = { takenHours: 12, otherWeekHours: 168, awayMetres: 5000, seenPercent: 50 };

const keyOf = (record: string, unit = "1"): RecordKey => ({ unit, kind: "activity", record });
const photo = (sha256: string, more: object = {}) => ({
  sha256,
  sizeBytes: 1,
  name: `${sha256}.jpg`,
  mime: "image/jpeg",
  class: "photo",
  takenAt: "2021-06-16T10:00:00",
  ...more,
});
const activity = (attachments: readonly object[], more: object = {}): Photographed =>
  ({ ...keyOf("a"), value: { startsAt: "2021-06-16T09:30", attachments, ...more } }) as Photographed;
const LOOK: PhotoLook = { copiesOf: () => [], usedIn: () => [], placeOf: () => undefined, percentSeen: () => undefined };
const reasons = (one: Photographed, look: Partial<PhotoLook> = {}, rules = RULES) =>
  doubtsOf(one, { ...LOOK, ...look }, rules, CHINA_MIN).map(({ reason, photo: { sha256 } }) => `${sha256} ${reason}`);

describe("time", () => {
  test.each([
    ["2021-06-16T09:30:00", 0],
    ["2021-06-16T11:59:59", 0],
    ["2021-06-16T08:30:00", 1],
    ["2021-06-16T14:00:00", 2],
  ])("%s lies %i hours from the activity", (takenAt, hours) => {
    expect(apartMs({ takenAt }, { startsAt: "2021-06-16T09:30", endsAt: "2021-06-16T12:00" }, CHINA_MIN)).toBe(hours * HOUR_MS);
  });

  test("another zone is told, no zone is the campaign's", () => {
    const times = { startsAt: "2021-06-16T09:30" };
    expect(apartMs({ takenAt: "2021-06-16T01:30:00", takenOffsetMin: 0 }, times, CHINA_MIN)).toBe(0);
    expect(apartMs({ takenAt: "2021-06-16T01:30:00" }, times, CHINA_MIN)).toBe(8 * HOUR_MS);
  });

  test("what is no time says nothing", () => {
    for (const takenAt of ["", "昨天", "2021-06-16", undefined])
      expect(apartMs({ ...(takenAt !== undefined && { takenAt }) }, { startsAt: "2021-06-16T09:30" }, CHINA_MIN)).toBeUndefined();
    expect(apartMs({ takenAt: "2021-06-16T10:00:00" }, {}, CHINA_MIN)).toBeUndefined();
  });

  test("beyond the campaign's hours it is asked for, beyond a week with other words", () => {
    const at = (takenAt: string) => reasons(activity([photo("p", { takenAt })]));
    expect(at("2021-06-16T21:30:00")).toEqual([]);
    expect(at("2021-06-16T21:31:00")).toEqual(["p taken-outside"]);
    expect(at("2021-06-09T09:30:00")).toEqual(["p other-week"]);
    const daily = { ...RULES, otherWeekHours: 24 };
    expect(reasons(activity([photo("p", { takenAt: "2021-06-15T09:30:00" })]), {}, daily)).toEqual(["p other-week"]);
    const strict = { ...RULES, takenHours: 0 };
    expect(reasons(activity([photo("p", { takenAt: "2021-06-16T09:31:00" })]), {}, strict)).toEqual(["p taken-outside"]);
  });
});

describe("place", () => {
  const HERE = { lat: 39_370_000, lon: 99_820_000 };
  const FAR = { lat: 39_450_000, lon: 99_820_000 };

  test("metres are those of a globe, as far as a county reaches", () => {
    expect(metresBetween(HERE, FAR)).toBeCloseTo(8896, -1);
    expect(metresBetween(HERE, { ...HERE, lon: 99_920_000 })).toBeCloseTo(8596, -2);
  });

  test("one far from the others is asked for, from three on", () => {
    const placeOf = (sha256: string) => (sha256 === "far" ? FAR : HERE);
    const all = ["a", "b", "far"].map((sha256) => photo(sha256));
    expect(reasons(activity(all), { placeOf })).toEqual(["far taken-elsewhere"]);
    expect(reasons(activity(all), { placeOf }, { ...RULES, awayMetres: 10_000 })).toEqual([]);
    expect(reasons(activity(all.slice(1)), { placeOf })).toEqual([]);
  });
});

test("a picture of which less than the campaign's part can be seen is asked for", () => {
  const seen = (percent: number | undefined) => reasons(activity([photo("p")]), { percentSeen: () => percent });
  expect([seen(49), seen(50), seen(undefined)]).toEqual([["p cut-off"], [], []]);
});

test.each([
  ["mmexport1623800000000.jpg", true],
  ["微信图片_20210616093000.jpg", true],
  ["wx_camera_1623800000000.jpg", true],
  ["IMG-20210616-WA0003.jpg", true],
  ["QQ图片20210616093000.jpg", true],
  ["IMG_20210616_093000.jpg", false],
  ["微信群通知照片.jpg", false],
])("%s went through a chat: %s", (name, isSent) => {
  expect(isSentThroughChat({ name, mime: "image/jpeg", takenAt: "2021-06-16T09:30:00" })).toBe(isSent);
});

test("a JPEG without a time, of a size that chats make, went through one; with a time, or of another type, none", () => {
  const sized = { name: "1.jpg", mime: "image/jpeg", widthPx: 1080, heightPx: 1440 };
  expect(isSentThroughChat(sized)).toBe(true);
  expect(isSentThroughChat({ ...sized, takenAt: "2021-06-16T09:30:00" })).toBe(false);
  expect(isSentThroughChat({ ...sized, mime: "image/png" })).toBe(false);
  expect(isSentThroughChat({ ...sized, widthPx: 3000, heightPx: 4000 })).toBe(false);
});

describe("used again", () => {
  test("the same file and a copy in another activity are asked for; within one activity nothing is", () => {
    const usedIn = (sha256: string) => (sha256 === "copy" ? [keyOf("a"), keyOf("c", "2")] : [keyOf("a"), keyOf("b")]);
    const found = doubtsOf(activity([photo("p")]), { ...LOOK, usedIn, copiesOf: () => ["copy"] }, RULES, CHINA_MIN);
    expect(found.map(({ reason, other }) => [reason, other?.record.record, other?.sha256])).toEqual([
      ["same-file", "b", "p"],
      ["similar", "c", "copy"],
    ]);
    const burst = { usedIn: () => [keyOf("a")], copiesOf: () => ["q"] };
    expect(reasons(activity([photo("p"), photo("q")]), burst)).toEqual([]);
  });

  test("a pair is one doubt, from whichever side it is seen", () => {
    const seen = (own: string, other: string) => {
      const look = { ...LOOK, usedIn: () => [keyOf(other)], copiesOf: () => [other] };
      return doubtsOf(
        { ...activity([photo(own)]), record: own },
        { ...look, usedIn: (one) => (one === other ? [keyOf(other)] : []) },
        RULES,
        CHINA_MIN,
      );
    };
    const [one, two] = [seen("a", "b"), seen("b", "a")];
    expect(one.map(doubtText)).toEqual(two.map(doubtText));
    expect(eachPairOnce([...one, ...two])).toEqual(two);
  });
});

test("a campaign's numbers stand, without any the usual ones do", () => {
  const media = { photosPerBulletin: 1, photoSuggestedBytes: 1, videoSuggestedBytes: 1, captionRequired: false, classes: [] };
  expect(photoRules({ media })).toEqual(RULES);
  const said = (doubts: NonNullable<Campaign["media"]["doubts"]>) => photoRules({ media: { ...media, doubts } });
  const doubts = { takenHours: 1, otherWeekHours: 48, awayMetres: 2, seenPercent: 10 };
  expect(said(doubts)).toEqual(doubts);
  const wide = { takenHours: 240, awayMetres: 2 };
  expect(said(wide)).toEqual({ ...wide, otherWeekHours: 240, seenPercent: 50 });
});

test("a burst of one's own hides no copy in another activity, and either end takes the same pair", () => {
  const burst = Array.from({ length: 10 }, (_, at) => `0${at}`);
  const all = [...burst, "ff"];
  const look = {
    ...LOOK,
    copiesOf: (sha256: string) => all.filter((other) => other !== sha256),
    usedIn: (sha256: string) => [keyOf(sha256 === "ff" ? "a" : "b")],
  };
  const doubts = [
    ...doubtsOf({ ...activity([photo("ff")]), ...keyOf("a") }, look, RULES, CHINA_MIN),
    ...doubtsOf({ ...activity(burst.map((sha256) => photo(sha256))), ...keyOf("b") }, look, RULES, CHINA_MIN),
  ];
  expect(eachPairOnce(doubts).map(({ reason, record: { record }, other }) => [reason, record, other?.sha256])).toEqual(
    burst.map(() => ["similar", "b", "ff"]),
  );
});
