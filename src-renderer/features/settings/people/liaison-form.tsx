// 联络员: the one liaison of this unit, as 附件1 asks; errors under the field once it is left.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Liaison } from "../../../../src-main/api/liaison/contract.ts";
import { api, query } from "../../../rpc/api.ts";
import { useDates, useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Field, useFieldAttributes } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { DraftKept } from "../../../widgets/records/draft-kept.tsx";
import { liaisonWay } from "../../../widgets/records/record-path.ts";
import { useKeptDraft } from "../../../widgets/records/use-kept-draft.ts";
import { faultsOfLiaison, isSame, liaisonFrom, typedOf, type TypedLiaison } from "./liaison.ts";

const TEXTS = ["officePhone", "mobile", "chatId", "email", "leader", "remark"] as const;

export function LiaisonForm() {
  const client = useQueryClient();
  const opened = useQuery(query.liaison.get.queryOptions({ staleTime: Infinity }));
  useEffect(() => () => client.removeQueries({ queryKey: query.liaison.get.key() }), [client]);
  if (opened.isError) return <ProblemNotice problem={problemOf(opened.error)} />;
  return opened.data === undefined ? <Loading /> : <Form key={opened.data.editedAtMs} opened={opened.data} />;
}

/** What is typed keeps itself like every other draft; typed back to what is saved, it is none. Saving takes its place. */
function useTyped({ value: record, draft }: Liaison) {
  const client = useQueryClient();
  const saved = useMemo(() => typedOf(record), [record]);
  const keep = useCallback((typed: TypedLiaison) => api.liaison.keep({ typed: isSame(typed, saved) ? null : typed }), [saved]);
  const first = draft === null ? saved : typedOf(draft.typed);
  const typing = useKeptDraft({ value: first, savedAtMs: draft?.savedAtMs ?? null }, keep);
  const save = useMutation({
    mutationFn: async () => {
      await typing.settle();
      return api.liaison.save({ value: liaisonFrom(typing.value, record) });
    },
    onSuccess: (now) => {
      typing.drop();
      client.setQueryData(query.liaison.get.queryKey(), now);
    },
  });
  return { ...typing, saved, save };
}

function Form({ opened }: Readonly<{ opened: Liaison }>) {
  const { t } = useTranslation("settings");
  const [, go] = useLocation();
  const { trust } = useSession();
  const { value, saved, kept, change, save } = useTyped(opened);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLElement>(null);
  const faults = faultsOfLiaison(value);
  const error = (name: keyof TypedLiaison): string | undefined =>
    (asked || left.has(name)) && faults[name] !== undefined ? t(`liaison.fault.${faults[name]}`) : undefined;
  const set = (name: keyof TypedLiaison, text: string): void => change((was) => ({ ...was, [name]: text }));
  const leave = (name: string): void => setLeft((was) => new Set([...was, name]));
  const submit = (): void => {
    setAsked(true);
    const first = Object.keys(faults)[0];
    if (first === undefined) save.mutate();
    else form.current?.querySelector<HTMLElement>(`[data-path="${first}"] input`)?.focus();
  };
  const text = (name: keyof TypedLiaison, required = false) => (
    <Field key={name} label={t(`liaison.${name}`)} required={required} path={name} error={error(name)}>
      <TextInput value={value[name]} maxLength={200} onChange={(typed) => set(name, typed)} onLeave={() => leave(name)} />
    </Field>
  );
  return (
    <section className="sheet pad liaison" ref={form}>
      <div className="fields">
        {text("name", true)}
        <Field label={t("liaison.gender")}>
          <Gender value={value.gender} onChange={(gender) => set("gender", gender)} />
        </Field>
        {text("post", true)}
        {TEXTS.map((name) => text(name, name === "mobile"))}
      </div>
      {kept.problem !== undefined && <ProblemNotice problem={kept.problem} />}
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      <div className="row">
        <Standing liaison={opened} />
        <DraftKept kept={kept} />
        <span className="push" />
        {!isSame(value, saved) && <Button onClick={() => change(() => saved)}>{t("discardChanges", { ns: "common" })}</Button>}
        <Button type={opened.state === "unwritten" ? "primary" : "default"} loading={save.isPending} onClick={submit}>
          {t("liaison.save")}
        </Button>
        <Button onClick={() => go("/paper/attachment1")}>{t("printAttachment1")}</Button>
        {opened.state !== "unwritten" && (
          <Button type={opened.state === "written" ? "primary" : "default"} onClick={() => go(liaisonWay(trust.enrolment))}>
            {t("liaison.export")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Saved, and whether the county can have it. */
function Standing({ liaison: { state, editedAtMs, leftAtMs } }: Readonly<{ liaison: Liaison }>) {
  const { t } = useTranslation("settings");
  const dates = useDates();
  const saved = editedAtMs === null ? t("liaison.none") : t("liaison.saved", { at: dates.instant(editedAtMs) });
  const left = leftAtMs === null ? t("liaison.left") : t("liaison.leftAt", { at: dates.instant(leftAtMs) });
  return (
    <span className="row tight" aria-live="polite">
      <span className="muted small">{saved}</span>
      {state === "written" && <Tag tone="warn">{t("liaison.written")}</Tag>}
      {state === "left" && <Tag tone="ok">{left}</Tag>}
    </span>
  );
}

function Gender({ value, onChange }: Readonly<{ value: string; onChange: (gender: string) => void }>) {
  const { t } = useTranslation("settings");
  const { id } = useFieldAttributes();
  return (
    <Select
      id={id}
      className="type-ahead"
      allowClear
      value={value === "" ? null : value}
      onChange={(gender: string | null) => onChange(gender ?? "")}
      options={["male", "female"].map((gender) => ({ value: gender, label: t(`liaison.${gender}`) }))}
    />
  );
}
