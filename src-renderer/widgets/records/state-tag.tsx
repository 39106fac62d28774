// The state of a record as a word in its colour.
import { useTranslation } from "react-i18next";
import type { RecordState } from "../../../src-main/api/activities/contract.ts";
import { Tag, type Tone } from "../../ui/tag.tsx";

const TONES: Readonly<Record<RecordState, Tone>> = {
  lacking: "bad",
  ready: "ok",
  unreported: "warn",
  "handed-in": "accent",
  received: "ok",
  returned: "bad",
  conflict: "conflict",
  "needs-check": "conflict",
  waiting: "warn",
};

export function StateTag({ state }: Readonly<{ state: RecordState }>) {
  const { t } = useTranslation("activities");
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}
