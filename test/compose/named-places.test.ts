// Places that a page names: one rule for every call that takes one, asked before the system is. What leads off the PC is none of them.
import { fc, test as law } from "@fast-check/vitest";
import { createRouterClient } from "@orpc/server";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { contract } from "../../src-main/api/contract.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { isNetworkPath } from "../../src-main/domain/network-path.ts";
import { assertNotOwn, openShownPaths } from "../../src-main/session/files/shown-paths.ts";
import { openDialog } from "../../src-main/shell-electron/answers/dialogs.ts";
import { seasonClock, surroundingsOf, TOWN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ELSEWHERE = [
  String.raw`\\192.0.2.10\share`,
  "//192.0.2.10/share",
  String.raw`\/192.0.2.10\share`,
  String.raw`\\?\UNC\192.0.2.10\share`,
  String.raw`\\.\UNC\192.0.2.10\share`,
  "smb://192.0.2.10/share",
  "file://192.0.2.10/share",
  " //192.0.2.10/share",
];

/** Every call that takes the name of a place, with the place in it. */
const CALLS: Readonly<Record<string, (place: string) => unknown>> = {
  "session.rebuild": (folder) => ({ folder, card: "", device: "一号", person: { name: "王" }, pin: "chengguan-1" }),
  "session.restore": (path) => ({ file: { from: "path", path } }),
  "reports.write": (path) => ({
    paper: { form: "attachment2", period: "total" },
    format: "xlsx",
    target: { to: "folder", path },
  }),
  "handIn.export": (folder) => ({ report: "weekly:1", folder, options: { full: false, plain: false } }),
  "volumes.write": (folder) => ({ number: 1, folder }),
  "trust.inspectPack": (path) => ({ source: { from: "path", path }, name: "a.anbao" }),
  "trust.exportRequest": (folder) => ({ folder }),
  "enrolment.exportPack": (folder) => ({ folder }),
  "county.exchange": (folder) => ({ folder, full: false }),
  "inbox.look": (path) => ({ sources: [{ from: "path", path }] }),
  "receipts.write": (folder) => ({ folder, units: [TOWN] }),
  "receipts.take": (path) => ({ sources: [{ from: "path", path }] }),
  "keeping.backUp": (folder) => ({ folder }),
  "keeping.giveBack": (folder) => ({ folder, unit: TOWN }),
  "media.exportOriginals": (folder) => ({ choice: { of: "filter", filter: {} }, folder }),
  "media.exportSheets": (folder) => ({ choice: { of: "filter", filter: {} }, folder }),
  "system.listFolder": (path) => ({ path }),
  "system.makeFolder": (parent) => ({ parent, name: "新" }),
  "system.preflight": (path) => ({ path, neededBytes: 0 }),
  "updates.check": (path) => ({ from: "folder", path }),
  "updates.take": (path) => ({ from: "folder", path }),
};
/** They compare a name with the drives that are known, and ask the system nothing of it. */
const COMPARE_ONLY = ["system.driveOf", "system.eject"];

type Call = (input: unknown) => Promise<unknown>;
type Schema = Readonly<{ properties?: Record<string, Schema>; anyOf?: Schema[]; oneOf?: Schema[]; items?: Schema }>;

function takesPlace({ properties = {}, anyOf = [], oneOf = [], items }: Schema): boolean {
  const inside = [...Object.values(properties), ...anyOf, ...oneOf, ...(items === undefined ? [] : [items])];
  return Object.keys(properties).some((key) => ["path", "folder", "parent"].includes(key)) || inside.some(takesPlace);
}

function proceduresWithPlace(): readonly string[] {
  return Object.entries(contract).flatMap(([area, procedures]) =>
    Object.entries(procedures).flatMap(([name, procedure]) => {
      const { inputSchema } = procedure["~orpc"] as { inputSchema?: z.ZodType };
      if (inputSchema === undefined) return [];
      const schema = z.toJSONSchema(inputSchema, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema;
      return takesPlace(schema) ? [`${area}.${name}`] : [];
    }),
  );
}

/** A township's program, just begun, and one call of it by its name: how it was refused, at once or as a task. */
async function startTown(asksPerson: boolean) {
  const folder = await tempFolder();
  const home = join(folder, "home");
  const data = await openDataSide({ mediaUrl: () => "", asksPerson, home, surroundings: surroundingsOf(seasonClock()) });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Record<string, Record<string, Call>>;
  const state = (await client["session"]?.["state"]?.(undefined)) as { campaigns: readonly { id: string }[] };
  await client["session"]?.["beginUnit"]?.({
    unit: TOWN,
    device: "一号",
    person: { name: "王干事" },
    pin: "chengguan-1",
    campaign: state.campaigns[0]?.id,
  });
  const outcomeOf = async (procedure: string, place: string): Promise<string> => {
    const [area = "", name = ""] = procedure.split(".");
    const input = CALLS[procedure]?.(place);
    try {
      const answer = (await client[area]?.[name]?.(input)) as Readonly<{ task?: string }>;
      return answer.task === undefined ? "answered" : await endOf(answer.task);
    } catch (error) {
      const { data: problem, message } = error as Readonly<{ data?: { code?: string }; message: string }>;
      return problem?.code ?? message;
    }
  };
  const endOf = async (task: string): Promise<string> => {
    const lists = (await client["tasks"]?.["watch"]?.(undefined)) as AsyncIterable<
      readonly Readonly<{ task: string; state: string; problem: { code: string } | null }>[]
    >;
    for await (const list of lists) {
      const ended = list.find((one) => one.task === task && one.state !== "running");
      if (ended !== undefined) return ended.problem?.code ?? ended.state;
    }
    return "never";
  };
  return { data, folder, home, outcomeOf };
}

test("every call of the contract that takes a place stands in this test", () => {
  expect([...proceduresWithPlace()].sort()).toEqual([...Object.keys(CALLS), ...COMPARE_ONLY].sort());
});

describe.each([
  ["Electron", true],
  ["the browser shell", false],
] as const)("in %s", (_, asksPerson) => {
  test("no call takes a place on another computer", async () => {
    const { outcomeOf } = await startTown(asksPerson);
    const outcomes: string[] = [];
    for (const procedure of Object.keys(CALLS))
      for (const place of ELSEWHERE) outcomes.push(`${procedure} ${place}: ${await outcomeOf(procedure, place)}`);
    expect(outcomes.filter((one) => !one.endsWith(": path-on-network"))).toEqual([]);
  });

  test("nothing is written among the program's own data, however the folder is spelled", async () => {
    const { data, folder, home, outcomeOf } = await startTown(asksPerson);
    data.admit([folder]);
    const workspace = join(home, `unit-${TOWN}`);
    for (const place of [home, workspace, join(workspace, "backups"), join(folder, "x", "..", "home")])
      for (const procedure of ["keeping.backUp", "reports.write", "system.makeFolder", "system.preflight", "receipts.write"])
        expect([procedure, await outcomeOf(procedure, place)]).toEqual([procedure, "folder-own"]);
    expect(readdirSync(home)).not.toContain("新");
  });
});

test("a link to the program's own data is the program's own data", async () => {
  const { folder, home, outcomeOf } = await startTown(false);
  symlinkSync(home, join(folder, "又名"), "junction");
  expect(await outcomeOf("keeping.backUp", join(folder, "又名"))).toBe("folder-own");
});

test("in Electron no call takes a folder that was neither listed nor chosen; one that was chosen is taken", async () => {
  const { data, folder, outcomeOf } = await startTown(true);
  const place = join(folder, "别处");
  mkdirSync(place);
  for (const procedure of Object.keys(CALLS))
    expect([procedure, await outcomeOf(procedure, place)]).toEqual([
      procedure,
      expect.stringMatching(/^(path|folder)-not-chosen$/),
    ]);
  expect(readdirSync(place)).toEqual([]);
  data.admit([place]);
  expect(await outcomeOf("system.makeFolder", place)).toBe("answered");
  expect(await outcomeOf("system.listFolder", join(place, "新"))).toBe("answered");
  expect(await outcomeOf("keeping.backUp", join(place, "新"))).toBe("done");
  expect(await outcomeOf("system.listFolder", folder)).toBe("folder-not-chosen");
});

test("in the browser shell a person's typed folder of this PC is taken: the page is the picker", async () => {
  const { folder, outcomeOf } = await startTown(false);
  expect(await outcomeOf("system.listFolder", folder)).toBe("answered");
  expect(await outcomeOf("system.listFolder", "home")).toBe("folder-not-chosen");
});

describe("the rule", () => {
  const rule = (asksPerson: boolean) => {
    const asked: string[] = [];
    const isFolder = (path: string): Promise<boolean> => (asked.push(path), Promise.resolve(true));
    return { asked, places: openShownPaths({ asksPerson, own: () => [], isFolder }) };
  };
  law.prop([fc.boolean(), fc.constantFrom(...ELSEWHERE)])(
    "asks the system nothing of what is refused",
    async (asksPerson, place) => {
      const { asked, places } = rule(asksPerson);
      await expect(places.admit(place)).rejects.toMatchObject({ code: "path-on-network" });
      expect(() => places.admitTarget(place)).toThrow(expect.objectContaining({ code: "path-on-network" }));
      expect([asked, places.isOpen(place)]).toEqual([[], false]);
    },
  );
  test("a chosen bundle brings its folder with it: the receipt goes back there", () => {
    const { places } = rule(true);
    const inbox = resolve("/media/u/U盘/收件");
    places.note([join(inbox, "一.anbao.age")]);
    expect(places.admitTarget(inbox)).toBe(inbox);
    expect(() => places.admitTarget(dirname(inbox))).toThrow(expect.objectContaining({ code: "folder-not-chosen" }));
  });
  law.prop([fc.constantFrom("C:\\", "E:\\安报", "E:", "/media/u/U盘", "/", "桌面", "C:/Users", "")])(
    "what is on this PC is no network",
    (path) => {
      expect(isNetworkPath(path)).toBe(false);
    },
  );
  test("a dialog that a page asks for begins on this PC", () => {
    for (const defaultPath of ELSEWHERE)
      expect(openDialog({ request: "folder", title: "", defaultPath })).not.toHaveProperty("defaultPath");
    expect(openDialog({ request: "folder", title: "", defaultPath: "E:\\安报" })).toHaveProperty("defaultPath", "E:\\安报");
  });
  test("what lies beside the program's data is none of it", async () => {
    const folder = await tempFolder();
    expect(() => assertNotOwn(join(folder, "Anbao 导出"), [join(folder, "Anbao"), ""])).not.toThrow();
  });
});
