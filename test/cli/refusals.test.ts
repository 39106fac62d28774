// What a script is told: `check` ends with 1 where something is wrong, and what an import refused is one JSON document beside what was done.
import { copyFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { enrolledPair, handOver, PIN, record } from "../support/offices/office.ts";
import { runCli } from "../support/in-terminal.ts";
import { picture } from "../support/made/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 120_000 });

const asked = { pin: PIN };

test("check ends with 0 over what is whole and with 1 where something is wrong, under --json as well", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲", {}, [await picture(folder, "a.png", 9)]);
  const [original] = [...town.ws.store.namedMedia()].filter(({ sha256 }) => town.ws.store.media(sha256)?.ext === "png");
  const path = town.ws.media.pathOf(original?.sha256 ?? "");
  await Promise.all([county.close(), town.close()]);
  const check = (...flags: string[]) => runCli([...flags, "check", join(folder, "town")], asked);
  expect(await check()).toMatchObject({ code: 0, out: expect.stringContaining("数据完好") as string });
  rmSync(path);
  expect(await check()).toMatchObject({ code: 1, out: expect.stringMatching(/发现 1 处问题[^]*宣讲/) as string, err: "" });
  const { code, out, err } = await check("--json");
  expect([code, err, JSON.parse(out)]).toEqual([
    1,
    "",
    expect.objectContaining({ ok: false, problems: [expect.objectContaining({ kind: "original-lost" })] }),
  ]);
});

test("import --json: what was refused is one document, what was done another", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const good = await handOver(folder, town.ws);
  await Promise.all([county.close(), town.close()]);
  const [cut, other] = [join(folder, "断.anbao.age"), join(folder, "别的.anbao")];
  copyFileSync(good, cut);
  truncateSync(cut, 3000);
  writeFileSync(other, "不是包");
  const home = join(folder, "county");
  for (const flags of [["--preview"], []]) {
    const { code, out, err } = await runCli(["--json", "import", home, good, cut, other, ...flags], asked);
    expect(code).toBe(1);
    const done = JSON.parse(out) as { bundles: unknown[]; refused: unknown[] };
    const { refused } = JSON.parse(err) as { refused: { path: string; code: string; message: string; details: unknown }[] };
    expect([done.bundles.length, done.refused]).toEqual([1, refused]);
    expect(refused.map(({ path }) => path).sort()).toEqual([other, cut].sort());
    for (const one of refused) {
      expect(Object.keys(one).sort()).toEqual(["code", "details", "message", "path"]);
      expect([one.code === "internal", /[一-鿿]/.test(one.message)]).toEqual([false, true]);
    }
  }
});
