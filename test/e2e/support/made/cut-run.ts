// Leaves a run of imports as a power cut leaves it: written down, nothing of it read. A process of its own:
// `cut-run.ts WORKSPACE FILE …`.
import { basename } from "node:path";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

const [workspace = "", ...paths] = process.argv.slice(2);
const { ws, close } = await openWorkspace(workspace, PIN, startClock("2021-06-23T15:45").surroundings);
const items = paths.map((path) => ({ path, fileName: basename(path) }));
const startedMs = ws.world.nowMs();
ws.store.beginRun({ startedMs, receivedMs: null, means: "usb", earlyReason: null, backup: null, items });
await close();
process.exit();
