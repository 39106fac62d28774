// What a key may count on, over every grant there can be.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Authority, Grant } from "../../../src-main/domain/trust/authority.ts";
import { isCountyKey, isOver, keyState, unitKeys } from "../../../src-main/domain/trust/key-state.ts";

const grant = (role: Grant["role"], device: string, cuts: number): Grant => ({
  role,
  unit: "620724100",
  device,
  recipient: undefined,
  recovery: undefined,
  cuts: Array.from({ length: cuts }, () => []),
});

describe("the state of a key", () => {
  test.each([
    [undefined, "unapproved"],
    [grant("unit", "", 0), "unapproved"],
    [grant("county", "", 0), "unapproved"],
    [grant("root", "", 0), "in-force"],
    [grant("unit", "一号", 0), "in-force"],
    [grant("county", "一号", 0), "in-force"],
    [grant("unit", "一号", 1), "ended"],
    [grant("county", "一号", 2), "ended"],
    [grant("root", "", 1), "handed-over"],
    [grant("root", "一号", 1), "handed-over"],
  ])("%j: %s", (given, state) => {
    expect(keyState(given)).toBe(state);
    expect(isOver(given)).toBe(state === "ended" || state === "handed-over");
  });

  const grants = fc.array(
    fc.record({ role: fc.constantFrom("root", "county", "unit"), device: fc.constantFrom("", "一号"), cuts: fc.nat(2) }),
  );

  test.prop([grants])("keys of a unit are those of units that hold, and no county key is among them", (given) => {
    const all = given.map(({ role, device, cuts }, index) => [`k${index}`, grant(role as Grant["role"], device, cuts)] as const);
    const authority: Authority = { grants: new Map(all), erasers: new Set(), disputed: false };
    const found = unitKeys(authority, "620724100");
    const holding = all.filter(([key, one]) => !isCountyKey(authority, key) && keyState(one) === "in-force");
    expect(found).toEqual(holding.map(([, one]) => one));
    expect(unitKeys(authority, "620724105")).toEqual([]);
  });
});
