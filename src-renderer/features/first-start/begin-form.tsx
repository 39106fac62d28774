// Who this PC belongs to: campaign, unit, person, PIN. What is missing is said under its field, and the form goes there.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecoveryCard, Role } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Field } from "../../ui/field.tsx";
import { TypeAhead, type Choice } from "../../ui/input/type-ahead.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { faultsOf, type Beginning, type FirstStartState } from "./beginning.ts";

type FormProps = Readonly<{ role: Role; state: FirstStartState; onBack: () => void; onCard: (card: RecoveryCard) => void }>;

export function BeginForm({ role, state, onBack, onCard }: FormProps) {
  const { t } = useTranslation("first-start");
  const client = useQueryClient();
  const [value, setValue] = useState<Beginning>({
    campaign: state.campaigns[0]?.id,
    unit: undefined,
    person: "",
    post: "",
    device: state.deviceName,
    pin: "",
    pinAgain: "",
  });
  const [asked, setAsked] = useState(false);
  const [join, setJoin] = useState(false);
  const beginUnit = useMutation(query.session.beginUnit.mutationOptions({ onSuccess: onCard }));
  const beginCounty = useMutation(
    query.session.beginCounty.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: query.session.key() }) }),
  );
  const begin = role === "unit" ? beginUnit : beginCounty;
  const faults = faultsOf(value, role);
  const set = (change: Partial<Beginning>): void => setValue({ ...value, ...change });
  const error = (member: keyof Beginning): string | undefined =>
    asked && faults[member] !== undefined ? t(faults[member]) : undefined;
  const submit = (event: Readonly<{ preventDefault(): void; currentTarget: HTMLElement }>): void => {
    event.preventDefault();
    setAsked(true);
    const first = Object.keys(faults)[0];
    if (first !== undefined) return focusField(event.currentTarget, first);
    const common = { campaign: value.campaign ?? "", device: value.device.trim(), person: personOf(value), pin: value.pin };
    if (role === "unit") beginUnit.mutate({ ...common, unit: value.unit ?? "" });
    else beginCounty.mutate({ ...common, join });
  };
  return (
    <form className="sheet pad start-form" onSubmit={submit} noValidate>
      <h2>{t(`kind.${role}`)}</h2>
      {role === "county" && <CountyWay join={join} onChange={setJoin} />}
      <CampaignField state={state} value={value.campaign} onChange={(campaign) => set({ campaign, unit: undefined })} />
      {role === "unit" && (
        <Field label={t("unit")} required path="unit" error={error("unit")} hint={t("unitHint")}>
          <UnitChoice campaign={value.campaign} value={value.unit} onChange={(unit) => set({ unit })} />
        </Field>
      )}
      <PersonFields value={value} error={error} onChange={set} />
      {!state.keychain && <Note tone="warn">{t("noKeychain")}</Note>}
      {begin.isError && <ProblemNotice problem={problemOf(begin.error)} />}
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          {t("begin")}
        </Button>
      </div>
    </form>
  );
}

/** The county's first PC, or a further one. */
function CountyWay({ join, onChange }: Readonly<{ join: boolean; onChange: (join: boolean) => void }>) {
  const { t } = useTranslation("first-start");
  const ways = ["new", "join"] as const;
  return (
    <>
      <Segmented
        block
        aria-label={t("county.way")}
        options={ways.map((value) => ({ value, label: t(`county.${value}`) }))}
        value={join ? "join" : "new"}
        onChange={(way) => onChange(way === "join")}
      />
      <p className="muted">{t(join ? "county.join.what" : "county.new.what")}</p>
    </>
  );
}

type PersonProps = Readonly<{
  value: Beginning;
  error: (member: keyof Beginning) => string | undefined;
  onChange: (change: Partial<Beginning>) => void;
}>;

/** Who sits here, what the PC is called, and the PIN, twice. */
export function PersonFields({ value, error, onChange }: PersonProps) {
  const { t } = useTranslation("first-start");
  return (
    <>
      <Field label={t("person")} required path="person" error={error("person")}>
        <TextInput value={value.person} onChange={(person) => onChange({ person })} maxLength={40} autoComplete="name" />
      </Field>
      <Field label={t("post")} path="post">
        <TextInput value={value.post} onChange={(post) => onChange({ post })} maxLength={80} placeholder={t("postHint")} />
      </Field>
      <Field label={t("device")} required path="device" error={error("device")} hint={t("deviceHint")}>
        <TextInput value={value.device} onChange={(device) => onChange({ device })} maxLength={80} />
      </Field>
      <Field label={t("pin")} required path="pin" error={error("pin")} hint={t("pinHint")}>
        <PinInput value={value.pin} onChange={(pin) => onChange({ pin })} />
      </Field>
      <Field label={t("pinAgain")} required path="pinAgain" error={error("pinAgain")}>
        <PinInput value={value.pinAgain} onChange={(pinAgain) => onChange({ pinAgain })} />
      </Field>
    </>
  );
}

function CampaignField({
  state,
  value,
  onChange,
}: Readonly<{ state: FirstStartState; value: string | undefined; onChange: (id: string | undefined) => void }>) {
  const { t } = useTranslation("first-start");
  const say = useWords();
  const choices = state.campaigns.map((campaign) => ({ value: campaign.id, text: say(campaign.title), beside: campaign.county }));
  return (
    <Field label={t("campaign")} required path="campaign">
      <TypeAhead choices={choices} value={value} onChange={onChange} clearable={false} />
    </Field>
  );
}

function UnitChoice({
  campaign,
  value,
  onChange,
}: Readonly<{ campaign: string | undefined; value: string | undefined; onChange: (unit: string | undefined) => void }>) {
  const { t } = useTranslation("first-start");
  const say = useWords();
  const units = useQuery(
    query.session.units.queryOptions({ input: { campaign: campaign ?? "" }, enabled: campaign !== undefined }),
  );
  const choices = useMemo<readonly Choice[]>(
    () =>
      (units.data ?? []).map((unit) => ({ value: unit.code, text: unit.name, beside: `${say(unit.kindLabel)} ${unit.code}` })),
    [units.data, say],
  );
  if (units.isError) return <ProblemNotice problem={problemOf(units.error)} />;
  return <TypeAhead choices={choices} value={value} onChange={onChange} placeholder={t("unitPlaceholder")} empty={t("noUnit")} />;
}

function PinInput({ value, onChange }: Readonly<{ value: string; onChange: (pin: string) => void }>) {
  return <TextInput secret value={value} onChange={onChange} maxLength={200} autoComplete="new-password" />;
}

/** The person as it is sent: no empty post. */
export function personOf(value: Beginning): { name: string; post?: string } {
  const post = value.post.trim();
  return post === "" ? { name: value.person.trim() } : { name: value.person.trim(), post };
}

function focusField(form: HTMLElement, path: string): void {
  form.querySelector<HTMLElement>(`[data-path="${path}"] input`)?.focus();
}
