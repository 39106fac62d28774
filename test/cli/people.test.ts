// Persons on the real command line: the PIN says who works; adding, releasing, handing over and a forgotten PIN.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoLiaison } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { enrolledPair, PIN } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";

const HEAD_PIN = "站长自己的 7$m";
const NEXT_PIN = "接手的人 9!k";

test("a releaser is added, a hand-in waits for the release, the PC is handed over, a forgotten PIN takes a new key", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  await Promise.all([county.close(), town.close()]);
  const [home, stick, pinFile] = [join(folder, "town"), join(folder, "U盘"), join(folder, "新 PIN.txt")];
  mkdirSync(stick);
  writeFileSync(pinFile, `${HEAD_PIN}\r\n`);
  const clerk = { pin: PIN };
  const head = { pin: HEAD_PIN };

  await jsonOf(["person", "add", home, "--name", "王主任", "--may-release", "--new-pin-file", pinFile], clerk);
  const { people } = (await jsonOf(["person", "list", home], clerk)) as { people: Record<string, unknown>[] };
  expect(people).toMatchObject([
    { name: "联络员", here: true, working: true, mayRelease: false },
    { name: "王主任", here: true, working: false, mayRelease: true },
  ]);
  await jsonOf(["hand-in", home, "--report", "now", "--explain", "V11=已核对"], clerk);
  const missing = await problemOf(["export", home, "--to", stick], clerk);
  expect(missing.message).toBe("这次报送还没有签发，不能导出。已填的内容都在。请由签发人（王主任）签发后再导出。");
  expect((await problemOf(["release", home], clerk)).code).toBe("release-not-yours");
  await jsonOf(["release", home, "now"], head);
  expect(await jsonOf(["export", home, "--to", stick], clerk)).toMatchObject({ encrypted: true });
  expect((await problemOf(["person", "may-release", home, "联络员"], clerk)).code).toBe("release-not-yours");

  const over = { ...clerk, env: { ANBAO_NEW_PIN: NEXT_PIN } };
  await jsonOf(["person", "hand-over", home, "--name", "李接手"], over);
  expect((await problemOf(["export", home, "--to", stick, "--full"], clerk)).code).toBe("pin-wrong");
  expect((await problemOf(["person", "remove", home, "李接手"], { pin: NEXT_PIN })).code).toBe("person-here");
  await jsonOf(["person", "pin", home, "--new-pin-file", pinFile], { pin: NEXT_PIN });
  const both = await runCli(["person", "list", home], head);
  expect(both.out).toContain("王主任  有 PIN  ");

  const renewed = await runCli(["person", "renew-key", home, "--name", "李接手"], { pin: null, env: { ANBAO_NEW_PIN: PIN } });
  expect(renewed).toMatchObject({
    code: 0,
    out: expect.stringMatching(/已换新密钥，数据未变。新核对码：(\d{6} ?){6}/) as string,
  });
  expect((await problemOf(["person", "pin", home, "--new-pin-file", pinFile], head)).code).toBe("pin-wrong");
  expect(await jsonOf(["check", home], clerk)).toMatchObject({ ok: true });
  expect((await runCli(["person", "add", home], clerk)).code).toBe(2);
});

test("the right to release cannot be typed in, taken away or used without the releaser's own PIN", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await Promise.all([county.close(), town.close()]);
  const [home, office, file] = [join(folder, "town"), join(folder, "county"), join(folder, "人员.json")];
  const clerk = { pin: PIN };
  const add = ["person", "add", home, "--name", "王主任", "--may-release"];
  await jsonOf(add, { ...clerk, env: { ANBAO_NEW_PIN: HEAD_PIN } });
  const { people } = (await jsonOf(["person", "list", home], clerk)) as { people: { person: string }[] };
  const [own = { person: "" }, head = { person: "" }] = people;
  writeFileSync(file, JSON.stringify({ name: "联络员", mayRelease: true }));
  const put = ["record", "put", home, "--kind", "person", "--from", file, "--id", own.person];
  expect((await problemOf(put, clerk)).code).toBe("record-own-command");
  expect((await problemOf(["record", "delete", home, head.person], clerk)).code).toBe("record-own-command");
  const grant = await problemOf(["record", "put", office, "--kind", "enrolment", "--from", file], clerk);
  expect(grant.code).toBe("record-own-command");
  expect(await jsonOf(["person", "list", home], clerk)).toEqual({ people });

  await jsonOf(["person", "list", home], { pin: HEAD_PIN }); // the releaser was the last to work here
  const another = ["person", "add", home, "--name", "没有进来的人"];
  expect((await problemOf(another, { pin: null, env: { ANBAO_NEW_PIN: NEXT_PIN } })).code).toBe("pin-missing");
  expect((await runCli(["person", "list", home], clerk)).out).not.toContain("没有进来的人");
  await jsonOf(["person", "list", home], { pin: HEAD_PIN });
  expect((await problemOf(["hand-in", home, "--report", "now"], { pin: null })).code).toBe("pin-missing");
});
