// The pieces of work that must come through anything, in one table: calls that fail are made over them, and kills.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  builtinCampaignOf,
  createWorkspace,
  openWorkspace,
  rebuildWorkspace,
  restoreWorkspace,
  type WorkspaceHandle,
} from "../../../src-main/compose/door.ts";
import { backupWorkspace } from "../../../src-main/usecases/keeping/backup.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, listEnrolments } from "../../../src-main/usecases/trust/enrol.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { issueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import {
  activity,
  askCounty,
  CAMPAIGN,
  handOver,
  makeOffice,
  makePair,
  OTHER_TOWN,
  PIN,
  record,
  seasonClock,
  surroundingsOf,
  TOWN,
} from "../offices/office.ts";
import { makeOlder } from "../offices/older-store.ts";
import { picture } from "../made/sample-files.ts";

/** What the works begin with. `photo`: to be attached; `bundle`: to be read; `code`: of the request that waits at the county. */
export type Stage = Readonly<{ folder: string; photo: string; bundle: string; backup: string; card: string; code: string }>;

/** One try: copies of its own. `home`: the workspace that is worked on; `out`: an empty drive. */
export type Place = Stage & Readonly<{ home: string; out: string }>;

type Office = "town" | "county" | "old";
type AtDesk = Readonly<{ run: (ws: Workspace, place: Place) => Promise<unknown> }>;
/** Opens its workspace itself, or makes another one. */
type Alone = Readonly<{ alone: (place: Place) => Promise<unknown> }>;

export type Work = (AtDesk | Alone) &
  Readonly<{
    office: Office;
    /** What lies on the drive when it is done. */
    makes?: "bundle" | "backup" | "workspace";
    /** Its entries stand before the file is written, and the next one carries them. */
    writesFirst?: true;
  }>;

export const WORK_NAMES = [
  "save",
  "attach",
  "export",
  "import",
  "receipt",
  "backup",
  "restore",
  "rebuild",
  "create",
  "migration",
  "approval",
] as const;
export type WorkName = (typeof WORK_NAMES)[number];

export const MADE_BACKUP = "a.anbao-backup";
export const MADE_WORKSPACE = "新的";

const newWorkspace = ({ out }: Place) => ({ folder: join(out, MADE_WORKSPACE), device: "新", person: "甲", pin: PIN });

export const WORKS: Readonly<Record<WorkName, Work>> = {
  save: { office: "town", run: (ws) => putRecord(ws, { kind: "activity", value: activity("新的") }, UNWATCHED) },
  attach: {
    office: "town",
    run: (ws, { photo }) =>
      putRecord(unlooking(ws), { kind: "activity", value: activity("新的"), files: [{ path: photo }] }, UNWATCHED),
  },
  export: {
    office: "town",
    makes: "bundle",
    run: (ws, { out }) =>
      exportBundle(ws, { folder: out, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] }, UNWATCHED),
  },
  import: { office: "county", run: (ws, { bundle }) => importBundle(ws, bundle, { means: "usb" }, UNWATCHED) },
  receipt: {
    office: "county",
    makes: "bundle",
    writesFirst: true,
    run: (ws, { out }) => issueReceipts(ws, TOWN, out, UNWATCHED),
  },
  backup: { office: "town", makes: "backup", run: (ws, { out }) => backupWorkspace(ws, join(out, MADE_BACKUP), UNWATCHED) },
  restore: {
    office: "town",
    makes: "workspace",
    alone: ({ backup, out }) =>
      restoreWorkspace(backup, join(out, MADE_WORKSPACE), surroundingsOf(seasonClock()).world, UNWATCHED),
  },
  rebuild: {
    office: "town",
    makes: "workspace",
    alone: (place) => {
      const request = { ...newWorkspace(place), from: dirname(place.bundle), card: place.card, campaignOf: builtinCampaignOf };
      return closed(rebuildWorkspace(request, UNWATCHED, surroundingsOf(seasonClock())));
    },
  },
  create: {
    office: "town",
    makes: "workspace",
    alone: (place) =>
      closed(
        createWorkspace({ ...newWorkspace(place), role: "unit", unit: TOWN, campaign: CAMPAIGN }, surroundingsOf(seasonClock())),
      ),
  },
  migration: { office: "old", alone: ({ home }) => closed(openWorkspace(home, PIN, surroundingsOf(seasonClock()))) },
  approval: {
    office: "county",
    makes: "bundle",
    writesFirst: true,
    run: async (ws, { code, out }) => {
      if (listEnrolments(ws).pending.length > 0) approveEnrolment(ws, code);
      await packCampaign(ws, out, OTHER_TOWN, UNWATCHED);
    },
  },
};

/** A look at a photo is the work of a process of its own, which changes nothing. */
function unlooking(ws: Workspace): Workspace {
  return {
    ...ws,
    reader: { ...ws.reader, inspect: () => Promise.resolve({ class: "photo", mime: "image/png", ext: "png" }) },
  };
}

async function closed(opening: Promise<WorkspaceHandle>): Promise<void> {
  await (await opening).close();
}

/** Does a work as its screen does: with the workspace open, or by itself. `ready` is called in between. */
export async function doWork(name: WorkName, place: Place, ready: () => Promise<void>): Promise<void> {
  const work = WORKS[name];
  if ("alone" in work) {
    await ready();
    await work.alone(place);
    return;
  }
  const office = await openWorkspace(place.home, PIN, surroundingsOf(seasonClock()));
  try {
    await ready();
    await work.run(office.ws, place);
  } finally {
    await office.close();
  }
}

/** A county that holds one hand-in and a waiting request, its township with something new, and the same township as an older program left it. */
export async function setStage(folder: string): Promise<Stage> {
  const { county, town, clock } = await makePair(folder);
  const photo = await picture(folder, "新.png", 77);
  await record(town.ws, "已保存", {}, [await picture(folder, "一.png", 20)]);
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  await record(town.ws, "又一条", {}, [await picture(folder, "二.png", 120)]);
  const bundle = join(folder, "stick", "a.anbao.age");
  mkdirSync(dirname(bundle));
  copyFileSync(await handOver(folder, town.ws), bundle);
  const backup = join(folder, MADE_BACKUP);
  await backupWorkspace(town.ws, backup, UNWATCHED);
  const other = await makeOffice(join(folder, "other"), OTHER_TOWN, clock);
  const code = await askCounty(folder, county.ws, other.ws);
  await Promise.all([county.close(), town.close(), other.close()]);
  copyTree(join(folder, "town"), join(folder, "old"));
  makeOlder(join(folder, "old"));
  return { folder, photo, bundle, backup, card: town.recoveryIdentity ?? "", code };
}

/** Copies for one try. */
export function placeFor(stage: Stage, name: WorkName, round: string): Place {
  const at = join(stage.folder, "rounds", name, round);
  copyTree(join(stage.folder, WORKS[name].office), join(at, "home"));
  mkdirSync(join(at, "out"));
  return { ...stage, home: join(at, "home"), out: join(at, "out") };
}
