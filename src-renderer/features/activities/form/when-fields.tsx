// When: a day, from and to; typed as 6.3, 9 and 1130, kept as `YYYY-MM-DDTHH:mm`.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { timePath } from "../../../../src-main/domain/kinds/unread.ts";
import { dayOf } from "../../../format/dates.ts";
import { query } from "../../../rpc/api.ts";
import { useCampaign, useDates } from "../../../rpc/context.tsx";
import { Field } from "../../../ui/field.tsx";
import { DayInput } from "../../../ui/input/day-input.tsx";
import { TimeInput } from "../../../ui/input/time-input.tsx";
import { useDraftTools } from "./draft-context.ts";
import { withRaw } from "./draft-value.ts";
import { oddTime, timeOf, withDay, withOddTime, withTime, type Side } from "./when.ts";

/** Where the sentence of the line comes from, in the order of its fields. */
const PATHS = ["/startsAt", timePath("startsAt"), timePath("endsAt"), "/endsAt"];

export function WhenFields() {
  const { t, i18n } = useTranslation("activities");
  const { value, change, leave, error } = useDraftTools();
  const { offset } = useDates();
  const campaign = useCampaign();
  const frame = useQuery(query.session.frame.queryOptions());
  const day = value.startsAt?.slice(0, 10);
  const time = (side: Side) => ({
    value: timeOf(value, side),
    raw: oddTime(value, side),
    odd: oddTime(value, side) !== undefined,
    onChange: (next: string | undefined): void => {
      leave(`/${side}`);
      change((was) => withTime(was, side, next));
    },
    onRefused: (text: string): void => change((was) => withOddTime(was, side, text)),
  });
  return (
    <Field
      wide
      label={t("field.when")}
      required
      path="/startsAt"
      error={PATHS.map(error).find((sentence) => sentence !== undefined)}
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
            change((was) => withRaw(withDay(was, undefined), "/startsAt", text));
          }}
        />
        <TimeInput label={t("field.from")} {...time("startsAt")} />
        <span className="muted">—</span>
        <TimeInput label={t("field.to")} placeholder="11:30" {...time("endsAt")} />
      </div>
    </Field>
  );
}
