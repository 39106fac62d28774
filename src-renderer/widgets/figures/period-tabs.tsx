// Which period is shown: the campaign's periods and 累计; the last choice stands in the address.
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { Period } from "../../../src-main/api/figures/contract.ts";
import { useWords } from "../../rpc/context.tsx";

export function PeriodTabs({
  periods,
  at,
  onChange,
}: Readonly<{ periods: readonly Period[]; at: string; onChange: (id: string) => void }>) {
  const { t } = useTranslation("figures");
  const say = useWords();
  return (
    <Segmented
      aria-label={t("period")}
      value={at}
      onChange={onChange}
      options={periods.map((period) => ({ value: period.id, label: say(period.title) }))}
    />
  );
}
