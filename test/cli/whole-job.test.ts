// The whole job through the real command line: county and township, from empty folders to the printed 附件2.
// One story in order; every step is a process of its own, as in an office where the PC is switched off in between.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { runCli as runLine } from "../support/in-terminal.ts";
import { jsonOf, problemOf, runCli } from "../support/run-cli.ts";
import { run } from "../support/made/made-programs.ts";
import { sampleFiles } from "../support/made/sample-files.ts";
import { sharedFolder } from "../support/temp-folder.ts";
import { activity, TOWN } from "../support/offices/office.ts";

// Every step starts processes of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

type Json = Record<string, never> & Record<string, unknown>;
const shared = sharedFolder();
const place = { county: "", town: "", stick: "", files: "" };
const seen: Record<string, Json> = {};
const ask = async (name: string, ...args: string[]): Promise<Json> => (seen[name] = (await jsonOf(args)) as Json);
/** Asks without a PIN: reading needs none, and deriving a key takes a second on purpose. */
const look = (...args: string[]): Promise<unknown> => jsonOf(args, { pin: null });
const digestsOf = async (dir: string): Promise<unknown> => {
  const { entriesDigest, stateDigest, ok } = (await look("check", dir)) as Json;
  return { entriesDigest, stateDigest, ok };
};
const FIRST_WEEK = { startsAt: "2021-05-29T09:00" };

beforeAll(async () => {
  const folder = await shared();
  Object.assign(place, {
    county: join(folder, "县 委🏛"),
    town: join(folder, "城关 镇"),
    stick: join(folder, "U盘"),
    files: join(folder, "照片 与视频"),
  });
  for (const name of [place.stick, place.files]) await mkdir(name);
});

