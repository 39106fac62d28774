// Who may write, through real bundles: requests refused, keys ended from a day on, a lost PC replaced, and the list for ssh-keygen.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, listEnrolments } from "../../../src-main/usecases/trust/enrol.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { refuseEnrolment, waitingRequests } from "../../../src-main/usecases/trust/refuse-enrolment.ts";
import { revokeKey } from "../../../src-main/usecases/trust/revoke-key.ts";
import { trustedSigners } from "../../../src-main/usecases/trust/trusted-signers.ts";
import { codeOf } from "../../support/codes.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  paperCode,
  pinCounty,
  record,
  TOWN,
} from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

test("a refused request stays, with its reason, and may be approved from the paper later", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await pinCounty(folder, county.ws, second.ws);
  const code = await askCounty(folder, county.ws, second.ws);
  expect(waitingRequests(county.ws)).toHaveLength(1);
  refuseEnrolment(county.ws, second.ws.store.facts().selfKey, "印章不清");
  expect(waitingRequests(county.ws), "it is not counted among what waits").toEqual([]);
  expect(listEnrolments(county.ws).pending).toMatchObject([{ unit: TOWN, refused: "印章不清" }]);
  expect(approveEnrolment(county.ws, code)).toMatchObject({ unit: TOWN });
  expect(listEnrolments(county.ws).pending).toEqual([]);
  expect(await codeOf(async () => refuseEnrolment(county.ws, second.ws.store.facts().selfKey, "再退"))).toBe("request-unknown");
});

test("a stolen PC: what it wrote before the day stays, what it wrote after does not count, and its replacement goes on", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "丢失前", {}, []);
  clock.nowMs = Date.parse("2021-06-10T09:00:00+08:00");
  await record(town.ws, "丢失后", {}, []);
  await importBundle(county.ws, await handOver(folder, town.ws), USB, UNWATCHED);
  const since = Date.parse("2021-06-10T00:00:00+08:00");
  expect(revokeKey(county.ws, paperCode(town.ws), { reason: "被盗", sinceMs: since })).toMatchObject({ unit: TOWN, cut: 1 });
  const titles = () =>
    county.ws.store
      .records({ kind: "activity", limit: 10 })
      .records.map(({ title }) => title)
      .sort();
  expect(titles()).toEqual(["丢失前"]);
  const fresh = await openOffice(join(folder, "fresh"), TOWN, clock);
  await pinCounty(folder, county.ws, fresh.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, fresh.ws));
  await record(fresh.ws, "新电脑", {}, []);
  await importBundle(county.ws, await handOver(folder, fresh.ws), USB, UNWATCHED);
  await record(town.ws, "贼写的", {}, []);
  await importBundle(county.ws, await handOver(folder, town.ws), USB, UNWATCHED);
  expect(titles()).toEqual(["丢失前", "新电脑"].sort());
  const live = county.ws.store.digests();
  county.ws.store.rebuild();
  expect(county.ws.store.digests()).toEqual(live);
});

test("ssh-keygen reads the list: good now, wrong namespace never, a revoked key only for its own time", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const signed = join(folder, "signed.txt");
  writeFileSync(signed, "内容");
  const signature = town.ws.unlocked().signer.sign("anbao-bundle@v1", Buffer.from("内容", "utf8"));
  writeFileSync(`${signed}.sig`, signature);
  clock.nowMs = Date.parse("2021-06-20T09:00:00+08:00");
  const list = () => {
    const path = join(folder, `signers-${county.ws.world.randomHex(4)}`);
    writeFileSync(path, county.ws.bundles.signersFile(trustedSigners(county.ws)));
    return path;
  };
  const verify = (signers: string, namespace: string, ...more: readonly string[]): boolean => {
    try {
      const args = ["-Y", "verify", "-f", signers, "-I", "城关镇_一号电脑", "-n", namespace, "-s", `${signed}.sig`, ...more];
      execFileSync("ssh-keygen", args, { input: "内容", stdio: ["pipe", "ignore", "ignore"] });
      return true;
    } catch {
      return false;
    }
  };
  const before = list();
  expect([verify(before, "anbao-bundle@v1"), verify(before, "anbao-update@v1"), verify(before, "file")]).toEqual([
    true,
    false,
    false,
  ]);
  revokeKey(county.ws, paperCode(town.ws), { reason: "换电脑" });
  const after = list();
  expect(verify(after, "anbao-bundle@v1", "-O", "verify-time=20210701000000Z")).toBe(false);
  expect(verify(after, "anbao-bundle@v1", "-O", "verify-time=20210602000000Z")).toBe(true);
  // What the county heard on the 20th had happened on the 10th: nothing that was signed between them is good.
  revokeKey(county.ws, paperCode(town.ws), { reason: "被盗", sinceMs: Date.parse("2021-06-10T00:00:00+08:00") });
  const stolen = list();
  expect(verify(stolen, "anbao-bundle@v1", "-O", "verify-time=20210615000000Z")).toBe(false);
  expect(verify(stolen, "anbao-bundle@v1", "-O", "verify-time=20210602000000Z")).toBe(true);
});
