// How a member of a record is said: its label by path and its value in words, from the campaign. For history and conflicts.
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";
import type { Bilingual } from "../../../src-main/api/contract-parts.ts";
import { sayCount } from "../../format/amounts.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { itemNames, itemsOf, metricOf, picklistOf } from "./catalogue.ts";

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function useValueWords() {
  const { t } = useTranslation("activities");
  const mark = useListMark();
  const campaign = useCampaign();
  const say = useWords();
  const dates = useDates();
  const value = (of: unknown, path: string): string => {
    if (of === undefined || of === null || of === "") return "—";
    if (typeof of === "number") return sayCount(of);
    if (typeof of === "boolean") return t(of ? "yes" : "no", { ns: "common" });
    if (Array.isArray(of)) return of.map((one: unknown) => value(one, path)).join(mark);
    if (typeof of === "object") return sayObject(of);
    const text = String(of);
    const option = optionOf(campaign, path, text);
    if (option !== undefined) return say(option);
    if (path === "/mode") return t(`mode.${text}`);
    if (LOCAL_TIME.test(text)) return dates.local(text.replace("T00:00", ""));
    return DAY.test(text) ? dates.day(text) : text;
  };
  const label = (path: string): string => {
    const [, head = "", tail = ""] = path.split("/");
    const metric = head === "metrics" ? metricOf(campaign, tail)?.label : undefined;
    const field = head === "fields" ? fieldLabel(campaign, tail) : undefined;
    const ours = t(`field.${head}`, { defaultValue: "" });
    const found = metric ?? field ?? (ours === "" ? columnLabel(campaign, head) : undefined);
    return found === undefined ? ours || t("field.") : say(found);
  };
  return { value, label };
}

function sayObject(of: object): string {
  if ("name" in of && typeof of.name === "string") return of.name;
  if ("caption" in of && typeof of.caption === "string") return of.caption;
  return Object.values(of)
    .filter((one) => typeof one === "string" || typeof one === "number")
    .join(" ");
}

function optionOf(campaign: Campaign, path: string, id: string): Bilingual | undefined {
  if (path === "/code") return itemNames(campaign).get(id);
  if (path === "/jointEvent") return campaign.jointEvents.find((event) => event.id === id)?.title;
  if (path.startsWith("/tags")) return campaign.catalogue.tags.find((tag) => tag.id === id)?.label;
  const [, head = "", field = ""] = path.split("/");
  if (head !== "fields") return undefined;
  const picklist = itemsOf(campaign)
    .flatMap(({ item }) => item.fields)
    .concat(campaign.catalogue.commonFields)
    .find((one) => one.id === field)?.picklist;
  return picklistOf(campaign, picklist)?.options.find((option) => option.id === id)?.label;
}

function fieldLabel(campaign: Campaign, id: string): Bilingual | undefined {
  return itemsOf(campaign)
    .flatMap(({ item }) => item.fields)
    .concat(campaign.catalogue.commonFields)
    .find((field) => field.id === id)?.label;
}

/** Members of ledgers and of the liaison form have the names of their columns. */
function columnLabel(campaign: Campaign, id: string): Bilingual | undefined {
  return [...campaign.ledgers.flatMap((ledger) => ledger.columns), ...campaign.attachment1].find((column) => column.id === id)
    ?.label;
}
