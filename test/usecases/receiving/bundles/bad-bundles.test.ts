// Bundles that are no good: each is refused with its own code, and the workspace is as before: no entry, no original, no staged file.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createWorkspace, type Created } from "../../../../src-main/compose/door.ts";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { importBundle, previewBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { issueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { packCampaign, trustRoot } from "../../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../../support/codes.ts";
import { leftovers, workspaceState } from "../../../support/offices/disk-state.ts";
import { append, makeBundle, makeMedium, makeSource, openFeed, testKey } from "../../../support/made/make-bundle.ts";
import {
  activity,
  askCounty,
  COUNTY_OFFICE,
  handOver,
  OTHER_TOWN,
  paperCode,
  pinCounty,
  PIN,
  record,
  seasonClock,
  surroundingsOf,
  TOWN,
} from "../../../support/offices/office.ts";
import { rawZip, takeApart, type RawMember } from "../../../support/made/raw-zip.ts";
import { picture } from "../../../support/made/sample-files.ts";
import { sharedFolder } from "../../../support/temp-folder.ts";

const USB = { means: "usb" } as const;
const shared = sharedFolder();
const clock = seasonClock();
const made: { folder: string; county: Created; town: Created; other: Created; plain: string; sealed: string } = {} as never;
const open = (unit: string, name: string) =>
  createWorkspace(
    {
      folder: join(made.folder, name),
      role: unit === COUNTY_OFFICE ? "county" : "unit",
      unit,
      campaign: "builtin:2021-gaotai",
      device: "一号",
      person: "甲",
      pin: PIN,
    },
    surroundingsOf(clock),
  );

beforeAll(async () => {
  made.folder = await shared();
  Object.assign(made, {
    county: await open(COUNTY_OFFICE, "county"),
    town: await open(TOWN, "town"),
    other: await open(OTHER_TOWN, "other"),
  });
  for (const { ws } of [made.town, made.other]) {
    await pinCounty(made.folder, made.county.ws, ws);
    approveEnrolment(made.county.ws, await askCounty(made.folder, made.county.ws, ws));
    await pinCounty(made.folder, made.county.ws, ws);
  }
  await record(made.town.ws, "被篡改的活动", {}, [await picture(made.folder, "IMG_0001.jpg", 9)]);
  made.plain = await handOver(made.folder, made.town.ws, true);
  made.sealed = await handOver(made.folder, made.town.ws);
  return () => Promise.all([made.county, made.town, made.other].map((office) => office.close()));
});

/** Refused by import and preview alike with this code; nothing moved, nothing left. */
async function expectRefused(path: string, code: string | RegExp, office: Created = made.county, name = "county"): Promise<void> {
  const folder = join(made.folder, name);
  const before = workspaceState(folder, office.ws);
  expect([
    await codeOf(() => previewBundle(office.ws, path, UNWATCHED)),
    await codeOf(() => importBundle(office.ws, path, USB, UNWATCHED)),
  ]).toEqual([expect.stringMatching(code), expect.stringMatching(code)]);
  expect(workspaceState(folder, office.ws)).toEqual(before);
  expect(leftovers(folder)).toEqual([]);
}

function variant(name: string, bytes: Uint8Array): string {
  const path = join(made.folder, name);
  writeFileSync(path, bytes);
  return path;
}

const plainBytes = (): Buffer => readFileSync(made.plain);
const rebuilt = (name: string, change: (members: RawMember[]) => RawMember[]): string =>
  variant(name, rawZip(change(takeApart(plainBytes()))));

