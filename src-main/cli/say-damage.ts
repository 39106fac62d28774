// A damage as one sentence of the terminal: where it lies, and what to do.
import { namedRecord } from "../domain/record/named-record.ts";
import type { Damage, DamageKind } from "../usecases/ports/store/soundness.ts";

const SENTENCES: Readonly<Record<DamageKind, string>> = {
  database: "数据文件本身已损坏。请不要再填写，用最近的备份恢复（anbao restore）。",
  facts: "本机的密钥或单位标记与已有内容不符。请不要再填写，用最近的备份恢复（anbao restore）。",
  entry: "{record}有一版内容已损坏。请修复（anbao mend）：先取出这一版，再从备份补回；也可再导入含有它的报送包。",
  "lost-entry":
    "{record}有一版内容因损坏已取出，还没有补回。请导入含有它的报送包、县里的归还包，或用备份补回（anbao mend --from）。",
  feed: "{record}内容之间的先后连接与原样不符。请修复（anbao mend）。",
  table: "{record}显示的内容与保存的各版不符。请修复（anbao mend），由各版重算。",
  "original-lost": "{record}材料{file}的原件不在本机。请找到原件，在这条记录里重新添加同一个文件。",
  "original-changed": "{record}材料{file}的原件已不是添加时的内容。请修复（anbao mend），再重新添加同一个文件。",
  "original-row": "{record}材料{file}的说明与记录不符。请修复（anbao mend）。",
};

/** One line for every damage, the place behind it. */
export function damageLines(damages: readonly Damage[]): readonly string[] {
  return damages.map(damageLine);
}

function damageLine({ kind, place, record, file }: Damage): string {
  const named = record === null ? "" : `${namedRecord(record)}：`;
  const filled = SENTENCES[kind].replace("{record}", named).replace("{file}", file === undefined ? "" : `“${file}”`);
  return `${filled}［${place}］`;
}
