// Says of each number of an item which rows of 附件2 take it, or that it is kept as a record only.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { useCampaign, useWords } from "../../rpc/context.tsx";

/** @returns by the number's id: “计入第31行 参加群众”, “只作记录”, or nothing as long as it is not known. */
export function useFedRows(code: string): (number: string) => string {
  const { t } = useTranslation("activities");
  const { indicators } = useCampaign();
  const say = useWords();
  const { data } = useQuery(query.campaign.fedRows.queryOptions({ staleTime: Infinity }));
  return (number) => {
    if (data === undefined) return "";
    const rows = data[code]?.[number] ?? [];
    if (rows.length === 0) return t("recordOnly");
    const names = indicators
      .filter((row) => rows.includes(row.code))
      .map((row) => t("rowNamed", { row: row.code, name: say(row.label) }));
    return t("goesTo", { rows: names.join(t("rowsJoin")) });
  };
}
