// When: a day, from and to; typed as 6.3, 9 and 1130, kept as `YYYY-MM-DDTHH:mm`.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftValue } from "../../../src-main/api/contract/drafts.ts";
import { dayOf } from "../../format/dates.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates } from "../../rpc/context.tsx";
import { Field } from "../../ui/field.tsx";
import { DayInput } from "../../ui/input/day-input.tsx";
import { TimeInput } from "../../ui/input/time-input.tsx";
import { useDraftTools, withMember, withRaw } from "./draft-context.ts";

export function WhenFields() {
  const { t, i18n } = useTranslation("activities");
  const { value, change, leave, error } = useDraftTools();
  const { offset } = useDates();
  const campaign = useCampaign();
  const frame = useQuery(query.session.frame.queryOptions());
  const [odd, setOdd] = useState(false);
  const day = value.startsAt?.slice(0, 10);
  const refuse = (): void => setOdd(true);
  const setTime = (side: "startsAt" | "endsAt", time: string | undefined): void => {
    setOdd(false);
    change((was) => withTime(was, side, time));
  };
  return (
    <Field
      wide
      label={t("field.when")}
      required
      path="/startsAt"
      error={odd ? t("fault.not-a-time") : (error("/startsAt") ?? error("/endsAt"))}
      hint={t("whenHint")}
    >
      <div className="when">
        <DayInput
          value={day}
          raw={value.raw["/startsAt"]}
          today={dayOf(frame.data?.nowMs ?? 0, offset)}
          year={campaign.year}
          language={i18n.language}
          onChange={(next) => {
            leave("/startsAt");
            change((was) => withDay(was, next));
          }}
          onRefused={(text) => {
            leave("/startsAt");
            change((was) => withRaw(withMember(was, "startsAt", undefined), "/startsAt", text));
          }}
        />
        <TimeInput
          label={t("field.from")}
          value={timeOf(value.startsAt)}
          onChange={(time) => setTime("startsAt", time)}
          onRefused={refuse}
        />
        <span className="muted">—</span>
        <TimeInput
          label={t("field.to")}
          placeholder="11:30"
          value={timeOf(value.endsAt)}
          onChange={(time) => setTime("endsAt", time)}
          onRefused={refuse}
        />
      </div>
    </Field>
  );
}

/** The time of day; none where only the day is known (midnight stands for that). */
function timeOf(local: string | undefined): string | undefined {
  const time = local?.slice(11, 16);
  return time === "00:00" ? undefined : time;
}

function withDay(value: DraftValue, day: string | undefined): DraftValue {
  if (day === undefined) return withMember(withMember(value, "startsAt", undefined), "endsAt", undefined);
  const moved = withMember(value, "startsAt", `${day}T${timeOf(value.startsAt) ?? "00:00"}`);
  return value.endsAt === undefined ? moved : withMember(moved, "endsAt", `${day}T${value.endsAt.slice(11, 16)}`);
}

function withTime(value: DraftValue, side: "startsAt" | "endsAt", time: string | undefined): DraftValue {
  const day = value.startsAt?.slice(0, 10);
  if (day === undefined) return value;
  if (time === undefined)
    return side === "endsAt" ? withMember(value, "endsAt", undefined) : withMember(value, "startsAt", `${day}T00:00`);
  return withMember(value, side, `${day}T${time}`);
}
