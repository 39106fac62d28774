// The form of one activity. The save button is never disabled: it says what is missing and goes there.
import { useMutation } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Draft } from "../../../../src-main/api/drafts/contract.ts";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { query } from "../../../rpc/api.ts";
import { useCampaign, useWords } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Note } from "../../../ui/note.tsx";
import { Page } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { DraftKept } from "../../../widgets/records/draft-kept.tsx";
import { pathOfKind, pathOfRecord } from "../../../widgets/records/record-path.ts";
import { AttachmentPanel } from "../intake/attachment-panel.tsx";
import { BasicSection, MoreSection, StorySection } from "./basic-sections.tsx";
import { DraftContext } from "./draft-context.ts";
import { FieldSection } from "./field-section.tsx";
import { MetricSection } from "./metric-section.tsx";
import { ReturnedNote } from "../returned-note.tsx";
import { useDraftForm } from "./use-draft-form.ts";

export function DraftForm({ opened }: Readonly<{ opened: Draft }>) {
  const { t } = useTranslation("activities");
  const say = useWords();
  const campaign = useCampaign();
  const [media, setMedia] = useState<readonly MediaItem[]>(opened.media);
  const { draft, form, item, metrics, fields, faults, findings, isAsked, save, submit, tools } = useDraftForm(opened);
  const what = item?.name ?? campaign.ledgers.find((ledger) => ledger.kind === opened.kind)?.title;
  return (
    <DraftContext value={tools}>
      <Page
        title={t(titleOf(opened))}
        beside={
          <>
            {what !== undefined && <Tag tone="accent">{say(what)}</Tag>}
            <DraftKept kept={draft.kept} />
          </>
        }
        actions={
          <>
            <MoreActions opened={opened} onDiscarded={draft.drop} />
            <Button type="primary" onClick={submit} loading={save.isPending}>
              {t("save")}
            </Button>
          </>
        }
      >
        <ReturnedNote returned={opened.returned} />
        {draft.kept.problem !== undefined && <ProblemNotice problem={draft.kept.problem} />}
        {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
        {isAsked && Object.keys(faults).length > 0 && (
          <Note tone="bad">{t("missing", { count: Object.keys(faults).length })}</Note>
        )}
        <div className="draft" ref={form}>
          <div className="sheet pad draft-form">
            {opened.fields === null ? (
              <ActivitySections item={item} metrics={metrics} fields={fields} findings={findings} />
            ) : (
              <FieldSection fields={opened.fields} title={t("section.record")} />
            )}
          </div>
          <div className="draft-side stack">
            <AttachmentPanel
              draft={opened.draft}
              evidence={opened.kind === "activity"}
              media={media}
              findings={findings}
              onMedia={setMedia}
            />
          </div>
        </div>
      </Page>
    </DraftContext>
  );
}

function titleOf({ record, kind }: Draft): string {
  if (record !== null) return "edit";
  return kind === "activity" ? "record" : "enter";
}

type SectionsProps = Pick<ReturnType<typeof useDraftForm>, "item" | "metrics" | "findings"> &
  Readonly<{ fields: Parameters<typeof FieldSection>[0]["fields"] }>;

/** What the catalogue item asks for comes first; an index of the sections stays in sight. */
function ActivitySections({ item, metrics, fields, findings }: SectionsProps) {
  const { t } = useTranslation("activities");
  const { commonFields } = useCampaign().catalogue;
  const all = [...fields, ...commonFields.filter((field) => fields.every((one) => one.id !== field.id))];
  const sections = ["basic", ...(metrics.length > 0 ? ["metrics"] : []), ...(all.length > 0 ? ["fields"] : []), "story"];
  return (
    <>
      <SectionIndex names={sections.map((name) => t(`section.${name}`))} />
      <BasicSection item={item} />
      <MetricSection metrics={metrics} findings={findings} />
      <FieldSection fields={all} title={t("section.fields")} />
      <StorySection />
      <MoreSection />
    </>
  );
}

function SectionIndex({ names }: Readonly<{ names: readonly string[] }>) {
  const { t } = useTranslation("activities");
  const show = (name: string): void => {
    const section = document.querySelector(`.form-section[aria-label="${CSS.escape(name)}"]`);
    section?.scrollIntoView({ block: "start" });
    section?.querySelector<HTMLElement>("input,textarea")?.focus({ preventScroll: true });
  };
  return (
    <nav className="section-index small" aria-label={t("sections")}>
      {names.map((name) => (
        <button key={name} type="button" className="link" onClick={() => show(name)}>
          {name}
        </button>
      ))}
    </nav>
  );
}

function MoreActions({ opened, onDiscarded }: Readonly<{ opened: Draft; onDiscarded: () => void }>) {
  const { t } = useTranslation("activities");
  const [, go] = useLocation();
  const discard = useMutation(
    query.drafts.discard.mutationOptions({
      onMutate: onDiscarded,
      onSuccess: () => go(opened.record === null ? pathOfKind(opened.kind) : pathOfRecord(opened.record), { replace: true }),
    }),
  );
  const items = [
    {
      key: "discard",
      danger: true,
      label: opened.record === null ? t("discardNew") : t("discardChanges", { ns: "common" }),
      onClick: () => discard.mutate({ draft: opened.draft }),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button>{t("moreActions")}</Button>
    </Dropdown>
  );
}
