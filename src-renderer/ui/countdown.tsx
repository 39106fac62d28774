// How long is left until a deadline, or how long it has passed: 还有 1 天 21 小时.
import { useTranslation } from "react-i18next";
import { stretchOf } from "../format/dates.ts";

const SOON_MS = 72 * 3_600_000;

/** Amber within three days, red once it has passed. */
export function Countdown({ leftMs }: Readonly<{ leftMs: number }>) {
  const say = useSayStretch();
  const { t } = useTranslation("common");
  if (leftMs < 0) return <b className="bad-ink">{t("overdueBy", { time: say(-leftMs) })}</b>;
  return <b className={leftMs < SOON_MS ? "warn-ink" : ""}>{t("left", { time: say(leftMs) })}</b>;
}

/** Says a stretch of time in its two largest parts. */
export function useSayStretch(): (milliseconds: number) => string {
  const { t } = useTranslation("common");
  return (milliseconds) => {
    const { days, hours, minutes } = stretchOf(milliseconds);
    if (days > 0) return hours > 0 ? t("daysHours", { days, hours }) : t("days", { days });
    if (hours > 0) return minutes > 0 ? t("hoursMinutes", { hours, minutes }) : t("hours", { hours });
    return t("minutes", { minutes });
  };
}
