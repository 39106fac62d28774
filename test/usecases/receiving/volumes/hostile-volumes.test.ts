// Volumes that do not belong together, and parts that lie: refused with their own code, and nothing of them stays.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalJson, type JsonObject } from "../../../../src-main/domain/json.ts";
import type { Workspace } from "../../../../src-main/usecases/workspace.ts";
import { checkWorkspace } from "../../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { missingOf } from "../../../../src-main/usecases/receipts/missing.ts";
import { listStrangers } from "../../../../src-main/usecases/receiving/log/quarantine.ts";
import { codeOf } from "../../../support/codes.ts";
import { workspaceState } from "../../../support/offices/disk-state.ts";
import { sha256 } from "../../../support/made/make-bundle.ts";
import { enrolledPair, openOffice, OTHER_TOWN, pinCounty, record } from "../../../support/offices/office.ts";
import { rawZip, takeApart, type RawMember } from "../../../support/made/raw-zip.ts";
import { take } from "../../../support/offices/receipts.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../../support/offices/volumes.ts";

const LIMIT = 150 * 1024;

/** Writes a changed copy of a volume, signed by a PC of the test's choice. */
function forge(path: string, to: string, signer: Workspace, change: (members: Map<string, Buffer>) => void): string {
  const members = new Map(
    takeApart(readFileSync(path)).map(({ name, content }: RawMember) => [String(name), Buffer.from(content ?? "")]),
  );
  change(members);
  const text = (names: readonly string[]) =>
    names
      .toSorted()
      .map((name) => `${sha256(members.get(name) as Buffer)}  ${name}\n`)
      .join("");
  const payload = [...members.keys()].filter((name) => name.startsWith("data/"));
  members.set("manifest-sha256.txt", Buffer.from(text(payload)));
  const tags = Buffer.from(text(["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]));
  members.set("tagmanifest-sha256.txt", tags);
  const sig = signer.unlocked().signer.sign("anbao-bundle@v1", tags);
  members.set("tagmanifest-sha256.txt.sig", Buffer.from(sig));
  writeFileSync(to, rawZip([...members].map(([name, content]) => ({ name, content }))));
  return to;
}

type Info = { sender: { key: string; device: string }; createdAtMs: number; volumes: { number: number; files: Listed[] }[] };
/** Parts of pictures: the campaign's document may be in parts as well. */
const partsOf = (path: string) => takeApart(readFileSync(path)).filter(({ name }) => /\.png\.\d{3}of\d{3}$/.test(String(name)));

type Listed = { path: string; sha256: string; sizeBytes: number };

function changeInfo(members: Map<string, Buffer>, change: (info: Info) => void): void {
  const info = JSON.parse(String(members.get("data/bundle.json"))) as Info;
  change(info);
  members.set("data/bundle.json", Buffer.from(`${canonicalJson(info as unknown as JsonObject)}\n`));
}

test("volumes of another key, with another list, or with swapped parts", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "咨询日", {}, [await largePicture(folder, "IMG_0042.png", 420)]);
  const stranger = await openOffice(join(folder, "stranger"), OTHER_TOWN);
  await pinCounty(folder, county.ws, stranger.ws);
  const [first = "", second = "", third = "", ...rest] = await handOverVolumes(folder, town.ws, LIMIT);
  expect(third).not.toBe("");
  const at = (name: string) => join(folder, name);

  const foreign = forge(second, at("foreign.anbao"), stranger.ws, (members) =>
    changeInfo(members, (info) => (info.sender.key = stranger.ws.store.facts().selfKey)),
  );
  const other = forge(second, at("other.anbao"), town.ws, (members) => changeInfo(members, (info) => (info.createdAtMs += 1)));

  // A stranger's volume before volume 1 is kept apart and gives way to nothing of ours.
  await take(county.ws, foreign);
  expect(missingOf(county.ws)).toEqual([]);
  expect(listStrangers(county.ws)).toMatchObject([{ volumes: 1 }]);
  await take(county.ws, first);
  const home = join(folder, "county");
  const state = workspaceState(home, county.ws);
  expect(await codeOf(() => take(county.ws, foreign))).toBe("volume-signer-differs");
  expect(await codeOf(() => take(county.ws, other))).toBe("volume-list-differs");
  expect(workspaceState(home, county.ws)).toEqual(state);
  for (const path of [second, third, ...rest]) await take(county.ws, path);
  expect(county.ws.store.lackingMedia()).toEqual([]);
  const { problems, media } = await checkWorkspace(county.ws, true, UNWATCHED);
  expect([problems, media.missing, media.unnamed]).toEqual([[], 0, 0]);
});

test("a stranger who lists our bundle with another part keeps no volume of ours out", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const pictures = ["IMG_0042.png", "IMG_0043.png"].map((name) => largePicture(folder, name, 320));
  await record(town.ws, "咨询日", {}, await Promise.all(pictures));
  const stranger = await openOffice(join(folder, "stranger"), OTHER_TOWN);
  const [first = "", ...others] = await handOverVolumes(folder, town.ws, LIMIT);
  // A picture that lies in further volumes alone is joined before volume 1 is here.
  const begun = partsOf(first).map(({ name }) => String(name).split(".")[0]);
  const further = (path: string) => partsOf(path).filter(({ name }) => !begun.includes(String(name).split(".")[0]));
  const target = others.find((path) => further(path).length > 0) ?? "";
  const [part] = further(target);
  const wrong = Buffer.alloc(Buffer.from(part?.content ?? "").byteLength, 7);
  const forged = forge(target, join(folder, "forged.anbao"), stranger.ws, (members) => {
    members.set(String(part?.name), wrong);
    changeInfo(members, (info) => {
      info.sender.key = stranger.ws.store.facts().selfKey;
      for (const { files } of info.volumes)
        for (const file of files) if (file.path === String(part?.name)) file.sha256 = sha256(wrong);
    });
  });
  await take(county.ws, forged);
  for (const path of [...others, first]) await take(county.ws, path);
  expect(county.ws.store.lackingMedia()).toEqual([]);
  const { problems, media } = await checkWorkspace(county.ws, true, UNWATCHED);
  expect([problems, media.missing]).toEqual([[], 0]);
});

