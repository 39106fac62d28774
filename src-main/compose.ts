// The one place that shells and the command line take the program from; program/ and demo/ build what stands here.
// What only a screen or the demo needs is loaded when it is asked for: a command starts in a moment.
import type { runDemo as RunDemo } from "./demo/run-demo.ts";
import type { openDrives as OpenDrives } from "./program/drive-desk.ts";
import type { openDataSide as OpenDataSide } from "./program/open-data-side.ts";

/** @see demo/run-demo.ts */
export const runDemo: typeof RunDemo = async (...wish) => (await import("./demo/run-demo.ts")).runDemo(...wish);
/** @see program/open-data-side.ts */
export const openDataSide: typeof OpenDataSide = async (options) =>
  (await import("./program/open-data-side.ts")).openDataSide(options);
/** @see program/drive-desk.ts */
export const openDrives: typeof OpenDrives = async () => (await import("./program/drive-desk.ts")).openDrives();
export { writePaper } from "./program/local-files.ts";
export { createWorkspace, type Created } from "./program/create-workspace.ts";
export { openWorkspace, PRODUCT, type Surroundings, type Workspace } from "./program/workspaces.ts";
export { builtinCampaignOf, rebuildWorkspace, type RebuiltWorkspace } from "./program/rebuild.ts";
export { decodeText, readCardFile } from "./program/local-files.ts";
export { restoreWorkspace, type Restored } from "./program/restore.ts";
export { bundleVerdict } from "./program/verdict.ts";
