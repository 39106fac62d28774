// 收到时间 and 方式, once for the whole batch; now, unless another time is typed.
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Means } from "../../../src-main/api/inbox/contract.ts";
import { dayOf, instantOf, localOf } from "../../format/dates.ts";
import { useCampaign, useDates } from "../../rpc/context.tsx";
import { DayInput } from "../../ui/input/day-input.tsx";
import { TimeInput } from "../../ui/input/time-input.tsx";
import { useNow } from "../../rpc/use-now.ts";

type Field = "day" | "time";

/** `typedAtMs`: a time that was typed; without one it is the moment of merging. `unclear`: fields whose text is no day or no time. */
export type Receipt = Readonly<{
  typedAtMs: number | undefined;
  unclear: readonly Field[];
  means: Means;
  reason: string;
}>;
export const RECEIVED_NOW: Receipt = { typedAtMs: undefined, unclear: [], means: "usb", reason: "" };
const MEANS: readonly Means[] = ["usb", "chat", "mail", "network", "other"];

type FieldsProps = Readonly<{ receipt: Receipt; onChange: (receipt: Receipt) => void }>;

export function ReceiptFields({ receipt, onChange }: FieldsProps) {
  const { t, i18n } = useTranslation("inbox");
  const { offset } = useDates();
  const { year } = useCampaign();
  const now = useNow();
  if (now === undefined) return null;
  const local = localOf(receipt.typedAtMs ?? now, offset);
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  const others = (field: Field): readonly Field[] => receipt.unclear.filter((one) => one !== field);
  const set = (field: Field, typedAtMs: number | undefined): void => onChange({ ...receipt, typedAtMs, unclear: others(field) });
  const refuse = (field: Field): void => onChange({ ...receipt, unclear: [...others(field), field] });
  const at = (onDay: string, atTime: string): number => instantOf(`${onDay}T${atTime}`, offset);
  return (
    <div className="row tight receipt">
      <label className="row tight">
        <span className="muted">{t("receivedAt")}</span>
        <DayInput
          value={day}
          today={dayOf(now, offset)}
          year={year}
          language={i18n.language}
          onChange={(next) => set("day", next === undefined ? undefined : at(next, time))}
          onRefused={() => refuse("day")}
        />
      </label>
      <TimeInput
        label={t("receivedTime")}
        value={time}
        odd={receipt.unclear.includes("time")}
        onChange={(next) => set("time", next === undefined ? undefined : at(day, next))}
        onRefused={() => refuse("time")}
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