test("parts whose contents were exchanged by their own sender do not become the original", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "咨询日", {}, [await largePicture(folder, "IMG_0042.png", 230)]);
  const paths = await handOverVolumes(folder, town.ws, LIMIT);
  const holders = paths.filter((path) => partsOf(path).length > 0);
  const target = holders.at(-1) ?? "";
  const victim = partsOf(target)[0] as RawMember;
  const name = String(victim.name);
  // The sender signs a list in which the last part is something else of the same size, in every volume alike.
  const wrong = Buffer.alloc((victim.content as Buffer).byteLength, 7);
  const lie = (info: Info) => {
    for (const volume of info.volumes) for (const file of volume.files) if (file.path === name) file.sha256 = sha256(wrong);
  };
  const firstForged = forge(paths[0] ?? "", join(folder, "v1.anbao"), town.ws, (members) => {
    if (members.has(name)) members.set(name, wrong);
    changeInfo(members, lie);
  });
  const id = sha256(
    takeApart(readFileSync(firstForged)).find((member) => member.name === "tagmanifest-sha256.txt")?.content as Buffer,
  );
  const others = paths.slice(1).map((path, index) =>
    forge(path, join(folder, `v${index + 2}.anbao`), town.ws, (members) => {
      if (members.has(name)) members.set(name, wrong);
      changeInfo(members, (info) => {
        lie(info);
        (info as unknown as { bundleId: string }).bundleId = id;
      });
    }),
  );
  const codes: string[] = [];
  for (const path of [firstForged, ...others]) codes.push(await codeOf(() => take(county.ws, path)));
  expect(codes.filter((code) => code !== "done")).toEqual(["parts-differ"]);
  expect(county.ws.store.lackingMedia()).toHaveLength(1);
  const { problems, media } = await checkWorkspace(county.ws, true, UNWATCHED);
  expect([problems, media.unnamed]).toEqual([[], 0]);
  for (const path of await handOverVolumes(folder, town.ws, 4_000_000, { full: true })) await take(county.ws, path);
  expect(county.ws.store.lackingMedia()).toEqual([]);
});
