// A bundle with more records than may wait to be folded comes to the same state as one by one, as in a rebuild, and with the
// sender's enrolment behind it instead of before; taking it again changes nothing.
import { expect, test } from "vitest";
import { admitLines } from "../../src-main/store/union/admit.ts";
import { inTransaction } from "../../src-main/store/db/database.ts";
import { entriesDigest, stateDigest } from "../../src-main/store/chain/digests.ts";
import { rebuildProjection } from "../../src-main/store/union/rebuild.ts";
import { feedOf, senderOf } from "../bench/made/made-bundles.ts";
import { lineOf } from "../support/made/checked-copy.ts";
import {
  CAMPAIGN,
  COUNTY,
  enrolment,
  linesOf,
  openDevice,
  receive,
  ROOT,
  sourceOf,
  write,
  type Device,
} from "../support/laws/season.ts";

/** Four in five make a record: several times what may wait. */
const ENTRIES = 5300;

function digestsOf(device: Device): readonly string[] {
  return [entriesDigest(device.statements), stateDigest(device.statements)];
}

const openReader = (): Device => openDevice(null, COUNTY, "county");

test("a large bundle, in one piece or in many, before or behind its authority", () => {
  const sender = senderOf(1);
  const lines = [...feedOf(sender, CAMPAIGN, ENTRIES)].map(lineOf);
  const county = openDevice(ROOT, COUNTY, "county");
  write(
    county,
    sourceOf(county, () => Date.UTC(2021, 5, 1)),
    { kind: "enrolment", record: "k", value: enrolment(sender.signer.key, sender.unit) },
  );
  const authority = linesOf(county);

  const whole = openReader();
  receive(whole, authority);
  receive(whole, lines);
  const expected = digestsOf(whole);
  expect(whole.statements("SELECT count(*) AS n FROM record WHERE status = 'shown'").get()).toEqual({
    n: ENTRIES - 1 - Math.floor((ENTRIES - 2) / 5) + 1,
  });

  const behind = openReader();
  receive(behind, [...lines, ...authority]);
  expect(digestsOf(behind)).toEqual(expected);

  const pieces = openReader();
  receive(pieces, authority);
  for (let at = 0; at < lines.length; at += 2000) receive(pieces, lines.slice(at, at + 2000));
  expect(digestsOf(pieces)).toEqual(expected);

  const again = inTransaction(whole.db, () => admitLines(whole.statements, lines, null));
  expect(again).toMatchObject({ added: 0, known: ENTRIES, filled: 0, quarantined: 0 });
  inTransaction(whole.db, () => rebuildProjection(whole.statements));
  expect(digestsOf(whole)).toEqual(expected);
});
