// What stands above the gallery: its kinds with their numbers, how it is arranged, unit, period, day.
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { sayCount } from "../../format/amounts.ts";
import { dayOf } from "../../format/dates.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates, useSession, useWords } from "../../rpc/context.tsx";
import { DayInput } from "../../ui/input/day-input.tsx";
import { Field } from "../../ui/field.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { GROUPS, KINDS, type GalleryView } from "./gallery-address.ts";
import type { Counts } from "./use-gallery.ts";

type FiltersProps = Readonly<{
  view: GalleryView;
  counts: Counts | undefined;
  first: GalleryFile | undefined;
  onChange: (view: GalleryView) => void;
}>;
type Change = Readonly<{ [Name in keyof GalleryView["filter"]]?: GalleryView["filter"][Name] | undefined }>;

export function GalleryFilters({ view, counts, first, onChange }: FiltersProps) {
  const { t } = useTranslation("gallery");
  const { role } = useSession();
  const campaign = useCampaign();
  const say = useWords();
  const { filter, group } = view;
  const set = (change: Change): void => onChange({ group, filter: given({ ...filter, ...change }) });
  const groups = role === "county" ? GROUPS : GROUPS.filter((one) => one !== "unit");
  return (
    <div className="row wrap gallery-filters" role="search">
      <Kinds view={view} counts={counts} onChange={(kind) => set({ class: kind })} />
      {role === "county" && (
        <div className="gallery-filter">
          <TypeAhead
            choices={campaign.units.map((unit) => ({ value: unit.code, text: unit.name, beside: unit.code }))}
            value={filter.unit}
            label={t("unit")}
            placeholder={t("anyUnit")}
            onChange={(unit) => set({ unit })}
          />
        </div>
      )}
      <div className="gallery-filter">
        <TypeAhead
          choices={campaign.calendar.periods.map((period) => ({ value: period.id, text: say(period.title) }))}
          value={filter.period}
          label={t("period")}
          placeholder={t("anyPeriod")}
          onChange={(period) => set({ period })}
        />
      </div>
      <OneDay day={filter.fromDay} onChange={(day) => set({ fromDay: day, toDay: day })} />
      {filter.record !== undefined && (
        <button type="button" className="plain gallery-chip" onClick={() => set({ record: undefined })} aria-label={t("clear")}>
          <Foreign text={t("ofRecord", { title: first?.record.title ?? "" })} /> ×
        </button>
      )}
      <span className="push" />
      <Segmented
        aria-label={t("group")}
        value={group}
        options={groups.map((value) => ({ value, label: t(`group.${value}`) }))}
        onChange={(value) => onChange({ filter, group: value })}
      />
    </div>
  );
}

function Kinds({
  view: { filter },
  counts,
  onChange,
}: Readonly<{ view: GalleryView; counts: Counts | undefined; onChange: (kind: GalleryView["filter"]["class"]) => void }>) {
  const { t } = useTranslation("gallery");
  const all = counts === undefined ? undefined : KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  const label = (word: string, count: number | undefined) => (
    <>
      {word} {count !== undefined && <span className="muted">{sayCount(count)}</span>}
    </>
  );
  return (
    <Segmented
      aria-label={t("kinds")}
      value={filter.class ?? "all"}
      options={[
        { value: "all", label: label(t("kind.all"), all) },
        ...KINDS.map((value) => ({ value, label: label(t(`kind.${value}`), counts?.[value]) })),
      ]}
      onChange={(value) => onChange(KINDS.find((kind) => kind === value))}
    />
  );
}

/** A text that is no day stands there until it is one. */
function OneDay({ day, onChange }: Readonly<{ day: string | undefined; onChange: (day: string | undefined) => void }>) {
  const { t, i18n } = useTranslation("gallery");
  const { offset, year } = useDates();
  const frame = useQuery(query.session.frame.queryOptions());
  const [raw, setRaw] = useState<string>();
  return (
    <div className="gallery-filter">
      <Field inline label={t("day")} error={raw === undefined ? undefined : t("fault.not-a-date", { ns: "activities" })}>
        <DayInput
          value={day}
          raw={raw}
          today={dayOf(frame.data?.nowMs ?? 0, offset)}
          year={year}
          language={i18n.language}
          placeholder={t("anyDay")}
          onChange={(next) => {
            setRaw(undefined);
            onChange(next);
          }}
          onRefused={setRaw}
        />
      </Field>
    </div>
  );
}

function given(filter: Change): GalleryView["filter"] {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ""));
}
