// One more person for this PC, or the next one: name, post, a PIN of the person's own, the right to release.
import { Button, Checkbox } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { Note } from "../../../ui/note.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice, type ShownProblem } from "../../../ui/problem-notice.tsx";
import { NewPinFields, pinFault } from "../../../widgets/trust/new-pin-fields.tsx";

export type TypedPerson = Readonly<{ name: string; post?: string; mayRelease: boolean; pin: string }>;

type PersonFormProps = Readonly<{
  purpose: "add" | "hand-over";
  mayGrant: boolean;
  pending: boolean;
  problem: ShownProblem | undefined;
  onSend: (person: TypedPerson) => void;
  onCancel: () => void;
}>;

export function PersonForm({ purpose, mayGrant, pending, problem, onSend, onCancel }: PersonFormProps) {
  const { t } = useTranslation("people");
  const [value, setValue] = useState({ name: "", post: "", mayRelease: false, pin: "", again: "" });
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<typeof value>): void => setValue({ ...value, ...change });
  const fault = value.name.trim() === "" ? "name" : pinFault(value);
  const send = (event: Readonly<{ preventDefault(): void }>): void => {
    event.preventDefault();
    setAsked(true);
    if (fault !== undefined) return form.current?.querySelector<HTMLElement>(`[data-path="${fault}"] input`)?.focus();
    const post = value.post.trim();
    onSend({ name: value.name.trim(), mayRelease: value.mayRelease, pin: value.pin, ...(post !== "" && { post }) });
  };
  return (
    <Sheet title={t(purpose === "add" ? "add" : "handOver")} className="person-form">
      <form ref={form} className="stack" onSubmit={send} noValidate>
        {purpose === "hand-over" && <Note tone="accent">{t("handOverWhat")}</Note>}
        <Field label={t("name")} required path="name" error={asked && fault === "name" ? t("missing.name") : undefined}>
          <TextInput autoFocus value={value.name} maxLength={40} onChange={(name) => set({ name })} />
        </Field>
        <Field label={t("post")} path="post">
          <TextInput value={value.post} maxLength={80} onChange={(post) => set({ post })} />
        </Field>
        <NewPinFields pin={value.pin} again={value.again} fault={asked ? fault : undefined} onChange={set} />
        {mayGrant && (
          <Field label={t("release")} hint={t("releaseHint")}>
            <Checkbox checked={value.mayRelease} onChange={(event) => set({ mayRelease: event.target.checked })}>
              {t("mayRelease")}
            </Checkbox>
          </Field>
        )}
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <div className="row">
          <span className="push" />
          <Button onClick={onCancel}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" loading={pending}>
            {t(purpose === "add" ? "addNow" : "handOverNow")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
