// Fails the n-th open, write, fsync and rename of one piece of work, for n = 1, 2, 3 … until a run sees no fault. After each the
// workspace is the old or the new one, sound, with nothing left over, and the person was told in words.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  builtinCampaignOf,
  createWorkspace,
  openWorkspace,
  rebuildWorkspace,
  restoreWorkspace,
  type Workspace,
} from "../../src-main/compose.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { backupWorkspace } from "../../src-main/usecases/backup.ts";
import { findDamages } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { issueReceipts } from "../../src-main/usecases/receipt.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { leftovers } from "./disk-state.ts";
import { failingAt, FAILING, type FailingCall } from "./failing-fs.ts";
import { activity, enrolledPair, handOver, PIN, record, seasonClock, surroundingsOf, TOWN } from "./office.ts";
import { picture } from "./sample-files.ts";
import { tempFolder } from "./temp-folder.ts";

export const WORKS = ["save", "attach", "export", "import", "receipt", "backup", "restore", "rebuild", "create"] as const;
export type Work = (typeof WORKS)[number];

/** Where a round works: a copy of the office, a folder for what it writes, files that it reads. */
type Round = Readonly<{ home: string; out: string; desk: Desk; photo: string; bundle: string; backup: string; card: string }>;

const JOBS: Readonly<Record<Work, (round: Round) => Promise<unknown>>> = {
  save: ({ desk }) => putRecord(desk, { kind: "activity", value: activity("新的") }, UNWATCHED),
  attach: ({ desk, photo }) =>
    putRecord(desk, { kind: "activity", value: activity("新的"), files: [{ path: photo }] }, UNWATCHED),
  export: ({ desk, out }) =>
    exportBundle(desk, { folder: out, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] }, UNWATCHED),
  import: ({ desk, bundle }) => importBundle(desk, bundle, { means: "usb" }, UNWATCHED),
  receipt: ({ desk, out }) => issueReceipts(desk, TOWN, out, UNWATCHED),
  backup: ({ desk, out }) => backupWorkspace(desk, join(out, "a.anbao-backup"), UNWATCHED),
  restore: ({ backup, out }) => restoreWorkspace(backup, join(out, "回来"), surroundingsOf(seasonClock()).world, UNWATCHED),
  rebuild: async ({ bundle, card, out }) =>
    (
      await rebuildWorkspace(
        {
          folder: join(out, "新"),
          from: dirname(bundle),
          card,
          campaignOf: builtinCampaignOf,
          device: "新",
          person: "甲",
          pin: PIN,
        },
        UNWATCHED,
        surroundingsOf(seasonClock()),
      )
    ).close(),
  create: async ({ out }) =>
    (
      await createWorkspace(
        {
          folder: join(out, "新"),
          role: "unit",
          unit: TOWN,
          campaign: "builtin:2021-gaotai",
          device: "一号",
          person: "甲",
          pin: PIN,
        },
        surroundingsOf(seasonClock()),
      )
    ).close(),
};

/** Their entries stand before the file is written, and the next one carries them. */
const WRITES_FIRST: ReadonlySet<Work> = new Set(["receipt"]);

const AT_COUNTY: ReadonlySet<Work> = new Set(["import", "receipt"]);

/** @returns how many faults were made, and what was found wrong. */
export async function faultRounds(
  work: Work,
  calls: readonly FailingCall[] = FAILING,
  most = Number.MAX_SAFE_INTEGER,
): Promise<Readonly<{ faults: number; wrong: readonly string[] }>> {
  const stage = await setStage();
  const source = join(stage.folder, AT_COUNTY.has(work) ? "county" : "town");
  const wrong: string[] = [];
  let faults = 0;
  for (const [call, code] of calls.flatMap((call) => codesOf(call).map((code) => [call, code] as const))) {
    for (let nth = 1; nth <= most; nth += 1) {
      const at = join(stage.folder, `${work}-${call}-${code}-${nth}`);
      copyTree(source, join(at, "home"));
      mkdirSync(join(at, "out"));
      const { seen, found } = await oneRound(work, { ...stage, home: join(at, "home"), out: join(at, "out") }, call, nth, code);
      wrong.push(...found.map((one) => `${work}: ${call} ${nth} ${code}: ${one}`));
      if (!seen) break;
      faults += 1;
    }
  }
  return { faults, wrong };
}

function codesOf(call: FailingCall): readonly string[] {
  return call === "write" ? ["ENOSPC", "EIO", "EDQUOT", "EFBIG"] : ["EIO"];
}

type Stage = Readonly<{ folder: string; photo: string; bundle: string; backup: string; card: string }>;

async function setStage(): Promise<Stage> {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const photo = await picture(folder, "新.png", 77);
  await record(town.desk, "已保存", {}, [await picture(folder, "一.png", 20)]);
  await importBundle(county.desk, await handOver(folder, town.desk), { means: "usb" }, UNWATCHED);
  await record(town.desk, "又一条", {}, [await picture(folder, "二.png", 120)]);
  const bundle = join(folder, "stick", "a.anbao.age");
  mkdirSync(dirname(bundle));
  copyFileSync(await handOver(folder, town.desk), bundle);
  const backup = join(folder, "a.anbao-backup");
  await backupWorkspace(town.desk, backup, UNWATCHED);
  await Promise.all([county.close(), town.close()]);
  return { folder, photo, bundle, backup, card: town.recoveryIdentity ?? "" };
}

async function oneRound(
  work: Work,
  stage: Stage & Readonly<{ home: string; out: string }>,
  call: FailingCall,
  nth: number,
  code: string,
): Promise<Readonly<{ seen: boolean; found: readonly string[] }>> {
  const office = await openWorkspace(stage.home, PIN, surroundingsOf(seasonClock()));
  try {
    const before = office.desk.store.digests();
    const { outcome, calls } = await failingAt(call, nth, code, () => JOBS[work]({ ...stage, desk: office.desk }));
    const failed = outcome.status === "rejected";
    const told = !failed || outcome.reason instanceof Problem ? [] : [`not told: ${String(outcome.reason)}`];
    const state = failed ? await stateFaults(office, WRITES_FIRST.has(work) ? undefined : before) : [];
    const left = [...leftovers(stage.home), ...(failed ? readdirSync(stage.out) : [])].map((name) => `left ${name}`);
    return { seen: calls >= nth, found: [...told, ...state, ...left] };
  } finally {
    await office.close();
  }
}

async function stateFaults(
  { desk }: Workspace,
  before: ReturnType<Desk["store"]["digests"]> | undefined,
): Promise<readonly string[]> {
  const { problems } = await findDamages(desk, true, UNWATCHED);
  const changed =
    before !== undefined && desk.store.digests().entriesDigest !== before.entriesDigest
      ? ["failed, and changed nevertheless"]
      : [];
  return [...problems.map(({ kind, place }) => `${kind} ${place}`), ...changed];
}
