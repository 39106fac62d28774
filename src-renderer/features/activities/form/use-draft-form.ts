// What a draft's form knows and does: the value and its keeping, what is missing, soft findings, and saving.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Draft, DraftValue } from "../../../../src-main/api/drafts/contract.ts";
import type { Finding } from "../../../../src-main/api/contract-parts.ts";
import { activityFaults, ledgerFaults, TITLE_LETTERS, type DraftFault } from "../../../../src-main/domain/kinds/draft-faults.ts";
import { outOfOrder } from "../../../../src-main/domain/kinds/order.ts";
import { api, query } from "../../../rpc/api.ts";
import { useCampaign, useSession, useWords } from "../../../rpc/context.tsx";
import { findItem } from "../../../widgets/records/catalogue.ts";
import { useKeptDraft, type KeptState } from "../../../widgets/records/use-kept-draft.ts";
import { pathOfRecord } from "../../../widgets/records/record-path.ts";
import { askedOrTyped } from "./asked-numbers.ts";
import type { DraftTools } from "./draft-context.ts";

/** Everything that {@link DraftForm} shows; `form` is put on the element that holds the fields. */
export function useDraftForm(opened: Draft) {
  const keep = useCallback((value: DraftValue) => api.drafts.keep({ draft: opened.draft, value }), [opened.draft]);
  const draft = useKeptDraft(opened, keep);
  const asked = useAsked(draft.value, opened);
  const form = useRef<HTMLDivElement>(null);
  const save = useSaving(opened.draft, draft, (faults) => {
    asked.answer(faults);
    goToFirst(form.current, faults);
  });
  const submit = (): void => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    asked.ask();
    if (Object.keys(asked.faults).length > 0) goToFirst(form.current, asked.faults);
    else save.mutate();
  };
  return {
    ...asked,
    draft,
    form,
    save,
    submit,
    tools: useTools(opened.kind, draft, asked),
    findings: useFindings(opened.draft, draft.value, draft.kept),
  };
}

/** The key of a sentence by path, in the order of the form. */
type Faults = Readonly<Record<string, string>>;

function byPath(faults: readonly DraftFault[]): Faults {
  return Object.fromEntries(faults.map(({ path, reason }) => [path, reason]));
}

type Drafting = ReturnType<typeof useKeptDraft<DraftValue>>;
type Asked = ReturnType<typeof useAsked>;

/** What is missing: as far as the screen can tell, and as the data side judged this very value. */
function useAsked(value: DraftValue, { kind, fields: ledgerFields }: Pick<Draft, "kind" | "fields">) {
  const campaign = useCampaign();
  const [isAsked, setAsked] = useState(false);
  const [answered, setAnswered] = useState<Readonly<{ faults: Faults; of: DraftValue }>>();
  const found = useMemo(() => findItem(campaign, value.code), [campaign, value.code]);
  const unit = useSession().unit.code;
  const metrics = useMemo(
    () => (found === undefined ? [] : askedOrTyped(campaign, found.item, unit, value)),
    [campaign, found, unit, value],
  );
  const fields = ledgerFields ?? found?.item.fields ?? [];
  const judged = answered?.of === value ? answered.faults : {};
  return {
    isAsked,
    item: found?.item,
    metrics,
    fields,
    faults: {
      ...byPath(ledgerFields === null ? activityFaults(campaign, unit, value) : ledgerFaults(kind, ledgerFields, value)),
      ...judged,
    } as Faults,
    ask: (): void => setAsked(true),
    answer: (faults: Faults): void => setAnswered({ faults, of: value }),
  };
}

function useTools(kind: string, draft: Drafting, asked: Asked): DraftTools {
  const sayFault = useSayFault(kind, draft.value, asked.fields);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  return {
    value: draft.value,
    change: draft.change,
    leave: (path) => setLeft((was) => new Set([...was, path])),
    error: (path) => {
      const isShown = asked.isAsked || left.has(path) || draft.value.raw[path] !== undefined;
      const reason = isShown ? asked.faults[path] : undefined;
      return reason === undefined ? undefined : sayFault(path, reason);
    },
  };
}

/** The sentence of a fault. A day that lies too early names the one before which it cannot be. */
function useSayFault(kind: string, value: DraftValue, fields: Asked["fields"]) {
  const { t } = useTranslation("activities");
  const say = useWords();
  return (path: string, reason: string): string => {
    if (reason === "too-long") return t("fault.too-long", { count: [...(value.title ?? "")].length, most: TITLE_LETTERS });
    if (reason !== "out-of-order") return t(`fault.${reason}`);
    const broken = outOfOrder(kind, value.fields).find(({ later }) => path === `/fields/${later}`);
    const field = fields.find(({ id }) => id === broken?.earlier);
    return field === undefined ? t("fault.out-of-order.times") : t("fault.out-of-order", { earlier: say(field.label) });
  };
}

function useSaving(id: string, draft: Drafting, onIncomplete: (faults: Faults) => void) {
  const [, go] = useLocation();
  return useMutation({
    mutationFn: async () => {
      await draft.settle();
      return api.drafts.save({ draft: id, value: draft.value });
    },
    onSuccess: (answer) => {
      if (answer.outcome === "incomplete") return onIncomplete(byPath(answer.faults));
      draft.drop();
      go(pathOfRecord(answer.record), { replace: true });
    },
  });
}

function goToFirst(form: HTMLElement | null, faults: Faults): void {
  const path = Object.keys(faults)[0];
  if (path !== undefined) form?.querySelector<HTMLElement>(`[data-path="${path}"] :is(input,textarea,[tabindex])`)?.focus();
}

/** Soft rules are asked again whenever the draft has been kept. */
function useFindings(draft: string, value: DraftValue, kept: KeptState): readonly Finding[] {
  const findings = useQuery({
    queryKey: [...query.drafts.check.key(), draft, kept.savedAtMs],
    queryFn: () => api.drafts.check({ draft, value }),
    enabled: !kept.pending,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return findings.data ?? [];
}