describe("from empty folders to 附件2", () => {
  test("both ends begin; the township pins the county by the code that it types", async () => {
    const [county] = await Promise.all([
      ask("county", "init", place.county, "--role", "county", "--campaign", "builtin:2021-gaotai"),
      ask(
        "town",
        "init",
        place.town,
        "--role",
        "unit",
        "--unit",
        TOWN,
        "--campaign",
        "builtin:2021-gaotai",
        "--device",
        "二号电脑",
      ),
    ]);
    expect(Object.keys(county).sort()).toEqual(["campaign", "code", "dir", "joined", "key", "role", "unit"]);
    expect(Object.keys(seen["town"] as Json).sort()).toEqual([
      "campaign",
      "code",
      "dir",
      "joined",
      "key",
      "recoveryIdentity",
      "role",
      "unit",
    ]);
    const pack = await ask("pack", "pack", place.county, "--to", place.stick);
    await ask("trust", "trust", place.town, String(pack["path"]), "--code", String(county["code"]));
  });

  test("records with photos and a video, handed in and exported before the county knows the key", async () => {
    const value = join(place.files, "活动.json");
    writeFileSync(value, JSON.stringify(activity("安全生产宣讲🎤", FIRST_WEEK)));
    const attach = await sampleFiles(place.files);
    const liaison = join(place.files, "联络员.json");
    writeFileSync(liaison, JSON.stringify({ name: "联络员甲", post: "应急办", mobile: "19900000000" }));
    expect((await problemOf(["hand-in", place.town, "--report", "weekly:1"])).code).toBe("hand-in-blocked");
    await look("record", "put", place.town, "--kind", "liaison", "--from", liaison);
    await ask("put", "record", "put", place.town, "--kind", "activity", "--from", value, "--attach", ...attach);
    await ask("handIn", "hand-in", place.town, "--report", "weekly:1");
    await ask("export", "export", place.town, "--to", place.stick);
    await ask("plain", "export", place.town, "--to", place.stick, "--plain");
    // Four attachments, and the county's own campaign document, which its public feed names.
    expect(seen["export"]).toMatchObject({ encrypted: true, media: 5, missingMedia: 0, leftOut: { records: {}, originals: 0 } });
    expect(seen["plain"]).toMatchObject({
      encrypted: false,
      media: 5,
      leftOut: { records: { liaison: 1, person: 1 }, originals: 0 },
    });
    const shown = (await look("record", "show", place.town, String((seen["put"] as Json)["record"]))) as {
      value: { attachments: { class: string; mime: string; name: string }[] };
    };
    expect(shown.value.attachments.map(({ class: kind, mime }) => `${kind} ${mime}`)).toEqual([
      "photo image/jpeg",
      "photo image/png",
      "photo image/webp",
      "video video/mp4",
    ]);
    expect(shown.value.attachments.map(({ name }) => name)).toEqual([
      "IMG_0001.jpg",
      "微信图片_20210602.png",
      "mmexport1622600000000 (2).webp",
      "VID_20210602_090000.mp4",
    ]);
  });

  test("anyone can verify the plain bundle, here and with the system's own programs", async () => {
    const path = String((seen["plain"] as Json)["path"]);
    const [verdict] = (await jsonOf(["verify", path], { pin: null })) as Json[];
    expect(verdict).toMatchObject({ bundleId: (seen["plain"] as Json)["bundleId"] });
    run("unzip", "-tq", path);
    const bag = join(place.files, "bag");
    run("unzip", "-q", path, "-d", bag);
    run("sh", "-c", 'cd "$0" && sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt', bag);
  });

  test("an unknown key is shown, not counted, and no refusal", async () => {
    const path = String((seen["plain"] as Json)["path"]);
    const before = await digestsOf(place.county);
    const preview = (await look("import", place.county, path, "--preview")) as { bundles: Json[] };
    expect(preview.bundles[0]).toMatchObject({ signer: "quarantine", alreadyImported: false });
    expect(await digestsOf(place.county)).toEqual(before);
    const done = (await look("import", place.county, path)) as { bundles: Json[] };
    expect(done.bundles[0]).toMatchObject({ signer: "quarantine", unit: TOWN });
    expect(await look("record", "list", place.county)).toEqual([]);
    expect((await look("check", place.county)) as Json).toMatchObject({
      ok: true,
      standings: { quarantine: expect.any(Number) as number },
    });
  });

  test("approved by the code on the paper, the same entries count", async () => {
    const request = join(place.stick, "request.anbao");
    const asked = await ask("request", "enrol", "request", place.town, "-o", request);
    await look("import", place.county, request);
    const list = (await look("enrol", "list", place.county)) as { pending: Json[] };
    expect(list.pending).toEqual([
      {
        unit: TOWN,
        role: "unit",
        device: "二号电脑",
        entries: expect.any(Number) as number,
        sinceMs: expect.any(Number) as number,
      },
    ]);
    expect(JSON.stringify(list.pending)).not.toContain(String(asked["code"]));
    await ask("approve", "enrol", "approve", place.county, String(asked["code"]));
    expect(await look("record", "list", place.county)).toHaveLength(1);
    const statistics = (await look("statistics", place.county, "--unit", TOWN)) as { rows: Json[] };
    const own = (await look("statistics", place.town)) as { rows: Json[] };
    expect(statistics.rows).toEqual(own.rows);
  });

  test("the encrypted bundle fills what was withheld; a second import changes nothing", async () => {
    const path = String((seen["export"] as Json)["path"]);
    const first = (await jsonOf([
      "import",
      place.county,
      path,
      "--by",
      "chat",
      "--received-at",
      "2021-06-03T11:40",
      "--reason",
      "测试",
    ])) as { bundles: { changes: Json }[] };
    expect(first.bundles[0]?.changes).toMatchObject({ filled: 2 });
    const digests = await digestsOf(place.county);
    const again = (await jsonOf(["import", place.county, place.stick])) as { bundles: { changes: Json }[]; refused: unknown[] };
    expect(again.refused).toEqual([]);
    expect(again.bundles.map(({ changes }) => changes["added"])).not.toContain(1);
    expect(await digestsOf(place.county)).toEqual(digests);
  });

  test("who has handed in, the checks, search, rebuild", async () => {
    const matrix = (await look("matrix", place.county)) as {
      cells: Json[];
      units: unknown[];
      obligations: unknown[];
      rates: Json;
    };
    expect(matrix.cells.find((cell) => cell["unit"] === TOWN && cell["obligation"] === "weekly:1")).toMatchObject({
      zero: false,
      receivedMs: expect.any(Number) as number,
    });
    expect(await look("validate", place.county, "--unit", TOWN)).toEqual(expect.any(Array));
    expect(await look("validate", place.county)).toEqual(expect.any(Array));
    const unknown = await runCli(["validate", place.county, "--unit", "999999999"]);
    expect(unknown).toMatchObject({ code: 1, out: "" });
    expect(unknown.err.trim()).toBe("单位代码“999999999”不在本次活动方案里。未作任何改动。请核对单位代码。");
    const found = (await look("search", place.county, "宣讲")) as Json[];
    expect(found.map((row) => row["title"])).toEqual(["安全生产宣讲🎤"]);
    expect((await look("rebuild", place.county)) as Json).toMatchObject({ same: true });
    expect((await look("check", place.county, "--read-media")) as Json).toMatchObject({
      ok: true,
      problems: [],
      media: { named: 4, missing: 0, damaged: [], unnamed: 0 },
    });
  });

  test("附件2 on paper and as a table", async () => {
    const pdf = join(place.stick, "附件2 汇总.pdf");
    await look("paper", place.county, "attachment2", "--unit", TOWN, "-o", pdf);
    expect(run("pdftotext", pdf, "-")).toContain("城关镇");
    const xlsx = join(place.stick, "汇总.xlsx");
    await look("paper", place.county, "consolidated", "--format", "xlsx", "-o", xlsx);
    expect(readFileSync(xlsx).subarray(0, 2).toString()).toBe("PK");
    expect(readdirSync(join(place.county, "staging"))).toEqual([]);
  });

  test("exit 2 for wrong usage, exit 1 with a problem on the error side, sentences without --json", async () => {
    expect((await runCli(["no-such-command"])).code).toBe(2);
    for (const typed of [
      ["no-such-command"],
      ["init", "x"],
      ["init", join(place.stick, "x"), "--role", "king", "--campaign", "builtin:2021-gaotai"],
      ["import", place.county, place.stick, "--by", "pigeon"],
      ["record", "list", place.county, "--limit", "many"],
    ])
      expect((await runLine(typed)).code, typed.join(" ")).toBe(2);
    const refused = await runCli(["record", "show", place.county, "nothing"]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err.trim()).toBe("找不到记录“nothing”。已有数据未受影响。请核对编号后重试。");
    expect(Object.keys(await problemOf(["record", "show", place.county, "nothing"]))).toEqual(["code", "message", "details"]);
    expect((await runCli(["record", "show", place.county, "nothing"], { env: { ANBAO_LANG: "en" } })).err).toMatch(
      /^[\x20-\x7e“”‘’]+\n$/,
    );
  });
});
