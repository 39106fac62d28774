// The filters above the list: words, item, period, evidence, state; units at the county.
import { Input, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActivityFilter } from "../../../src-main/api/activities/contract.ts";
import { useCampaign, useSession, useWords } from "../../rpc/context.tsx";
import { TypeAhead, type Choice } from "../../ui/input/type-ahead.tsx";
import { itemsFor, itemsOf } from "../../widgets/records/catalogue.ts";

type FiltersProps = Readonly<{ filter: ActivityFilter; onChange: (filter: ActivityFilter) => void }>;
const EVIDENCE = ["with", "without"] as const;
const STATES = {
  unit: ["ready", "lacking", "handed-in", "received", "returned", "conflict", "needs-check"],
  county: ["received", "unreported", "lacking", "returned", "conflict", "needs-check"],
} as const;

export function ActivityFilters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const choices = useFilterChoices();
  const set = (change: Partial<Record<keyof ActivityFilter, string | undefined>>): void => onChange(withChange(filter, change));
  return (
    <div className="row wrap filters" role="search">
      <WordFilter value={filter.text ?? ""} onChange={(text) => set({ text })} />
      {role === "county" && (
        <div className="filter">
          <TypeAhead
            choices={choices.units}
            value={filter.unit}
            label={t("column.unit")}
            placeholder={t("anyUnit")}
            onChange={(unit) => set({ unit })}
          />
        </div>
      )}
      <div className="filter filter-wide">
        <TypeAhead
          choices={choices.items}
          value={filter.code}
          label={t("column.item")}
          placeholder={t("anyItem")}
          onChange={(code) => set({ code })}
        />
      </div>
      <div className="filter">
        <TypeAhead
          choices={choices.periods}
          value={filter.period}
          label={t("period")}
          placeholder={t("anyPeriod")}
          onChange={(period) => set({ period })}
        />
      </div>
      <FixedFilter
        label={t("column.evidence")}
        any={t("anyEvidence")}
        value={filter.evidence}
        choices={EVIDENCE.map((value) => ({ value, label: t(`evidence.${value}`) }))}
        onChange={(evidence) => set({ evidence })}
      />
      <FixedFilter
        label={t("column.state")}
        any={t("anyState")}
        value={filter.state}
        choices={STATES[role].map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state) => set({ state })}
      />
    </div>
  );
}

type FixedProps = Readonly<{
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly Readonly<{ value: string; label: string }>[];
  onChange: (value: string | undefined) => void;
}>;

function FixedFilter({ label, any, value, choices, onChange }: FixedProps) {
  return (
    <Select
      className="filter"
      aria-label={label}
      allowClear
      placeholder={any}
      value={value ?? null}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={[...choices]}
    />
  );
}

function WordFilter({ value, onChange }: Readonly<{ value: string; onChange: (text: string) => void }>) {
  const { t } = useTranslation("activities");
  const [typed, setTyped] = useState<string>();
  return (
    <Input.Search
      className="filter-words"
      allowClear
      placeholder={t("words")}
      aria-label={t("words")}
      maxLength={200}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(text) => {
        setTyped(undefined);
        onChange(text.trim());
      }}
    />
  );
}

function useFilterChoices(): Readonly<Record<"items" | "periods" | "units", readonly Choice[]>> {
  const campaign = useCampaign();
  const session = useSession();
  const say = useWords();
  return useMemo(
    () => ({
      items: (session.role === "unit" ? itemsFor(campaign, session.unit) : itemsOf(campaign)).map(({ item }) => ({
        value: item.code,
        text: say(item.name),
        beside: item.code,
      })),
      periods: campaign.calendar.periods.map((period) => ({ value: period.id, text: say(period.title) })),
      units: campaign.units.map((unit) => ({ value: unit.code, text: unit.name, beside: unit.code })),
    }),
    [campaign, session, say],
  );
}

function withChange(filter: ActivityFilter, change: Partial<Record<keyof ActivityFilter, string | undefined>>): ActivityFilter {
  const kept = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(kept);
}
