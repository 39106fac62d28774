// Every change that a township and its county make through their screens, one after the other, each by the call that its screen makes.
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DraftValue } from "../../../src-main/api/drafts/contract.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { requestEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { joinedOffice } from "../offices/county-office.ts";
import {
  activity,
  handOver,
  openOffice,
  OTHER_TOWN,
  paperCode,
  PIN,
  pinCounty,
  record,
  TOWN,
  type TestClock,
} from "../offices/office.ts";
import { take } from "../offices/receipts.ts";
import { resultOf, type Client, type Known, type Screens } from "./stale-screens.ts";
import { chatPhoto, makingSmaller, uploadOf } from "./smaller-steps.ts";
import { unitOfTwoPcs } from "../offices/unit-pcs.ts";

export type Step = readonly [what: string, change: () => Promise<unknown>];

/** `shared`: a record that the town's two PCs hold, changed on each; `theirs`: what the other PC exported since. */
export type Offices = Readonly<{
  folder: string;
  clock: TestClock;
  stick: string;
  pack: string;
  shared: string;
  theirs: string;
  /** Of a township that nobody has approved: its request, what it handed in, the code on its paper. */
  asking: Readonly<{ request: string; handIn: string; code: string }>;
  /** Code on the screen of the county's other PC. */
  secondCode: string;
}>;

