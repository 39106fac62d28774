// 基本情况: what, when, how, where; then the story; what is rare is folded.
import { Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueItem } from "../../../../src-main/domain/campaign/catalogue-schema.ts";
import { useCampaign, useDates, useWords } from "../../../rpc/context.tsx";
import { Field, useFieldAttributes } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { TypeAhead, TypeAheadMany } from "../../../ui/input/type-ahead.tsx";
import { useDraftTools } from "./draft-context.ts";
import { withMember } from "./draft-value.ts";
import { WhenFields } from "./when-fields.tsx";

const MODES = ["offline", "online", "both"] as const;
type Mode = (typeof MODES)[number];

export function BasicSection({ item }: Readonly<{ item: CatalogueItem | undefined }>) {
  const { t } = useTranslation("activities");
  const { value, change, leave, error } = useDraftTools();
  return (
    <section className="form-section" aria-label={t("section.basic")}>
      <h2>{t("section.basic")}</h2>
      <div className="fields">
        <Field wide label={t("field.title")} required path="/title" error={error("/title")}>
          <TextInput
            autoFocus={value.title === undefined}
            value={value.title ?? ""}
            onLeave={() => leave("/title")}
            onChange={(text) => change((was) => withMember(was, "title", text))}
          />
        </Field>
        <WhenFields />
        <Field label={t("field.mode")} required path="/mode" error={error("/mode")}>
          <ModeSelect
            modes={item?.modes ?? MODES}
            value={value.mode}
            onChange={(mode) => change((was) => withMember(was, "mode", mode))}
            onLeave={() => leave("/mode")}
          />
        </Field>
        <Field label={t("field.place")} path="/place" error={error("/place")}>
          <TextInput
            value={value.place ?? ""}
            maxLength={200}
            onChange={(text) => change((was) => withMember(was, "place", text))}
          />
        </Field>
        <JointField item={item} />
      </div>
    </section>
  );
}

type ModeProps = Readonly<{
  modes: readonly Mode[];
  value: Mode | undefined;
  onChange: (mode: Mode | undefined) => void;
  onLeave: () => void;
}>;

function ModeSelect({ modes, value, onChange, onLeave }: ModeProps) {
  const { t } = useTranslation("activities");
  const attributes = useFieldAttributes();
  return (
    <Select
      {...attributes}
      className="type-ahead"
      status={attributes["aria-invalid"] ? "error" : ""}
      value={value ?? null}
      onChange={(mode: Mode | null) => onChange(mode ?? undefined)}
      onBlur={onLeave}
      options={modes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
    />
  );
}

/** Offered only where the county issued a joint event for this item. */
function JointField({ item }: Readonly<{ item: CatalogueItem | undefined }>) {
  const { t } = useTranslation("activities");
  const campaign = useCampaign();
  const dates = useDates();
  const say = useWords();
  const { value, change } = useDraftTools();
  const events = campaign.jointEvents.filter((event) => event.codes.includes(item?.code ?? ""));
  if (events.length === 0) return null;
  const lead = campaign.units.find((unit) => unit.code === events.find((event) => event.id === value.jointEvent)?.leadUnit);
  return (
    <Field wide label={t("field.jointEvent")} hint={lead === undefined ? t("jointHint") : t("jointLead", { unit: lead.name })}>
      <TypeAhead
        choices={events.map((event) => ({
          value: event.id,
          text: say(event.title),
          beside: `${dates.day(event.day)} ${event.place}`,
        }))}
        value={value.jointEvent}
        onChange={(jointEvent) => change((was) => withMember(was, "jointEvent", jointEvent))}
      />
    </Field>
  );
}

export function StorySection() {
  const { t } = useTranslation("activities");
  const { value, change } = useDraftTools();
  return (
    <section className="form-section" aria-label={t("section.story")}>
      <div className="fields">
        <Field wide label={t("field.description")}>
          <TextInput
            lines={3}
            value={value.description ?? ""}
            maxLength={20_000}
            onChange={(text) => change((was) => withMember(was, "description", text))}
          />
        </Field>
      </div>
    </section>
  );
}

export function MoreSection() {
  const { t } = useTranslation("activities");
  const { value } = useDraftTools();
  const [open, setOpen] = useState(value.organiser !== undefined || (value.leaders ?? []).length > 0);
  return (
    <section className="form-section">
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? "lessFields" : "moreFields")}
      </button>
      {open && <RareFields />}
    </section>
  );
}

function RareFields() {
  const { t } = useTranslation("activities");
  const campaign = useCampaign();
  const say = useWords();
  const { value, change } = useDraftTools();
  const units = campaign.units.map((unit) => ({ value: unit.name, text: unit.name, beside: unit.code }));
  const tags = campaign.catalogue.tags.map((tag) => ({ value: tag.id, text: say(tag.label) }));
  return (
    <div className="fields">
      <Field label={t("field.organiser")}>
        <TextInput
          value={value.organiser ?? ""}
          maxLength={200}
          onChange={(text) => change((was) => withMember(was, "organiser", text))}
        />
      </Field>
      <Field label={t("field.leaders")} hint={t("leadersHint")}>
        <TypeAheadMany
          free
          choices={[]}
          value={(value.leaders ?? []).map((leader) => leader.name)}
          onChange={(names) =>
            change((was) =>
              withMember(
                was,
                "leaders",
                names.map((name, index) => ({ id: `l${index + 1}`, name })),
              ),
            )
          }
        />
      </Field>
      <Field wide label={t("field.coOrganisers")}>
        <TypeAheadMany
          free
          choices={units}
          value={value.coOrganisers ?? []}
          onChange={(names) => change((was) => withMember(was, "coOrganisers", names))}
        />
      </Field>
      <Field wide label={t("field.tags")}>
        <TypeAheadMany
          choices={tags}
          value={value.tags ?? []}
          onChange={(chosen) => change((was) => withMember(was, "tags", chosen))}
        />
      </Field>
      <MarksField />
    </div>
  );
}

/** 重要 and 特色 start the clock of the report at once. */
function MarksField() {
  const { t } = useTranslation("activities");
  const { instantReportHours } = useCampaign().settings;
  const { value, change } = useDraftTools();
  return (
    <Field wide label={t("field.marks")} hint={t("marksHint", { hours: instantReportHours })}>
      <span className="row marks">
        <Checkbox
          checked={value.important === true}
          onChange={(event) => change((was) => withMember(was, "important", event.target.checked))}
        >
          {t("important")}
        </Checkbox>
        <Checkbox
          checked={value.featured === true}
          onChange={(event) => change((was) => withMember(was, "featured", event.target.checked))}
        >
          {t("featured")}
        </Checkbox>
      </span>
    </Field>
  );
}
