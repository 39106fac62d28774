// 收到时间 and 方式, once for the whole batch; now, unless another time is typed.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Means } from "../../../src-main/api/contract/inbox.ts";
import { dayOf, instantOf, localOf } from "../../format/dates.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates } from "../../rpc/context.tsx";
import { DayInput } from "../../ui/input/day-input.tsx";
import { TimeInput } from "../../ui/input/time-input.tsx";
import { useNow } from "../../ui/use-now.ts";

/** `typedAtMs`: a time that was typed; without one it is the moment of merging. */
export type Receipt = Readonly<{ typedAtMs: number | undefined; means: Means; reason: string }>;
const MEANS: readonly Means[] = ["usb", "chat", "mail", "network", "other"];

export function ReceiptFields({ receipt, onChange }: Readonly<{ receipt: Receipt; onChange: (receipt: Receipt) => void }>) {
  const { t } = useTranslation("inbox");
  const { offset } = useDates();
  const frame = useQuery(query.session.frame.queryOptions());
  const now = useNow(frame.data?.nowMs);
  if (now === undefined) return null;
  const local = localOf(receipt.typedAtMs ?? now, offset);
  const set = (day: string, time: string): void => onChange({ ...receipt, typedAtMs: instantOf(`${day}T${time}`, offset) });
  return (
    <div className="row tight receipt">
      <span className="muted">{t("receivedAt")}</span>
      <ReceivedDay day={local.slice(0, 10)} today={dayOf(now, offset)} onChange={(day) => set(day, local.slice(11, 16))} />
      <TimeInput
        label={t("receivedTime")}
        value={local.slice(11, 16)}
        onChange={(time) => set(local.slice(0, 10), time ?? "00:00")}
        onRefused={() => undefined}
      />
      <Select
        aria-label={t("means")}
        value={receipt.means}
        onChange={(means: Means) => onChange({ ...receipt, means })}
        options={MEANS.map((means) => ({ value: means, label: t(`means.${means}`) }))}
      />
    </div>
  );
}

function ReceivedDay({ day, today, onChange }: Readonly<{ day: string; today: string; onChange: (day: string) => void }>) {
  const { i18n } = useTranslation();
  const campaign = useCampaign();
  return (
    <DayInput
      value={day}
      today={today}
      year={campaign.year}
      language={i18n.language}
      onChange={(next) => onChange(next ?? today)}
      onRefused={() => undefined}
    />
  );
}
