// The sentences on what a plain bundle does not carry, for the page in the bundle and for the terminal.
import type { Campaign } from "../../../domain/campaign/schema.ts";
import type { LeftOut } from "../choose/withholding.ts";

/** What stays out, and what that means for its reader; empty where nothing does. */
export function sayLeftOut({ records, originals }: LeftOut, campaign: Campaign): readonly string[] {
  const kinds = Object.entries(records).map(([kind, count]) => `${kindTitle(kind, campaign)} ${count} 条`);
  const total = Object.values(records).reduce((sum, count) => sum + count, 0);
  return [
    ...(total === 0
      ? []
      : [
          `含个人信息（姓名、电话、文件名等）的记录 ${total} 条：${kinds.join("、")}。收件方看不到，也不能统计，加密再送一次即可补齐`,
        ]),
    ...(originals === 0 ? [] : [`带拍摄位置或无法查看的原件 ${originals} 个，收件方记为待补`]),
  ];
}

/** Free text goes as it is: nobody but its author knows whom it names. */
export const FREE_TEXT_WARNING = "标题、内容、备注等自由填写的文字原样在包里，可能提到个人，转交前请看一遍";

const TITLES: Readonly<Record<string, string>> = {
  activity: "活动",
  liaison: "联络员",
  person: "人员",
  report: "报送",
  supervision: "督导",
};

/** What a kind of record is called. */
export function kindTitle(kind: string, { ledgers }: Campaign): string {
  return TITLES[kind] ?? ledgers.find((ledger) => ledger.kind === kind)?.title.zh ?? kind;
}
