// Beneath the duties: what came back, what lacks evidence, what was begun, what the county has received.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { UnitHome } from "../../../src-main/api/home/contract.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { Sheet } from "../../ui/page.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { itemNames } from "../../widgets/records/catalogue.ts";
import { pathOfDraft, pathOfRecord } from "../../widgets/records/record-path.ts";

type ListProps = Readonly<{ home: UnitHome }>;

export function Returned({ home }: ListProps) {
  const { t } = useTranslation("home");
  const open = home.returned.filter(({ mended }) => !mended).length;
  if (home.returned.length === 0) return null;
  return (
    <Sheet title={open > 0 ? t("returned", { count: open }) : t("mended", { count: home.returned.length })}>
      <ul className="home-list">
        {home.returned.map((one) => (
          <OneReturned key={`${one.kind}/${one.record}`} one={one} />
        ))}
      </ul>
    </Sheet>
  );
}

/** Read, mended, sent again: it stands until its correction has left. */
function OneReturned({ one }: Readonly<{ one: UnitHome["returned"][number] }>) {
  const { t } = useTranslation("home");
  const dates = useDates();
  const [, go] = useLocation();
  const toMend = one.report === null ? pathOfRecord(one) : placeOfReport(one.report);
  return (
    <li>
      <div className="row tight">
        <strong>
          <Foreign text={one.title} />
        </strong>
        <Tag tone={one.mended ? "warn" : "bad"}>{t(one.mended ? "mendedTag" : "returnedTag")}</Tag>
      </div>
      <p className={one.mended ? "small" : "small bad-ink"}>
        <Foreign text={one.reason} />
      </p>
      <p className="small muted">{`${one.by} ${dates.instant(one.atMs)}`}</p>
      <Button size="small" onClick={() => go(one.mended ? placeOfReport(one.report ?? "now") : toMend)}>
        {t(one.mended ? "sendAgain" : "mend")}
      </Button>
    </li>
  );
}

function placeOfReport(report: string): string {
  return `/hand-in/${encodeURIComponent(report)}`;
}

export function Lacking({ home }: ListProps) {
  const { t } = useTranslation("home");
  const dates = useDates();
  const [, go] = useLocation();
  if (home.lackingTotal === 0) return null;
  const more = home.lackingTotal > home.lacking.length;
  return (
    <Sheet
      title={t("lacking", { count: home.lackingTotal })}
      beside={t("lackingWhat")}
      actions={
        more && (
          <button type="button" className="link small" onClick={() => go("/activities?evidence=without")}>
            {t("seeAll")}
          </button>
        )
      }
    >
      <ul className="home-rows">
        {home.lacking.map((one) => (
          <li key={one.record}>
            <span className="muted home-day">{dates.day(one.date)}</span>
            <Foreign text={one.title} />
            <span className="push" />
            <Button size="small" type="link" onClick={() => go(`/activities/${one.unit}/${one.record}`)}>
              {t("addEvidence")}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export function Drafts({ home }: ListProps) {
  const { t } = useTranslation("home");
  const dates = useDates();
  const say = useWords();
  const [, go] = useLocation();
  const campaign = useCampaign();
  const names = itemNames(campaign);
  if (home.drafts.length === 0) return null;
  return (
    <Sheet title={t("drafts", { count: home.drafts.length })}>
      <ul className="home-rows">
        {home.drafts.map((one) => {
          const name = names.get(one.code) ?? campaign.ledgers.find((ledger) => ledger.kind === one.kind)?.title;
          const what = one.kind === "liaison" ? t("liaison", { ns: "settings" }) : name === undefined ? one.code : say(name);
          return (
            <li key={one.draft}>
              <Foreign text={one.title === "" || one.kind === "liaison" ? what : one.title} />
              <span className="muted small">{t("draftSaved", { at: dates.instant(one.savedAtMs) })}</span>
              <span className="push" />
              <Button size="small" type="link" onClick={() => go(pathOfDraft(one.kind, one.draft))}>
                {t("goOn")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

const ANSWER_TONES: Readonly<Record<Exclude<UnitHome["received"][number]["state"], "received">, Tone>> = {
  incomplete: "warn",
  quarantined: "warn",
  "confirmed-by-code": "accent",
  "set-aside": "bad",
  ended: "bad",
};

export function Received({ home }: ListProps) {
  const { t } = useTranslation("home");
  const dates = useDates();
  const say = useWords();
  if (home.received.length === 0) return null;
  return (
    <Sheet title={t("received")}>
      <ul className="home-rows">
        {home.received.map((one) => (
          <li key={one.bundle}>
            <span className="muted home-day">{t("bundle", { number: one.bundle })}</span>
            <span>{say(one.title)}</span>
            <span className="push" />
            <span className="muted small">{dates.instant(one.receivedAtMs)}</span>
            {one.state !== "received" ? (
              <Tag tone={ANSWER_TONES[one.state]}>{t(one.state)}</Tag>
            ) : (
              <Tag tone={one.timely === false ? "bad" : "ok"}>{t(sayTimely(one.timely))}</Tag>
            )}
            {one.reason !== null && (
              <p className="home-why small bad-ink">
                <Foreign text={one.reason} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** What answers no deadline is neither on time nor late. */
function sayTimely(timely: boolean | null): string {
  if (timely === null) return "receivedTag";
  return timely ? "inTime" : "late";
}
