// PCs whose bundles are not all here, in words; what only was never seen and lacks nothing is grey.
import { useTranslation } from "react-i18next";
import type { DeviceGapView } from "../../../src-main/api/receipts/contract.ts";
import { Sheet } from "../../ui/page.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { useGapWords } from "./gap-words.ts";

/** A sheet with one line a PC; nothing where nothing lacks. */
export function GapSheet({ gaps }: Readonly<{ gaps: readonly DeviceGapView[] }>) {
  const { t } = useTranslation("receipts");
  const lacking = gaps.filter((gap) => gap.entries > 0);
  if (lacking.length === 0) return null;
  return (
    <Sheet title={t("gaps")}>
      <GapLines gaps={lacking} named />
    </Sheet>
  );
}

/** `named`: with the unit's name. */
export function GapLines({ gaps, named = false }: Readonly<{ gaps: readonly DeviceGapView[]; named?: boolean }>) {
  const sayGap = useGapWords();
  return gaps.map((gap) => (
    <div key={`${gap.unit}/${gap.device}`} className={gap.entries > 0 ? "warn-ink small" : "muted small"}>
      <Foreign text={named ? `${gap.unitName} ${sayGap(gap)}` : sayGap(gap)} />
    </div>
  ));
}