describe("files that are no whole bundle", () => {
  test("a file that is not there", () => expectRefused(join(made.folder, "nothing.anbao"), /^bundle-missing$/));
  test("an empty file", () => expectRefused(variant("empty.anbao", new Uint8Array()), /^bundle-empty$/));
  test("a folder", () => expectRefused(made.folder, /^bundle-is-folder$/));
  test("not a ZIP", () => expectRefused(variant("text.anbao", Buffer.from("这不是报送包。".repeat(100))), /^bundle-not-zip$/));
  test.each([0.2, 0.5, 0.9, 0.999])("the first %d of it", (share) =>
    expectRefused(
      variant(`cut-${share}.anbao`, plainBytes().subarray(0, Math.floor(plainBytes().byteLength * share))),
      /^bundle-truncated$/,
    ),
  );
  test.each([0.3, 0.99])("the first %d of an encrypted one", (share) => {
    const bytes = readFileSync(made.sealed);
    return expectRefused(
      variant(`cut-${share}.anbao.age`, bytes.subarray(0, Math.floor(bytes.byteLength * share))),
      /^bundle-(truncated|changed|unreadable)$/,
    );
  });
});

describe("one byte changed", () => {
  const codes =
    /^(bundle-(changed|hostile|not-zip|truncated|unsigned|signer-differs|format-unknown|too-large)|signature-invalid|feed-forged)$/;
  test.each([0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97])("at %d of the plain file", (share) => {
    const bytes = plainBytes();
    const at = Math.floor(bytes.byteLength * share);
    bytes[at] = (bytes[at] as number) ^ 1;
    return expectRefused(variant(`flip-${share}.anbao`, bytes), codes);
  });
  test.each([0.5, 0.9])("at %d of the encrypted file", (share) => {
    const bytes = readFileSync(made.sealed);
    const at = Math.floor(bytes.byteLength * share);
    bytes[at] = (bytes[at] as number) ^ 1;
    return expectRefused(variant(`flip-${share}.anbao.age`, bytes), /^bundle-(changed|truncated|unreadable|hostile)$/);
  });
  test("in the photo, its checksum in the ZIP made right again", () =>
    expectRefused(
      rebuilt("photo.anbao", (members) =>
        members.map((member) =>
          String(member.name).startsWith("data/media/")
            ? { ...member, content: Buffer.concat([member.content as Buffer]).fill(0, 100, 101) }
            : member,
        ),
      ),
      /^bundle-changed$/,
    ));
});

describe("signatures and feeds", () => {
  test("signed by nobody", () =>
    expectRefused(
      rebuilt("unsigned.anbao", (members) => members.filter((member) => !String(member.name).endsWith(".sig"))),
      /^bundle-(unsigned|hostile)$/,
    ));

  test("a valid bag with a forged feed of another PC", async () => {
    const feed = append(openFeed("victim", TOWN), [activity("假活动", { attachments: [] })]);
    const source = makeSource([feed]);
    const heads = [...source.heads].map((head) => ({
      ...head,
      sig: testKey("forger").signer.sign(
        "anbao-feed@v1",
        Buffer.from(JSON.stringify({ feed: head.feed, hash: head.hash, seq: head.seq })),
      ),
    }));
    const { path } = await makeBundle(join(made.folder, "forged"), {
      parts: {
        ...source,
        statement: {
          ...source.statement,
          campaign: campaignOf(),
          sender: { ...source.statement.sender, key: testKey("forger").key },
        },
        signer: testKey("forger").signer,
        heads,
      },
    });
    await expectRefused(path, /^feed-forged$/);
  });

  test("a valid bag with a feed of another campaign: its photo does not stay either", async () => {
    const photo = await makeMedium(join(made.folder, "photos"), readFileSync(await picture(made.folder, "x.jpg", 77)));
    const attachment = { sha256: photo.sha256, sizeBytes: photo.sizeBytes, name: "x.jpg", mime: "image/jpeg", class: "photo" };
    const source = makeSource([append(openFeed("sender", TOWN), [activity("别的活动", { attachments: [attachment] })])], {
      media: [photo],
    });
    const { path } = await makeBundle(join(made.folder, "campaign"), {
      parts: { ...source, statement: { ...source.statement, campaign: campaignOf() } },
    });
    await expectRefused(path, /^bundle-other-campaign$/);
  });

  test("a bundle of another campaign", async () =>
    expectRefused((await makeBundle(join(made.folder, "foreign"))).path, /^bundle-other-campaign$/));

  test("an unknown version of the format", async () => {
    const { path } = await makeBundle(join(made.folder, "format"));
    const members = takeApart(readFileSync(path)).map((member) =>
      member.name === "data/bundle.json"
        ? { ...member, content: Buffer.from(String(member.content).replace('"format":0', '"format":9')) }
        : member,
    );
    await expectRefused(variant("format.anbao", rawZip(members)), /^bundle-(format-unknown|changed)$/);
  });
});

