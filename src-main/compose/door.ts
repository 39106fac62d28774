// The one place that shells and the command line take the program from; the rooms beside it, session/ and demo/ build what stands here.
// What only a screen or the demo needs is loaded when it is asked for: a command starts in a moment.
import type { runDemo as RunDemo } from "../demo/run-demo.ts";
import type { openDrives as OpenDrives } from "./data-side/drives.ts";
import type { openDataSide as OpenDataSide } from "./data-side/open-data-side.ts";

/** @see demo/run-demo.ts */
export const runDemo: typeof RunDemo = async (...request) => (await import("../demo/run-demo.ts")).runDemo(...request);
/** @see compose/data-side/open-data-side.ts */
export const openDataSide: typeof OpenDataSide = async (options) =>
  (await import("./data-side/open-data-side.ts")).openDataSide(options);
/** @see compose/data-side/drives.ts */
export const openDrives: typeof OpenDrives = async () => (await import("./data-side/drives.ts")).openDrives();
export { createWorkspace, type Created } from "./workspace/create-workspace.ts";
export { openWorkspace, PRODUCT, type Surroundings } from "./workspace/workspaces.ts";
export type { WorkspaceHandle } from "../session/current/open-workspaces.ts";
export { builtinCampaignOf, rebuildWorkspace, type RebuiltWorkspace } from "./workspace/rebuild.ts";
export { decodeText, readCardFile, writePaper } from "../session/files/local-files.ts";
export { restoreWorkspace, type Restored } from "./workspace/restore.ts";
export { bundleVerdict } from "./workspace/verdict.ts";
