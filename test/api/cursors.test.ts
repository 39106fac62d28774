// Where a list goes on is read by its shape: what no data side made is a bad request, never a fault of ours.
import { expect, test } from "vitest";
import { z } from "zod";
import { contract } from "../../src-main/api/contract.ts";

type Paged = readonly [name: string, input: z.ZodObject<{ cursor: z.ZodType }>];

const PAGED: readonly Paged[] = Object.entries(contract).flatMap(([area, procedures]) =>
  Object.entries(procedures).flatMap(([name, procedure]): Paged[] => {
    const input: unknown = (procedure as { "~orpc": { inputSchema?: unknown } })["~orpc"].inputSchema;
    const isPaged = input instanceof z.ZodObject && input.shape["cursor"] instanceof z.ZodType;
    return isPaged ? [[`${area}.${name}`, input as Paged[1]]] : [];
  }),
);

test("lists go on from a cursor", () => {
  expect(PAGED.map(([name]) => name).toSorted()).toEqual([
    "activities.list",
    "ledgers.list",
    "media.gallery",
    "reports.behind",
    "review.list",
  ]);
});

test.each(PAGED)("%s begins without one, and takes none that is malformed", (_, input) => {
  const { cursor } = input.shape;
  expect(cursor.safeParse(null).success).toBe(true);
  for (const text of ["", "{", "null", "[]", "-5", "0.5", '{"id":"1"}', '{"at":-1}', `"${"x".repeat(600)}"`])
    expect(cursor.safeParse(text).success, text).toBe(false);
});