const campaignOf = () => ({ id: made.county.ws.store.facts().campaign });

describe("for somebody else", () => {
  test("a bundle to another unit", async () => {
    const { path } = await issueReceipts(made.county.ws, OTHER_TOWN, folderFor("receipts"), UNWATCHED).catch(async () => {
      await importBundle(made.county.ws, await handOver(made.folder, made.other.ws), USB, UNWATCHED);
      return issueReceipts(made.county.ws, OTHER_TOWN, folderFor("receipts-2"), UNWATCHED);
    });
    await expectRefused(path, /^(bundle-no-identity|bundle-other-recipient)$/, made.town, "town");
  });

  test("a hand-in, carried to another township", async () => {
    await expectRefused(made.plain, /^bundle-other-recipient$/, made.other, "other");
    await expectRefused(made.sealed, /^bundle-no-identity$/, made.other, "other");
  });
});

function folderFor(name: string): string {
  const folder = join(made.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe("the county's key", () => {
  test("a code with a wrong digit, a wrong length, of another key: the pin stays as it was", async () => {
    const { path } = await packCampaign(made.county.ws, folderFor("packs"), undefined, UNWATCHED);
    const code = paperCode(made.county.ws);
    const before = workspaceState(join(made.folder, "other"), made.other.ws);
    const typed = (text: string) => codeOf(() => trustRoot(made.other.ws, path, text, UNWATCHED));
    expect(await typed(code.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)))).toBe("key-code-group");
    expect(await typed(code.slice(0, -1))).toBe("key-code-length");
    expect(await typed(keyCode("ab".repeat(32)))).toBe("root-mismatch");
    expect(await typed("")).toBe("key-code-length");
    expect(await codeOf(() => trustRoot(made.other.ws, made.plain, code, UNWATCHED))).toMatch(/^bundle-not-pack$/);
    expect(workspaceState(join(made.folder, "other"), made.other.ws)).toEqual(before);
  });

  test("a pack that was damaged is not trusted, even if the code is right", async () => {
    const newcomer = await open(TOWN, "newcomer");
    const { path } = await packCampaign(made.county.ws, folderFor("packs-2"), undefined, UNWATCHED);
    const members = takeApart(readFileSync(path)).map((member) =>
      String(member.name).startsWith("data/media/")
        ? { ...member, content: Buffer.from(member.content as Buffer).fill(0, 10, 11) }
        : member,
    );
    const before = workspaceState(join(made.folder, "newcomer"), newcomer.ws);
    expect(
      await codeOf(() => trustRoot(newcomer.ws, variant("pack.anbao", rawZip(members)), paperCode(made.county.ws), UNWATCHED)),
    ).toBe("bundle-changed");
    expect(newcomer.ws.store.facts().root).toBeNull();
    expect(workspaceState(join(made.folder, "newcomer"), newcomer.ws)).toEqual(before);
    expect(await codeOf(() => importBundle(newcomer.ws, path, USB, UNWATCHED))).toBe("root-not-pinned");
    await newcomer.close();
  });

  test("a pack of a county that is not ours", async () => {
    const rival = await open(COUNTY_OFFICE, "rival");
    const { path } = await packCampaign(rival.ws, folderFor("packs-3"), undefined, UNWATCHED);
    await expectRefused(path, /^root-foreign$/, made.town, "town");
    await rival.close();
  });

  test("a code that no request carries, and approval at a township", async () => {
    expect(await codeOf(() => approveEnrolment(made.county.ws, keyCode("cd".repeat(32))))).toBe("key-code-unmatched");
    expect(await codeOf(() => approveEnrolment(made.town.ws, keyCode("cd".repeat(32))))).toBe("workspace-role");
  });
});
