// The content of an activity, to be read: review, conflicts, numbers, facts, story, evidence.
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ActivityDetail } from "../../../src-main/api/activities/contract.ts";
import { sayCount } from "../../format/amounts.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { BlankState } from "../../ui/blank-state.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { findItem, metricOf } from "../../widgets/records/catalogue.ts";
import { ConflictTable } from "../../widgets/records/conflict-table.tsx";
import { OriginalsOutButtons, OriginalsOutSaid, useOriginalsOut } from "../../widgets/media/originals-out.tsx";
import { MediaStrip } from "../../widgets/media/media-strip.tsx";
import { countMedia, useSayMedia } from "../../widgets/media/say-media.ts";
import { useCheckNames } from "../../widgets/figures/use-check-names.ts";
import { useFedRows } from "../../widgets/figures/use-fed-rows.ts";
import { useValueWords } from "../../widgets/records/value-words.ts";
import { ReturnedNote } from "./returned-note.tsx";

const FACTS = ["startsAt", "endsAt", "place", "mode", "organiser", "coOrganisers", "jointEvent", "leaders", "tags"] as const;
type ViewProps = Readonly<{ detail: ActivityDetail }>;

export function ActivityView({ detail }: ViewProps) {
  return (
    <>
      <Remarks detail={detail} />
      <div className="record">
        <div className="stack">
          <Numbers detail={detail} />
          <Facts detail={detail} />
        </div>
        <Evidence detail={detail} />
      </div>
    </>
  );
}

/** The files, and the way out for the originals among them. */
function Evidence({ detail: { unit, kind, record, media } }: ViewProps) {
  const { t } = useTranslation("activities");
  const sayMedia = useSayMedia();
  const out = useOriginalsOut();
  const choice = { of: "filter", filter: { record: { unit, kind, record } } } as const;
  return (
    <Sheet
      title={t("evidence", { ns: "media" })}
      beside={sayMedia(countMedia(media), true)}
      actions={media.length > 0 && <OriginalsOutButtons out={out} choice={choice} label={t("export", { ns: "gallery" })} />}
    >
      {media.length === 0 ? (
        <BlankState drawing="photos" what={t("noEvidence")} how={t("noEvidenceHow")} />
      ) : (
        <div className="stack">
          <OriginalsOutSaid out={out} />
          <MediaStrip items={media} large />
        </div>
      )}
    </Sheet>
  );
}

function Remarks({ detail }: ViewProps) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  const review = detail.review;
  return (
    <>
      <ReturnedNote returned={review?.decision === "return" ? review : null} />
      {review !== null && review.decision === "accept" && (
        <Note tone="ok">{t("acceptedBy", { by: review.by, at: dates.instant(review.atMs) })}</Note>
      )}
      {detail.onBehalf && <Note tone="quiet">{t("onBehalfWhat")}</Note>}
      {detail.conflicts.length > 0 && (
        <Sheet
          title={t("conflictTitle", { count: detail.conflicts.length })}
          beside={t("conflictWhat")}
          actions={
            <Link href={`/conflicts?record=${detail.unit}.${detail.kind}.${detail.record}`}>{t("decide", { ns: "home" })}</Link>
          }
        >
          {detail.conflicts.map((conflict) => (
            <ConflictTable key={conflict.path} conflict={conflict} />
          ))}
        </Sheet>
      )}
    </>
  );
}

function Numbers({ detail }: ViewProps) {
  const { t } = useTranslation("activities");
  const campaign = useCampaign();
  const say = useWords();
  const goesTo = useFedRows(detail.value.code);
  const item = findItem(campaign, detail.value.code)?.item;
  const order = item?.metrics.map(({ id }) => id) ?? [];
  const numbers = Object.entries(detail.value.metrics).toSorted(([a], [b]) => placeIn(order, a) - placeIn(order, b));
  if (numbers.length === 0) return null;
  return (
    <Sheet title={t("section.metrics")} beside={t("section.metrics.what")}>
      <div className="record-numbers">
        {numbers.map(([id, value]) => {
          const metric = metricOf(campaign, id);
          return (
            <div key={id} className="record-number">
              <div className="muted small">{metric === undefined ? id : say(metric.label)}</div>
              <b>{sayCount(value)}</b> <span className="muted small">{metric === undefined ? "" : say(metric.unit)}</span>
              <div className="muted small goes-to" title={goesTo(id)}>
                {goesTo(id)}
              </div>
            </div>
          );
        })}
      </div>
    </Sheet>
  );
}

/** What the item does not list comes last. */
function placeIn(order: readonly string[], id: string): number {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
}

function Facts({ detail }: ViewProps) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  const nameOf = useCheckNames();
  const words = useValueWords();
  const value: Readonly<Record<string, unknown>> = detail.value;
  const facts = FACTS.filter((name) => value[name] !== undefined).map((name) => ({ path: `/${name}`, value: value[name] }));
  const fields = Object.entries(detail.value.fields ?? {}).map(([id, one]) => ({ path: `/fields/${id}`, value: one }));
  const explanations = Object.entries(detail.value.explanations ?? {});
  return (
    <Sheet title={t("section.basic")}>
      <dl className="facts">
        {[...facts, ...fields].map((fact) => (
          <Fact key={fact.path} label={words.label(fact.path)} text={words.value(fact.value, fact.path)} />
        ))}
        {detail.value.description !== undefined && <Fact label={t("field.description")} text={detail.value.description} />}
        {explanations.map(([check, text]) => (
          <Fact key={check} label={t("explanationOf", { check: nameOf(check) })} text={text} />
        ))}
        <Fact label={t("edited")} text={`${detail.editedBy} ${dates.instant(detail.editedAtMs)}`} />
      </dl>
    </Sheet>
  );
}

function Fact({ label, text }: Readonly<{ label: string; text: string }>) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="pre">{visibleText(text)}</dd>
    </>
  );
}
