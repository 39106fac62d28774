// What has not arrived from a PC, as a person says it: “三号电脑缺第4包，共缺 12 条”.
import { useTranslation } from "react-i18next";
import type { DeviceGapView } from "../../../src-main/api/receipts/contract.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";

export function useGapWords(): (gap: DeviceGapView) => string {
  const { t } = useTranslation("receipts");
  const mark = useListMark();
  return ({ device, numbers, entries }) => {
    const said = { device, numbers: numbers.join(mark), count: entries };
    if (entries === 0) return t("gapUnseen", said);
    return t(numbers.length === 0 ? "gapEntries" : "gapLacking", said);
  };
}
