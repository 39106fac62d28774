// What a person should know of a file before opening it: short on its picture, in a sentence beside it.
import { useTranslation } from "react-i18next";
import type { Picture } from "../../../src-main/api/contract-parts.ts";
import { Tag } from "../../ui/tag.tsx";

type Cautious = Pick<Picture, "cautions" | "seenPercent">;

/** On the corner of a small picture. */
export function CautionMarks({ cautions, seenPercent }: Cautious) {
  const { t } = useTranslation("media");
  if (cautions.length === 0) return null;
  return (
    <span className="thumb-cautions">
      {cautions.map((caution) => (
        <span key={caution} title={t(`caution.${caution}`, { percent: seenPercent ?? 0 })}>
          <Tag tone="warn">{t(`cautionMark.${caution}`)}</Tag>
        </span>
      ))}
    </span>
  );
}

/** A sentence each. */
export function CautionLines({ cautions, seenPercent }: Cautious) {
  const { t } = useTranslation("media");
  return cautions.map((caution) => (
    <p key={caution} className="small viewer-caution">
      {t(`caution.${caution}`, { percent: seenPercent ?? 0 })}
    </p>
  ));
}
