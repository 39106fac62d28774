// 草稿已存: how far what is typed is kept.
import { useTranslation } from "react-i18next";
import { useDates } from "../../rpc/context.tsx";
import type { KeptState } from "./use-kept-draft.ts";

export function DraftKept({ kept }: Readonly<{ kept: KeptState }>) {
  const { t } = useTranslation("common");
  const dates = useDates();
  const at = kept.savedAtMs;
  const text = kept.pending ? t("draftPending") : at === null ? "" : t("draftSaved", { at: dates.moment(at, at) });
  return (
    <span className="small" aria-live="polite">
      {text}
    </span>
  );
}
