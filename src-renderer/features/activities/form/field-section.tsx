// What this catalogue item asks for beyond numbers: choices, lists, ticks, dates, texts; then what every activity may carry.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LedgerField } from "../../../../src-main/api/drafts/contract.ts";
import type { Field as CatalogueField } from "../../../../src-main/domain/campaign/catalogue-schema.ts";
import { dayOf } from "../../../format/dates.ts";
import { query } from "../../../rpc/api.ts";
import { useCampaign, useDates, useWords } from "../../../rpc/context.tsx";
import { Field, useFieldAttributes } from "../../../ui/field.tsx";
import { CountInput, type CountRefusal } from "../../../ui/input/count-input.tsx";
import { DayInput } from "../../../ui/input/day-input.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { TypeAhead, TypeAheadMany } from "../../../ui/input/type-ahead.tsx";
import { picklistOf } from "../../../widgets/records/catalogue.ts";
import { useDraftTools } from "./draft-context.ts";
import { withField, withRaw } from "./draft-value.ts";

type FieldOf = Pick<CatalogueField, "id" | "label" | "picklist" | "required"> &
  Readonly<{ type: CatalogueField["type"] | LedgerField["type"]; long?: boolean; level?: string | undefined }>;

export function FieldSection({ fields, title }: Readonly<{ fields: readonly FieldOf[]; title: string }>) {
  if (fields.length === 0) return null;
  return (
    <section className="form-section" aria-label={title}>
      <h2>{title}</h2>
      <div className="fields">
        {fields.map((field) => (
          <OneField key={field.id} field={field} />
        ))}
      </div>
    </section>
  );
}

function OneField({ field }: Readonly<{ field: FieldOf }>) {
  const say = useWords();
  const { error, value } = useDraftTools();
  const [refused, setRefused] = useState<string>();
  const { t } = useTranslation("activities");
  const path = `/fields/${field.id}`;
  return (
    <Field
      label={say(field.label)}
      required={field.required === true || (field.level !== undefined && field.level === value.fields["level"])}
      wide={field.type === "multi" || field.type === "list" || field.long === true}
      path={path}
      error={refused === undefined ? error(path) : t(refused)}
    >
      <Control field={field} path={path} onRefused={setRefused} />
    </Field>
  );
}

type ControlProps = Readonly<{ field: FieldOf; path: string; onRefused: (sentence: string | undefined) => void }>;

function Control({ field, path, onRefused }: ControlProps) {
  const { value, change, leave } = useDraftTools();
  const campaign = useCampaign();
  const say = useWords();
  const now = value.fields[field.id];
  const set = (next: string | number | boolean | string[] | undefined): void => {
    onRefused(undefined);
    leave(path);
    change((was) => withField(was, field.id, next));
  };
  const refuse = (sentence: string, text: string): void => {
    onRefused(sentence);
    change((was) => withRaw(withField(was, field.id, undefined), path, text));
  };
  const choices = (picklistOf(campaign, field.picklist)?.options ?? []).map((option) => ({
    value: option.id,
    text: say(option.label),
  }));
  const texts = Array.isArray(now) ? now : [];
  if (field.type === "choice")
    return <TypeAhead choices={choices} value={typeof now === "string" ? now : undefined} onChange={set} />;
  if (field.type === "multi") return <TypeAheadMany choices={choices} value={texts} onChange={set} />;
  if (field.type === "list") return <TypeAheadMany free choices={[]} value={texts} onChange={set} />;
  if (field.type === "boolean") return <YesNo value={typeof now === "boolean" ? now : undefined} onChange={set} />;
  if (field.type === "date")
    return (
      <DateControl
        value={typeof now === "string" ? now : undefined}
        raw={value.raw[path]}
        onChange={set}
        onRefused={(text) => refuse("fault.not-a-date", text)}
      />
    );
  if (field.type === "number") {
    const number = typeof now === "number" ? now : undefined;
    return (
      <CountInput
        value={number}
        raw={value.raw[path]}
        unit=""
        onChange={set}
        onRefused={(reason: CountRefusal, text) => refuse(`refused.${reason}`, text)}
      />
    );
  }
  return (
    <TextInput
      value={typeof now === "string" ? now : ""}
      maxLength={field.long === true ? 20_000 : 2000}
      {...(field.long === true ? { lines: 2 } : {})}
      onLeave={() => leave(path)}
      onChange={(text) => change((was) => withField(was, field.id, text))}
    />
  );
}

/** A required tick is a choice of two, so that “no” is not the same as “not answered”. */
function YesNo({ value, onChange }: Readonly<{ value: boolean | undefined; onChange: (value: boolean | undefined) => void }>) {
  const { t } = useTranslation("common");
  const attributes = useFieldAttributes();
  return (
    <Select
      {...attributes}
      className="type-ahead"
      allowClear
      status={attributes["aria-invalid"] ? "error" : ""}
      value={value === undefined ? null : value ? "yes" : "no"}
      onChange={(chosen: string | null) => onChange(chosen === null || chosen === undefined ? undefined : chosen === "yes")}
      options={[
        { value: "yes", label: t("yes") },
        { value: "no", label: t("no") },
      ]}
    />
  );
}

type DateProps = Readonly<{
  value: string | undefined;
  raw: string | undefined;
  onChange: (day: string | undefined) => void;
  onRefused: (text: string) => void;
}>;

function DateControl({ value, raw, onChange, onRefused }: DateProps) {
  const { i18n } = useTranslation();
  const { offset, year } = useDates();
  const frame = useQuery(query.session.frame.queryOptions());
  return (
    <DayInput
      value={value}
      raw={raw}
      today={dayOf(frame.data?.nowMs ?? 0, offset)}
      year={year}
      language={i18n.language}
      onChange={onChange}
      onRefused={onRefused}
    />
  );
}
