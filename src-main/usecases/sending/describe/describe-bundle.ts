// What data/index.html tells: who handed in what, record by record, for a reader without the program.
import { formatChineseDateTime } from "../../../domain/campaign/local-time.ts";
import type { Campaign } from "../../../domain/campaign/schema.ts";
import { describeFile } from "./describe-file.ts";
import { attachmentsShown } from "../../../domain/kinds/values.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { BundleReadme, BundleStatement } from "../../ports/bundles.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import { FREE_TEXT_WARNING, sayLeftOut } from "./say-left-out.ts";
import type { LeftOut } from "../choose/withholding.ts";

const LISTED_KINDS = [
  { kind: "activity", heading: "活动" },
  { kind: "hazard", heading: "问题隐患" },
  { kind: "issue", heading: "“回头看”问题" },
  { kind: "exposure", heading: "曝光" },
  { kind: "tip", heading: "举报" },
  { kind: "story", heading: "媒体报道" },
  { kind: "product", heading: "科普产品" },
] as const;
type ListedKind = (typeof LISTED_KINDS)[number]["kind"];
/** Of one unit, on a page that a person reads; more is counted, not listed. */
const MOST_LISTED = 2000;

/**
 * Units whose feeds are in it, and the records whose values are in it, by kind and id. `leftOut` absent: it is sealed. `smaller`: what goes
 * instead of an original.
 */
export type Carried = Readonly<{
  units: ReadonlySet<string>;
  records: ReadonlySet<string>;
  leftOut: LeftOut | undefined;
  smaller: ReadonlyMap<string, string>;
}>;

/** Describes what a bundle holds. No personal field is ever part of it. */
export function describeBundle(
  ws: Needs<OriginalReader & RecordReader, "campaign">,
  statement: BundleStatement,
  carried: Carried,
): BundleReadme {
  const campaign = ws.campaign();
  return {
    title: `${statement.sender.unitName} 第${statement.series.number}包`,
    unitName: statement.sender.unitName,
    facts: [
      { label: "活动", value: campaign.title.zh },
      { label: "报送单位", value: `${statement.sender.unitName}（${statement.sender.unit}）` },
      { label: "导出时间", value: formatChineseDateTime(statement.createdAtMs, campaign.calendar.offsetMinutes) },
      { label: "收件", value: receiverName(ws, statement.recipient) },
      { label: "范围", value: rangeOf(statement) },
      ...leftOutFacts(carried, campaign),
    ],
    sections: LISTED_KINDS.flatMap(({ kind, heading }) => {
      const byUnit = [...carried.units].map((unit) =>
        ws.store.allRecords({ kind, unit }).filter(({ record }) => carried.records.has(`${kind}/${record}`)),
      );
      const records = byUnit.flatMap((list) => list.slice(0, MOST_LISTED));
      return records.length === 0
        ? []
        : [
            {
              heading: `${heading}（${byUnit.flat().length} 条）`,
              columns: ["标题", "时间", "地点", "数据"],
              rows: records.map((record) => describeRecord(ws, record, carried.smaller)),
            },
          ];
    }),
  };
}

function leftOutFacts({ leftOut, records }: Carried, campaign: Campaign): BundleReadme["facts"] {
  if (leftOut === undefined) return [];
  const warning = records.size === 0 ? [] : [{ label: "提醒", value: FREE_TEXT_WARNING }];
  return [...sayLeftOut(leftOut, campaign).map((value) => ({ label: "未包含", value })), ...warning];
}

/** An increment holds only what the county's last receipt did not name; the page lists no more than that. */
function rangeOf({ baseFrontier }: BundleStatement): string {
  return Object.keys(baseFrontier).length === 0 ? "全部内容" : "上次回执之后新增和更改的内容（此前的内容在更早的包里）";
}

function receiverName(ws: Pick<Workspace, "campaign">, recipient: string): string {
  if (recipient === "county") return ws.campaign().committee.office;
  return recipient === "all" ? "各报送单位" : recipient;
}

function describeRecord(
  ws: Needs<OriginalReader, "campaign">,
  record: RecordView<ListedKind>,
  smaller: Carried["smaller"],
): BundleReadme["sections"][number]["rows"][number] {
  const { value } = record;
  const place = value !== null && "place" in value ? (value.place ?? "") : "";
  const metrics = value !== null && "metrics" in value ? value.metrics : {};
  return {
    cells: [record.title ?? "", (record.occurred ?? "").replace("T", " "), place, figuresOf(ws, metrics)],
    media: attachmentsShown(value).map((file) => describeFile(ws, file, smaller.get(file.sha256))),
  };
}

function figuresOf(ws: Pick<Workspace, "campaign">, metrics: Readonly<Record<string, number>>): string {
  const labels = new Map(ws.campaign().catalogue.metrics.map((metric) => [metric.id, metric]));
  return Object.entries(metrics)
    .map(([id, figure]) => `${labels.get(id)?.label.zh ?? id} ${String(figure)} ${labels.get(id)?.unit.zh ?? ""}`.trim())
    .join("，");
}
