// One record with its open fields: 原值, what each PC made of it, or a value typed here.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { OpenRecord } from "../../../src-main/api/conflicts/contract.ts";
import type { Json } from "../../../src-main/domain/json.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import { FieldChoice, type Choice } from "./field-choice.tsx";

export function Decision({ record }: Readonly<{ record: OpenRecord }>) {
  const { t } = useTranslation("conflicts");
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [asked, setAsked] = useState(false);
  const save = useMutation(query.conflicts.resolve.mutationOptions());
  const missing = record.fields.filter(({ path }) => choices[path] === undefined);
  const submit = (): void => {
    setAsked(true);
    if (missing.length > 0) return;
    const values = Object.fromEntries(Object.entries(choices).map(([path, { value }]) => [path, value ?? null])) as Record<
      string,
      Json
    >;
    const { unit, kind, record: id, heads } = record;
    save.mutate({ unit, kind, record: id, heads, values: values as never });
  };
  const byFields = record.fields.length > 0 && record.report === null;
  return (
    <Sheet
      title={<Foreign text={record.title === "" ? t(`kind.${record.kind}`, { defaultValue: record.kind }) : record.title} />}
      beside={<Foreign text={record.unitName} />}
    >
      <div className="stack">
        <Hint record={record} />
        {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
        {byFields &&
          record.fields.map((field) => (
            <FieldChoice
              key={field.path}
              field={field}
              choice={choices[field.path]}
              missing={asked && choices[field.path] === undefined}
              disabled={!record.mayDecide}
              onChoose={(choice) => setChoices((was) => ({ ...was, [field.path]: choice }))}
            />
          ))}
        {byFields && record.mayDecide && (
          <div className="row">
            {asked && missing.length > 0 && <span className="bad-ink">{t("missing", { count: missing.length })}</span>}
            <span className="push" />
            <Button type="primary" loading={save.isPending} onClick={submit}>
              {t("save")}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  );
}

/** What is to be done where choosing fields is not the way. */
function Hint({ record }: Readonly<{ record: OpenRecord }>) {
  const { t } = useTranslation("conflicts");
  const [, go] = useLocation();
  const { report } = record;
  if (!record.mayDecide)
    return <Note tone="quiet">{t(report === null ? "unitDecides" : "unitHandsIn", { unit: record.unitName })}</Note>;
  if (report !== null)
    return (
      <Note tone="warn">
        {t("handInAgain")}{" "}
        <button type="button" className="link" onClick={() => go(`/hand-in/${encodeURIComponent(report)}`)}>
          {t("toHandIn")}
        </button>
      </Note>
    );
  if (record.fields.length > 0) return null;
  return (
    <Note tone="warn">
      {t("faultWhat")}{" "}
      <button type="button" className="link" onClick={() => go(pathOfRecord(record))}>
        {t("openRecord")}
      </button>
    </Note>
  );
}
