// What senders put into texts stands on the terminal as what it is: no control character, no mark of direction, no second line; and every
// command that reads answers over values at the edges of what is admitted.
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { visibleJson, visibleLine } from "../../src-main/domain/visible-text.ts";
import { APPROVED } from "../support/floods/floods.ts";
import { authorNamed, openPen, recordOf, writePenned } from "../support/floods/pen.ts";
import { countyAtTheEdges } from "../support/laws/limits-law.ts";
import { runCli } from "../support/in-terminal.ts";
import { ROOT } from "../support/tree.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 300_000 });

// eslint-disable-next-line no-control-regex
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/u;

test("a sender's name wipes no screen, turns no writing and makes no line of its own", async () => {
  const folder = await tempFolder();
  const feed = openPen(authorNamed("plain", "999999"), "gaotai-2021-aqscy", "plain");
  const unitName = "\u001b[2J\u001b]0;pwned\u0007完好：县组委会\u202egnp.exe\r假行\n完好：第二行\u009b31m";
  const path = join(folder, "\u202ex.anbao");
  renameSync(await writePenned(folder, "x", "gaotai-2021-aqscy", [feed], { unitName, device: "\u001b[8m" }), path);
  for (const args of [
    ["verify", path],
    ["verify", path, "--json"],
    ["verify", join(folder, "\u001b[31m\u202enone.anbao")],
  ]) {
    const { out, err } = await runCli(args);
    expect(ACTING.test(out + err), JSON.stringify(out + err)).toBe(false);
  }
  const { out } = await runCli(["verify", path]);
  expect(out.trimEnd().split("\n")).toHaveLength(2);
  const said = JSON.parse((await runCli(["verify", path, "--json"])).out) as readonly {
    info: { sender: { unitName: string } };
  }[];
  expect(said[0]?.info.sender.unitName).toBe(unitName);
});

test("a line stays one line, JSON stays the same value", () => {
  expect(visibleLine("甲\n乙\u202e\u001b[2J")).toBe("甲〔U+000A〕乙〔U+202E〕〔U+001B〕[2J");
  const value = { a: "\u202e\u009b\u{e0001}甲\n" };
  expect(JSON.parse(visibleJson(JSON.stringify(value, null, 2)))).toEqual(value);
  expect(ACTING.test(visibleJson(JSON.stringify(value)))).toBe(false);
});

test("commands print at one place", () => {
  const files = readdirSync(join(ROOT, "src-main/cli"), { recursive: true }).map(String);
  const printing = files.filter(
    (file) => file.endsWith(".ts") && /\.(write|print)\(|console\./.test(readFileSync(join(ROOT, "src-main/cli", file), "utf8")),
  );
  expect(printing, "the terminal itself, and what prints at it").toEqual(["say.ts", "terminal.ts"]);
});

/** A report that is shown: many lines. */
const HELD = recordOf("held");

const READS: readonly (readonly string[])[] = [
  ["matrix"],
  ["statistics"],
  ["statistics", "--unit", APPROVED.unit, "--period", "weekly:1"],
  ["validate"],
  ["check"],
  ["conflicts"],
  ["missing"],
  ["enrol", "office"],
  ["enrol", "list"],
  ["imports", "log"],
  ["record", "list"],
  ["record", "show", "__proto__"],
  ["record", "show", HELD],
  ["record", "history", "__proto__"],
  ["search", "安"],
  ...["attachment2", "consolidated", "matrix", "missing"].flatMap((form) =>
    ["pdf", "xlsx"].map((format) => ["paper", form, "--format", format, "--unit", APPROVED.unit]),
  ),
];

test("every command that reads, and every form, answers over what is admitted", async () => {
  const folder = await tempFolder();
  const dir = await countyAtTheEdges(folder, { seed: 20_261_130, values: 4, inputs: 0 });
  for (const [at, [name = "", ...rest]] of READS.entries()) {
    const nested = ["enrol", "record", "imports"].includes(name);
    const [first, ...others] = rest;
    const words = nested ? [name === "imports" ? "import" : name, first ?? "", dir, ...others] : [name, dir, ...rest];
    const args = name === "paper" ? [...words, "-o", join(folder, `paper-${at}`)] : words;
    const { code, out, err } = await runCli(args);
    expect(`${err}`, args.join(" ")).not.toMatch(/internal|RangeError|TypeError|SqliteError|编号/);
    expect(code, `${args.join(" ")}: ${err}`).not.toBe(2);
    if (first === "show" && others[0] === HELD) expect(out).toMatch(/^\{\n {2}"/);
    expect(ACTING.test(out + err), `${args.join(" ")}: ${JSON.stringify((out + err).slice(0, 400))}`).toBe(false);
  }
});
