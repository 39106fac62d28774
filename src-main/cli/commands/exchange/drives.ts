// drives: what is plugged in, whether it can be written to, what lies on it for a workspace, letting go of it.
import { InvalidArgumentError, type Command } from "commander";
import { openDrives } from "../../../compose/door.ts";
import { sizeText } from "../../../domain/bundle/room.ts";
import { UNWATCHED } from "../../../usecases/workspace.ts";
import { waitingBundles } from "../../../usecases/receiving/bundles/waiting-bundles.ts";
import { action } from "../../command.ts";
import { atWorkspace, type GlobalOptions } from "../../session.ts";

type OpenedDrives = Awaited<ReturnType<typeof openDrives>>;

export function addDriveCommands(program: Command): void {
  const drives = program.command("drives").description("U盘：列出、写入前检查、看有什么要读、弹出");
  drives
    .command("list", { isDefault: true })
    .description("列出插着的U盘和其他盘")
    .action(action(() => withDrives(list)));
  drives
    .command("check <folder>")
    .description("写入前检查：格式、剩余空间、写保护、速度（会试写几兆字节并删除）")
    .option("--needs <bytes>", "要写多少字节", bytes, 0)
    .action(
      action((_global, folder: string, options: { needs: number }) => withDrives((at) => check(at, folder, options.needs))),
    );
  drives
    .command("look <dir>")
    .description("看插着的U盘里有什么是给这份数据的，不读入")
    .action(action((global, dir: string) => withDrives((at) => look(at, global, dir))));
  drives
    .command("eject <folder>")
    .description("弹出文件夹所在的U盘")
    .action(action((_global, folder: string) => withDrives((at) => eject(at, folder))));
}

async function withDrives<T>(work: (drives: OpenedDrives) => Promise<T>): Promise<T> {
  const drives = await openDrives();
  try {
    return await work(drives);
  } finally {
    drives.close();
  }
}

function bytes(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("字节数");
  return Number(text);
}

async function list(at: OpenedDrives) {
  const drives = (await at.roots()).filter(({ kind }) => kind === "removable" || kind === "drive");
  const lines = drives.map(({ name, path, kind, fileSystem, freeBytes, writable }) =>
    [
      `${name}（${path}）`,
      kind === "removable" ? "U盘" : "",
      fileSystem ?? "",
      freeBytes === null ? "" : `剩余 ${sizeText(freeBytes)}`,
      writable ? "" : "不可写",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
  return { result: { drives }, lines: lines.length === 0 ? ["没有插着的盘"] : lines };
}

/** A drive that cannot be written to is refused like any other step, so that a script need not look into the answer. */
async function check(at: OpenedDrives, folder: string, neededBytes: number) {
  const { problem, ...found } = await at.preflight(folder, neededBytes);
  if (problem !== null) throw problem;
  const { fileSystem, freeBytes, mostFileBytes, bytesPerSecond } = found;
  const lines = [
    "可以写入",
    fileSystem ?? "",
    freeBytes === null ? "" : `剩余 ${sizeText(freeBytes)}`,
    mostFileBytes === null ? "" : `单个文件最大 ${sizeText(mostFileBytes)}`,
    bytesPerSecond === null ? "" : `写入约 ${sizeText(bytesPerSecond)}/s`,
  ];
  return { result: found, lines: [lines.filter((part) => part !== "").join(" · ")] };
}

async function look(at: OpenedDrives, global: GlobalOptions, dir: string) {
  const removable = (await at.roots()).filter(({ kind }) => kind === "removable");
  const drives = await atWorkspace(dir, global, async ({ ws }) => {
    const looked = [];
    for (const { name, path } of removable) looked.push({ name, path, ...(await waitingBundles(ws, path, UNWATCHED.signal)) });
    return looked;
  });
  const lines = drives.flatMap(({ name, bundles, unreadable }) => [
    ...bundles.map((one) => `${name}：${one.unitName} 第${one.number}包，${one.path}`),
    ...unreadable.map((path) => `${name}：读不了，${path}`),
  ]);
  return { result: { drives }, lines: lines.length === 0 ? ["插着的U盘里没有新的报送包或回执"] : lines };
}

async function eject(at: OpenedDrives, folder: string) {
  const result = await at.eject(folder);
  return { result, lines: [`“${result.name}”已弹出，可以拔出`] };
}
