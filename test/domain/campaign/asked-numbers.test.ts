// Which numbers a unit enters: all of an item, a guest's share of a joint event, and no other.
import { describe, expect, it } from "vitest";
import { askedNumbers, itemOf, numberFaults } from "../../../src-main/domain/campaign/asked-numbers.ts";
import { JOINT, MEMBER, OFFICE } from "../statistics/records.ts";
import { shipped } from "./shipped.ts";

const square = itemOf(shipped, "23207") ?? failed();
const ids = (unit: string, jointEvent: string) => askedNumbers(shipped, square, { unit, jointEvent }).map(({ id }) => id);

describe("the numbers that an activity asks for", () => {
  it("are all of its item's for the lead and where there is no joint event", () => {
    const all = square.metrics.map(({ id }) => id);
    expect([ids(OFFICE, JOINT), ids(MEMBER, ""), ids(MEMBER, "unknown")]).toEqual([all, all, all]);
  });

  it("are a guest's own, never the crowd nor the session, and none of them is demanded", () => {
    expect(ids(MEMBER, JOINT)).toEqual(["ownStaff", "boards", "materials", "consults", "experts", "banners", "posters"]);
    const asked = askedNumbers(shipped, square, { unit: MEMBER, jointEvent: JOINT });
    expect(asked.some(({ required }) => required)).toBe(false);
  });

  it("tells why a number may not stand", () => {
    const typed = ["persons", "boards", "bananas"];
    expect(numberFaults(shipped, square, { unit: MEMBER, jointEvent: JOINT }, typed)).toEqual([
      { metric: "persons", reason: "lead-only" },
      { metric: "bananas", reason: "unknown-number" },
    ]);
    expect(numberFaults(shipped, square, { unit: OFFICE, jointEvent: JOINT }, ["persons", "boards"])).toEqual([]);
  });
});

function failed(): never {
  throw new Error("no such item");
}
