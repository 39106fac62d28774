// A unit with two PCs, each with a key of its own, and what they carry to each other.
import { join } from "node:path";
import type { Created } from "../../../src-main/compose/door.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { askCounty, enrolledPair, openOffice, pinCounty, TOWN, type TestClock } from "./office.ts";
import { tempFolder } from "../temp-folder.ts";

/** `pack`: of the county, with the approval of both PCs; neither has read it yet. */
export type UnitPcs = Readonly<{ folder: string; clock: TestClock; county: Created; one: Created; two: Created; pack: string }>;

export async function unitOfTwoPcs(): Promise<UnitPcs> {
  const folder = await tempFolder();
  const { county, town: one, clock } = await enrolledPair(folder);
  const two = await openOffice(join(folder, "二号"), TOWN, clock);
  await pinCounty(folder, county.ws, two.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, two.ws));
  const { path: pack } = await packCampaign(county.ws, folder, undefined, UNWATCHED);
  return { folder, clock, county, one, two, pack };
}
