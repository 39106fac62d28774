// One duty: what, until when, what lies ready for it, and its one button.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Duty } from "../../../src-main/api/home/contract.ts";
import type { Ready } from "../../../src-main/api/session/contract.ts";
import { useDates, useSession, useWords } from "../../rpc/context.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { useNow } from "../../rpc/use-now.ts";
import { liaisonWay, pathOfKind } from "../../widgets/records/record-path.ts";
import { useSayMedia } from "../../widgets/media/say-media.ts";

const TONES: Readonly<Record<Duty["state"], Tone>> = {
  open: "warn",
  overdue: "bad",
  returned: "bad",
  incomplete: "warn",
  upcoming: "quiet",
};

/** A plan or a summary is typed first; its page leads on to the hand-in that carries it. */
function placeOf(duty: Duty, enrolment: Ready["trust"]["enrolment"]): string {
  if (duty.action === "send-liaison") return liaisonWay(enrolment);
  return duty.action === "assemble" ? `/hand-in/${encodeURIComponent(duty.obligation)}` : pathOfKind(duty.type);
}

export function DutyCard({ duty, first }: Readonly<{ duty: Duty; first: boolean }>) {
  const { t } = useTranslation("home");
  const say = useWords();
  const { trust } = useSession();
  const dates = useDates();
  const [, go] = useLocation();
  const now = useNow();
  return (
    <section className={first ? "sheet pad duty duty-first" : "sheet pad duty"}>
      <div className="row duty-head">
        <Tag tone={TONES[duty.state]}>
          {duty.state === "open" || duty.state === "upcoming"
            ? t("before", { at: dates.deadline(duty.dueAtMs) })
            : t(`state.${duty.state}`)}
        </Tag>
        <h2>{say(duty.title)}</h2>
        {duty.action === "send-liaison" && <Tag tone="warn">{t("writtenNotSent")}</Tag>}
        {duty.period !== null && (
          <span className="muted duty-period">
            <span className="nowrap">{dates.instant(duty.period.fromMs)} —</span>{" "}
            <span className="nowrap">{dates.instant(duty.period.toMs)}</span>
          </span>
        )}
        <span className="push" />
        {now !== undefined && duty.state !== "upcoming" && <Countdown leftMs={duty.dueAtMs - now} />}
        <Button type={first ? "primary" : "default"} onClick={() => go(placeOf(duty, trust.enrolment))}>
          {t(`action.${duty.action}`)}
        </Button>
      </div>
      {duty.gathered !== null && <Gathered gathered={duty.gathered} />}
    </section>
  );
}

function Gathered({ gathered }: Readonly<{ gathered: NonNullable<Duty["gathered"]> }>) {
  const { t } = useTranslation("home");
  const sayMedia = useSayMedia();
  return (
    <div className="row wrap small muted duty-gathered">
      <span>{gathered.activities === 0 ? t("nothingYet") : t("recorded", { count: gathered.activities })}</span>
      {gathered.soFar > gathered.activities && <span>{t("soFar", { count: gathered.soFar })}</span>}
      {gathered.activities > 0 && <span>{t("evidenced", { count: gathered.evidenced })}</span>}
      {gathered.lacking > 0 && <span className="bad-ink">{t("lackingCount", { count: gathered.lacking })}</span>}
      <span>{sayMedia(gathered.media, true)}</span>
    </div>
  );
}