/** Makes a county of two PCs, a township of two and one that asks to be let in, and leaves all closed. */
export async function makeOffices(): Promise<Offices> {
  const { folder, clock, county, one, two, pack } = await unitOfTwoPcs();
  const second = await joinedOffice(folder, county.ws, clock);
  await take(one.ws, pack);
  await take(two.ws, pack);
  const { record: shared } = await record(one.ws, "宣讲");
  await take(two.ws, await handOver(folder, one.ws));
  for (const [{ ws }, title] of [
    [one, "宣讲一"],
    [two, "宣讲二"],
  ] as const)
    await putRecord(ws, { kind: "activity", record: shared, value: activity(title), files: [] }, UNWATCHED);
  const theirs = await handOver(folder, two.ws);
  const other = await openOffice(join(folder, "骆驼城"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  const requests = join(folder, "requests");
  const stick = join(folder, "U盘");
  for (const path of [requests, stick]) mkdirSync(path);
  const { path: request } = await requestEnrolment(other.ws, { folder: requests, baseName: "request" }, UNWATCHED);
  await record(other.ws, "骆驼城的活动");
  const asking = { request, handIn: await handOver(folder, other.ws), code: paperCode(other.ws) };
  const secondCode = paperCode(second.ws);
  await Promise.all([county, one, two, second, other].map((office) => office.close()));
  return { folder, clock, stick, pack, shared, theirs, asking, secondCode };
}

const typed: DraftValue = {
  code: "21101",
  title: "宣讲安全",
  startsAt: "2021-06-02T09:00",
  mode: "offline",
  metrics: { sessions: 1, persons: 12 },
  fields: {},
  explanations: {},
  attachments: [],
  raw: {},
};

async function saveDraft(client: Client, draft: string, value: DraftValue): Promise<string> {
  const saved = await client.drafts.save({ draft, value });
  if (saved.outcome !== "saved") throw new Error(`not saved: ${JSON.stringify(saved)}`);
  return saved.record.record;
}

async function attach(screens: Screens, draft: string, path: string): Promise<string> {
  const uploadId = await uploadOf(screens, path);
  return (await screens.client.drafts.takeFile({ draft, uploadId })).sha256;
}

/** Records and their evidence: drafted, saved, changed, deleted, brought back. */
export function typing(town: Screens, { folder }: Offices, known: Known): readonly Step[] {
  const { client } = town;
  const now = { draft: "", sha256: "" };
  const doubt = async () => (await client.media.doubts({ which: "open", from: 0 })).doubts[0]?.id ?? "";
  const again = async () => {
    const { draft, value } = await client.drafts.open({ from: "record", record: known.activity });
    return { draft, value };
  };
  return [
    ["draft begun", async () => client.drafts.keep({ draft: (now.draft = await begun(client)), value: typed })],
    ["file attached", async () => (now.sha256 = await attach(town, now.draft, await chatPhoto(folder)))],
    [
      "record saved",
      async () => (known.activity = await saveDraft(client, now.draft, { ...typed, attachments: [{ sha256: now.sha256 }] })),
    ],
    ...makingSmaller(town, folder, now),
    ["photo put away", async () => client.media.dismiss({ ids: [await doubt()], dismissed: true })],
    [
      "record changed",
      async () => {
        const { draft, value } = await again();
        await saveDraft(client, draft, { ...value, title: "宣讲安全知识", metrics: { sessions: 2, persons: 30 } });
      },
    ],
    [
      "evidence removed",
      async () => {
        const { draft, value } = await again();
        await saveDraft(client, draft, { ...value, attachments: [] });
      },
    ],
    ["record deleted", () => client.activities.remove({ record: known.activity })],
    ["record restored", () => client.deleted.restore({ kind: "activity", record: known.activity })],
    ["another draft", async () => client.drafts.keep({ draft: (now.draft = await begun(client)), value: typed })],
    ["draft discarded", () => client.drafts.discard({ draft: now.draft })],
    ["ledger record saved", async () => (known.hazard = await saveDraft(client, await begun(client, "hazard"), HAZARD))],
    ["ledger record deleted", () => client.ledgers.remove({ kind: "hazard", record: known.hazard })],
    ["ledger record restored", () => client.deleted.restore({ kind: "hazard", record: known.hazard })],
    ["liaison typed", () => client.liaison.keep({ typed: LIAISON })],
    ["liaison saved", () => client.liaison.save({ value: LIAISON })],
  ];
}

const LIAISON = { name: "联络员甲", post: "应急办", mobile: "19900000000" };
const HAZARD: DraftValue = {
  ...typed,
  code: "",
  fields: { foundOn: "2021-06-02", source: "self", place: "某厂", content: "电线老化", level: "general" },
};

async function begun({ drafts }: Client, ledger?: string): Promise<string> {
  const origin = ledger === undefined ? ({ from: "new", code: "21101" } as const) : ({ from: "ledger", kind: ledger } as const);
  return (await drafts.open(origin)).draft;
}

/** Persons, settings, the county's pack, copies of the data, files opened from outside. */
export function keeping({ client, data }: Screens, { stick, pack, theirs }: Offices): readonly Step[] {
  const person = async (name: string) => (await client.people.list()).people.find((one) => one.name === name)?.person ?? "";
  return [
    ["person added", () => client.people.add({ name: "乙", mayRelease: false, pin: PIN })],
    ["another person added", () => client.people.add({ name: "丁", mayRelease: false, pin: PIN })],
    ["person removed", async () => client.people.remove({ person: await person("丁") })],
    ["right to release", async () => client.people.setMayRelease({ person: await person("乙"), mayRelease: true })],
    ["setting changed", () => client.settings.set({ theme: "dark", lockAfterMinutes: 30 })],
    ["file opened from outside", () => Promise.resolve(data.openFile(theirs))],
    ["that file taken to its screen", async () => client.session.openedDone({ id: (await client.session.opened())?.id ?? "" })],
    ["request exported", () => client.trust.exportRequest({ folder: stick })],
    [
      "pack taken in",
      async () => {
        const looked = await client.trust.inspectPack({ source: { from: "path", path: pack }, name: basename(pack) });
        await client.trust.takePack({ pack: looked.pack, code: null });
      },
    ],
    ["data checked", () => client.keeping.check()],
    ["backup written", () => client.keeping.backUp({ folder: stick })],
    ["files of nobody seen to", () => client.keeping.tidy()],
    ["bin emptied", async () => client.keeping.emptyBin({ seen: (await client.keeping.bin()).rows.map(({ sha256 }) => sha256) })],
    ["data mended", () => client.keeping.mend({ backups: found(stick, /backup$/) })],
    ["PIN changed", () => client.people.changePin({ old: PIN, pin: `${PIN}9` })],
    ["PIN changed back", () => client.people.changePin({ old: `${PIN}9`, pin: PIN })],
  ];
}

const found = (folder: string, name: RegExp): string[] =>
  readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => join(folder, file));

const OPTIONS = { full: false, plain: false };

/** The other PC's bundle, what both changed, the hand-in with its release, papers and volumes. */
export function sending({ client }: Screens, { folder, theirs, shared }: Offices, known: Known): readonly Step[] {
  const volumes = join(folder, "卷");
  const export_ = join(folder, "报送");
  for (const path of [volumes, export_]) mkdirSync(path);
  const release = async () => {
    const { people } = await client.people.list();
    return { person: people.find(({ mayRelease }) => mayRelease)?.person ?? "", pin: PIN };
  };
  const plan = async () => {
    const request = { report: "now", options: { ...OPTIONS, full: true }, limitBytes: MIB, release: await release() };
    const result = await resultOf(client, client.volumes.begin(request));
    if (result.kind === "volumes") known.volumes = result.plan.number;
  };
  return [
    ["other PC's bundle taken in", () => client.receipts.take({ sources: [{ from: "path", path: theirs }] })],
    [
      "conflict resolved",
      async () => {
        const open = (await client.conflicts.list()).open.find((one) => one.record === shared);
        const { unit, kind, heads } = open ?? { unit: "", kind: "", heads: [] };
        await client.conflicts.resolve({ unit, kind, record: shared, heads, values: { "/title": "宣讲三" } });
      },
    ],
    [
      "finding explained",
      async () => {
        const { findings } = await client.handIn.assemble({ report: "weekly:1" });
        await client.handIn.explain({ report: "weekly:1", findings: findings.map(({ id }) => id), text: "情况属实" });
      },
    ],
    [
      "hand-in released and exported",
      async () => client.handIn.export({ report: "weekly:1", folder: export_, options: OPTIONS, release: await release() }),
    ],
    ["volumes planned", plan],
    ["volume written", () => client.volumes.write({ number: known.volumes, folder: volumes })],
    ["volumes planned again", plan],
    ["volumes given up", () => client.volumes.giveUp({ number: known.volumes })],
    ["notices read", async () => client.notices.markRead({ notices: (await client.notices.list()).map(({ notice }) => notice) })],
    ["handed over to the next", () => client.people.handOver({ name: "丙", mayRelease: false, pin: PIN })],
  ];
}

const MIB = 1024 * 1024;

async function merge(client: Client, paths: readonly string[], clock: TestClock): Promise<void> {
  const looked = await resultOf(client, client.inbox.look({ sources: paths.map((path) => ({ from: "path" as const, path })) }));
  const preview = looked.kind === "look" ? looked.preview : "";
  const { bundles } = await client.inbox.preview({ preview });
  await client.inbox.merge({
    preview,
    bundles: bundles.map(({ bundle }) => bundle),
    receivedAtMs: clock.nowMs,
    means: "usb",
  });
}

/** What came from the township: merged, judged, set aside, answered. */
export function receiving({ client }: Screens, { folder, clock }: Offices, known: Known): readonly Step[] {
  const receipts = join(folder, "回执");
  mkdirSync(receipts);
  const about = () => ({ unit: TOWN, kind: "activity", record: known.activity });
  const bundle = async () =>
    (await client.keeping.imports({ most: 9 })).flatMap(({ items }) => items).find(({ taken }) => taken)?.taken?.bundle ?? "";
  return [
    ["bundle merged", () => merge(client, [join(folder, "报送")], clock)],
    ["record returned", () => client.review.decide({ ...about(), decision: "return", reason: "人数不符" })],
    ["import set aside", async () => client.keeping.setAside({ bundle: await bundle(), reason: "重复" })],
    ["import taken back", async () => client.keeping.takeBack({ bundle: await bundle(), reason: "不重复" })],
    ["receipt written", () => client.receipts.write({ folder: receipts, units: [TOWN] })],
    ["record accepted", () => client.review.decide({ ...about(), decision: "accept", reason: "" })],
    ["unit's data given back", () => client.keeping.giveBack({ unit: TOWN, folder: join(folder, "卷") })],
    [
      "table printed into a folder",
      () =>
        client.reports.write({
          paper: { form: "matrix" },
          format: "pdf",
          target: { to: "folder", path: join(folder, "卷") },
        }),
    ],
  ];
}

/** Who may hand in: asked, refused, approved, ended; and the county's own PCs. */
export function trusting({ client }: Screens, { stick, asking, clock, secondCode }: Offices): readonly Step[] {
  const request = async () => (await client.enrolment.list()).find(({ unit }) => unit === OTHER_TOWN)?.request ?? "";
  const strangers = async () => (await client.quarantine.list()).map(({ id }) => id);
  return [
    ["a stranger's bundle merged", () => merge(client, [asking.handIn], clock)],
    ["strangers dropped", async () => client.quarantine.drop({ ids: await strangers() })],
    ["request merged", () => merge(client, [asking.request], clock)],
    ["request refused", async () => client.enrolment.refuse({ request: await request(), reason: "缺章" })],
    ["request approved", async () => client.enrolment.approve({ request: await request(), code: asking.code })],
    ["key ended", async () => client.enrolment.revoke({ request: await request(), reason: "电脑丢失", sinceMs: null })],
    ["pack written", () => client.enrolment.exportPack({ folder: stick })],
    ["exchange written", () => client.county.exchange({ folder: stick, full: true })],
    ["county's key handed over", () => client.county.handOver({ code: secondCode, reason: "换主机" })],
  ];
}

/** The county reads a code out by telephone; its receipt comes after. */
export function answered({ client }: Screens, county: Client, { folder }: Offices): readonly Step[] {
  return [
    [
      "confirmed by telephone",
      async () => {
        const last = (await county.inbox.recent()).flatMap(({ bundles }) => bundles).find(({ unit }) => unit === TOWN);
        await client.receipts.confirm({ bundleNumber: last?.number ?? 0, code: last?.code ?? "" });
      },
    ],
    ["receipt taken in", () => client.receipts.take({ sources: [{ from: "path", path: join(folder, "回执") }] })],
  ];
}
