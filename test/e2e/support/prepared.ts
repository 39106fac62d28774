// The month that tests of screens start from, made once for a whole run: a county and a township, with ordinary and hostile texts.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** The environment variable that names the folder of this run's month. */
export const MONTH = "ANBAO_E2E_MONTH";

/** Workspaces of the month, all under one PIN. */
export type Prepared = "county" | "town";
export const PIN = "demo-2021";

/** The folder of a prepared workspace; copied before it is opened. */
export function preparedFolder(workspace: Prepared): string {
  const folder = process.env[MONTH];
  if (folder === undefined) throw new Error("the month is made by the global setup");
  return join(folder, workspace);
}

const MAKE = join(import.meta.dirname, "made/make-bundles.ts");

/**
 * Makes bundles from the month, see make-bundles.ts; the workspaces that made them stay under 电脑.
 *
 * @returns the folder that they lie in.
 */
export async function makeBundles(folder: string, which: "sorts" | "large" | "twice" | "pictured"): Promise<string> {
  const made = join(folder, "做好的包");
  await promisify(execFile)(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑"), made, which]);
  return made;
}

/**
 * A second PC for the township of the month; the workspaces of both, 一号 and 二号, lie under 电脑.
 *
 * @param videoBytes with another bundle whose video is that long.
 * @returns the folder that what the second one handed in lies in.
 */
export async function makeUnitPcs(folder: string, videoBytes = 0): Promise<string> {
  const made = join(folder, "做好的包");
  const script = join(import.meta.dirname, "made/make-unit-pcs.ts");
  const given = [process.env[MONTH] ?? "", join(folder, "电脑"), made, String(videoBytes)];
  await promisify(execFile)(process.execPath, [script, ...given]);
  return made;
}

/** When the month has just been carried to the county, and the last week is not due yet. */
export const AFTER_MONTH = "2021-06-23T16:00";
