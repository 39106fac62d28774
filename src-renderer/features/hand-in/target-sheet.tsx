// The bundle: its number and name, how large it will be, whether it is sealed, and what may be chosen about it.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Assembled } from "../../../src-main/api/contract/hand-in.ts";
import { saySize } from "../../format/amounts.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import type { Options } from "./export-options.ts";
import { VolumeChoiceField } from "./volume-choice.tsx";
import { useSayMedia } from "../../widgets/say-media.ts";

type TargetProps = Readonly<{ assembled: Assembled; options: Options; onChange: (change: Partial<Options>) => void }>;

export function TargetSheet({ assembled, options, onChange }: TargetProps) {
  const { full, plain, recordsOnly, volumes } = options;
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  const sayMedia = useSayMedia();
  const sealed = assembled.sealing === "encrypted" && !plain;
  return (
    <div className="target stack">
      <Sheet title={t("bundle", { number: assembled.bundle.number })}>
        <dl className="facts">
          <dt>{t("fileName")}</dt>
          <dd>{assembled.bundle.fileName}</dd>
          <dt>{t("media")}</dt>
          <dd>{sayMedia(assembled.media) || t("noMedia")}</dd>
          <dt>{t("estimate")}</dt>
          <dd>{saySize(assembled.estimateBytes)}</dd>
          <dt>{t("since")}</dt>
          <dd>
            {assembled.sinceBundle === null || full ? t("sinceStart") : t("sinceBundle", { number: assembled.sinceBundle })}
          </dd>
          <dt>{t("sealing")}</dt>
          <dd>{t(sealed ? "sealed" : "unsealed")}</dd>
        </dl>
        <div className="stack tight target-options">
          <Checkbox checked={full} onChange={(event) => onChange({ full: event.target.checked })}>
            {t("full")}
          </Checkbox>
          <Checkbox checked={recordsOnly} onChange={(event) => onChange({ recordsOnly: event.target.checked })}>
            {t("recordsOnly", { ns: "volumes" })}
          </Checkbox>
          {assembled.sealing === "encrypted" && (
            <Checkbox checked={plain} onChange={(event) => onChange({ plain: event.target.checked })}>
              {t("plain")}
            </Checkbox>
          )}
          <VolumeChoiceField
            choice={volumes}
            estimateBytes={assembled.estimateBytes}
            onChange={(next) => onChange({ volumes: next })}
          />
        </div>
      </Sheet>
      {!sealed && <Note tone="warn">{t(plain ? "plainWhat" : "noCountyKey")}</Note>}
      {assembled.trustWarning !== null && (
        <Note tone="warn">
          {t(`trust.${assembled.trustWarning}`)}{" "}
          <button type="button" className="link" onClick={() => go("/settings/trust")}>
            {t("toTrust")}
          </button>
        </Note>
      )}
    </div>
  );
}
